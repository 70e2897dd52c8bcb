"""Calls are counted, failures are staged, and a sheet of 10,000 rows comes in one call."""

from __future__ import annotations

from typing import Any

import pytest

from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE


@pytest.fixture
def sheet(live_excel: LiveExcel) -> Any:
    import xlwings as xw

    return xw.Book().sheets.add("課題管理表")


def test_ten_thousand_rows_come_and_go_in_one_call_each(live_excel: LiveExcel, sheet: Any) -> None:
    rows = [[f"K{n}", f"課題{n}の件名", n, n / 2, None, "未着手"] for n in range(10_000)]
    live_excel.calls.forget()
    sheet["A1"].value = rows
    read = sheet.used_range.value
    assert read == [[a, b, float(c), d, e, f] for a, b, c, d, e, f in rows]
    assert len(live_excel.calls.reads("課題管理表", "value")) == 1
    assert [call.cells for call in live_excel.calls.writes()] == ["$A$1:$F$10000"]


def test_two_thousand_rows_with_dates_and_links_are_one_write(live_excel: LiveExcel, sheet: Any) -> None:
    import datetime as dt

    day = dt.date(2026, 4, 1)
    rows = [[f"所見{n}", day, f'=HYPERLINK("#A{n + 1}","行{n}")', True] for n in range(2_000)]
    live_excel.calls.forget()
    sheet["A1"].value = rows
    assert len(live_excel.calls.writes()) == 1
    assert sheet["A2000:D2000"].value == ["所見1999", dt.datetime.fromisoformat("2026-04-01"), "行1999", True]


def test_every_kind_of_call_is_named(live_excel: LiveExcel, sheet: Any) -> None:
    live_excel.calls.forget()
    sheet["A1"].value = 1
    _ = sheet["A1"].formula
    sheet["A1"].number_format = "0"
    seen = [(call.kind, call.what, call.sheet, call.cells) for call in live_excel.calls.made]
    assert seen == [
        ("write", "value", "課題管理表", "$A$1"),
        ("read", "formula", "課題管理表", "$A$1"),
        ("write", "number_format", "課題管理表", "$A$1"),
    ]
    assert live_excel.calls.reads("別の表") == []


def test_a_protected_sheet_refuses_every_write(live_excel: LiveExcel, sheet: Any) -> None:
    sheet["A1"].value = "前"
    live_excel.protect(sheet)
    assert sheet.api.ProtectContents
    for write in (
        lambda: setattr(sheet["A1"], "value", "後"),
        lambda: setattr(sheet["A1"], "formula", "=1"),
        lambda: setattr(sheet["A1"], "color", (1, 2, 3)),
        lambda: sheet["A1"].clear_contents(),
        lambda: sheet["1:1"].insert("down"),
        lambda: sheet["A1"].add_hyperlink("#A2", "見る"),
    ):
        with pytest.raises(ComError, match="保護") as refused:
            write()
        assert refused.value.hresult == -2147352567
    assert sheet["A1"].value == "前"
    live_excel.protect(sheet, is_protected=False)
    sheet["A1"].value = "後"
    assert sheet["A1"].value == "後"


def test_saving_can_be_made_to_fail(live_excel: LiveExcel, sheet: Any) -> None:
    live_excel.calls.refuse("save", "unsaved")
    for _ in range(2):
        with pytest.raises(ComError, match="保存できません"):
            sheet.book.save()


def test_a_sheet_is_renamed_just_before_it_is_written(live_excel: LiveExcel, sheet: Any) -> None:
    live_excel.calls.when("write", lambda: live_excel.rename_sheet(sheet, "別名"), sheet="課題管理表")
    sheet["A1"].value = 1
    assert (sheet.name, sheet["A1"].value) == ("別名", 1.0)
    assert live_excel.calls.stages == []


def test_a_book_is_closed_while_it_is_read(live_excel: LiveExcel, sheet: Any) -> None:
    live_excel.calls.when("value", lambda: live_excel.close_book(sheet.book))
    with pytest.raises(ComError, match="切断"):
        _ = sheet["A1:B2"].value


def test_only_the_named_sheet_and_the_first_time_are_refused(live_excel: LiveExcel, sheet: Any) -> None:
    other = sheet.book.sheets.add("チェック結果")
    live_excel.calls.refuse("write", "protected", sheet="チェック結果", is_once=True)
    sheet["A1"].value = 1
    with pytest.raises(ComError, match="保護"):
        other["A1"].value = 1
    other["A1"].value = 2
    assert other["A1"].value == 2.0
