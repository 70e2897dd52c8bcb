"""Sizes: how wide and high the columns and rows of a sheet are, in pixels at 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from lxml import etree

from pmo_xl.workbook.closed_book.part_xml import is_on, main

_DIGIT = 7  # pixels of a digit in the usual fonts of 11 pt
_COLUMN, _ROW = 64, 20
_PIXELS_PER_POINT = 4 / 3
_ROWS_LOOKED_AT = 100


class Place(NamedTuple):
    """Where a button stands: its first cell (from 1), the distance from that cell's corner, its size; pixels."""

    row: int
    column: int
    right_by: int
    down_by: int
    width: int
    height: int


class Sizes:
    """The widths and heights of one sheet's columns and rows, counted from 1; hidden ones are 0."""

    def __init__(self, root: etree._Element) -> None:
        """Read what the sheet says of its columns and its first rows."""
        usual = root.find(main("sheetFormatPr"))
        settings = dict[str, str]() if usual is None else {str(k): str(v) for k, v in usual.items()}
        self._columns = list(root.iterfind(f"{main('cols')}/{main('col')}"))
        self._usual_width = _width(settings.get("defaultColWidth"), _COLUMN)
        usual_height = 0 if is_on(settings.get("zeroHeight")) else _ROW
        self._usual_height = _height(settings.get("defaultRowHeight"), usual_height) if usual_height else 0
        self._heights = dict(self._row_heights(root))

    def _row_heights(self, root: etree._Element) -> Iterator[tuple[int, int]]:
        number = 0
        for row in root.iterfind(f"{main('sheetData')}/{main('row')}"):
            number = _whole(row.get("r"), number + 1)
            if number > _ROWS_LOOKED_AT:
                return
            hidden = is_on(row.get("hidden"))
            yield number, 0 if hidden else _height(row.get("ht"), self._usual_height)

    def width(self, column: int) -> int:
        """The width of a column."""
        for each in self._columns:
            if _whole(each.get("min"), 0) <= column <= _whole(each.get("max"), 0):
                return 0 if is_on(each.get("hidden")) else _width(each.get("width"), self._usual_width)
        return self._usual_width

    def height(self, row: int) -> int:
        """The height of a row."""
        return self._heights.get(row, self._usual_height)

    def left(self, column: int) -> int:
        """How far the column is from the sheet's left edge."""
        return sum(map(self.width, range(1, column)))

    def top(self, row: int) -> int:
        """How far the row is from the sheet's top edge."""
        return sum(map(self.height, range(1, row)))

    def column_under(self, column: int, pixels: int) -> tuple[int, int]:
        """The column that lies so many pixels right of a column's left edge, and how far into it that is."""
        for each in count(column):
            if pixels <= self.width(each) or each > column + 200:
                return each, pixels
            pixels -= self.width(each)
        raise AssertionError("count() does not end")

    def anchor(self, place: Place) -> str:
        """The eight numbers by which a form control says where it stands (cells from 0, pixels into them)."""
        first, left = self.column_under(place.column, place.right_by)
        last, right = self.column_under(place.column, place.right_by + place.width)
        row, bottom = place.row - 1, place.down_by + place.height
        return ", ".join(map(str, (first - 1, left, row, place.down_by, last - 1, right, row, bottom)))


def _width(characters: str | None, usual: int) -> int:
    return int((_number(characters) or usual / _DIGIT) * _DIGIT + 0.5)


def _height(points: str | None, usual: int) -> int:
    return round((_number(points) or usual / _PIXELS_PER_POINT) * _PIXELS_PER_POINT)


def _number(text: str | None) -> float:
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def the_row(root: etree._Element, number: int) -> etree._Element:
    """The row of a sheet with this number; a new one at its place where nothing of it stands in the sheet."""
    data = root.find(main("sheetData"))
    if data is None:
        raise AssertionError("a sheet has its data")
    rows = [(_whole(row.get("r"), 0), row) for row in data.iterchildren(main("row"))]
    found = next((row for own, row in rows if own == number), None)
    if found is None:
        found = data.makeelement(main("row"), {"r": str(number)})
        data.insert(sum(own < number for own, _ in rows), found)
    return found
