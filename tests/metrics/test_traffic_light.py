"""The traffic light as far as the ledgers say it."""

from datetime import date, timedelta

from pmo_xl.metrics.traffic_light import Light, ProjectLight, figure_reasons, light_of, live_reasons
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
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return light_of(live_reasons(Project(as_of=D, run_day=D, records=by_class))).light


def spent(amount: int) -> tuple[Record, Record]:
    return (
        Budget(id="BUD-001", department="営業部", fiscal_year=2026, amount=1_000),
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


def said(*records: Record) -> tuple[str, ...]:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return light_of(figure_reasons(Project(as_of=D, run_day=D, records=by_class))).reasons


def test_a_department_that_bears_orders_without_a_budget_of_the_year_is_overspent():
    budget, order = spent(100)
    other = order.model_copy(update={"id": "ORD-002", "department": "経理部"})
    assert said(budget, order, other) == ("予算超過: 経理部 2026年度 ▲100円",)


def test_every_reason_names_whose_it_is_and_its_figure():
    assert said(*spent(1_200)) == ("予算超過: 営業部 2026年度 ▲200円",)
    assert said(*spent(950)) == ("残予算が10%未満: 営業部 2026年度 50円 / 予算 1,000円",)
    old = date(2026, 11, 17)
    assert said(issue(old, 1), issue(D - timedelta(1), 2)) == (
        "優先度 高 の課題の遅れ: 2 件(うち5営業日超 1 件)",
    )
    stones = [
        Task(id=f"WBS-{n}", kind="マイルストーン", title=f"完了{n}", planned_finish=date(2026, 11, 2))
        for n in (1, 2)
    ]
    assert said(*stones) == ("マイルストーンの遅れ: 完了1(予定 2026/11/02) ほか 1 件",)


def test_one_kind_has_one_reason_and_the_worst_department_is_named():
    second = Budget(id="BUD-002", department="販売部", fiscal_year=2026, amount=10)
    orders = [
        Order(id=f"ORD-{n}", budget=budget, department=name, order_kind="当初", ordered=5_000, ordered_on=D)
        for n, (budget, name) in enumerate((("BUD-001", "営業部"), ("BUD-002", "販売部")))
    ]
    assert said(spent(0)[0], second, *orders) == ("予算超過: 販売部 2026年度 ▲4,990円 ほか 1 件",)


def test_a_budget_of_a_year_that_is_over_may_be_used_up():
    budget, order = spent(1_000)
    assert said(budget.model_copy(update={"fiscal_year": 2025}), order) == ()


def test_red_comes_before_grey_and_grey_before_amber():
    assert [light.value for light in Light] == ["赤", "灰", "黄", "緑"]


def test_a_short_place_shows_the_first_two_reasons_and_how_many_more():
    light = ProjectLight(Light.RED, ("一", "二", "三", "四"), form_errors=3)
    assert str(light) == "● 赤(一 / 二 / 三 / 四)" and light.short == "● 赤(一 / 二 ほか 2)"
    assert light.form == "台帳の書き方 3 件"
    assert str(ProjectLight(Light.GREEN)) == ProjectLight(Light.GREEN).short == "■ 緑"


def spi_of(progress: str, *more: Record) -> ProjectLight:
    task = Task(
        id="WBS-001", kind="作業", planned_start=date(2026, 11, 2), planned_finish=date(2026, 11, 27),
        progress=progress, planned_effort=100,
    )  # fmt: skip
    records: dict[type[Record], tuple[Record, ...]] = {Task: (task,)}
    for record in more:
        records[record.__class__] = (*records.get(record.__class__, ()), record)
    return light_of(figure_reasons(Project(as_of=D, run_day=D, records=records)))


def test_earned_value_below_095_is_amber():
    assert spi_of("0.95").light is Light.GREEN
    assert spi_of("0.94").reasons == ("出来高の遅れ: SPI 0.94",)


def test_fewer_finished_tasks_than_the_baseline_wants_is_amber():
    baseline = date(2026, 11, 27)
    done = {"actual_start": baseline, "actual_finish": baseline}
    rows = [
        Task(id=f"WBS-{n:03}", kind="作業", baseline_finish=baseline, planned_finish=baseline, **values)
        for n, values in ((2, done), (3, done), (4, {}))
    ]
    assert "終わった作業の遅れ: BEI 0.66" in spi_of("1", *rows).reasons
    assert spi_of("1", *rows[:2]).light is Light.GREEN
