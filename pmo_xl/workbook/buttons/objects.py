"""What lies over a sheet's cells: its pictures, shapes, charts and controls. A button keeps clear of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmo_xl.workbook.buttons.vml import control_areas
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import parse
from pmo_xl.workbook.file.safe_xml import children, local_name

_PIXEL = 9525  # EMU
_SMALLEST_COLUMN, _SMALLEST_ROW = (
    20,
    15,
)  # pixels: an object without a second corner reaches no further than this


def objects_on(book: Book, sheet: str) -> list[CellRange]:
    """The cells under the objects of a sheet (its part)."""
    drawings = [parse(book.parts.read(name), name) for name in book.parts_of_kind(sheet, "drawing")]
    controls = [book.parts.read(name) for name in book.parts_of_kind(sheet, "vmlDrawing")]
    shapes = [area for root in drawings for area in _anchored(root)]
    return [*shapes, *(area for drawing in controls for area in control_areas(drawing))]


def _anchored(root: etree._Element) -> Iterator[CellRange]:
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
        first = _corner(anchor, "from")
        last = _corner(anchor, "to") or (first and _far_corner(anchor, *first))
        if first and last:
            yield CellRange(*first, max(first[0], last[0]), max(first[1], last[1]))


def _corner(anchor: etree._Element, name: str) -> tuple[int, int] | None:
    texts = {local_name(each): each.text or "" for corner in children(anchor, name) for each in corner}
    row, column = texts.get("row", ""), texts.get("col", "")
    return (int(row) + 1, int(column) + 1) if row.isdecimal() and column.isdecimal() else None


def _far_corner(anchor: etree._Element, row: int, column: int) -> tuple[int, int]:
    for size in children(anchor, "ext"):
        wide, high = (int(size.get(name, "0")) // _PIXEL for name in ("cx", "cy"))
        return row + high // _SMALLEST_ROW, column + wide // _SMALLEST_COLUMN
    return row, column
