"""Numbering: the next free IDs of a sheet, in the form its other rows have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmo_xl.model.record import Record

_LEAST_DIGITS = 3


class Numbering:
    """The IDs of one sheet: `next()` gives one that no row has, and remembers it."""

    def __init__(self, record_class: type[Record], records: Iterable[Record]) -> None:
        """Know the IDs in use. Sheets without a prefix have none."""
        self._prefix = record_class.sheet.prefix
        self._taken = {getattr(record, "id", None) for record in records} - {None}
        shaped = [found for each in self._taken if (found := self._shape.fullmatch(str(each)))]
        self._last = max((int(found[1]) for found in shaped), default=0)
        self._digits = max((len(found[1]) for found in shaped), default=_LEAST_DIGITS)
        self._is_plain = (
            not shaped and bool(self._taken) and all(str(each).isdecimal() for each in self._taken)
        )
        if self._is_plain:
            self._last = max(int(str(each)) for each in self._taken)

    @property
    def _shape(self) -> re.Pattern[str]:
        return re.compile(rf"{re.escape(self._prefix)}-([0-9]+)")

    @property
    def has_numbers(self) -> bool:
        """Whether rows of the sheet are numbered at all."""
        return bool(self._prefix)

    @property
    def is_plain(self) -> bool:
        """Whether the rows are numbered 1, 2, 3 … as other offices do."""
        return self._is_plain

    def is_taken(self, row_id: str) -> bool:
        """Whether a row has this ID."""
        return row_id in self._taken

    def take(self, row_id: str) -> str:
        """Remember an ID as used."""
        self._taken.add(row_id)
        found = self._shape.fullmatch(row_id)
        if found or (self._is_plain and row_id.isdecimal()):
            self._last = max(self._last, int(found[1] if found else row_id))
        return row_id

    def next(self) -> str:
        """The next free ID: ISS-013 after ISS-012; 13 after 12 where the rows have plain numbers."""
        number = self._last + 1
        return self.take(str(number) if self._is_plain else f"{self._prefix}-{number:0{self._digits}}")
