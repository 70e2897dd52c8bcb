"""Deliveries that may belong to the fiscal year just closed."""

from datetime import date

import pytest

from pmo_xl.metrics.payment.accrual_candidate import last_fiscal_year_end, year_end_accrual
from pmo_xl.model.verdict import Verdict

RECEIVED = date(2026, 3, 31)
AS_OF = date(2026, 4, 10)


def verdict(received=RECEIVED, accepted=None, invoiced=None, as_of=AS_OF, **more):
    return year_end_accrual(received, accepted, invoiced, as_of, **more).verdict


@pytest.mark.parametrize(
    ("accepted", "invoiced", "expected"),
    [
        (date(2026, 3, 31), None, Verdict.FITS),
        (date(2026, 3, 31), date(2026, 3, 31), Verdict.FITS),
        (date(2026, 4, 1), None, Verdict.QUESTION),
        (date(2026, 3, 31), date(2026, 4, 1), Verdict.QUESTION),
        (None, None, Verdict.QUESTION),  # received and still not accepted
    ],
)
def test_what_was_received_by_the_years_end_and_accepted_or_invoiced_after_it_is_asked(
    accepted, invoiced, expected
):
    assert verdict(accepted=accepted, invoiced=invoiced) is expected


def test_what_was_received_in_the_new_year_is_out_of_scope():
    assert verdict(received=date(2026, 4, 1), accepted=date(2026, 4, 2)) is Verdict.OUT_OF_SCOPE


def test_what_was_not_received_is_out_of_scope_unless_it_was_accepted():
    assert verdict(received=None) is Verdict.OUT_OF_SCOPE
    assert verdict(received=None, accepted=date(2026, 4, 2)) is Verdict.UNDETERMINABLE


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 3, 31), Verdict.OUT_OF_SCOPE),  # the last closed year ended in March 2025
        (date(2026, 4, 1), Verdict.QUESTION),
        (date(2026, 5, 30), Verdict.QUESTION),  # 60 days
        (date(2026, 5, 31), Verdict.OUT_OF_SCOPE),
    ],
)
def test_the_question_is_asked_for_sixty_days_after_the_years_end(as_of, expected):
    assert verdict(accepted=date(2026, 4, 1), as_of=as_of) is expected


def test_the_fiscal_year_may_begin_in_another_month():
    assert last_fiscal_year_end(date(2026, 4, 1)) == date(2026, 3, 31)
    assert last_fiscal_year_end(date(2026, 3, 31)) == date(2025, 3, 31)
    assert last_fiscal_year_end(date(2026, 1, 1), start_month=1) == date(2025, 12, 31)
    assert verdict(date(2025, 12, 20), date(2026, 1, 9), as_of=date(2026, 1, 20), start_month=1) is (
        Verdict.QUESTION
    )
