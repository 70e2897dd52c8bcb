"""Addresses as Excel takes them: A1, A1:B2, A:C, 1:3, $ anywhere, names, tables and their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.excel_stand_in.com import ComError

if TYPE_CHECKING:
    from tests.excel_stand_in.cells import Range
    from tests.excel_stand_in.sheets import Sheet
    from tests.excel_stand_in.values import Area

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_CELLS = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?", re.IGNORECASE)
_COLUMNS = re.compile(r"([A-Z]{1,3}):([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(r"(\d+):(\d+)")
_TABLE = re.compile(r"(?P<table>[^\[\]]+)(?:\[(?P<part>[^\[\]]+)\])?")


def corners(sheet: Sheet, first: Any, second: Any = None) -> Area:
    """The area from one cell, range or address to another."""
    one = _area(sheet, first)
    two = one if second is None else _area(sheet, second)
    area = min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])
    if area[0] < 0 or area[1] < 0 or area[2] > LAST_ROW or area[3] > LAST_COLUMN:
        raise ComError("bad_address", str(first))
    return area


def _area(sheet: Sheet, place: Any) -> Area:
    if isinstance(place, str):
        return _written(sheet, place)
    if isinstance(place, tuple):
        row, column, height, width = (*place, 1, 1)[:4]  # xlwings' slices come with a size
        if not (row and column):  # as xlwings says
            raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
        return row - 1, column - 1, row + height - 2, column + width - 2
    cells: Range = place
    return cells.area


def _written(sheet: Sheet, text: str) -> Area:
    plain = text.replace("$", "")
    if found := _CELLS.fullmatch(plain):
        left, top, right, bottom = found.groups()
        right, bottom = right or left, bottom or top
        rows, columns = sorted((int(top), int(bottom))), sorted((column_number(left), column_number(right)))
        return rows[0] - 1, columns[0], rows[1] - 1, columns[1]
    if found := _COLUMNS.fullmatch(plain):
        first, last = sorted(column_number(letters) for letters in found.groups())
        return 0, first, LAST_ROW, last
    if found := _ROWS.fullmatch(plain):
        first, last = sorted(int(number) for number in found.groups())
        return first - 1, 0, last - 1, LAST_COLUMN
    return _named(sheet, text)


def _named(sheet: Sheet, text: str) -> Area:
    for name, _, its_sheet, area in sheet.excel.ask("names.all", sheet.book.number):
        if name.lower() == text.lower() and its_sheet == sheet.name:
            return (area[0], area[1], area[2], area[3])
    found = _TABLE.fullmatch(text)
    if found and found["table"] in sheet.tables:
        return sheet.tables(found["table"]).part(found["part"]).area
    raise ComError("bad_address", text)


def column_number(letters: str) -> int:
    """A column's number from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    while number >= 0:
        letters = chr(65 + number % 26) + letters
        number = number // 26 - 1
    return letters


def address_of(area: Area, is_row_absolute: bool = True, is_column_absolute: bool = True) -> str:
    """The address with $ signs, as Range.address gives it."""
    row_sign, column_sign = "$" * is_row_absolute, "$" * is_column_absolute
    top, left, bottom, right = area
    if (top, bottom) == (0, LAST_ROW) and (left, right) != (0, LAST_COLUMN):
        return f"{column_sign}{column_letters(left)}:{column_sign}{column_letters(right)}"
    if (left, right) == (0, LAST_COLUMN):
        return f"{row_sign}{top + 1}:{row_sign}{bottom + 1}"
    ends = [f"{column_sign}{column_letters(c)}{row_sign}{r + 1}" for r, c in ((top, left), (bottom, right))]
    return ends[0] if ends[0] == ends[1] else ":".join(ends)
