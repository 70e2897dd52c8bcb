"""Promissory notes and transfer fees under 取適法."""

from datetime import date

import pytest

from pmo_xl.metrics.payment.payment_method import fee_short_payment, promissory_note
from pmo_xl.model.verdict import Verdict

IN_FORCE, BEFORE = date(2026, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("method", "verdict"),
    [
        ("振込", Verdict.FITS),
        ("手形", Verdict.VIOLATION),
        ("電子記録債権", Verdict.QUESTION),
        ("その他", Verdict.QUESTION),
        ("ファクタリング", Verdict.QUESTION),  # a word that staff added
        (None, Verdict.UNDETERMINABLE),
    ],
)
def test_a_promissory_note_is_forbidden_and_the_like_is_put_before_a_person(method, verdict):
    assert promissory_note(method, IN_FORCE, is_covered=True).verdict is verdict


def test_the_ban_begins_with_orders_of_the_first_of_january_2026():
    assert promissory_note("手形", IN_FORCE, is_covered=True).verdict is Verdict.VIOLATION
    assert promissory_note("手形", BEFORE, is_covered=True).verdict is Verdict.OUT_OF_SCOPE
    assert promissory_note("手形", None, is_covered=True).verdict is Verdict.UNDETERMINABLE


def test_a_promissory_note_outside_the_law_is_none_of_its_business():
    assert promissory_note("手形", IN_FORCE, is_covered=False).verdict is Verdict.OUT_OF_SCOPE
    assert promissory_note("手形", IN_FORCE, is_covered=None).verdict is Verdict.UNDETERMINABLE


@pytest.mark.parametrize(
    ("short", "verdict"),
    [
        (0, Verdict.FITS),
        (109, Verdict.FITS),
        (110, Verdict.QUESTION),
        (1_100, Verdict.QUESTION),
        (1_101, Verdict.FITS),
        (-110, Verdict.FITS),
    ],
)
def test_a_payment_short_by_a_transfer_fee_is_put_before_a_person(short, verdict):
    ruling = fee_short_payment("当社", 1_100_000, 1_100_000 - short, is_covered=True)
    assert ruling.verdict is verdict


@pytest.mark.parametrize(
    ("fee_borne_by", "is_covered", "verdict"),
    [
        ("先方", True, Verdict.QUESTION),
        ("当社", True, Verdict.FITS),
        (None, True, Verdict.OUT_OF_SCOPE),
        ("先方", False, Verdict.OUT_OF_SCOPE),
        ("先方", None, Verdict.UNDETERMINABLE),
    ],
)
def test_before_any_payment_only_the_agreed_bearer_of_the_fee_counts(fee_borne_by, is_covered, verdict):
    assert fee_short_payment(fee_borne_by, 1_100_000, None, is_covered).verdict is verdict


def test_a_short_payment_counts_without_any_word_on_the_fee():
    assert fee_short_payment(None, 1_100_000, 1_099_340, is_covered=True).verdict is Verdict.QUESTION
    assert fee_short_payment(None, None, 1_099_340, is_covered=True).verdict is Verdict.OUT_OF_SCOPE
