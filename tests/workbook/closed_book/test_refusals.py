"""Workbooks and cells that are not edited: a sentence says why, and the file stays as it is."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import AppendRows, Formula, SetCell, apply, preview
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, parts, rewrite, sheet_xml, value


@pytest.fixture
def ledger(tmp_path):
    return make_ledger(tmp_path / "台帳.xlsx")


def assert_refused(path, sentence, edits=None):
    before = path.read_bytes()
    for act in (apply, preview):
        with pytest.raises(RefusedEdit, match=sentence) as refusal:
            act(path, edits or [SetCell(LEDGER, 4, 2, "書き換え")])
        assert "\n" not in refusal.value.message and refusal.value.message.endswith("。")
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_a_signed_workbook_is_refused(ledger):
    rewrite(ledger, {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    assert_refused(ledger, "電子署名")


def test_a_strict_workbook_is_refused(ledger):
    workbook = parts(ledger)["xl/workbook.xml"]
    strict = workbook.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    rewrite(ledger, {"xl/workbook.xml": strict})
    assert_refused(ledger, "Strict")


def test_a_shared_workbook_is_refused(ledger):
    rewrite(ledger, {"xl/revisions/revisionHeaders.xml": b"<headers/>"})
    assert_refused(ledger, "ブックの共有")


def test_a_password_for_writing_is_respected(ledger):
    workbook = parts(ledger)["xl/workbook.xml"]
    guard = b'<fileSharing reservationPassword="CC1A"/><workbookPr'
    rewrite(ledger, {"xl/workbook.xml": workbook.replace(b"<workbookPr", guard)})
    assert_refused(ledger, "書き込みパスワード")


@pytest.mark.parametrize("name", ["古い.xls", "台帳.xlsb", "台帳.csv", "台帳"])
def test_other_kinds_of_files_are_refused_by_their_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")
    assert_refused(path, "xlsx でも .xlsm でもない")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "0バイト"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "古い形式"),
        ("課題,期限\n".encode("cp932"), "CSV"),
        (b"PK\x03\x04 cut short", "途中で切れて"),
    ],
)
def test_files_that_are_no_workbook_inside_are_refused(tmp_path, data, sentence):
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(data)
    assert_refused(path, sentence)


def test_a_binary_workbook_under_another_name_is_refused(tmp_path):
    path = tmp_path / "台帳.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.bin", b"\0")
    assert_refused(path, "xlsb")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RefusedEdit, match=r"無い\.xlsx"):
        apply(tmp_path / "無い.xlsx", [SetCell(LEDGER, 1, 1, 1)])
    assert list(tmp_path.iterdir()) == []


def test_an_archive_with_the_same_name_twice_is_refused(ledger):
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(ledger, "a") as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
    assert_refused(ledger, "同じ名前の部品")


def test_an_archive_with_something_before_it_is_refused(ledger):
    ledger.write_bytes(b"PK\x03\x04stub" + ledger.read_bytes())
    assert_refused(ledger, "ZIPの構造")


def test_a_part_with_a_document_type_is_refused(ledger):
    xml = sheet_xml(ledger).replace("<worksheet", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet', 1)
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.encode()})
    assert_refused(ledger, "DTD")


@pytest.mark.parametrize("encoding", ["UTF-16", "Shift_JIS", "EUC-JP"])
def test_a_part_in_another_encoding_is_written_in_utf_8(ledger, encoding):
    xml = sheet_xml(ledger).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    xml = xml.replace("</row>", '<c r="J1" t="inlineStr"><is><t>備考欄</t></is></c></row>', 1)
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.encode(encoding)})
    apply(ledger, [SetCell(LEDGER, 4, 2, "新しい件名")])
    assert 'encoding="UTF-8"' in sheet_xml(ledger)
    assert value(ledger, "B4") == "新しい件名" and value(ledger, "J1") == "備考欄"


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385)])
def test_a_place_outside_the_sheet_is_refused(ledger, row, column):
    assert_refused(ledger, "シートの外", [SetCell(LEDGER, row, column, 1)])


def test_a_damaged_part_is_refused(ledger):
    rewrite(ledger, {"xl/worksheets/sheet1.xml": sheet_xml(ledger)[:-40].encode()})
    assert_refused(ledger, "sheet1.xml")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>', "行の並び"),
        ('<row r="4"><c r="C4"/><c r="A4"/></row>', "セルの並び"),
    ],
)
def test_rows_and_cells_in_disorder_are_refused(ledger, rows, sentence):
    xml = sheet_xml(ledger)
    data = xml[xml.index("<sheetData>") : xml.index("</sheetData>")]
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.replace(data, "<sheetData>" + rows).encode()})
    assert_refused(ledger, sentence)


def test_an_unknown_sheet_and_a_sheet_without_cells_are_refused(tmp_path):
    path = tmp_path / "図.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet(LEDGER).write("A1", 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={LEDGER}!$A$1"})
    book.add_chartsheet("図").set_chart(chart)
    book.close()
    assert_refused(path, "シート「無い」が見つからない", [SetCell("無い", 1, 1, 1)])
    assert_refused(path, "グラフやダイアログ", [SetCell("図", 1, 1, 1)])


def test_a_sheet_is_found_whatever_the_case_of_its_name(tmp_path):
    path = tmp_path / "大小.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Data")
    book.close()
    apply(path, [SetCell("DATA", 1, 1, 5)])
    assert value(path, "A1", "Data") == 5


@pytest.fixture
def guarded(tmp_path):
    """A sheet with a merge, an array formula, a dynamic array and a table."""
    path = tmp_path / "障害.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(LEDGER)
    sheet.merge_range("A1:C2", "題")
    sheet.write_array_formula("E1:E3", "{=ROW(1:3)}")
    sheet.write_dynamic_array_formula("G1:G3", "=SEQUENCE(3)")
    sheet.add_table("A5:B7", {"name": "表", "columns": [{"header": "名"}, {"header": "値"}]})
    book.close()
    return path


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [(2, 2, "結合されたセル A1:C2"), (2, 5, "配列数式"), (3, 7, "配列数式"), (5, 1, "見出し")],
)
def test_cells_that_belong_to_something_larger_are_refused(guarded, row, column, sentence):
    assert_refused(guarded, sentence, [SetCell(LEDGER, row, column, "x")])


def test_the_top_left_cell_of_a_merge_can_be_set(guarded):
    apply(guarded, [SetCell(LEDGER, 1, 1, "新しい題")])
    assert value(guarded, "A1") == "新しい題"


def test_a_table_cannot_grow_over_a_merge(tmp_path):
    path = tmp_path / "結合.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(LEDGER)
    sheet.add_table("A1:B2", {"name": "表", "data": [["a", 1]]})
    sheet.merge_range("B4:C5", None)
    book.close()
    assert_refused(path, "結合されたセル B4:C5", [AppendRows(LEDGER, ({1: "x"},) * 3, table="表")])


def test_on_a_protected_sheet_only_unlocked_cells_are_written(tmp_path):
    path = tmp_path / "保護.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(LEDGER)
    sheet.write("B4", "鍵あり")
    sheet.write("B5", "鍵なし", book.add_format({"locked": False}))
    sheet.protect()
    book.close()
    assert_refused(path, "保護されたシート")
    apply(path, [SetCell(LEDGER, 5, 2, "書けた")])
    assert value(path, "B5") == "書けた"


def test_two_values_for_one_cell_are_refused_and_nothing_is_written(ledger):
    assert_refused(ledger, "二つの違う値", [SetCell(LEDGER, 4, 2, "一"), SetCell(LEDGER, 4, 2, "二")])


def test_one_edit_that_cannot_be_done_stops_all_of_them(ledger):
    assert_refused(
        ledger, "数式が無い", [SetCell(LEDGER, 4, 2, "一"), SetCell(LEDGER, 5, 2, Formula(result=1))]
    )


def test_a_file_that_changed_since_it_was_read_is_refused(ledger):
    before = ledger.read_bytes()
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"):
        apply(ledger, [SetCell(LEDGER, 4, 2, "x")], expected_sha256="0" * 64)
    assert ledger.read_bytes() == before


def test_zip_encryption_is_refused(ledger):
    data = bytearray(ledger.read_bytes())
    first = zipfile.ZipFile(io.BytesIO(data)).infolist()[-1]
    data[first.header_offset + 6] |= 1
    data[data.rindex(b"PK\1\2") + 8] |= 1
    ledger.write_bytes(data)
    assert_refused(ledger, "暗号")
