"""Verdict: the five things that can be said of a row or a payment, never fewer."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """適合 / 要判断 / 違反 / 判定不能 / 対象外. Only FITS is green."""

    FITS = "適合"
    QUESTION = "要判断"
    VIOLATION = "違反"
    UNDETERMINABLE = "判定不能"
    OUT_OF_SCOPE = "対象外"
