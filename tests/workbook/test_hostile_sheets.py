"""Sheets that are small in the file and meant, or happen, to be enormous in memory."""

import struct
import zlib

import pytest

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.grid import open_grids
from tests.workbook.made_books import MAIN, one_sheet, parts_of_a_book, sheet_xml, written, zipped

GOOD = '<row r="1"><c r="A1"><v>1</v></c></row>'


def ledger_rows(count: int) -> str:
    return "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, count + 1))


@pytest.mark.parametrize("broken", ["<worksheet><sheetData><row", "", "\0\1\2", "<worksheet>&x;</worksheet>"])
def test_one_broken_sheet_does_not_take_the_others_along(tmp_path, broken):
    parts = parts_of_a_book({"良": sheet_xml(GOOD), "悪": broken, "良2": sheet_xml(GOOD)})
    book = open_grids(written(tmp_path / "台帳.xlsx", parts))
    assert [grid.value(1, 1) for grid in book] == [1, "", 1]
    reason = book.grid("悪").unreadable
    assert reason is not None
    assert reason.startswith("シート「悪」は")
    assert reason.endswith("。")


def test_a_sheet_whose_part_is_missing_or_damaged_is_unreadable(tmp_path):
    parts = parts_of_a_book({"良": sheet_xml(GOOD), "欠": "", "傷": sheet_xml(ledger_rows(50))})
    del parts["xl/worksheets/sheet2.xml"]
    content = bytearray(zipped(parts))
    at = content.index(b"xl/worksheets/sheet3.xml") + 40
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(content)
    good, missing, damaged = open_grids(path)
    assert good.value(1, 1) == 1
    assert "ありません" in missing.unreadable
    assert "壊れています" in damaged.unreadable


def test_a_sheet_that_declares_a_document_type_is_unreadable(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet_xml(
        '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    )
    for xml in (bomb, ('<?xml version="1.0" encoding="UTF-16"?>' + bomb).encode("utf-16")):
        book = open_grids(written(tmp_path / "台帳.xlsx", parts_of_a_book({"悪": xml})))
        assert "DTD" in book.grid("悪").unreadable


def test_a_stray_cell_in_the_last_corner_of_excel_is_left_out_and_named(tmp_path):
    rows = ledger_rows(30) + '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows)).grid("表")
    assert grid.left_out == [(1048576, 16384)]
    assert (grid.last_row, grid.last_column) == (30, 1)


def test_blank_formatted_cells_far_out_are_no_reason_to_leave_anything_out(tmp_path):
    rows = ledger_rows(30) + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows)).grid("表")
    assert (list(grid.left_out), grid.last_row) == ([], 30)


def test_a_far_but_dense_table_is_read_where_it_stands(tmp_path):
    rows = '<row r="200000"><c r="ZZ200000"><v>7</v></c><c r="AAA200000"><v>8</v></c></row>'
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows)).grid("表")
    assert (grid.first_row, grid.first_column, grid.value(200000, 703)) == (200000, 702, 8)


def test_cells_scattered_over_the_whole_sheet_are_refused(tmp_path):
    places = zip(range(1, 900_000, 4900), "ABCDEFGHIJ" * 20, strict=False)
    rows = "".join(f'<row r="{r}"><c r="{c}{r}"><v>1</v></c></row>' for r, c in places)
    book = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows))
    assert "広すぎて" in book.grid("表").unreadable


@pytest.mark.parametrize("address", ["A99999999999", "ZZZZ1", "A0", "1A", "XFE1", "A1048577", ""])
def test_addresses_that_excel_does_not_have_never_cost_memory(tmp_path, address):
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="{address}"><v>2</v></c></row>'
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows)).grid("表")
    assert grid.unreadable or (grid.last_row <= 2 and grid.last_column <= 16_384)


def test_one_long_text_in_a_million_cells_is_refused(tmp_path):
    texts = f'<sst xmlns="{MAIN}"><si><t>{"長" * 30_000}</t></si></sst>'
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ") + "</row>"
        for r in range(1, 1001)
    )
    book = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, shared_strings=texts))
    assert "読めません" in book.grid("表").unreadable


def cells_of_text(rows: int, cell: str) -> str:
    """Rows of ten cells, each as given, {at} being its address and {n} a number from 1 to 9."""
    return "".join(
        f'<row r="{r}">' + "".join(cell.format(at=f"{c}{r}", n=1 + r % 9) for c in "ABCDEFGHIJ") + "</row>"
        for r in range(1, rows + 1)
    )


def test_one_long_text_in_a_book_leaves_a_large_sheet_of_short_ones_readable(tmp_path):
    texts = f'<sst xmlns="{MAIN}"><si><t>{"長" * 10_000}</t></si>{"<si><t>短い</t></si>" * 9}</sst>'
    rows = cells_of_text(3_000, '<c r="{at}" t="s"><v>{n}</v></c>')
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, shared_strings=texts)).grid("表")
    assert (grid.unreadable, grid.last_row, grid.value(3_000, 10)) == (None, 3_000, "短い")


