"""What is left of one budget, and of a department's budgets of one fiscal year.

Source: definitions.md, Money. Whole yen without tax. The department of a budget is the one of 予算枠, that
of an order the one of 予算管理表 (blank: its budget's); the fiscal year of an order is its budget's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmo_xl.metrics.budget.order_money import expected_amount, is_cancelled, is_placed, ordered_amount
from pmo_xl.model.budget import Budget
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key


@dataclass(frozen=True, slots=True)
class Balance:
    """The money of some budgets.

    unknown_amount, unknown_order: in Japanese, which cell of 予算枠 or of an order leaves it open; None when
    all are known (the figure of an order that has no estimate yet is not unknown, it is just not counted).
    """

    budgets: tuple[Budget, ...]
    amount: int
    ordered: int
    expected: int
    unknown_amount: str | None
    unknown_order: str | None

    @property
    def remaining(self) -> int:
        """予算額 − 発注済額 − 発注見込額."""
        return self.amount - self.ordered - self.expected


def budget_of(order: Order, project: Project) -> Budget | None:
    """The budget that bears an order; None when 予算枠 has none of this ID."""
    return project.budgets.of_key(order.budget)


def balance_of(budget: Budget, project: Project) -> Balance:
    """The money of one budget and of the orders that name it."""
    return _balance((budget,), project.orders.naming("budget", budget.id))


def department_balances(project: Project) -> Mapping[tuple[str, int], Balance]:
    """The money by 負担部門 (as 予算枠 writes it, else 予算管理表) and 年度.

    A department that bears orders of a year in which 予算枠 gives it nothing has a balance too: it is below zero.
    A request (申請日 without 承認日, or 却下) gives nothing.
    """
    names: dict[tuple[str, int], str] = {}
    budgets: dict[tuple[str, int], list[Budget]] = {}
    orders: dict[tuple[str, int], list[Order]] = {}
    for budget in project.budgets:
        if budget.is_request and budget.is_known("approved_on"):
            continue  # what is ordered on it counts against its 負担部門 and 年度
        if budget.department and budget.fiscal_year is not None:
            key = (name_key(budget.department), budget.fiscal_year)
            budgets.setdefault(key, []).append(budget)
            names.setdefault(key, budget.department)
    for order in project.orders:
        own = budget_of(order, project)
        department = order.department or (own and own.department)
        if own is not None and department and own.fiscal_year is not None:
            key = (name_key(department), own.fiscal_year)
            orders.setdefault(key, []).append(order)
            names.setdefault(key, department)
    return {
        (name, key[1]): _balance(budgets.get(key, ()), orders.get(key, ())) for key, name in names.items()
    }


_FIGURE_FIELDS = ("order_kind", "ordered_on", "ordered", "estimated", "probability")


def unknown_figure(order: Order) -> str | None:
    """The field that leaves open what the order costs or may cost; None when it is known or just blank."""
    if order.is_known(*_FIGURE_FIELDS):
        return None
    if not order.is_known("order_kind"):
        return "order_kind"
    if is_cancelled(order):
        return None
    if not order.is_known("ordered_on"):
        return "ordered_on"
    needed: tuple[str, ...] = ("estimated", "probability")
    if is_placed(order):
        needed = ("ordered",) if order.ordered is not None else ("ordered", "estimated")
    return next((field for field in needed if not order.is_known(field)), None)


def _balance(budgets: Iterable[Budget], orders: Iterable[Order]) -> Balance:
    budgets, orders = tuple(budgets), tuple(orders)
    amounts = (_label(budget, field) for budget in budgets if (field := _unknown_amount(budget)))
    figures = (_label(order, field) for order in orders if (field := unknown_figure(order)))
    return Balance(
        budgets,
        sum(budget.granted or 0 for budget in budgets),
        sum([ordered_amount(order) or 0 for order in orders if order.ordered_on is not None]),
        sum([expected_amount(order) or 0 for order in orders if order.ordered_on is None]),
        next(amounts, None),
        next(figures, None),
    )


def _unknown_amount(budget: Budget) -> str | None:
    """The field that leaves open how much was granted; None when that is known."""
    if budget.amount is None:
        return "amount"
    return "approved_on" if budget.is_request and not budget.is_known("approved_on") else None


def _label(record: Record, field: str) -> str:
    return f"{record.sheet.label}の「{record.columns[field].label}」"
