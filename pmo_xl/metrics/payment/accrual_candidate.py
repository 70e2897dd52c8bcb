"""未払計上の候補: what was received by the month's end and is accepted, billed or paid for only after it.

A person decides on each. At the end of a fiscal year these are the rows that ACC018 asks about in the weeks
that follow; the same days are compared here at every month's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.budget.order_money import payable_amount
from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project


class AccrualKind(StrEnum):
    """What had not happened by the month's end, although the delivery had been received."""

    NOT_ACCEPTED = "受領済・未検収"
    ACCEPTED_LATER = "受領済・翌月以降に検収"
    NOT_BILLED = "検収済・請求書未着"
    BILLED_LATER = "検収済・翌月以降に請求"


@dataclass(frozen=True, slots=True)
class AccrualCandidate:
    """One delivery. amount: what it will cost as known today, whole yen, 税抜. is_year_end: the fiscal year ends."""

    at: LedgerRow
    kind: AccrualKind
    received_on: date | None
    accepted_on: date | None
    invoiced_on: date | None
    amount: int
    is_year_end: bool


def accrual_candidates(project: Project, month: ClosingMonth) -> tuple[AccrualCandidate, ...]:
    """The candidates at the end of the month, in the order of 検収支払."""
    return tuple(_candidates(project, month))


def _candidates(project: Project, month: ClosingMonth) -> Iterator[AccrualCandidate]:
    next_month = month.last.month % 12 + 1
    is_year_end = next_month == project.settings.fiscal_year_start
    for row in project.acceptances:
        found = _kind(row, month)
        if found and is_awaited(row, project):
            kind, field = found
            at, amount = ledger_row(row, field, project), payable_amount(row)
            days = (row.received_on, row.accepted_on, row.invoiced_on)
            yield AccrualCandidate(at, kind, *days, amount, is_year_end)


def _kind(row: Acceptance, month: ClosingMonth) -> tuple[AccrualKind, str] | None:
    """What is open at the month's end, and the column that says so; None when nothing is."""
    begun_on = row.received_on or row.accepted_on
    if begun_on is None or begun_on > month.last or (row.paid_on and row.paid_on <= month.last):
        return None
    if row.accepted_on is None:
        return AccrualKind.NOT_ACCEPTED, "accepted_on"
    if row.accepted_on > month.last:
        return AccrualKind.ACCEPTED_LATER, "accepted_on"
    if row.invoiced_on is None:
        return AccrualKind.NOT_BILLED, "invoiced_on"
    return (AccrualKind.BILLED_LATER, "invoiced_on") if row.invoiced_on > month.last else None
