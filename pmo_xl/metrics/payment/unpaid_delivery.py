"""The unpaid deliveries that 取適法 covers, by 最終日: what still comes and what has passed, of the whole ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.order_money import payable_amount
from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.project import Project


@dataclass(frozen=True, slots=True)
class UnpaidDelivery:
    """One delivery: 最終日, and what is to be paid as known today, whole yen, 税抜."""

    at: LedgerRow
    last_on: date
    amount: int


def unpaid_deliveries(project: Project, month: ClosingMonth) -> tuple[UnpaidDelivery, ...]:
    """Those whose 最終日 comes by the end of the month after this one, or has passed, the earliest first."""
    until = month_end(add_months(month.first, 1))
    found = (
        UnpaidDelivery(ledger_row(row, "payment_due_on", project), last_on, payable_amount(row))
        for row, last_on in _unpaid(project)
        if last_on <= until
    )
    return tuple(sorted(found, key=lambda each: each.last_on))


def _unpaid(project: Project) -> Iterator[tuple[Acceptance, date]]:
    for row in project.acceptances:
        last_on = toritekihou_last_day(row, project)
        if last_on is not None and row.paid_on is None and is_awaited(row, project):
            yield row, last_on
