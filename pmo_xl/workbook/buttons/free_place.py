"""A free place for a small button beside a table: it covers no filled cell, no text, no picture, no other button."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from lxml import etree

from pmo_xl.workbook.buttons.sizes import Place, Sizes
from pmo_xl.workbook.cells.address import CellRange, parse_cell
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout

WIDTH, HEIGHT, MARGIN = 72, 22, 2
_LOWEST = 15  # a row of less is too low for a button that can be read
_IN_SIGHT = 1100  # pixels from the left that a notebook shows
_COLUMNS_TRIED = 60
_LETTER = 10  # pixels of a letter in a title, which is larger than other text


class Ground:
    """The first rows of a sheet, as somebody sees them who looks for room."""

    def __init__(self, root: etree._Element, grid: Grid, objects: Sequence[CellRange]) -> None:
        """Take the sheet's XML, its values, and the cells under its pictures, shapes and controls."""
        self.sizes = Sizes(root)
        self._grid, self._objects = grid, objects
        self._styled = frozenset(_styled_cells(root))

    def is_free(self, row: int, columns: range, *, is_plain: bool) -> bool:
        """Whether nothing stands in these cells of a row; is_plain: nor do they look like a box to fill in."""
        area = CellRange(row, columns.start, row, columns.stop - 1)
        if any(other.meets(area) for other in (*self._grid.merges, *self._objects)):
            return False
        if is_plain and any((row, column) in self._styled for column in columns):
            return False
        return not any(column in self._written(row) for column in columns)

    def _written(self, row: int) -> set[int]:
        """The columns of a row that hold something, or that the text of a cell further left flows over."""
        covered = set[int]()
        for column in range(self._grid.first_column, self._grid.last_column + 1):
            value = self._grid.value(row, column)
            if value != "" or (row, column) in self._grid.errors:
                covered |= set(range(column, self._end_of(column, str(value)) + 1))
        return covered

    def _end_of(self, column: int, text: str) -> int:
        wide = sum(1 + (east_asian_width(letter) in "FWA") for letter in text.partition("\n")[0])
        return self.sizes.column_under(column, wide * _LETTER)[0]


def _styled_cells(root: etree._Element) -> Iterator[tuple[int, int]]:
    for cell in root.iterfind(f"{main('sheetData')}/{main('row')}/{main('c')}"):
        place = parse_cell(cell.get("r", ""))
        if place and place[0] > 100:
            return
        if place and cell.get("s", "0") != "0":
            yield place


def free_place(ground: Ground, layout: Layout) -> Place | None:
    """Room for one button: above the table, in sight, else right of its heading; None where there is none."""
    for is_plain in (True, False):
        for row, columns in _candidates(ground, layout):
            if ground.is_free(row, columns, is_plain=is_plain):
                height = min(HEIGHT, ground.sizes.height(row) - MARGIN)
                down_by = (ground.sizes.height(row) - height) // 2
                return Place(row, columns.start, MARGIN, down_by, WIDTH, height)
    return None


def _candidates(ground: Ground, layout: Layout) -> Iterator[tuple[int, range]]:
    """Cells that a button could cover, the best first: the row and its columns."""
    first, heading = min(layout.columns.values()), layout.header_rows
    for row in range(heading[0] - 1, 0, -1):
        for column in range(first, first + _COLUMNS_TRIED):
            if ground.sizes.left(column) > _IN_SIGHT:
                break
            yield from _cells(ground.sizes, row, column)
    last = max(*layout.columns.values(), *layout.unknown, 0)
    for column in range(last + 1, last + _COLUMNS_TRIED):
        yield from _cells(ground.sizes, heading[1], column)


def _cells(sizes: Sizes, row: int, column: int) -> Iterator[tuple[int, range]]:
    if sizes.width(column) and sizes.height(row) >= _LOWEST:
        last, _ = sizes.column_under(column, WIDTH + 2 * MARGIN)
        yield row, range(column, last + 1)
