"""What is left of a budget, and which figure leaves it open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.budget.budget_balance import balance_of, department_balances, unknown_figure
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
        by_class[type(record)] = (*by_class.get(type(record), ()), record)
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
