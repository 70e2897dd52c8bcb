"""未払計上の候補: what was received by the month's end and is accepted, billed or paid for only after it.

A person decides on each. At the end of a fiscal year these are the rows that ACC018 asks about in the weeks
that follow (`year_end_accrual`); the same days are compared here at every month's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pmo_xl.metrics.budget.order_money import payable_amount
from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment.ruling import Ruling, fits, out_of_scope, undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import fiscal_year_of
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict


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


WINDOW_DAYS = 60  # so long after the year's end the question is worth asking


def last_fiscal_year_end(as_of: date, start_month: int = 4) -> date:
    """The last day of the fiscal year before the one that `as_of` lies in."""
    return date(fiscal_year_of(as_of, start_month), start_month, 1) - timedelta(1)


def year_end_accrual(
    received_on: date | None,
    accepted_on: date | None,
    invoiced_on: date | None,
    as_of: date,
    start_month: int = 4,
    window_days: int = WINDOW_DAYS,
) -> Ruling:
    """ACC018: received by the last fiscal year's end, accepted or invoiced after it: an accrual candidate.

    A delivery that is not accepted yet counts as accepted after the year's end. Only asked while `as_of` is
    within `window_days` of that end; a person decides.
    """
    year_end = last_fiscal_year_end(as_of, start_month)
    days = (as_of - year_end).days
    if days > window_days:
        return out_of_scope(f"年度末 {day(year_end)} から {window_days} 日を過ぎています。")
    if received_on is None:
        return undeterminable("受領日が空欄です。") if accepted_on else out_of_scope("まだ受領していません。")
    if received_on > year_end:
        return out_of_scope(f"年度末 {day(year_end)} より後の受領です。")
    later = _later(accepted_on, invoiced_on, year_end)
    if later is None:
        return fits(f"年度末 {day(year_end)} までに検収されています。")
    reason = f"受領日 {day(received_on)} は年度末 {day(year_end)} までですが、{later}。前年度の計上か確認してください。"
    return Ruling(Verdict.QUESTION, reason, received_on, as_of, days, year_end)


def _later(accepted_on: date | None, invoiced_on: date | None, year_end: date) -> str | None:
    """What happened after the year's end, in Japanese; None when nothing did."""
    if accepted_on is None:
        return "まだ検収されていません"
    if accepted_on > year_end:
        return f"検収日 {day(accepted_on)} は翌年度です"
    if invoiced_on is not None and invoiced_on > year_end:
        return f"請求日 {day(invoiced_on)} は翌年度です"
    return None
