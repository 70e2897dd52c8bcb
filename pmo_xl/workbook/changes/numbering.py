"""Numbering: the next free IDs of a sheet, in the form its other rows have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pmo_xl.model.record import Record

_LEAST_DIGITS = 3
_NUMBERED = re.compile(r"(.*?)([0-9]+)")


class Numbering:
    """The IDs of one sheet: `next()` gives one that no row has, and remembers it.

    Rows without an ID of ours are numbered on in the way that most of them are: A002 after A001, 1.2.2 after 1.2.1.
    """

    def __init__(self, record_class: type[Record], records: Iterable[Record]) -> None:
        """Know the IDs in use. Sheets without a prefix have none."""
        self._sheet = record_class.sheet
        ids = [row_id for record in records if (row_id := getattr(record, "id", None))]
        self._taken = set(ids)
        self._start = f"{self._sheet.prefix}-"
        numbers = _numbers(self._start, ids)
        if not numbers and (usual := _usual_start(ids)) is not None:
            self._start = usual
            numbers = _numbers(self._start, ids)
        self._last = max(map(int, numbers), default=0)
        is_padded = any(number.startswith("0") for number in numbers) or not numbers or self._is_ours
        self._digits = max(map(len, numbers), default=_LEAST_DIGITS) if is_padded else 1

    @property
    def _is_ours(self) -> bool:
        return self._start == f"{self._sheet.prefix}-"

    @property
    def _shape(self) -> re.Pattern[str]:
        return _shape(self._start)

    @property
    def has_numbers(self) -> bool:
        """Whether rows of the sheet are numbered on at all; those whose number says more (the day) are not."""
        return bool(self._sheet.prefix) and not self._sheet.id_shape

    @property
    def is_plain(self) -> bool:
        """Whether the rows are numbered in a way of their own: 1, 2, 3 … or A001, A002 …"""
        return not self._is_ours

    def is_taken(self, row_id: str) -> bool:
        """Whether a row has this ID."""
        return row_id in self._taken

    def take(self, row_id: str) -> str:
        """Remember an ID as used."""
        self._taken.add(row_id)
        found = self._shape.fullmatch(row_id)
        if found:
            self._last = max(self._last, int(found[1]))
        return row_id

    def next(self) -> str:
        """The next free ID: ISS-013 after ISS-012; 13 after 12 where the rows have plain numbers."""
        return self.take(f"{self._start}{self._last + 1:0{self._digits}}")


def _usual_start(ids: Sequence[str]) -> str | None:
    """What most IDs have before their last number, of dotted ones the last has; None where they have no number."""
    starts = [found[1] for each in ids if (found := _NUMBERED.fullmatch(each))]
    if not starts or "." in starts[-1]:
        return starts[-1] if starts else None
    counts = Counter(starts)
    return max(counts, key=lambda start: (counts[start], len(starts) - starts[::-1].index(start)))


def _shape(start: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(start)}([0-9]+)")


def _numbers(start: str, ids: Iterable[str]) -> list[str]:
    shape = _shape(start)
    return [found[1] for each in ids if (found := shape.fullmatch(each))]
