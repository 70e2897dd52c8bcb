"""Columns set into a sheet: where each cell, range and reference stands afterwards, as Excel moves them.

A formula is text here; nothing is evaluated. Texts in quotes, [brackets] of structured references, references to other
workbooks and to several sheets at once stay as they are, as in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pmo_xl.workbook.cells.address import MAX_COLUMN, CellRange, column_letters, column_number
from pmo_xl.workbook.edits.structure import InsertColumns

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED = r"'(?:[^']|'')*'"
_INNER = r"\[(?:[^\[\]']|'.)*\]"
_BRACKETS = rf"\[(?:[^\[\]']|'.|{_INNER})*\]"
_NAME = r"[^\W\d][\w.]*"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_CELL = rf"{_COLUMN}\$?[1-9][0-9]{{0,6}}"
_REFERENCE = re.compile(
    rf"{_TEXT}|{_BRACKETS}"
    rf"|(?<![\w.$\\!\]])(?:(?P<sheet>{_QUOTED}|{_NAME}(?::{_NAME})?)!)?"
    rf"(?P<place>{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN})(?![\w.(!\[])"
    rf"|{_QUOTED}"
)
_LETTERS = re.compile(r"(\$?)([A-Za-z]{1,3})(?=\$?[0-9]|:|$)")


class NotAlike(Exception):
    """A formula that several cells share would have to move differently for each of them."""


@dataclass(frozen=True)
class ColumnShift:
    """Where things stand after columns were set into a sheet. Columns are counted from 1."""

    sheet: str
    before: int
    count: int

    @classmethod
    def of(cls, edit: InsertColumns) -> ColumnShift:
        """What an edit moves."""
        return cls(edit.sheet, edit.before, edit.count)

    def column(self, column: int) -> int:
        """Where a column stands afterwards; a range to the last column of the sheet still ends there."""
        return min(column + self.count, MAX_COLUMN) if column >= self.before else column

    def area(self, area: CellRange) -> CellRange:
        """Where a range stands afterwards, wider where the new columns lie inside."""
        return area._replace(
            first_column=self.column(area.first_column), last_column=self.column(area.last_column)
        )

    def divides(self, area: CellRange) -> bool:
        """Whether the new columns lie inside."""
        return area.first_column < self.before <= area.last_column

    def formula(self, text: str, own_sheet: str | None, base: int = 1, users: Collection[int] = ()) -> str:
        """The formula after the move. own_sheet: what references without a sheet mean.

        base: the column for which it is written, where others (`users`) read it each from its own place. NotAlike where
        they would come to differ. All columns are those before the move.
        """

        def follow(match: re.Match[str]) -> str:
            """One reference."""
            place = match["place"]
            if place is None or not self._is_meant(match["sheet"], own_sheet):
                return match[0]
            if any(column_number(each[2]) > MAX_COLUMN for each in _LETTERS.finditer(place)):
                return match[0]  # YEN2024 is a name
            moved = _LETTERS.sub(lambda each: self._end(each, own_sheet, base, users), place)
            return match[0][: match.start("place") - match.start()] + moved

        return _REFERENCE.sub(follow, text)

    def _end(self, match: re.Match[str], own_sheet: str | None, base: int, users: Collection[int]) -> str:
        column = column_number(match[2])
        if not match[1] and users:
            self._refuse_unlike(column - base, own_sheet, base, users)
        letters = column_letters(self.column(column))
        return match[1] + (letters if match[2].isupper() else letters.lower())

    def _refuse_unlike(self, right_by: int, own_sheet: str | None, base: int, users: Collection[int]) -> None:
        moves_too = self._is_sheet(own_sheet or "")

        def distance(user: int) -> int:
            """How far right of a user what it reads stands afterwards."""
            return self.column(user + right_by) - (self.column(user) if moves_too else user)

        if any(distance(user) != distance(base) for user in users):
            raise NotAlike

    def _is_meant(self, written: str | None, own_sheet: str | None) -> bool:
        if written is None:
            return own_sheet is not None and self._is_sheet(own_sheet)
        name = written[1:-1].replace("''", "'") if written.startswith("'") else written
        return self._is_sheet(name)

    def _is_sheet(self, name: str) -> bool:
        return name.casefold() == self.sheet.casefold()
