"""Deliveries that may belong to the fiscal year just closed although accepted or invoiced after it."""

from __future__ import annotations

from datetime import date, timedelta

from pmo_xl.metrics.payment.ruling import Ruling, fits, out_of_scope, undeterminable
from pmo_xl.model.calendar import fiscal_year_of
from pmo_xl.model.display import day
from pmo_xl.model.verdict import Verdict

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
