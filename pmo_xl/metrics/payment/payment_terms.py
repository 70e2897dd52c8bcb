"""支払期日 under 取適法: sixty days from receipt, the mistake of counting from acceptance, bank holidays.

Source: 取適法 art. 3 (law.md). The day of receipt is day 1, so with n = 支払期日 − 受領日 in calendar days the
60th day has n = 59. Nothing here decides whether 取適法 applies: `is_covered` is what the person wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pmo_xl.metrics.payment import legal_settings
from pmo_xl.metrics.payment.ruling import Ruling, fits, not_covered, out_of_scope, undeterminable
from pmo_xl.model.calendar import BusinessCalendar, add_months
from pmo_xl.model.display import day
from pmo_xl.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """The days of one delivery (検収支払) that its payment is judged by.

    is_covered: 取適法 = 対象 (True), 対象外 (False), 未判定 or blank (None). is_monthly_closing: 締め区分 = 月締め.
    is_deferral_agreed: 順延合意 = ○, agreed in writing to pay on the next business day.
    """

    received_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    paid_on: date | None = None
    is_covered: bool | None = None
    is_monthly_closing: bool = False
    is_deferral_agreed: bool = False


def last_day_of_sixty(received_on: date) -> date:
    """The 60th day from receipt, the day of receipt being the first: receipt + 59 days."""
    return received_on + timedelta(legal_settings.whole("payment_days", received_on) - 1)


def two_months_less_a_day(received_on: date) -> date:
    """The day before the same day two months later (of a shorter month: before its last day)."""
    return add_months(received_on, 2) - timedelta(1)


def last_day_by_toritekihou(received_on: date, *, is_monthly_closing: bool) -> date:
    """最終日: the last 支払期日 that is still 適合. Bank holidays do not move it.

    月締め: receipt + 59 days, or two months less a day when that is later; else receipt + 59 days.
    """
    sixtieth = last_day_of_sixty(received_on)
    return max(sixtieth, two_months_less_a_day(received_on)) if is_monthly_closing else sixtieth


def sixty_days(terms: PaymentTerms) -> Ruling:
    """ACC008: whether 支払期日 lies within 60 days of 受領日, inspected or not.

    n ≤ 59 fits. With monthly closing 60 days run as two months, so two months less a day fits too.
    Otherwise n = 60 is put before a person and more is a violation (then see `counted_from_acceptance`).
    """
    if (unjudged := not_covered(terms.is_covered)) is not None:
        return unjudged
    if terms.received_on is None and terms.accepted_on is None and terms.paid_on is None:
        return out_of_scope("まだ受領していません。")
    if terms.received_on is None or terms.due_on is None:
        missing = "受領日" if terms.received_on is None else "支払期日"
        return undeterminable(f"{missing}が空欄のため、60日を数えられません。")
    return _sixty_days(terms.received_on, terms.due_on, terms.is_monthly_closing)


def counted_from_acceptance(terms: PaymentTerms) -> Ruling:
    """ACC009: whether 支払期日 breaks the 60 days only because they were counted from 検収日.

    Where this is a violation, it says more than ACC008, which then keeps silent.
    """
    ruling = sixty_days(terms)
    if ruling.verdict in (Verdict.OUT_OF_SCOPE, Verdict.UNDETERMINABLE):
        return ruling
    if terms.received_on is None or terms.due_on is None or terms.accepted_on is None:
        return out_of_scope("検収日が空欄です。")
    days = (terms.due_on - terms.accepted_on).days
    if (
        ruling.verdict is not Verdict.VIOLATION
        or ruling.limit_on is None
        or terms.due_on > last_day_of_sixty(terms.accepted_on)
    ):
        return replace(ruling, verdict=Verdict.FITS, reason="検収日から数えたための超過ではありません。")
    return replace(
        ruling,
        reason=f"検収日 {day(terms.accepted_on)} から数えると {days} 日ですが、60日は受領日 {day(terms.received_on)} から"
        f"数えるため {ruling.days} 日で超過です(最終日は {day(ruling.limit_on)})。",
    )


def deferred_over_the_limit(terms: PaymentTerms, calendar: BusinessCalendar) -> Ruling:
    """ACC010: whether a 支払期日 on a bank holiday runs over the 60 days when paid on the next bank day.

    Accepted when the next bank day is at most two days later and agreed in writing beforehand.
    """
    if (unjudged := not_covered(terms.is_covered)) is not None:
        return unjudged
    if terms.due_on is None:
        return undeterminable("支払期日が空欄です。")
    pays_on = calendar.bank_day_on_or_after(terms.due_on)
    if pays_on == terms.due_on:
        return out_of_scope("支払期日は銀行営業日です。")
    ruling = sixty_days(replace(terms, due_on=pays_on))
    if ruling.verdict not in (Verdict.VIOLATION, Verdict.QUESTION):
        return ruling
    return _deferral(terms, terms.due_on, pays_on, ruling)


def may_defer(terms: PaymentTerms, calendar: BusinessCalendar) -> bool:
    """Whether paying on the next bank day is agreed in writing and within the limit of two days."""
    if terms.due_on is None or not terms.is_deferral_agreed:
        return False
    limit = legal_settings.whole("deferral_days", terms.due_on)
    return (calendar.bank_day_on_or_after(terms.due_on) - terms.due_on).days <= limit


def last_payment_day(due_on: date, terms: PaymentTerms, calendar: BusinessCalendar) -> date:
    """The last day on which a payment due on this day is in time: the next bank day where that may be."""
    is_deferred = may_defer(replace(terms, due_on=due_on), calendar)
    return calendar.bank_day_on_or_after(due_on) if is_deferred else due_on


@lru_cache(maxsize=1024)
def _sixty_days(received_on: date, due_on: date, is_monthly_closing: bool) -> Ruling:
    days, sixtieth = (due_on - received_on).days, last_day_of_sixty(received_on)
    last = last_day_by_toritekihou(received_on, is_monthly_closing=is_monthly_closing)
    counted = f"受領日 {day(received_on)} から支払期日 {day(due_on)} まで {days} 日"
    if due_on <= sixtieth:
        verdict, reason = Verdict.FITS, f"{counted}で、60日以内です。"
    elif due_on <= last:
        verdict, reason = Verdict.FITS, f"{counted}ですが、月締めの2か月以内({day(last)} まで)です。"
    elif due_on == sixtieth + timedelta(1):
        verdict = Verdict.QUESTION
        reason = f"{counted}で、受領日を1日目とすると61日目です(最終日は {day(last)})。確認してください。"
    else:
        verdict, reason = Verdict.VIOLATION, f"{counted}で、60日を超えています(最終日は {day(last)})。"
    return Ruling(verdict, reason, received_on, due_on, days, last)


def _deferral(terms: PaymentTerms, due_on: date, pays_on: date, ruling: Ruling) -> Ruling:
    """The ruling of a payment that leaves the 60 days by moving to the next bank day."""
    later = (pays_on - due_on).days
    moved = f"支払期日 {day(due_on)} は銀行休業日で、翌営業日 {day(pays_on)} は {later} 日後です"
    if later > legal_settings.whole("deferral_days", due_on):
        return replace(
            ruling, verdict=Verdict.VIOLATION, reason=f"{moved}。2日を超える順延は認められません。"
        )
    if not terms.is_deferral_agreed:
        return replace(ruling, verdict=Verdict.VIOLATION, reason=f"{moved}。順延の書面合意がありません。")
    return fits(f"{moved}。書面で合意した2日以内の順延です。")
