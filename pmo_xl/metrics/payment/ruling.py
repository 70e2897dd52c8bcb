"""Ruling: one of the five verdicts with the days it was counted from and to, and why, in Japanese."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pmo_xl.model.blank_word import as_it_stands
from pmo_xl.model.record import Record
from pmo_xl.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a payment check says.

    reason: one Japanese sentence, of every verdict. counted_from, counted_to: the days that were compared.
    days: calendar days from one to the other. limit_on: the last day that would have fitted.
    """

    verdict: Verdict
    reason: str
    counted_from: date | None = None
    counted_to: date | None = None
    days: int | None = None
    limit_on: date | None = None


@lru_cache(maxsize=1024)
def fits(reason: str) -> Ruling:
    """適合 for a reason that counts no days."""
    return Ruling(Verdict.FITS, reason)


@lru_cache(maxsize=1024)
def out_of_scope(reason: str) -> Ruling:
    """対象外: the check does not concern this row."""
    return Ruling(Verdict.OUT_OF_SCOPE, reason)


def undeterminable(reason: str) -> Ruling:
    """判定不能: something that the check needs is missing."""
    return Ruling(Verdict.UNDETERMINABLE, reason)


def told_of(ruling: Ruling, *records: Record | None) -> Ruling:
    """The ruling with the word that stands in a cell of these rows (未定) where its reason calls the cell 空欄."""
    reason = as_it_stands(ruling.reason, *records)
    return ruling if reason == ruling.reason else replace(ruling, reason=reason)


def not_covered(is_covered: bool | None) -> Ruling | None:
    """The ruling of a row that is not 対象 of 取適法 (None = 未判定); None when it is."""
    if is_covered is None:
        return undeterminable("取適法の対象かどうかが判定されていません。")
    return None if is_covered else out_of_scope("取適法の対象外です。")
