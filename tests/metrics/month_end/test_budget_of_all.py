"""The budgets of many projects as one."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.month_end.month_end import MonthEnd, budget_of_all, month_end
from pmo_xl.model.budget import Budget
from tests.support.november import MONTH, D, delivery, order, project


def end(amount: int | None, department: str, accepted: int, **values: object) -> MonthEnd:
    budget = Budget(id="BUD-001", fiscal_year=2026, department=department, amount=amount)
    row = delivery(accepted_on=D, accepted=accepted, paid_on=D, paid=accepted)
    return month_end(project(budget, order(budget="BUD-001", department=department, **values), row), MONTH)


ENDS = (end(5_000, "会員部", 10), end(7_000, "営業部", 100), end(None, "会員部", 1, order_kind="取消"))


def test_departments_of_one_name_are_one():
    found = budget_of_all(ENDS, D)
    assert [(line.department, line.amount, line.ordered, line.accepted) for line in found.departments] == [
        ("会員部", 5_000, 1_000, 11), ("営業部", 7_000, 1_000, 100),
    ]  # fmt: skip


def test_the_total_is_the_sum_of_the_totals():
    found = budget_of_all(ENDS, D)
    total = found.total
    assert (total.amount, total.ordered, total.expected, total.accepted, total.paid) == (
        12_000,
        2_000,
        0,
        111,
        111,
    )
    assert (total.remaining, total.forecast) == (10_000, 2_000)
    assert (found.rows_used, found.rows_total) == (2, 2)
    assert (found.budgets, found.systems, total.department) == ((), (), None)


def test_months_are_added_by_department_and_stand_in_their_order():
    found = budget_of_all((ENDS[1], ENDS[0], ENDS[0]), D)
    november = [(row.department, row.accepted) for row in found.months if row.month == date(2026, 11, 1)]
    assert november == [("会員部", 20), ("営業部", 100)]
    assert [row.month for row in found.months] == sorted(row.month for row in found.months)
