"""Values of the new file read back with python-calamine, compared with the old file's and with the edits."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.serials import stored_number
from pmo_xl.workbook.closed_book.cell_scan import only_rows
from pmo_xl.workbook.closed_book.sheet import Written
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.file.container import Container
from pmo_xl.workbook.file.package import read_package
from pmo_xl.workbook.file.safe_xml import BrokenPart, as_plain_utf8
from pmo_xl.workbook.tab.calamine_feed import CalamineFeed, Values
from pmo_xl.workbook.tab.plain_sheet import plain_sheet
from pmo_xl.workbook.tab.sheet_size import without_stray_cells

_HALF_A_MILLISECOND = 0.5 / 86_400_000
_DAY = timedelta(days=1)


class ValueReader:
    """The values of one workbook file, sheet by sheet."""

    def __init__(self, container: Container) -> None:
        """Hand the file to the second reader; RefusedEdit where it cannot read it."""
        self._container, self._package = container, read_package(container)
        try:
            self._feed = CalamineFeed(container, self._package)
            self._feed.open()
        except BrokenPart as error:
            raise RefusedEdit(f"{container.file_name} の文字列か書式が{error.message}。") from error

    @property
    def sheet_titles(self) -> list[str]:
        """The sheets in the order of their tabs."""
        return [sheet.title for sheet in self._package.sheets]

    @property
    def common(self) -> tuple[object, ...]:
        """All that the values of a sheet depend on beside its own bytes: texts, formats, the first day."""
        parts = (self._package.shared_strings, self._package.styles)
        return (*(part and self._container.part(part) for part in parts), self._package.is_1904)

    def values(self, part: str, rows: Collection[int] | None = None) -> Values:
        """The values of the sheet in a part, or of these rows of it; RefusedEdit where they cannot be read.

        Cells far outside the table are left out (the byte scan compares them).
        """
        try:
            data = self._container.part(part)
            whole = as_plain_utf8(data)
            plain = whole if rows is None else only_rows(whole, rows.__contains__) or whole
            sheet = without_stray_cells(plain_sheet(plain))
            is_original = plain is data and sheet.is_original
            return self._feed.values(part) if is_original else self._feed.values_of(sheet.data)
        except BrokenPart as error:
            raise RefusedEdit(
                f"{self._container.file_name} の部品「{part}」が{error.message}。結果を確かめられないため書き換えません。"
            ) from error


def differing_cells(
    old: Values,
    new: Values,
    written: Mapping[tuple[int, int], Written],
    is_1904: bool,
    rows: Collection[int] | None = None,
) -> Iterator[tuple[int, int]]:
    """The cells whose value is not what it should be: the old one, or the one written. rows: those to look at."""
    rows_written = {row for row, _ in written}
    is_aligned = old.first_column == new.first_column
    first = min(old.first_row, new.first_row)
    last = max(values.first_row + len(values.rows) for values in (old, new))
    for row in range(first, last) if rows is None else sorted({*rows, *rows_written}):
        is_same = is_aligned and _row(old, row) == _row(new, row)
        if row in rows_written or not is_same:
            yield from ((row, column) for column in _differing_columns(row, old, new, written, is_1904))


def _differing_columns(
    row: int, old: Values, new: Values, written: Mapping[tuple[int, int], Written], is_1904: bool
) -> Iterator[int]:
    last = max(values.first_column + len(_row(values, row)) for values in (old, new))
    for column in range(1, last):
        value, expected = _at(new, row, column), written.get((row, column))
        if expected is None:
            is_right = value == _at(old, row, column)
        else:
            is_right = _is_value(value, expected.value, is_1904)
        if not is_right:
            yield column


def _row(values: Values, row: int) -> list[int | float | str | bool | time | date | datetime | timedelta]:
    index = row - values.first_row
    return values.rows[index] if 0 <= index < len(values.rows) else []


def _at(values: Values, row: int, column: int) -> object:
    cells, index = _row(values, row), column - values.first_column
    return cells[index] if 0 <= index < len(cells) else ""


def _is_value(read: object, wanted: Scalar, is_1904: bool) -> bool:
    if wanted is None or isinstance(wanted, str):
        return read == (wanted or "")
    if isinstance(wanted, bool) or isinstance(read, bool | str):
        return read is wanted
    number, expected = _serial(read, is_1904), float(stored_number(wanted, is_1904))
    if isinstance(read, date | time | timedelta):
        return math.isclose(number, expected, rel_tol=0, abs_tol=_HALF_A_MILLISECOND)
    return number == expected


def _serial(read: object, is_1904: bool) -> float:
    if isinstance(read, time):
        read = timedelta(
            hours=read.hour, minutes=read.minute, seconds=read.second, microseconds=read.microsecond
        )
    if isinstance(read, timedelta):
        return read / _DAY
    if isinstance(read, date):
        return float(stored_number(read, is_1904))
    return float(read) if isinstance(read, int | float | Decimal) else math.nan
