"""The traffic light as far as the ledgers say it."""

from datetime import date

from pmo_xl.metrics.traffic_light import Light, LightReasons, ledger_light
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def light(*records: Record) -> Light:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[type(record)] = (*by_class.get(type(record), ()), record)
    return ledger_light(Project(as_of=D, run_day=D, records=by_class)).light


def spent(amount: int) -> tuple[Record, Record]:
    return (
        Budget(id="BUD-001", department="営業部", amount=1_000),
        Order(
            id="ORD-001",
            budget="BUD-001",
            department="営業部",
            order_kind="当初",
            ordered=amount,
            ordered_on=D,
        ),
    )


def issue(due_on: date, number: int = 1, **values: object) -> Issue:
    usual = {"id": f"ISS-{number:03}", "status": "対応中", "priority": "高", "due_on": due_on}
    return Issue.model_validate(usual | values)


def test_every_light_has_a_mark_of_its_own():
    assert {light.mark for light in Light} == {"●", "▲", "■", "－"}


def test_a_budget_is_amber_below_ten_percent_and_red_below_nothing():
    assert [light(*spent(amount)) for amount in (900, 901, 1_000, 1_001)] == [
        Light.GREEN, Light.AMBER, Light.AMBER, Light.RED,
    ]  # fmt: skip


def test_a_milestone_is_red_when_ten_business_days_have_passed():
    def milestone(day: date, **values: object) -> Light:
        usual = {"id": "WBS-001", "kind": "マイルストーン", "planned_finish": day}
        return light(Task.model_validate(usual | values))

    # 2026-11-23 is a holiday: the tenth business day after 11-12 is 11-27, after 11-13 it is D itself.
    assert milestone(date(2026, 11, 12)) is Light.RED
    assert milestone(date(2026, 11, 13)) is Light.GREEN
    assert milestone(date(2026, 11, 12), actual_finish=D) is Light.GREEN


def test_three_issues_of_high_priority_over_five_business_days_are_red_fewer_are_amber():
    old = date(2026, 11, 17)
    assert light(issue(old, 1), issue(old, 2), issue(old, 3)) is Light.RED
    assert light(issue(old, 1), issue(old, 2)) is Light.AMBER
    assert light(issue(old, priority="中")) is Light.GREEN
    assert light(issue(old, status="完了")) is Light.GREEN


def test_the_reasons_are_told_and_red_is_stronger():
    assert LightReasons(("予算を超えています",), ("残予算が10%を切りました",)).light is Light.RED
