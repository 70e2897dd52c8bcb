"""The budgets of many projects as one: what their departments and months add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date

from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport
from pmo_xl.metrics.budget.budget_months import BudgetMonth
from pmo_xl.metrics.month_end.month_end import MonthEnd

_MONEY = tuple(f.name for f in fields(BudgetMonth) if f.name not in ("month", "department"))


def budget_of_all(ends: Sequence[MonthEnd], as_of: date) -> BudgetReport:
    """Departments and months summed over the projects; budgets and systems are each project's own, so left out."""
    lines = [line for end in ends for line in end.departments]
    names = dict.fromkeys(line.department for line in lines)
    months = [row for end in ends for row in end.months]
    keys = sorted({(row.month, row.department) for row in months}, key=lambda key: (key[0], key[1] or ""))
    return BudgetReport(
        as_of=as_of,
        budgets=(),
        departments=tuple(_added((ln for ln in lines if ln.department == name), name) for name in names),
        systems=(),
        months=tuple(_month(key, months) for key in keys),
        total=_added((end.budget_total for end in ends), None),
        rows_used=sum(end.rows_used for end in ends),
        rows_total=sum(end.rows_total for end in ends),
    )


def _added(lines: Iterable[BudgetLine], department: str | None) -> BudgetLine:
    found = tuple(lines)

    def added(figure: Callable[[BudgetLine], int | None]) -> int:
        """The figure over all the lines; a line without it adds nothing."""
        return sum(figure(line) or 0 for line in found)

    return BudgetLine(
        department=department,
        amount=added(lambda line: line.amount),
        ordered=added(lambda line: line.ordered),
        expected=added(lambda line: line.expected),
        accepted=added(lambda line: line.accepted),
        paid=added(lambda line: line.paid),
        remaining=added(lambda line: line.remaining),
        forecast=added(lambda line: line.forecast),
    )


def _month(key: tuple[date, str | None], months: Iterable[BudgetMonth]) -> BudgetMonth:
    own = [row for row in months if (row.month, row.department) == key]
    return BudgetMonth(*key, **{name: sum(getattr(row, name) for row in own) for name in _MONEY})
