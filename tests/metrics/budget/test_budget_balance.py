"""What is left of a budget, and which figure leaves it open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.documents.budget import budget_note
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.budget_balance import balance_of, department_balances, unknown_figure
from pmo_xl.metrics.derived_figures import budget_remaining
from pmo_xl.metrics.measures import measure
from pmo_xl.model.budget import Budget
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table, Unread

D = date(2026, 11, 30)
ALL = Table(Order, "予算管理表", 1, {name: n for n, name in enumerate(Order.columns, 1)})
BUDGET = Budget(id="BUD-001", fiscal_year=2026, department="会員部", amount=1_000)


def order(number: int = 1, *unread: str, **values: object) -> Order:
    place = Place(ALL, 2, unread={name: Unread("#N/A", "読み取れません") for name in unread})
    usual = {"id": f"ORD-{number:03}", "budget": "BUD-001", "order_kind": "当初", "place": place}
    return Order.model_validate(usual | values)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


@pytest.mark.parametrize(
    ("unread", "values", "expected"),
    [
        ((), {}, None),
        (("order_kind",), {"order_kind": None}, "order_kind"),
        (("ordered_on",), {}, "ordered_on"),
        (("ordered_on",), {"order_kind": "取消"}, None),
        (("estimated",), {}, "estimated"),
        (("probability",), {"estimated": 5}, "probability"),
        (("ordered",), {"estimated": 5}, None),
        (("ordered",), {"ordered_on": D, "estimated": 5}, "ordered"),
        (("estimated",), {"ordered_on": D, "ordered": 5}, None),
        (("estimated",), {"ordered_on": D}, "estimated"),
        (("probability",), {"ordered_on": D, "ordered": 5}, None),
    ],
)
def test_only_a_cell_that_the_amount_depends_on_leaves_it_open(unread, values, expected):
    assert unknown_figure(order(1, *unread, **values)) == expected


def test_a_balance_adds_up_orders_and_says_what_is_missing():
    rows = (
        order(1, ordered_on=D, ordered=300),
        order(2, estimated=200, probability=Decimal("0.5")),
        order(3, ordered_on=D),
        order(4),
    )
    found = balance_of(BUDGET, project(BUDGET, *rows))
    assert (found.amount, found.ordered, found.expected, found.remaining) == (1_000, 300, 100, 600)
    assert (found.unknown_amount, found.unknown_order) == (None, None)
    blank = Budget(id="BUD-001", fiscal_year=2026, department="会員部")
    open_ = balance_of(blank, project(blank, order(1, "ordered", ordered_on=D)))
    assert (open_.amount, open_.unknown_amount, open_.unknown_order) == (
        0, "予算枠の「予算額」", "予算管理表の「発注金額」",
    )  # fmt: skip


def test_a_department_has_the_budgets_of_its_year_and_the_orders_it_bears():
    other = Budget(id="BUD-002", fiscal_year=2026, department="会 員 部", amount=50)
    later = Budget(id="BUD-003", fiscal_year=2027, department="会員部", amount=7)
    sales = Budget(id="BUD-004", fiscal_year=2026, department="営業部", amount=9)
    nobody = (
        Budget(id="BUD-005", fiscal_year=2026, amount=1),
        Budget(id="BUD-006", department="会員部", amount=2),
    )
    rows = (
        order(1, ordered_on=D, ordered=10),
        order(2, ordered_on=D, ordered=20, budget="BUD-004", department="会員部"),
        order(3, ordered_on=D, ordered=40, budget="BUD-003"),
        order(4, ordered_on=D, ordered=80, budget="BUD-005"),
        order(5, ordered_on=D, ordered=160, budget="BUD-404", department="会員部"),
        order(6, ordered_on=D, ordered=320, budget="BUD-006"),
        order(7, ordered_on=D, ordered=640, department="経理部"),
    )
    found = department_balances(project(BUDGET, other, later, sales, *nobody, *rows))
    assert {key: (each.amount, each.ordered) for key, each in found.items()} == {
        ("会員部", 2026): (1_050, 30), ("会員部", 2027): (7, 40), ("営業部", 2026): (9, 0),
        ("経理部", 2026): (0, 640),
    }  # fmt: skip


ASKED = Budget(id="BUD-002", fiscal_year=2026, department="会員部", amount=500, requested_on=D)
REFUSED = Budget(id="BUD-003", fiscal_year=2026, department="会員部", amount=70, kind="却下", approved_on=D)
GRANTED = Budget(id="BUD-004", fiscal_year=2026, department="会員部", amount=9, requested_on=D, approved_on=D)


def test_what_nobody_has_granted_is_in_no_amount_and_its_orders_count_against_the_department():
    rows = (
        order(1, ordered_on=D, ordered=10, department="会員部"),
        order(2, ordered_on=D, ordered=20, budget="BUD-002", department="会員部"),
    )
    asked = project(BUDGET, ASKED, REFUSED, GRANTED, *rows)
    ((key, found),) = department_balances(asked).items()
    assert (key, found.amount, found.ordered) == (("会員部", 2026), 1_009, 30)
    report = budget_report(asked)
    assert [line.amount for line in report.budgets] == [1_000, None, None, 9]
    assert [line.remaining for line in report.budgets] == [990, None, None, 9]
    assert (report.total.amount, report.total.remaining) == (1_009, 979)
    assert [(line.amount, line.remaining) for line in report.departments] == [(1_009, 979)]
    assert (report.requests, report.requested) == (1, 500)
    assert "ほかに申請中の予算 1 件 500 円(予算額に含めていません)" in budget_note(report)
    assert "申請中" not in budget_note(budget_report(project(BUDGET, REFUSED, GRANTED)))
    assert [budget_remaining(each, asked) for each in asked.budgets] == [990, None, None, 9]
    assert measure("残予算", asked).value == 979
    assert measure("予算執行率", asked).value == Decimal("3.0")  # 30 of 1,009


def test_a_department_with_nothing_but_a_request_has_no_money_to_order_with():
    found = department_balances(project(ASKED, order(1, ordered_on=D, ordered=10, budget="BUD-002")))
    ((key, balance),) = found.items()
    assert (key, balance.budgets, balance.remaining) == (("会員部", 2026), (), -10)
    assert department_balances(project(ASKED)) == {}


def test_a_request_whose_day_of_approval_cannot_be_read_leaves_the_amount_open():
    table = Table(Budget, "予算枠", 1, {name: n for n, name in enumerate(Budget.columns, 1)})
    unread = ASKED.model_copy(
        update={"place": Place(table, 2, unread={"approved_on": Unread("近日", "読み取れません")})}
    )
    ((_, balance),) = department_balances(project(unread)).items()
    assert (balance.amount, balance.unknown_amount) == (0, "予算枠の「承認日」")
