"""The traffic light as far as the ledgers say it."""

from datetime import date

from pmo_xl.metrics.traffic_light import Light, LightReasons, ledger_light, project_reasons
from pmo_xl.model.acceptance import Acceptance
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


def spi_of(progress: str, *more: Record) -> LightReasons:
    task = Task(
        id="WBS-001", kind="作業", planned_start=date(2026, 11, 2), planned_finish=date(2026, 11, 27),
        progress=progress, planned_effort=100,
    )  # fmt: skip
    records: dict[type[Record], tuple[Record, ...]] = {Task: (task,)}
    for record in more:
        records[type(record)] = (*records.get(type(record), ()), record)
    return project_reasons(Project(as_of=D, run_day=D, records=records))


def test_earned_value_below_095_is_amber():
    assert spi_of("0.95").light is Light.GREEN
    assert spi_of("0.94").amber == ("出来高が計画に追いついていません(SPI)",)


def test_fewer_finished_tasks_than_the_baseline_wants_is_amber():
    baseline = date(2026, 11, 27)
    done = {"actual_start": baseline, "actual_finish": baseline}
    rows = [
        Task(id=f"WBS-{n:03}", kind="作業", baseline_finish=baseline, planned_finish=baseline, **values)
        for n, values in ((2, done), (3, done), (4, {}))
    ]
    assert "終わった作業の数が基準に追いついていません(BEI)" in spi_of("1", *rows).amber
    assert spi_of("1", *rows[:2]).light is Light.GREEN


def test_a_breach_of_the_payment_law_is_red():
    order = Order(id="ORD-001", order_kind="当初", toritekihou="対象", ordered_on=date(2026, 5, 1))
    row = Acceptance(
        id="ACC-001", order="ORD-001", received_on=date(2026, 9, 30), payment_due_on=D, closing="都度"
    )
    assert spi_of("1", order, row).red == ("取適法の違反が 1 件あります",)
    in_time = row.model_copy(update={"received_on": date(2026, 10, 2)})
    assert spi_of("1", order, in_time).red == ()
