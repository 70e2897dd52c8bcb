"""Books are opened, saved and closed, sheets keep their order and stay themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import xlsxwriter

from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("メニュー", "課題管理表", "集計"):
            book.add_worksheet(name).write("A1", name)
        book.get_worksheet_by_name("集計").hide()
        table = {"name": "表1", "columns": [{"header": "課題ID"}, {"header": "件名"}], "data": [["K1", "a"]]}
        book.get_worksheet_by_name("課題管理表").add_table("A3:B4", table)
        book.define_name("基準日", "=課題管理表!$A$1")
        book.get_worksheet_by_name("メニュー").insert_button("C3", {"caption": "チェック"})
    return path


def test_an_opened_book_is_in_front(live_excel: LiveExcel, ledger: Path) -> None:
    import xlwings as xw

    book = live_excel.open(ledger)
    assert xw.books.active == book
    assert (book.name, book.fullname) == ("台帳.xlsx", str(ledger))
    assert live_excel.open(ledger) == book
    assert len(xw.books) == 1
    book.set_mock_caller()
    assert xw.Book.caller() == book


def test_sheets_come_in_their_order(live_excel: LiveExcel, ledger: Path) -> None:
    book = live_excel.open(ledger)
    assert book.sheet_names == ["メニュー", "課題管理表", "集計"]
    assert [bool(sheet.visible) for sheet in book.sheets] == [True, True, False]
    assert book.sheets.active.name == "メニュー"
    added = book.sheets.add("チェック結果", after="課題管理表")
    assert book.sheet_names == ["メニュー", "課題管理表", "チェック結果", "集計"]
    assert book.sheets.active == added
    added.move(before=book.sheets["メニュー"])
    assert (added.index, book.sheet_names[0]) == (1, "チェック結果")
    added.delete()
    assert "チェック結果" not in book.sheets


def test_a_sheet_stays_itself_when_renamed(live_excel: LiveExcel, ledger: Path) -> None:
    book = live_excel.open(ledger)
    sheet = book.sheets["課題管理表"]
    book.sheets["メニュー"].delete()
    live_excel.rename_sheet(sheet, "課題一覧")
    assert (sheet.name, sheet.index, sheet["A1"].value) == ("課題一覧", 1, "課題管理表")
    with pytest.raises(ComError, match="有効範囲"):
        book.sheets["課題管理表"]


def test_a_deleted_sheet_answers_no_more(live_excel: LiveExcel, ledger: Path) -> None:
    book = live_excel.open(ledger)
    sheet = book.sheets["メニュー"]
    sheet.delete()
    with pytest.raises(ComError, match="切断"):
        sheet["A1"].value = 1
    assert book.sheets["課題管理表"]["A1"].value == "課題管理表"


def test_the_last_visible_sheet_cannot_be_deleted(live_excel: LiveExcel) -> None:
    import xlwings as xw

    book = xw.Book()
    with pytest.raises(ComError, match="少なくとも 1 つ"):
        book.sheets[0].delete()


def test_names_tables_and_buttons_are_seen(live_excel: LiveExcel, ledger: Path) -> None:
    book = live_excel.open(ledger)
    sheet = book.sheets["課題管理表"]
    assert book.names["基準日"].refers_to == "=課題管理表!$A$1"
    assert book.names["基準日"].refers_to_range == sheet["A1"]
    assert sheet["基準日"].address == "$A$1"
    table = sheet.tables["表1"]
    assert (table.range.address, table.data_body_range.address) == ("$A$3:$B$4", "$A$4:$B$4")
    assert sheet.range("表1[件名]").address == "$B$4"
    assert sheet["B4"].table.name == "表1"
    assert sheet["A1"].table is None
    table.resize(sheet["A3:B9"])
    assert sheet.tables["表1"].range.address == "$A$3:$B$9"
    assert [(shape.text, shape.type) for shape in book.sheets["メニュー"].shapes] == [
        ("チェック", "form_control")
    ]
    book.names.add("件数", "=COUNTA(課題管理表!A:A)")
    assert book.names["件数"].refers_to == "=COUNTA(課題管理表!A:A)"


def test_saving_stores_what_is_open(live_excel: LiveExcel, ledger: Path) -> None:
    from openpyxl import load_workbook

    book = live_excel.open(ledger)
    assert book.api.Saved
    book.sheets["課題管理表"]["D1"].value = "追記"
    assert not book.api.Saved
    assert load_workbook(ledger)["課題管理表"]["D1"].value is None
    book.save()
    assert book.api.Saved
    assert load_workbook(ledger)["課題管理表"]["D1"].value == "追記"
    book.save(ledger.with_name("写し.xlsx"))
    assert (book.name, ledger.exists()) == ("写し.xlsx", True)


def test_a_book_opened_read_only_is_not_stored(live_excel: LiveExcel, ledger: Path) -> None:
    import xlwings as xw

    before = ledger.read_bytes()
    book = xw.Book(ledger, read_only=True)
    assert book.api.ReadOnly
    with pytest.raises(ComError, match="読み取り専用"):
        book.save()
    assert ledger.read_bytes() == before


def test_a_closed_book_answers_no_more(live_excel: LiveExcel, ledger: Path) -> None:
    import xlwings as xw

    book = live_excel.open(ledger)
    sheet = book.sheets[0]
    live_excel.close_book(book)
    assert len(xw.books) == 0
    for ask in (lambda: sheet.name, lambda: book.name, lambda: sheet["A1"].value):
        with pytest.raises(ComError, match="切断"):
            ask()


def test_without_excel_there_is_no_application(live_excel: LiveExcel) -> None:
    import xlwings as xw

    xw.Book()
    assert len(xw.apps) == 1
    xw.apps.active.quit()
    assert len(xw.apps) == 0
    assert xw.apps.active is None


def test_a_file_that_is_no_workbook_is_refused(live_excel: LiveExcel, tmp_path: Path) -> None:
    broken = tmp_path / "壊れた.xlsx"
    broken.write_bytes(b"PK\x03\x04" + os.urandom(50))
    with pytest.raises(ComError, match="開けません"):
        live_excel.open(broken)