def test_many_texts_of_some_length_are_counted_as_long_as_they_are(tmp_path):
    long = "".join(f"<si><t>{'長' * 10_000}</t></si>" for _ in range(30))
    texts = f'<sst xmlns="{MAIN}"><si><t>a</t></si>{"<si><t>短い</t></si>" * 9}{long}</sst>'
    rows = cells_of_text(3_000, '<c r="{at}" t="s"><v>{n}</v></c>')
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, shared_strings=texts)).grid("表")
    assert (grid.unreadable, grid.last_row) == (None, 3_000)
    named = cells_of_text(3_000, '<c r="{at}" t="s"><v>1{n}</v></c>')
    book = open_grids(one_sheet(tmp_path / "長.xlsx", named, shared_strings=texts))
    assert "読めません" in book.grid("表").unreadable


@pytest.mark.parametrize(
    "texts",
    [
        "<si/>" * 9 + "<si><t>{long}</t></si>",
        "<si><t>a</t></si>" * 9 + "<!-- </si><si> --><si><t>{long}</t></si>",
        "<si><t>a</t></si>" * 8 + "<x:si><x:t>{long}</x:t></x:si><si><t>a</t></si>",
    ],
)
def test_a_long_text_that_is_repeated_is_refused_however_the_texts_are_spelled(tmp_path, texts):
    held = texts.format(long="長" * 10_000)
    shared = f'<sst xmlns="{MAIN}" xmlns:x="{MAIN}">{held}</sst>'
    rows = cells_of_text(3_000, '<c r="{at}" t="s"><v>{n}</v></c>')
    book = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, shared_strings=shared))
    assert "読めません" in book.grid("表").unreadable


@pytest.mark.parametrize("number", ["<v>0</v>", "<v>00</v>", "<v> 0</v>", " <v>0</v>", '<v x="">0</v>'])
def test_a_long_text_that_is_repeated_is_refused_however_the_cells_name_it(tmp_path, number):
    texts = f'<sst xmlns="{MAIN}"><si><t>{"長" * 10_000}</t></si>{"<si><t>短い</t></si>" * 9}</sst>'
    rows = cells_of_text(3_000, f'<c r="{{at}}" t="s">{number}</c>')
    book = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, shared_strings=texts))
    assert "読めません" in book.grid("表").unreadable


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("count", ["99999999999", "9999999999", "-1", "1e999"])
def test_a_made_up_number_of_texts_costs_no_memory(tmp_path, count, quote):
    attributes = f"count={quote}{count}{quote} uniqueCount = {quote}{count}{quote}"
    parts = parts_of_a_book(
        {"表": sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')},
        shared_strings=f'<sst {attributes} xmlns="{MAIN}"><si><t>count="7"</t></si></sst>',
    )
    assert open_grids(written(tmp_path / "台帳.xlsx", parts)).grid("表").value(1, 1) == 'count="7"'


def test_a_zip_bomb_is_refused_whatever_its_headers_say(tmp_path):
    path = tmp_path / "台帳.xlsx"
    bomb = sheet_xml("<row/>" * 8_000_000)
    content = bytearray(zipped(parts_of_a_book({"表": bomb})))
    assert len(content) < 200_000
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match="異常に大きく"):
        list(open_grids(path))
    true_size = struct.pack("<L", len(bomb))
    assert content.count(true_size) == 2, "in the entry's header and in the directory"
    path.write_bytes(content.replace(true_size, struct.pack("<L", 100)))
    with pytest.raises(UnreadableWorkbook, match="異常に大きく"):
        list(open_grids(path))


def test_many_parts_are_bounded_together(tmp_path):
    big = sheet_xml('<row r="1"/>' * 300_000)
    parts = parts_of_a_book({f"表{i}": big for i in range(4)})
    with pytest.raises(UnreadableWorkbook, match="異常に大きく"):
        list(open_grids(written(tmp_path / "台帳.xlsx", parts)))


def test_a_wrong_checksum_makes_a_sheet_unreadable(tmp_path):
    xml = sheet_xml(ledger_rows(3))
    content = zipped(parts_of_a_book({"表": xml}))
    crc = struct.pack("<L", zlib.crc32(xml.encode()))
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(content.replace(crc, b"\0\0\0\0"))
    assert "壊れています" in open_grids(path).grid("表").unreadable


def test_texts_built_to_slow_down_a_scan_are_read(tmp_path):
    """A pattern that went back and forth over them would not end."""
    long = "&lt;c r=" * 4_000
    formula = "(" * 8_000 + "$A$1:" * 1_000
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{long}</t></is></c>'
        f'<c r="B{r}"><f t="shared" ref="B1:B99" si="0">{formula if r == 1 else ""}</f></c></row>'
        for r in range(1, 60)
    )
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows)).grid("表")
    assert len(grid.formulas) == 59


def test_other_data_before_the_archive_does_no_harm(tmp_path):
    path = tmp_path / "台帳.xlsx"
    content = zipped(parts_of_a_book({"表": sheet_xml(GOOD)}))
    path.write_bytes(content[:4] + content)
    assert open_grids(path).grid("表").value(1, 1) == 1
