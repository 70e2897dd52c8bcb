"""Budget figures, whole yen without tax."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.budget_months import sum_by_month, uncovered
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.spec_change import SpecChange

DAY = date(2026, 11, 30)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=DAY, run_day=DAY, records=by_class)


def order(number: int = 1, **values: object) -> Order:
    usual = {"budget": "BUD-001", "order_kind": "当初", "department": "情報システム部", "system": "会員"}
    return Order.model_validate(usual | {"id": f"ORD-{number:03}"} | values)


BUDGET = Budget(id="BUD-001", fiscal_year=2026, department="情報システム部", amount=10_000_000)


def test_remaining_is_the_budget_less_orders_and_expected_orders():
    report = budget_report(
        project(
            BUDGET,
            order(1, ordered=3_000_000, ordered_on=DAY),
            order(2, estimated=1_000_001, probability=Decimal("0.5")),
        )
    )
    line = report.budgets[0]
    assert (line.ordered, line.expected) == (3_000_000, 500_001)  # 500,000.5 rounds up
    assert line.remaining == 6_499_999
    assert line.forecast == 3_500_001
    assert report.total.remaining == 6_499_999


def test_a_cancelled_order_counts_nowhere_and_a_reduction_takes_off():
    report = budget_report(
        project(
            BUDGET,
            order(1, ordered=5_000_000, ordered_on=DAY, order_kind="取消"),
            order(2, ordered=-200_000, ordered_on=DAY, order_kind="減額"),
        )
    )
    assert report.total.ordered == -200_000
    assert (report.rows_used, report.rows_total) == (1, 1)


def test_an_order_without_amount_costs_its_estimate_and_one_without_both_is_counted_as_no_figure():
    report = budget_report(project(BUDGET, order(1, estimated=700_000, ordered_on=DAY), order(2)))
    assert report.total.ordered == 700_000
    assert (report.rows_used, report.rows_total) == (1, 2)


def test_a_blank_probability_is_certain():
    assert budget_report(project(BUDGET, order(estimated=900))).total.expected == 900


def test_accepted_and_paid_follow_the_order_to_its_budget_department_and_system():
    report = budget_report(
        project(
            BUDGET,
            order(1, ordered=1_000, ordered_on=DAY),
            Acceptance(id="ACC-001", order="ORD-001", accepted=600, accepted_on=DAY),
            Acceptance(
                id="ACC-002", order="ORD-001", accepted=400, accepted_on=DAY, invoiced=390, paid_on=DAY
            ),
            Acceptance(id="ACC-003", order="ORD-001", accepted=999),
        )
    )
    for line in (report.budgets[0], report.departments[0], report.systems[0], report.total):
        assert (line.accepted, line.paid) == (1_000, 390)
    assert (report.systems[0].amount, report.systems[0].remaining) == (None, None)


def test_orders_without_a_known_budget_have_a_line_of_their_own_so_that_the_lines_add_up():
    report = budget_report(project(BUDGET, order(1, budget="BUD-9", ordered=5, ordered_on=DAY)))
    assert [line.id for line in report.budgets] == ["BUD-001", None]
    assert sum(line.ordered for line in report.budgets) == report.total.ordered == 5


def test_a_pending_change_is_shown_until_an_order_names_it():
    changes = [
        SpecChange(id="CHG-001", status="承認済", cost_impact=100),
        SpecChange(id="CHG-002", status="承認待ち", cost_impact=20),
        SpecChange(id="CHG-003", status="起票", cost_impact=3),
    ]
    assert budget_report(project(*changes)).total.pending_changes == 120
    assert budget_report(project(*changes, order(origin=("CHG-001",)))).total.pending_changes == 20


def test_what_the_deliveries_do_not_cover_is_planned_in_the_months_of_the_order():
    report = budget_report(
        project(
            order(
                ordered=1_000,
                ordered_on=date(2026, 4, 1),
                acceptance_month=date(2026, 9, 1),
                payment_month=date(2026, 10, 1),
            ),
            Acceptance(
                id="ACC-001",
                order="ORD-001",
                acceptance_planned=300,
                acceptance_due_on=date(2026, 6, 30),
                payment_due_on=date(2026, 7, 31),
            ),
        )
    )
    months = sum_by_month(report.months)
    assert {month: row["acceptance_planned"] for month, row in months.items()} == {
        date(2026, 4, 1): 0, date(2026, 6, 1): 300, date(2026, 7, 1): 0, date(2026, 9, 1): 700, date(2026, 10, 1): 0,
    }  # fmt: skip
    assert {month: row["payment_planned"] for month, row in months.items() if row["payment_planned"]} == {
        date(2026, 7, 1): 300,
        date(2026, 10, 1): 700,
    }


def test_a_month_says_paid_with_and_without_tax():
    row = Acceptance(id="ACC-001", invoiced=1_000, paid=1_100, paid_on=date(2026, 11, 30))
    (month,) = budget_report(project(row)).months
    assert (month.month, month.paid, month.paid_with_tax) == (date(2026, 11, 1), 1_000, 1_100)


def test_an_unread_amount_is_no_figure_rather_than_the_estimate():
    from pmo_xl.model.record import Place, Table, Unread

    place = Place(
        Table(Order, "予算管理表", 1, {}), 2, unread={"ordered": Unread("約100万", "金額として読めません")}
    )
    report = budget_report(project(order(estimated=5, ordered_on=DAY, place=place)))
    assert (report.total.ordered, report.rows_used, report.rows_total) == (0, 0, 1)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_what_is_uncovered_has_never_the_other_sign_than_the_order(amount: int, covered: int):
    assert uncovered(amount, covered) * (1 if amount >= 0 else -1) >= 0


def test_the_lines_have_the_field_names_of_the_contract():
    names = {field.name for field in fields(budget_report(project()).total)}
    assert names >= {"id", "department", "fiscal_year", "amount", "ordered", "expected", "accepted", "paid",
                     "remaining", "forecast", "pending_changes"}  # fmt: skip


def test_a_change_is_pending_until_an_order_names_it():
    change = SpecChange(id="CHG-001", status="承認済", cost_impact=300)
    follow_up = SpecChange(id="CHG-002", status="起票", origin=("CHG-001",))
    assert budget_report(project(BUDGET, change)).total.pending_changes == 300
    assert budget_report(project(BUDGET, change, follow_up)).total.pending_changes == 300
    assert budget_report(project(BUDGET, change, order(1, origin=("CHG-001",)))).total.pending_changes == 0
    waiting = change.model_copy(update={"status": "起票"})
    assert budget_report(project(BUDGET, waiting)).total.pending_changes == 0


def test_a_month_with_orders_alone_has_nothing_else():
    (month,) = budget_report(project(order(ordered=10, ordered_on=DAY))).months
    sums = [getattr(month, name.name) for name in fields(month)]
    assert sums == [date(2026, 11, 1), "情報システム部", 10, 0, 0, 0, 0, 0]


def test_what_names_no_department_or_system_has_a_line_of_its_own_so_that_the_lines_add_up():
    report = budget_report(
        project(
            BUDGET,
            Budget(id="BUD-002", fiscal_year=2026, amount=700),
            order(1, ordered=300, ordered_on=DAY),
            order(2, ordered=40, ordered_on=DAY, department=None, system=None),
            Acceptance(id="ACC-001", order="ORD-002", accepted=30, accepted_on=DAY),
            Acceptance(id="ACC-002", order="ORD-999", accepted=5, accepted_on=DAY, paid_on=DAY),
        )
    )
    assert [line.department for line in report.departments] == ["情報システム部", None]
    assert [line.system for line in report.systems] == ["会員", None]
    for lines in (report.budgets, report.departments, report.systems):
        for figure in ("ordered", "expected", "accepted", "paid", "forecast"):
            assert sum(getattr(line, figure) for line in lines) == getattr(report.total, figure)
    for figure in ("amount", "remaining"):
        assert sum(getattr(line, figure) for line in report.departments) == getattr(report.total, figure)
