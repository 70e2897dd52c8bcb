"""Where a record's field stands in its sheet, as people say it: K12."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.model.record import Record


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The column "A" is 1, "AA" is 27; letters of either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=20_000)
def column_letters(number: int) -> str:
    """A column's letters: 1 → A, 27 → AA; none for 0 and below."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_of(record: Record | None, field: str | None) -> str | None:
    """The address of a record's cell (K12); None when it has none."""
    if record is None or record.place is None or field is None:
        return None
    column = record.place.table.columns.get(field)
    return f"{column_letters(column)}{record.place.row}" if column else None
