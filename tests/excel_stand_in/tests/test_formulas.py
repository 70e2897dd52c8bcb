"""Formulas are written and read in Excel's way."""

from __future__ import annotations

import pytest

from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.excel_stand_in.formulas import calc_formula, excel_formula, shown_in_table, typed_in_table

PAIRS = [
    ("=SUM(A1,B2)", "=SUM(A1;B2)"),
    ('=課題!$A$1&"a,b"', '=$課題.$A$1&"a,b"'),
    ("='課題 管理'!A1:B2", "=$'課題 管理'.A1:B2"),
    ("=INDEX({1,2;3,4},2,1)", "=INDEX({1;2|3;4};2;1)"),
    ('=COUNTIFS(課題!A:A,"=;")', '=COUNTIFS($課題.A:A;"=;")'),
    ("=WORKDAY.INTL(A1,5,1)", "=WORKDAY.INTL(A1;5;1)"),
    ("=表1[[#This Row],[列A]]", "=表1[[#This Row];[列A]]"),
    ("=IF('人''s'!A1>0,一覧_課題管理表.状態,\"\")", "=IF($'人''s'.A1>0;一覧_課題管理表.状態;\"\")"),
]


@pytest.mark.parametrize(("excel", "calc"), PAIRS)
def test_a_formula_is_the_same_in_both_writings(excel: str, calc: str) -> None:
    assert calc_formula(excel) == calc
    assert excel_formula(calc) == excel


def test_this_row_in_short_is_written_out() -> None:
    assert calc_formula("=表1[@列A]*2") == "=表1[[#This Row];[列A]]*2"


def test_functions_of_an_add_in_have_excels_names() -> None:
    assert excel_formula("=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETEDATE(A1;1)") == "=EDATE(A1,1)"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("=表1[[#This Row],[列A]]*2", "=[@列A]*2"),
        ("=表1[[#This Row],[列 A]]&表2[[#This Row],[列A]]", "=[@[列 A]]&表2[[#This Row],[列A]]"),
        ("=SUM(表1[[#This Row],[列A]:[列B]],\"表1[[#This Row],[列A]]\")", "=SUM([@[列A]:[列B]],\"表1[[#This Row],[列A]]\")"),
    ],
)  # fmt: skip
def test_a_cell_of_the_table_shows_this_row_in_short(stored: str, shown: str) -> None:
    assert shown_in_table(stored, "表1") == shown
    typed = calc_formula(typed_in_table(shown, "表1"))
    assert excel_formula(typed) == stored


class TestInAnOpenBook:
    pytestmark = LIVE

    def test_one_formula_fills_a_block_with_moving_references(self, live_excel: LiveExcel) -> None:
        import xlwings as xw

        sheet = xw.Book().sheets[0]
        sheet["A1"].options(transpose=True).value = [1, 2, 3]
        sheet["B1:C3"].formula = "=A1*2"
        assert sheet["B1:C3"].formula == (("=A1*2", "=B1*2"), ("=A2*2", "=B2*2"), ("=A3*2", "=B3*2"))
        assert sheet["C3"].value == 12.0

    def test_formulas_and_constants_are_read_together(self, live_excel: LiveExcel) -> None:
        import xlwings as xw

        sheet = xw.Book().sheets.add("課題 管理")
        sheet["A1"].value = [["'01", 5, None], ["=IF(A2>0,\"a,b\",'課題 管理'!B1)", True, "文"]]
        assert sheet["A1:C2"].formula == (
            ("01", "5", ""),
            ("=IF(A2>0,\"a,b\",'課題 管理'!B1)", "TRUE", "文"),
        )

    def test_a_table_shows_and_takes_its_own_columns_in_short(self, live_excel: LiveExcel) -> None:
        import xlwings as xw

        sheet = xw.Book().sheets[0]
        sheet["A1"].value = [["数", "倍"], [1, None], [2, None]]
        sheet.tables.add(sheet["A1:B3"], name="表1")
        sheet["B2:B3"].formula = "=[@数]*2"
        sheet["C2"].value = "=表1[[#This Row],[数]]+1"
        assert sheet["B2:C3"].value == [[2.0, 2.0], [4.0, None]]
        assert sheet["B2:C2"].formula == (("=[@数]*2", "=表1[[#This Row],[数]]+1"),)
        sheet["B2"].value = sheet["B2"].formula
        assert sheet["B2"].value == 2.0

    def test_an_array_formula_counts_over_cells(self, live_excel: LiveExcel) -> None:
        import xlwings as xw

        sheet = xw.Book().sheets[0]
        sheet["A1"].options(transpose=True).value = [1, 2, 3]
        sheet["B1"].formula_array = "=SUM(A1:A3*2)"
        assert (sheet["B1"].value, sheet["B1"].formula_array) == (12.0, "=SUM(A1:A3*2)")
        assert sheet["B1"].has_array
        assert not sheet["A1"].has_array

    def test_manual_calculation_waits(self, live_excel: LiveExcel) -> None:
        import xlwings as xw

        book = xw.Book()
        sheet = book.sheets[0]
        sheet["A1"].value = [1, "=A1+1"]
        with book.app.properties(calculation="manual"):
            sheet["A1"].value = 10
            assert sheet["B1"].value == 2.0
        assert sheet["B1"].value == 11.0
