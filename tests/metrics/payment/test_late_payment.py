"""Payments after their due date and the estimate of the late charge."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmo_xl.metrics.payment.late_payment import late_charge, paid_late
from pmo_xl.metrics.payment.payment_terms import PaymentTerms
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.verdict import Verdict

CALENDAR = BusinessCalendar()
TERMS = PaymentTerms(received_on=date(2026, 7, 1), due_on=date(2026, 8, 28), paid_on=date(2026, 8, 28))


@pytest.mark.parametrize(
    ("later", "verdict"), [(-1, Verdict.FITS), (0, Verdict.FITS), (1, Verdict.VIOLATION)]
)
def test_paying_on_the_due_date_is_in_time(later, verdict):
    ruling = paid_late(replace(TERMS, paid_on=TERMS.due_on + timedelta(later)), CALENDAR)
    assert (ruling.verdict, ruling.days) == (verdict, later)


@pytest.mark.parametrize(
    ("paid_on", "is_agreed", "verdict"),
    [
        (date(2026, 8, 31), True, Verdict.FITS),  # due on Saturday, paid on Monday
        (date(2026, 8, 31), False, Verdict.VIOLATION),
        (date(2026, 9, 1), True, Verdict.VIOLATION),
    ],
)
def test_a_due_date_on_a_saturday_moves_to_monday_only_by_agreement(paid_on, is_agreed, verdict):
    terms = replace(TERMS, due_on=date(2026, 8, 29), paid_on=paid_on, is_deferral_agreed=is_agreed)
    assert paid_late(terms, CALENDAR).verdict is verdict


def test_an_agreement_does_not_reach_over_more_than_two_days():
    terms = replace(TERMS, due_on=date(2026, 7, 18), paid_on=date(2026, 7, 21), is_deferral_agreed=True)
    assert paid_late(terms, CALENDAR).verdict is Verdict.VIOLATION
    assert paid_late(replace(terms, due_on=date(2026, 7, 19)), CALENDAR).verdict is Verdict.FITS


def test_what_is_not_paid_is_out_of_scope_and_a_payment_without_due_date_cannot_be_judged():
    assert paid_late(replace(TERMS, paid_on=None), CALENDAR).verdict is Verdict.OUT_OF_SCOPE
    assert paid_late(replace(TERMS, due_on=None), CALENDAR).verdict is Verdict.UNDETERMINABLE


def test_the_late_charge_runs_from_day_sixty_one():
    received = date(2026, 5, 20)
    assert late_charge(received, received + timedelta(59), 1_000_000) is None
    one_day = late_charge(received, received + timedelta(60), 1_000_000)
    assert (one_day.amount, one_day.days, one_day.first_on) == (400, 1, received + timedelta(60))
    whole_year = late_charge(received, received + timedelta(59 + 365), 1_000_000)
    assert (whole_year.amount, whole_year.days) == (146_000, 365)
    assert (whole_year.rate, whole_year.is_confirmed) == (Decimal("0.146"), False)


def test_a_fraction_of_a_yen_of_the_late_charge_is_dropped():
    received = date(2026, 5, 20)
    assert late_charge(received, received + timedelta(60), 12_499).amount == 4  # 4.9996
    assert late_charge(received, received + timedelta(60), 12_500).amount == 5
