"""A payment after its 支払期日, and the estimate of the late charge that 取適法 puts on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.payment.legal_settings import legal_value
from pmo_xl.metrics.payment.payment_terms import PaymentTerms, last_day_of_sixty, last_payment_day
from pmo_xl.metrics.payment.ruling import Ruling, out_of_scope, undeterminable
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.display import day
from pmo_xl.model.verdict import Verdict

_DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class LateCharge:
    """An estimate: whole yen (fractions dropped) for so many days, the first of them day 61 from receipt.

    is_confirmed: False while the rate itself is to be confirmed.
    """

    amount: int
    days: int
    first_on: date
    rate: Decimal
    is_confirmed: bool


def paid_late(terms: PaymentTerms, calendar: BusinessCalendar) -> Ruling:
    """ACC011: whether 支払日 is later than 支払期日, covered by 取適法 or not.

    A due date on a bank holiday moves to the next bank day when that is agreed and within two days.
    """
    if terms.paid_on is None:
        return out_of_scope("まだ支払われていません。")
    if terms.due_on is None:
        return undeterminable("支払期日が空欄のため、遅れを判定できません。")
    limit_on = last_payment_day(terms.due_on, terms, calendar)
    days = (terms.paid_on - terms.due_on).days
    if terms.paid_on <= limit_on:
        reason = f"支払期日 {day(terms.due_on)} に対し {day(terms.paid_on)} に支払われています。"
        return Ruling(Verdict.FITS, reason, terms.due_on, terms.paid_on, days, limit_on)
    reason = f"支払日 {day(terms.paid_on)} は支払期日 {day(terms.due_on)} の {days} 日後です。"
    return Ruling(Verdict.VIOLATION, reason, terms.due_on, terms.paid_on, days, limit_on)


def unpaid(due_on: date, limit_on: date, as_of: date, name: str = "支払期日") -> Ruling:
    """ACC002: whether an open payment due on `due_on` is late, where it may wait until `limit_on` (支払の期限).

    name: what `due_on` is (支払期日, 支払月の末日). days: D − 支払の期限.
    """
    days = (as_of - limit_on).days
    if days <= 0:
        reason = f"まだ支払われていません(支払の期限は {day(limit_on)})。"
        return Ruling(Verdict.FITS, reason, limit_on, as_of, days, limit_on)
    deferred = f"(順延後は {day(limit_on)})" if limit_on != due_on else ""
    reason = f"{name} {day(due_on)}{deferred} を {days} 日過ぎて未払です。"
    return Ruling(Verdict.VIOLATION, reason, limit_on, as_of, days, limit_on)


def late_charge(received_on: date, paid_on: date, amount: int) -> LateCharge | None:
    """The late charge on `amount` yen from day 61 after receipt until payment; None when paid by day 60.

    amount × rate × days ÷ 365, fractions of a yen dropped. For orders that 取適法 covers; an estimate.
    """
    sixtieth = last_day_of_sixty(received_on)
    rate = legal_value("late_charge_rate", paid_on)
    if rate is None or paid_on <= sixtieth:
        return None
    days = (paid_on - sixtieth).days
    charge = int(amount * rate.value * days / _DAYS_OF_YEAR)
    return LateCharge(charge, days, date.fromordinal(sixtieth.toordinal() + 1), rate.value, rate.is_confirmed)
