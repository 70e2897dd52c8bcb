"""What the readers see beside texts: how an Excel file opens and prints, errors, pages, fields of Word that lead nowhere."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.views import Selection

import pmo_xl
from pmo_xl.model.passage import Document
from pmo_xl.papers.reading import read_paper
from pmo_xl.papers.xlsx_sheet import read_sheet
from tests.support.made_papers import with_parts, word_file

_PAGE = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def saved(book: openpyxl.Workbook, name: str = "一覧.xlsx") -> Document:
    target = io.BytesIO()
    book.save(target)
    return read_paper(name, target.getvalue())


def marks(document: Document, kind: str) -> dict[str, frozenset[str]]:
    return {each.text: each.marks for each in document.of(kind)}


def three_sheets() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "表紙"  # type: ignore[union-attr]
    for name in ("会員", "注文"):
        book.create_sheet(name)
    for sheet in book:
        sheet["A1"] = sheet.title
    return book


def test_where_the_cursor_stands_and_which_sheet_is_in_front() -> None:
    book = three_sheets()
    book["会員"].sheet_view.selection = [Selection(activeCell="C5", sqref="C5")]
    book.active = 2
    found = marks(saved(book), "開いた状態")
    assert found["表紙"] - {"選択"} == {"先頭"}
    assert found["会員"] == {"カーソル:C5"}
    assert "前面" in found["注文"]


def test_a_frozen_sheet_may_stand_at_its_first_free_cell() -> None:
    book = three_sheets()
    for name, cell in (("会員", "A6"), ("注文", "A9")):
        sheet = book[name]
        sheet.freeze_panes = "A6"
        sheet.sheet_view.selection = [Selection(pane="bottomLeft", activeCell=cell, sqref=cell)]
    found = marks(saved(book), "開いた状態")
    assert found["会員"] == frozenset() and found["注文"] == {"カーソル:A9"}


@pytest.mark.parametrize(("paper", "expected"), [("9", set()), ("1", {"レター"})])
def test_only_a_letter_page_that_is_asked_for_is_told(paper: str, expected: set[str]) -> None:
    book = three_sheets()
    book["会員"].page_setup.paperSize = paper
    found = {mark for mark in marks(saved(book), "印刷の設定")["会員"] if mark == "レター"}
    assert found == expected


def test_values_outside_the_print_area_and_wide_sheets_are_told() -> None:
    book = three_sheets()
    book["会員"].print_area = "A1:F20"
    book["会員"]["H30"] = "外"
    book["注文"]["AZ1"] = "遠い"
    found = marks(saved(book), "印刷の設定")
    assert "範囲の外:H30" in found["会員"]
    assert float(next(m for m in found["注文"] if m.startswith("幅:")).removeprefix("幅:")) > 1.3


def test_error_cells_are_seen_and_dates_stand_in_the_table_as_dates() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("明細")
    sheet.write_row("A1", ["日付", "金額"])
    sheet.write_number("A2", 46356, book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_number("B2", 0.1 + 0.2)
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    book.add_worksheet("空")
    book.close()
    found = read_paper("明細.xlsx", target.getvalue())
    (table,) = found.tables
    assert table.cells[2, 1] == "2026/11/30" and table.cells[2, 2] == "0.3"
    assert [(each.place, each.text) for each in found.of("エラー値")] == [("明細!B3", "#DIV/0!")]
    assert [each.text for each in found.of("空の頁")] == ["空"]


def test_the_scan_of_bytes_finds_what_a_walk_through_the_xml_finds() -> None:
    cells = "".join(
        f'<row r="{row}"{" hidden=" + chr(34) + "1" + chr(34) if row == 3 else ""}>'
        f'<c r="A{row}" t="s"><v>0</v></c><c r="B{row}" s="2"><f>A{row}*2</f><v>{row}</v></c>'
        f'<c r="C{row}" t="inlineStr"><is><t>文 &amp; 字</t></is></c><c r="D{row}"/><c r="E{row}" t="e"><v>#N/A</v></c></row>'
        for row in range(1, 9)
    )
    plain = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    prefixed = (
        plain.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
        .replace("</worksheet", "</x:worksheet")
        .replace("<sheetData", "<x:sheetData")
        .replace("</sheetData", "</x:sheetData")
    )
    for tag in ("row", "c", "v", "f", "is", "t"):
        for start in (f"<{tag}>", f"<{tag} ", f"</{tag}>"):
            prefixed = prefixed.replace(start, start.replace(tag, f"x:{tag}", 1))
    for strange in (prefixed.replace("<x:c r=", "<x:c  r="), plain.replace('<c r="B', '<c  r="B')):
        one, other = read_sheet(plain.encode(), ["共有の文"]), read_sheet(strange.encode(), ["共有の文"])
        for name in ("texts", "cells", "errors", "formulas", "styles", "hidden_rows"):
            assert getattr(one, name) == getattr(other, name), name
    assert one.texts[2, 3] == "文 & 字" and one.formulas[2, 2] == "A2*2" and one.errors[1, 5] == "#N/A"


def test_a_large_sheet_is_read_within_the_time_of_a_breath() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for _ in range(5):
        sheet = book.add_worksheet()
        for row in range(300):
            sheet.write_row(row, 0, [row * column if column % 3 else f"文{row}" for column in range(12)])
    book.close()
    data = target.getvalue()
    start = time.process_time()
    assert len(read_paper("大.xlsx", data).tables) == 5
    assert time.process_time() - start < 1.5


def document(body: str, more: dict[str, str | bytes] | None = None) -> Document:
    return read_paper("設計書.docx", word_file(body, more or {}))


def test_a_reference_whose_bookmark_is_gone_says_so() -> None:
    body = (
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:p><w:r><w:t>図1</w:t></w:r></w:p>'
        + _PAGE.format(" REF _Ref1 \\h ")
        + _PAGE.format(" REF _Ref2 \\h ")
    )
    found = [(each.text, "行き先なし" in each.marks) for each in document(body).of("フィールド")]
    assert found == [("REF _Ref1 \\h", False), ("REF _Ref2 \\h", True)]


def test_the_pieces_of_a_field_are_one() -> None:
    split = _PAGE.replace(
        "<w:r><w:instrText>{}</w:instrText></w:r>",
        "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (" RE", "F _Re", "f9 ")),
    )
    assert [each.text for each in document(split).of("フィールド")] == ["REF _Ref9"]


def test_tables_and_pages_of_word_are_told() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        "<w:tr>" + "".join(cell.format(text) for text in row) + "</w:tr>"
        for row in (("版", "日付"), ("1.0", "2026/10/1"))
    )
    body = f'<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:tbl>{rows}</w:tbl>'
    found = document(body)
    assert found.tables[0].cells == {(1, 1): "版", (1, 2): "日付", (2, 1): "1.0", (2, 2): "2026/10/1"}
    assert [(each.text, each.marks) for each in found.of("ページ")] == [("2", frozenset())]


def test_a_path_drawn_in_a_picture_is_no_tracked_change() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><a:path xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:moveTo/></a:path></w:drawing></w:r></w:p>"
    )
    assert not list(document(drawing).of("挿入"))


def test_a_total_that_differs_in_a_real_book_is_found_at_its_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "見積"
    for row in (("品目", "金額(税抜)"), ("設計", 1_200_000), ("製造", 2_000_000), ("合計", 3_300_000)):
        sheet.append(row)
    book.save(tmp_path / "見積.xlsx")
    found = [each for each in pmo_xl.precheck(tmp_path / "見積.xlsx").findings if each.rule == "PRE025"]
    assert [(each.place, each.severity.label) for each in found] == [("見積!B4", "エラー")]
    assert "差 100,000" in found[0].message


_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        ('<cols><col min="1" max="999999999" width="1e9" hidden="1"/></cols>', '<c r="A1"><v>1</v></c>'),
        (
            '<sheetViews><sheetView><pane ySplit="1e99" xSplit="x" state="frozen"/></sheetView></sheetViews>',
            '<c r="A1"><v>1</v></c>',
        ),
        ('<pageMargins left="x" right="nan"/><pageSetup scale="9999999"/>', '<c r="A1"><v>1e999</v></c>'),
        ("", '<c r="A1" t="s"><v>99999999999</v></c>'),
        ("", '<c r="XFD1048576"><v>1</v></c>'),
    ],
)
def test_numbers_that_make_no_sense_end_in_no_traceback(tmp_path: Path, before: str, cells: str) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet().write("A1", "x")
    book.close()
    sheet = _SHEET.format(before, f'<row r="1">{cells}</row>')
    (tmp_path / "変.xlsx").write_bytes(with_parts(target.getvalue(), {"xl/worksheets/sheet1.xml": sheet}))
    assert not any(count.is_failed for count in pmo_xl.precheck(tmp_path / "変.xlsx").rules)


def test_archives_that_would_harm_are_named_and_what_is_sound_beside_them_is_judged(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../外.txt", "x")
        archive.writestr("大.txt", b"\0" * (60 << 20))
        archive.writestr("正.txt", "桁数は要確認。")
    (tmp_path / "納品.zip").write_bytes(inner.getvalue())
    found = pmo_xl.precheck(tmp_path / "納品.zip")
    assert [each.document for each in found.findings if each.rule == "PRE001"] == ["納品.zip ＞ 正.txt"]
    assert {each.path.rpartition(" ")[2] for each in found.unread} == {"../外.txt", "大.txt"}


def test_the_program_that_mends_a_part_is_that_of_the_file() -> None:
    body = "<w:p><w:r><w:t>文</w:t></w:r></w:p>"
    found = document(body, {"docProps/core.xml": "<a"})
    assert "Wordで開いて修復し" in found.unread[0].reason
