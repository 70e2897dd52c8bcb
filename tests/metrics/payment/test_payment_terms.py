"""取適法: sixty days from receipt, counting from acceptance, bank holidays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmo_xl.metrics.payment.payment_terms import (
    PaymentTerms,
    counted_from_acceptance,
    deferred_over_the_limit,
    last_day_of_sixty,
    may_defer,
    sixty_days,
    two_months_less_a_day,
)
from pmo_xl.model.calendar import BusinessCalendar, add_months, month_end
from pmo_xl.model.verdict import Verdict

FITS, QUESTION, VIOLATION = Verdict.FITS, Verdict.QUESTION, Verdict.VIOLATION
UNDETERMINABLE, OUT_OF_SCOPE = Verdict.UNDETERMINABLE, Verdict.OUT_OF_SCOPE
CALENDAR = BusinessCalendar()
RECEIVED = date(2026, 5, 20)
USUAL_MISTAKE = PaymentTerms(
    received_on=RECEIVED, accepted_on=date(2026, 6, 5), due_on=date(2026, 7, 31), is_covered=True
)


def due_after(days: int, **terms: object) -> PaymentTerms:
    return PaymentTerms(
        received_on=RECEIVED, due_on=RECEIVED + timedelta(days), **({"is_covered": True} | terms)
    )


@pytest.mark.parametrize(("days", "verdict"), [(0, FITS), (59, FITS), (60, QUESTION), (61, VIOLATION)])
def test_the_day_of_receipt_is_day_one_of_sixty(days, verdict):
    ruling = sixty_days(due_after(days))
    assert ruling.verdict is verdict
    assert ruling.days == days
    assert ruling.counted_from == RECEIVED
    assert ruling.limit_on == last_day_of_sixty(RECEIVED) == date(2026, 7, 18)
    assert f"{days} 日" in ruling.reason


def test_a_payment_before_the_delivery_fits():
    assert sixty_days(due_after(-10)).verdict is FITS


def test_a_year_of_end_of_month_closings_fits_though_twelve_days_have_sixty_or_more():
    year = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    terms = [
        PaymentTerms(day, due_on=month_end(add_months(day, 1)), is_covered=True, is_monthly_closing=True)
        for day in year
    ]
    rulings = [sixty_days(each) for each in terms]
    assert sum(ruling.days >= 60 for ruling in rulings) == 12
    assert max(ruling.days for ruling in rulings) == 61
    assert {ruling.verdict for ruling in rulings} == {FITS}
    not_monthly = [sixty_days(replace(each, is_monthly_closing=False)).verdict for each in terms]
    assert not_monthly.count(QUESTION) + not_monthly.count(VIOLATION) == 12


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 7, 1), date(2026, 8, 31)),
        (date(2026, 7, 31), date(2026, 9, 29)),  # no 09-31: counted to the last day of September
        (date(2026, 12, 28), date(2027, 2, 27)),
        (date(2026, 12, 31), date(2027, 2, 27)),
    ],
)
def test_two_months_end_on_the_day_before_the_same_day(received, last):
    assert two_months_less_a_day(received) == last


def test_monthly_closing_allows_two_months_less_a_day_and_not_a_day_more():
    monthly = PaymentTerms(
        date(2026, 7, 1), due_on=date(2026, 8, 31), is_covered=True, is_monthly_closing=True
    )
    fitting = sixty_days(monthly)
    assert (fitting.verdict, fitting.days, fitting.limit_on) == (FITS, 61, date(2026, 8, 31))
    assert "月締め" in fitting.reason
    assert sixty_days(replace(monthly, due_on=date(2026, 9, 1))).verdict is VIOLATION
    assert sixty_days(replace(monthly, is_monthly_closing=False)).verdict is VIOLATION


def test_two_months_over_february_are_shorter_than_sixty_days_and_sixty_days_still_fit():
    terms = PaymentTerms(
        date(2026, 1, 15), due_on=date(2026, 3, 15), is_covered=True, is_monthly_closing=True
    )
    assert (sixty_days(terms).days, sixty_days(terms).verdict) == (59, FITS)
    assert sixty_days(replace(terms, due_on=date(2026, 3, 16))).verdict is QUESTION


def test_counting_from_acceptance_is_named_as_the_usual_mistake():
    assert (sixty_days(USUAL_MISTAKE).verdict, sixty_days(USUAL_MISTAKE).days) == (VIOLATION, 72)
    ruling = counted_from_acceptance(USUAL_MISTAKE)
    assert ruling.verdict is VIOLATION
    assert "検収日 2026/06/05 から数えると 56 日" in ruling.reason
    assert "72 日" in ruling.reason


@pytest.mark.parametrize(("accepted", "verdict"), [(date(2026, 6, 2), VIOLATION), (date(2026, 6, 1), FITS)])
def test_it_is_that_mistake_only_when_sixty_days_from_acceptance_would_fit(accepted, verdict):
    assert counted_from_acceptance(replace(USUAL_MISTAKE, accepted_on=accepted)).verdict is verdict


@pytest.mark.parametrize(("days", "verdict"), [(59, FITS), (60, FITS), (61, VIOLATION)])
def test_it_is_that_mistake_only_beyond_the_boundary(days, verdict):
    terms = due_after(days, accepted_on=RECEIVED + timedelta(10))
    assert counted_from_acceptance(terms).verdict is verdict


def test_without_an_acceptance_nobody_counted_from_it():
    assert counted_from_acceptance(replace(USUAL_MISTAKE, accepted_on=None)).verdict is OUT_OF_SCOPE


@pytest.mark.parametrize("judge", [sixty_days, counted_from_acceptance])
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"is_covered": False}, OUT_OF_SCOPE),
        ({"is_covered": None}, UNDETERMINABLE),
        ({"received_on": None}, UNDETERMINABLE),
        ({"due_on": None}, UNDETERMINABLE),
        ({"received_on": None, "accepted_on": None}, OUT_OF_SCOPE),  # not delivered yet
        ({"received_on": None, "accepted_on": None, "paid_on": RECEIVED}, UNDETERMINABLE),
    ],
)
def test_what_is_missing_or_not_decided_is_never_green(judge, change, verdict):
    ruling = judge(replace(USUAL_MISTAKE, **change))
    assert ruling.verdict is verdict
    assert ruling.reason.endswith("。")


def deferred(received: date, due: date, is_agreed: bool) -> Verdict:
    terms = PaymentTerms(received, due_on=due, is_covered=True, is_deferral_agreed=is_agreed)
    return deferred_over_the_limit(terms, CALENDAR).verdict


def test_a_due_date_on_a_saturday_may_move_two_days_when_agreed():
    saturday, sixtieth = date(2026, 7, 18), date(2026, 5, 20)
    # 07-18 Saturday, 07-20 is 海の日: the next bank day is three days later
    assert deferred(sixtieth, saturday, is_agreed=True) is VIOLATION
    plain_saturday = date(2026, 8, 29)
    received = plain_saturday - timedelta(59)
    assert deferred(received, plain_saturday, is_agreed=True) is FITS
    assert deferred(received, plain_saturday, is_agreed=False) is VIOLATION


def test_a_due_date_that_moves_within_the_sixty_days_needs_no_agreement():
    assert deferred(date(2026, 8, 1), date(2026, 8, 29), is_agreed=False) is FITS


def test_a_due_date_that_moves_onto_the_boundary_is_over_the_limit_too():
    sunday = date(2026, 8, 30)
    assert deferred(sunday - timedelta(59), sunday, is_agreed=False) is VIOLATION
    assert deferred(sunday - timedelta(58), sunday, is_agreed=False) is FITS


def test_a_due_date_on_a_bank_day_does_not_move():
    assert deferred(RECEIVED, date(2026, 7, 17), is_agreed=False) is OUT_OF_SCOPE


def test_deferral_needs_a_due_date_and_a_decision_on_coverage():
    terms = PaymentTerms(RECEIVED, is_covered=True)
    assert deferred_over_the_limit(terms, CALENDAR).verdict is UNDETERMINABLE
    assert deferred_over_the_limit(replace(terms, is_covered=None), CALENDAR).verdict is UNDETERMINABLE
    assert deferred_over_the_limit(replace(terms, is_covered=False), CALENDAR).verdict is OUT_OF_SCOPE


def test_the_year_end_is_too_long_to_defer_over():
    terms = PaymentTerms(due_on=date(2026, 12, 31), is_deferral_agreed=True)
    assert not may_defer(terms, CALENDAR)
    assert may_defer(replace(terms, due_on=date(2027, 1, 3)), CALENDAR)
    assert not may_defer(replace(terms, due_on=date(2027, 1, 3), is_deferral_agreed=False), CALENDAR)
    assert not may_defer(replace(terms, due_on=None), CALENDAR)
