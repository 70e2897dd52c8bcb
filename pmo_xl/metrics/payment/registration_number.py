"""登録番号 of an 適格請求書発行事業者 (T + 13 digits) and the check digit of a 法人番号."""

from __future__ import annotations

import re
import unicodedata

from pmo_xl.metrics.payment.ruling import Ruling, fits
from pmo_xl.model.verdict import Verdict

_SHAPE = re.compile(r"T[0-9]{13}")


def check_digit(body: str) -> int:
    """The first digit of a 法人番号, from the twelve that follow it.

    9 − (Σ Pn·Qn mod 9), Pn = the n-th digit from the right, Qn = 1 for odd n and 2 for even n
    (法人番号の指定等に関する省令).
    """
    return 9 - sum(int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(body))) % 9


def is_corporate_number(digits: str) -> bool:
    """Whether thirteen digits are a 法人番号: the first is the check digit of the others."""
    return re.fullmatch("[0-9]{13}", digits) is not None and int(digits[0]) == check_digit(digits[1:])


def registration_number_shape(text: str) -> Ruling:
    """ACC014, the error: whether the number is T and 13 digits (full-width and lower case are accepted)."""
    number = _normal(text)
    if _SHAPE.fullmatch(number):
        return fits(f"{number} はTと13桁の数字です。")
    return Ruling(Verdict.VIOLATION, f"登録番号「{text}」はTと13桁の数字ではありません。")


def registration_number_check_digit(text: str) -> Ruling:
    """ACC014, the warning: whether the check digit holds; a sole proprietor's number need not have one.

    A number of another shape is the matter of `registration_number_shape`: out of scope here.
    """
    number = _normal(text)
    if not _SHAPE.fullmatch(number):
        return Ruling(Verdict.OUT_OF_SCOPE, "Tと13桁の数字ではありません。")
    if is_corporate_number(number[1:]):
        return fits(f"{number} の検査用数字は正しいです。")
    reason = f"登録番号 {number} の検査用数字が法人番号と合いません。法人なら誤記です(個人事業者なら差し支えありません)。"
    return Ruling(Verdict.VIOLATION, reason)


def registration_number_ruling(text: str) -> Ruling:
    """What ACC014 and the month end say of a number: 違反 by its shape, 要判断 by its check digit, else 適合."""
    shape = registration_number_shape(text)
    digit = registration_number_check_digit(text)
    is_doubtful = shape.verdict is Verdict.FITS and digit.verdict is Verdict.VIOLATION
    return Ruling(Verdict.QUESTION, digit.reason) if is_doubtful else shape


def registration_number_key(text: str) -> str:
    """The number as it compares with another: half-width, upper case, without blanks around it."""
    return _normal(text)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()
