"""登録番号: T and 13 digits, and the check digit of a 法人番号."""

import pytest

from pmo_xl.metrics.payment.registration_number import (
    check_digit,
    is_corporate_number,
    registration_number_check_digit,
    registration_number_shape,
)
from pmo_xl.model.verdict import Verdict


@pytest.mark.parametrize("number", ["7123456789012", "4011001098993", "7010705000725"])
def test_the_check_digit_of_real_corporations_holds(number):
    assert str(check_digit(number[1:])) == number[0]
    assert is_corporate_number(number)
    assert registration_number_check_digit(f"T{number}").verdict is Verdict.FITS


@pytest.mark.parametrize("place", range(13))
def test_the_check_digit_notices_one_wrong_digit(place):
    number = "7123456789012"
    digit = int(number[place])
    other = str(digit - 1 if digit == 9 else digit + 1)  # 0 for 9 is the one slip it cannot see
    assert not is_corporate_number(number[:place] + other + number[place + 1 :])


def test_the_check_digit_is_never_zero():
    assert check_digit("000000000000") == 9
    assert check_digit("000000000008") == 1


@pytest.mark.parametrize("number", ["T7123456789012", "Ｔ７１２３４５６７８９０１２", " t7123456789012 "])
def test_the_shape_is_t_and_thirteen_digits_however_wide(number):
    assert registration_number_shape(number).verdict is Verdict.FITS


@pytest.mark.parametrize(
    "number", ["7123456789012", "T712345678901", "T71234567890123", "T7-1234-5678-9012", "S7123456789012", ""]
)
def test_any_other_shape_is_malformed(number):
    ruling = registration_number_shape(number)
    assert ruling.verdict is Verdict.VIOLATION
    assert number in ruling.reason
    assert registration_number_check_digit(number).verdict is Verdict.OUT_OF_SCOPE


def test_a_number_without_check_digit_may_be_a_sole_proprietors():
    ruling = registration_number_check_digit("T1123456789012")
    assert registration_number_shape("T1123456789012").verdict is Verdict.FITS
    assert ruling.verdict is Verdict.VIOLATION
    assert "個人事業者" in ruling.reason


def test_a_corporate_number_is_thirteen_digits():
    assert not is_corporate_number("T7123456789012")
    assert not is_corporate_number("712345678901")
