"""Values arrive as xlwings documents them for Windows, and go in as Excel would take them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE
at = dt.datetime.fromisoformat


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with one cell of every kind."""
    path = tmp_path_factory.mktemp("kinds") / "種類.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("種類")
        shown = {name: book.add_format({"num_format": name}) for name in (
            "yyyy/mm/dd", '[$-411]ggge"年"m"月"d"日"', "h:mm", "¥#,##0", "#,##0", "yyyy/mm/dd h:mm",
        )}  # fmt: skip
        day = at("2026-04-01")
        sheet.write("A1", "001")
        sheet.write_number("A2", 5)
        sheet.write_datetime("A3", day, shown["yyyy/mm/dd"])
        sheet.write_datetime("A4", day, shown['[$-411]ggge"年"m"月"d"日"'])
        sheet.write_datetime("A5", day.replace(hour=9, minute=30), shown["yyyy/mm/dd h:mm"])
        sheet.write_datetime("A6", dt.time(9, 30), shown["h:mm"])
        sheet.write_boolean("A7", False)
        sheet.write_number("A8", 1200, shown["¥#,##0"])
        sheet.write_number("A9", 1200, shown["#,##0"])
        sheet.write_formula("A10", '=""')
        sheet.write_formula("A11", "=A2>1")
        sheet.write_formula("A12", "=1/0")
        sheet.write_formula("A13", "=VLOOKUP(9,A2:A2,1,FALSE)")
        sheet.write_blank("A14", None, shown["yyyy/mm/dd"])
        sheet.write_formula("A15", "=A2*2")
    return path


def column(live_excel: LiveExcel, path: Path) -> list[object]:
    raw = live_excel.open(path).sheets["種類"].range("A1:A15").raw_value
    return [row[0] for row in raw]


def test_raw_values_are_those_of_com(live_excel: LiveExcel, kinds: Path) -> None:
    day = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    found = column(live_excel, kinds)
    assert found == [
        "001", 5.0, day, day, day.replace(hour=9, minute=30), 9.5 / 24, False, Decimal(1200), 1200.0,
        "", True, -2146826281, -2146826246, None, 10.0,
    ]  # fmt: skip
    assert [type(value) for value in found] == [
        str, float, dt.datetime, dt.datetime, dt.datetime, float, bool, Decimal, float,
        str, bool, int, int, type(None), float,
    ]  # fmt: skip


def test_values_are_cleaned_as_xlwings_documents(live_excel: LiveExcel, kinds: Path) -> None:
    cells = live_excel.open(kinds).sheets["種類"].range("A1:A15")
    naive = cells.value
    assert naive[2] == at("2026-04-01")
    assert (naive[9], naive[11], naive[13]) == (None, None, None)
    assert cells.options(err_to_str=True).value[11:13] == ["#DIV/0!", "#N/A"]
    assert cells.options(dates=dt.date, numbers=int, empty="空").value[1:3] == [5, dt.date(2026, 4, 1)]
    assert cells.options(empty="空").value[13] == "空"


def test_one_cell_is_a_scalar_and_a_block_is_rows(live_excel: LiveExcel, kinds: Path) -> None:
    sheet = live_excel.open(kinds).sheets["種類"]
    assert sheet["A2"].raw_value == 5.0
    assert sheet["A1:B2"].raw_value == (("001", None), (5.0, None))
    assert sheet["A1:A2"].options(ndim=2).value == [["001"], [5.0]]


def test_what_is_written_comes_back(live_excel: LiveExcel) -> None:
    import xlwings as xw

    cells = xw.Book().sheets[0]["B2"]
    rows = [
        ["件名", 3, 2.5, True],
        [dt.date(2026, 4, 1), at("2026-04-01 09:30"), None, "改行\n二行目"],
    ]
    cells.value = rows
    assert cells.expand().raw_value == (
        ("件名", 3.0, 2.5, True),
        (
            dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
            dt.datetime(2026, 4, 1, 9, 30, tzinfo=dt.UTC),
            None,
            "改行\n二行目",
        ),
    )


def test_text_is_understood_as_if_it_were_typed(live_excel: LiveExcel) -> None:
    import xlwings as xw

    sheet = xw.Book().sheets[0]
    sheet["C1:C4"].number_format = "@"
    typed = ["001", "2026-04-01", "=1+1", "-"]
    sheet["A1"].options(transpose=True).value = typed
    sheet["B1"].options(transpose=True).value = ["'" + text for text in typed]
    sheet["C1"].options(transpose=True).value = typed
    assert sheet["A1:A4"].value == [1.0, at("2026-04-01"), 2.0, "-"]
    assert sheet["B1:B4"].value == typed
    assert sheet["C1:C4"].value == typed


def test_a_date_keeps_the_format_that_the_cell_has(live_excel: LiveExcel) -> None:
    import xlwings as xw

    sheet = xw.Book().sheets[0]
    sheet["A1"].number_format = "m/d"
    sheet["A1:B1"].value = [dt.date(2026, 4, 1), dt.date(2026, 4, 1)]
    assert (sheet["A1"].number_format, sheet["B1"].number_format) == ("m/d", "yyyy/m/d")


def test_a_number_after_a_boolean_is_a_number(live_excel: LiveExcel) -> None:
    import xlwings as xw

    cell = xw.Book().sheets[0]["A1"]
    cell.value = True
    assert (cell.value, cell.formula) == (True, "TRUE")
    cell.value = 1
    assert cell.raw_value == 1.0
    assert type(cell.raw_value) is float


def test_booleans_and_numbers_are_stored_as_such(live_excel: LiveExcel, tmp_path: Path) -> None:
    import xlwings as xw
    from openpyxl import load_workbook

    book = xw.Book()
    book.sheets[0]["A1"].value = [True, 2, dt.date(2026, 4, 1), "'01"]
    book.save(tmp_path / "保存.xlsx")
    stored = [cell.value for cell in load_workbook(tmp_path / "保存.xlsx").worksheets[0][1]]
    assert stored == [True, 2, at("2026-04-01"), "01"]


def test_a_foreign_object_cannot_be_written(live_excel: LiveExcel) -> None:
    import xlwings as xw

    with pytest.raises(TypeError, match="COM VARIANT"):
        xw.Book().sheets[0]["A1"].value = object()
