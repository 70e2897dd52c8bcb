"""A free place for a small button beside a table: it covers no filled cell, no text, no picture, no other button."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from pmo_xl.model.display import half_widths
from pmo_xl.workbook.buttons.sizes import Place, Sizes
from pmo_xl.workbook.buttons.vml import control_areas
from pmo_xl.workbook.cells.address import CellRange, parse_cell
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.cell_xml import style_of
from pmo_xl.workbook.closed_book.part_xml import PartXml, main, parse, whole_number
from pmo_xl.workbook.file.safe_xml import children, local_name
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout

WIDTH, HEIGHT, MARGIN = 72, 22, 2
_LOWEST = 15  # a row of less is too low for a button that can be read
_IN_SIGHT = 1100  # pixels from the left that a notebook shows
_COLUMNS_TRIED = 60
_ROWS_LOOKED_AT = 100
_FIRST_COLOUR = 2  # the first two fills of a workbook are none and a pattern that Excel keeps for itself
_LETTER = 10  # pixels of a letter in a title, which is larger than other text


class Ground:
    """The first rows of a sheet, as somebody sees them who looks for room."""

    def __init__(
        self, root: etree._Element, grid: Grid, objects: Sequence[CellRange], boxes: Collection[int]
    ) -> None:
        """Take the sheet's XML and values, the cells under its objects, and the styles of boxes to fill in."""
        self.sizes = Sizes(root)
        self._grid, self._objects = grid, objects
        self._boxes = frozenset(_cells_of(root, boxes))

    def is_free(self, row: int, columns: range, *, without_boxes: bool) -> bool:
        """Whether nothing stands in these cells of a row; without_boxes: nor do they look like a box to fill in."""
        area = CellRange(row, columns.start, row, columns.stop - 1)
        if any(other.meets(area) for other in (*self._grid.merges, *self._objects)):
            return False
        if without_boxes and any((row, column) in self._boxes for column in columns):
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
        return self.sizes.column_under(column, half_widths(text.partition("\n")[0]) * _LETTER)[0]


def _cells_of(root: etree._Element, styles: Collection[int]) -> Iterator[tuple[int, int]]:
    """The cells of the first rows that have one of these styles."""
    for cell in root.iterfind(f"{main('sheetData')}/{main('row')}/{main('c')}"):
        place = parse_cell(cell.get("r", ""))
        if place and place[0] > _ROWS_LOOKED_AT:
            return
        if place and style_of(cell) in styles:
            yield place


def box_styles(styles: PartXml | None) -> frozenset[int]:
    """The styles that make an empty cell look like a box to fill in: those with a border or a colour."""
    if styles is None:
        return frozenset()
    borders = {
        at
        for at, border in enumerate(styles.root.iterfind(f"{main('borders')}/{main('border')}"))
        if any(side.get("style", "none") != "none" for side in border.iterchildren(etree.Element))
    }
    formats = enumerate(styles.root.iterfind(f"{main('cellXfs')}/{main('xf')}"))
    return frozenset(
        at
        for at, each in formats
        if whole_number(each, "fillId") >= _FIRST_COLOUR or whole_number(each, "borderId") in borders
    )


def free_place(ground: Ground, layout: Layout) -> Place | None:
    """Room for one button: above the table, in sight, else right of its heading; None where there is none."""
    for without_boxes in (True, False):
        for row, columns in _candidates(ground, layout):
            if ground.is_free(row, columns, without_boxes=without_boxes):
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
