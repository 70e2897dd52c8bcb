"""The rows of a sheet that we generate ourselves, replaced as a whole."""

from __future__ import annotations

import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import Formula, ReplaceSheet, apply
from tests.support.schema import schema_errors
from tests.workbook.closed_book.ledger_books import opened, rewrite, sheet_xml, values

RESULTS = "チェック結果"


@pytest.fixture
def results(tmp_path):
    path = tmp_path / "結果.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(RESULTS)
    box = book.add_format({"border": 1, "text_wrap": True})
    sheet.write("A1", "前回の点検")
    sheet.add_table(
        2, 0, 6, 2, {"name": RESULTS, "columns": [{"header": name} for name in ("規則", "場所", "対応")]}
    )
    for row in range(3, 7):
        sheet.write_row(row, 0, [f"QST00{row}", f"K{row}", "確認中"], box)
        sheet.write_url(row, 1, f"internal:'課題管理表'!K{row}", box, f"K{row}")
    sheet.write_url("E1", "internal:'メニュー'!A1", None, "メニューへ")
    sheet.data_validation(3, 2, 6, 2, {"validate": "list", "source": ["確認中", "免除"]})
    book.add_worksheet("課題管理表")
    book.add_worksheet("メニュー").write("A1", f"=COUNTA({RESULTS}!$A$4:$A$7)")
    book.close()
    return path


def replace(path, rows, links=None):
    return apply(path, [ReplaceSheet(RESULTS, rows, links or {}, table=RESULTS)])


@pytest.mark.parametrize("count", [1, 2, 4, 9])
def test_the_table_fits_the_new_rows_and_the_header_stays(results, count):
    errors = schema_errors(results)
    rows = tuple({1: f"ISS{at:03}", 2: f"B{at}", 3: "免除" if at % 2 else None} for at in range(count))
    replace(results, rows, {(at, 2): f"'課題管理表'!B{at + 1}" for at in range(count)})
    sheet, last = opened(results)[RESULTS], 3 + count
    assert sheet.tables[RESULTS].ref == f"A3:C{last}" and sheet["A1"].value == "前回の点検"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(4, 20, 1, 3) if row[0].value] == [
        [row[1], row[2], row[3]] for row in rows
    ]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    links = {cell.coordinate: cell.hyperlink.location for cell in cells}
    expected = {f"B{4 + at}": f"'課題管理表'!B{at + 1}" for at in range(count)}
    assert links == {"E1": "'メニュー'!A1", **expected}
    assert f'sqref="C4:C{last}"' in sheet_xml(results) or count == 1
    assert {cell.style_id for cell in sheet[last][:2]} == {cell.style_id for cell in sheet[4][:2]} != {0}
    assert opened(results)["メニュー"]["A1"].value == f"=COUNTA({RESULTS}!$A$4:$A${last})"
    assert schema_errors(results) == errors


def test_no_findings_leave_one_empty_row(results):
    replace(results, ())
    assert opened(results)[RESULTS].tables[RESULTS].ref == "A3:C4"
    assert [row for row in values(results, RESULTS)[3:] if any(row)] == []
    replace(results, ({1: "ISS001"}, {1: "ISS002"}))
    assert [row[0] for row in values(results, RESULTS)[3:5]] == ["ISS001", "ISS002"]


def test_what_stands_outside_the_table_stays(results):
    xml = sheet_xml(results).replace("</row></sheetData>", '<c r="H7"><v>42</v></c></row></sheetData>')
    rewrite(results, {"xl/worksheets/sheet1.xml": xml.encode()})
    replace(results, ({1: "ISS001"},))
    assert values(results, RESULTS)[6][7] == 42.0 and values(results, RESULTS)[6][0] == ""


def test_a_sheet_without_links_gets_them_in_the_place_the_schema_wants(tmp_path):
    path = tmp_path / "結果.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(RESULTS)
    sheet.write_row("A1", ["規則", "場所"])
    sheet.write_row("A2", ["X", "Y"])
    sheet.conditional_format("A2:A2", {"type": "duplicate"})
    sheet.set_landscape()
    book.close()
    apply(
        path, [ReplaceSheet(RESULTS, ({1: "R1", 2: "場所"},) * 3, {(2, 2): f"'{RESULTS}'!A1"}, header_row=1)]
    )
    xml = sheet_xml(path)
    assert xml.index("<conditionalFormatting") < xml.index("<hyperlinks") < xml.index("<pageMargins")
    assert '<hyperlink ref="B4"' in xml and values(path, RESULTS)[3] == ["R1", "場所"]
    assert schema_errors(path) == []


def test_the_same_rows_again_change_nothing_a_reader_could_see(results):
    rows = ({1: "ISS001", 2: "B1", 3: Formula('"計算"&1', "計算1")}, {1: "ISS002"})
    replace(results, rows, {(0, 2): "'課題管理表'!B1"})
    before = results.read_bytes()
    assert replace(results, rows, {(0, 2): "'課題管理表'!B1"}).backup is None
    assert results.read_bytes() == before


def test_links_alone_can_change(results):
    rows = ({1: "ISS001", 2: "B1"},)
    for target in ("B1", "B7"):
        replace(results, rows, {(0, 2): f"'課題管理表'!{target}"})
    assert opened(results)[RESULTS]["B4"].hyperlink.location == "'課題管理表'!B7"


def test_what_stands_below_is_never_overwritten(results):
    xml = sheet_xml(results).replace("</sheetData>", '<row r="9"><c r="A9"><v>1</v></c></row></sheetData>')
    rewrite(results, {"xl/worksheets/sheet1.xml": xml.encode()})
    with pytest.raises(RefusedEdit, match="表の下（9行目）"):
        replace(results, ({1: "ISS001"},) * 7)
