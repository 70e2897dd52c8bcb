"""Formulas as text: what grows, what moves, what stays."""

from __future__ import annotations

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.formula_text import copied, grown, with_this_row
from pmo_xl.workbook.edits.growth import Growth

GROWTH = Growth("課題 表", CellRange(4, 1, 13, 8), 63)


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        ("[@工数]*2", "課題[[#This Row],[工数]]*2"),
        ("課題[@工数]", "課題[[#This Row],[工数]]"),
        ("SUM([@[予定 工数]:[実績]])", "SUM(課題[[#This Row],[予定 工数]:[実績]])"),
        ("[@]", "課題[#This Row]"),
        ('"[@工数]"&A1', '"[@工数]"&A1'),
        ("課題[[#This Row],[工数]]", "課題[[#This Row],[工数]]"),
        ("SUM(課題[工数])", "SUM(課題[工数])"),
    ],
)
def test_references_to_the_own_row_are_stored_in_full(formula, stored):
    assert with_this_row(formula, "課題") == stored


def test_a_reference_to_the_own_row_outside_a_table_is_refused():
    with pytest.raises(RefusedEdit, match="表の外のセル"):
        with_this_row("[@工数]", None)


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM('課題 表'!H4:H13)", "SUM('課題 表'!H4:H63)"),
        ("SUM('課題 表'!$H$3:$H$13)", "SUM('課題 表'!$H$3:$H$63)"),
        ("SUM('課題 表'!A1:Z13)", "SUM('課題 表'!A1:Z63)"),
        ("SUM('課題 表'!H5:H13)", "SUM('課題 表'!H5:H13)"),
        ("SUM('課題 表'!H4:H12)", "SUM('課題 表'!H4:H12)"),
        ("SUM('課題 表'!J4:J13)", "SUM('課題 表'!J4:J13)"),
        ("SUM(H4:H13)", "SUM(H4:H13)"),
        ("SUM('別の表'!H4:H13)", "SUM('別の表'!H4:H13)"),
        ("SUM('[1]課題 表'!H4:H13)", "SUM('[1]課題 表'!H4:H13)"),
        ("\"'課題 表'!H4:H13\"", "\"'課題 表'!H4:H13\""),
        ("SUM('課題 表'!H4:H130)", "SUM('課題 表'!H4:H130)"),
        ("課題[[#This Row],[H4:H13]]", "課題[[#This Row],[H4:H13]]"),
    ],
)
def test_ranges_over_all_the_rows_reach_the_new_last_row(formula, after):
    assert grown(formula, GROWTH, "他") == after


def test_references_without_a_sheet_mean_the_formulas_own_sheet():
    assert grown("SUM(H4:H13)", GROWTH, "課題 表") == "SUM(H4:H63)"


def test_a_range_over_several_sheets_or_of_another_book_is_left_alone():
    growth = Growth("表", CellRange(4, 1, 13, 8), 63)
    for formula in ("SUM(前:表!H4:H13)", "SUM([1]表!H4:H13)"):
        assert grown(formula, growth, "他") == formula


def test_a_formula_copied_down_moves_as_in_excel_and_never_off_the_sheet():
    assert copied("MAX(B$2:B4)+A1*$C$3", 2, 0) == "MAX(B$2:B6)+A3*$C$3"
    assert copied("YEN2024+LOG10(A1)", 1, 0) == "YEN2024+LOG10(A2)"
    with pytest.raises(RefusedEdit, match="シートの外"):
        copied("A1048576", 1, 0)
