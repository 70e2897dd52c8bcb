"""Where the small button goes: in forty kinds of ledgers it covers nothing that anybody wrote."""

from __future__ import annotations

import pytest
from lxml import etree

from pmo_xl.workbook.buttons.free_place import HEIGHT, WIDTH, Ground, box_styles, free_place
from pmo_xl.workbook.buttons.sizes import Place, Sizes
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import MAIN, PartXml
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.layout.layout import find_layouts
from tests.workbook.ledgers.ledger import write
from tests.workbook.test_ledgers import LEDGERS

TABLE = [["No.", "課題内容", "担当者", "対応予定日", "ステータス"], ["1", "遅い", "鈴木", "", "対策中"]]


def sheet(frame: str = "", rows: str = "") -> etree._Element:
    return etree.fromstring(f'<worksheet xmlns="{MAIN}">{frame}<sheetData>{rows}</sheetData></worksheet>')


def place_in(grid: Grid, root: etree._Element, *, objects=(), boxes=frozenset()) -> Place | None:
    [layout] = find_layouts([grid]).tables
    return free_place(Ground(root, grid, objects, boxes), layout)


def grid_of(rows, first_row=1):
    return Grid.from_rows("課題一覧", rows, first_row)


@pytest.mark.parametrize("ledger", LEDGERS, ids=str)
def test_no_filled_cell_is_covered(ledger, tmp_path):
    path = write(ledger, tmp_path / "台帳.xlsx")
    book, grids = Book(path.name, path.read_bytes()), open_grids(path)
    for layout in find_layouts(grids).tables:
        part = PartXml("sheet", book.parts.read(book.worksheets[layout.title]))
        grid = grids.grid(layout.title)
        ground = Ground(part.root, grid, (), box_styles(book.styles))
        place = free_place(ground, layout)
        assert place is not None
        last, _ = ground.sizes.column_under(place.column, place.right_by + place.width)
        covered = CellRange(place.row, place.column, place.row, last)
        assert not any(grid.value(place.row, column) for column in range(place.column, last + 1))
        assert not any(merge.meets(covered) for merge in grid.merges)
        assert place.row <= layout.header_rows[1] and place.width == WIDTH and 12 < place.height <= HEIGHT


def test_it_stands_above_the_table_where_there_is_a_free_row():
    assert place_in(grid_of([["課題管理表"], [], *TABLE]), sheet())[:2] == (2, 1)


def test_it_stands_right_of_the_title_when_that_is_the_only_row_above():
    row, column, *_ = place_in(grid_of([["課題管理表"], *TABLE]), sheet())
    assert row == 1 and column == 3  # the title's ten half-widths in large letters reach into B


def test_without_a_row_above_it_stands_right_of_the_heading():
    assert place_in(grid_of(TABLE), sheet())[:2] == (1, 7)  # ステータス may flow into the column beside it


def test_a_heading_of_somebodys_own_is_not_covered():
    rows = [[*TABLE[0], "", "社内メモ"], TABLE[1]]
    assert place_in(grid_of(rows), sheet())[:2] == (1, 9)


def test_a_box_to_fill_in_is_spared_while_there_is_other_room():
    boxed = '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/></row>'
    assert place_in(grid_of(TABLE, first_row=2), sheet(rows=boxed), boxes={1})[:2] == (1, 3)


def test_objects_are_not_covered():
    above = CellRange(1, 1, 1, 40)
    assert place_in(grid_of(TABLE, first_row=2), sheet(), objects=[above])[:2] == (2, 7)


def test_hidden_and_low_rows_are_no_place():
    rows = '<row r="1" hidden="1"/><row r="2" ht="6" customHeight="1"/>'
    assert place_in(grid_of(TABLE, first_row=3), sheet(rows=rows))[:2] == (3, 7)


def test_on_graph_paper_it_takes_as_many_columns_as_it_needs():
    sizes = Sizes(sheet('<sheetFormatPr defaultColWidth="2.5" defaultRowHeight="18"/>'))
    place = place_in(grid_of(TABLE, first_row=2), sheet('<sheetFormatPr defaultColWidth="2.5"/>'))
    first, *_, last, _, _, _ = map(int, sizes.anchor(place).split(", "))
    assert last - first >= 3 and sizes.height(1) == 24


def test_without_any_room_there_is_no_button():
    objects = [CellRange(1, 1, 1, 16_000)]
    assert place_in(grid_of(TABLE), sheet(), objects=objects) is None


def test_columns_have_the_width_that_the_sheet_says():
    columns = (
        '<cols><col min="2" max="3" width="10.7109375"/><col min="4" max="4" width="9" hidden="1"/></cols>'
    )
    sizes = Sizes(sheet(columns))
    assert [sizes.width(column) for column in range(1, 6)] == [64, 75, 75, 0, 64]
    assert sizes.left(5) == 214 and sizes.column_under(2, 150) == (3, 75)


def test_sizes_that_make_no_sense_are_taken_as_usual():
    sizes = Sizes(sheet('<sheetFormatPr defaultRowHeight="x"/>', '<row r="1" ht="?"/><row ht="30"/>'))
    assert (sizes.height(1), sizes.height(2), sizes.height(3)) == (20, 40, 20)
