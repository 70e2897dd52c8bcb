"""Money by month and department: ordered, planned and real acceptance, planned and real payment.

Source: definitions.md, Money, "months". Planned acceptance = 検収予定額 by 検収予定日; what the rows of an
order do not cover falls in its 検収月. Payment: by 支払予定日, else 支払期日, else the order's 支払月.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from pmo_xl.metrics.budget.order_money import (
    accepted_amount,
    is_placed,
    ordered_amount,
    paid_amount,
    paid_with_tax,
    payable_amount,
)
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project


@dataclass(frozen=True)
class BudgetMonth:
    """The money of one month (its first day) and department (None: an order that is not known).

    ordered: by 発注日. accepted: by 検収日. paid, paid_with_tax: by 支払日.
    """

    month: date
    department: str | None
    ordered: int = 0
    acceptance_planned: int = 0
    accepted: int = 0
    payment_planned: int = 0
    paid: int = 0
    paid_with_tax: int = 0


class _Posting(NamedTuple):
    on: date | None
    department: str | None
    figure: str
    amount: int


def budget_months(project: Project) -> tuple[BudgetMonth, ...]:
    """Every month and department in which anything is planned or happened, in order."""
    sums: dict[tuple[date, str | None], dict[str, int]] = {}
    for posting in _postings(project):
        if posting.on and posting.amount:
            figures = sums.setdefault((posting.on.replace(day=1), posting.department), {})
            figures[posting.figure] = figures.get(posting.figure, 0) + posting.amount
    keys = sorted(sums, key=lambda key: (key[0], key[1] or ""))
    return tuple(BudgetMonth(month, department, **sums[month, department]) for month, department in keys)


def sum_by_month(months: tuple[BudgetMonth, ...]) -> dict[date, dict[str, int]]:
    """The figures of all departments together, by month."""
    sums: dict[date, dict[str, int]] = {}
    for row in months:
        figures = sums.setdefault(row.month, {})
        for name, amount in asdict(row).items():
            if isinstance(amount, int):
                figures[name] = figures.get(name, 0) + amount
    return sums


def payment_planned_on(acceptance: Acceptance) -> date | None:
    """支払予定日, else 支払期日."""
    return acceptance.payment_planned_on or acceptance.payment_due_on


def _postings(project: Project) -> Iterator[_Posting]:
    for order in project.orders:
        yield from _of_order(order, project.acceptances.naming("order", order.id))
    for row in project.acceptances:
        yield from _of_acceptance(row, getattr(project.orders.get(row.order), "department", None))


def _of_acceptance(row: Acceptance, department: str | None) -> Iterator[_Posting]:
    planned = row.acceptance_planned or 0
    yield _Posting(row.acceptance_due_on, department, "acceptance_planned", planned)
    yield _Posting(row.accepted_on, department, "accepted", accepted_amount(row))
    yield _Posting(payment_planned_on(row), department, "payment_planned", payable_amount(row))
    yield _Posting(row.paid_on, department, "paid", paid_amount(row))
    yield _Posting(row.paid_on, department, "paid_with_tax", paid_with_tax(row))


def _of_order(order: Order, rows: tuple[Acceptance, ...]) -> Iterator[_Posting]:
    if not is_placed(order):
        return
    yield _Posting(order.ordered_on, order.department, "ordered", ordered_amount(order) or 0)
    yield _Posting(
        order.acceptance_month, order.department, "acceptance_planned", acceptance_left(order, rows)
    )
    yield _Posting(order.payment_month, order.department, "payment_planned", payment_left(order, rows))


def acceptance_left(order: Order, rows: Iterable[Acceptance]) -> int:
    """What of a placed order's amount no row with 検収予定日 plans; it falls in 検収月."""
    planned = sum(row.acceptance_planned or 0 for row in rows if row.acceptance_due_on)
    return uncovered(ordered_amount(order) or 0, planned)


def payment_left(order: Order, rows: Iterable[Acceptance]) -> int:
    """What of a placed order's amount no row with a planned day of payment covers; it falls in 支払月."""
    payable = sum(payable_amount(row) for row in rows if payment_planned_on(row))
    return uncovered(ordered_amount(order) or 0, payable)


def uncovered(amount: int, covered: int) -> int:
    """What of an order's amount its rows leave over; never of the other sign than the amount."""
    rest = amount - covered
    return rest if (rest > 0) == (amount >= 0) else 0
