"""The master schedule beside its table: what is printed, its headings, and how a row is drawn."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.task import Task
from pmo_xl.resources import template
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.gantt import FIRST_COLUMN

SHEET = "マスタスケジュール"
FIRST = column_letters(FIRST_COLUMN + 1)


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(template("pmo_master.xlsx"))


def test_on_paper_the_chart_stands_beside_name_system_and_owner_and_ends_where_the_plan_ends(book: Any):
    sheet = book[SHEET]
    headings = [sheet[f"{letters}3"].value for letters in ("F", "G", "H")]
    assert headings == ["作業名", "システム", "担当"]
    assert sheet.print_title_cols == "$F:$H"
    assert sheet.print_title_rows == "$1:$3"
    area = book.defined_names[f"印刷範囲_{SHEET}"].attr_text
    assert area.startswith(f"{SHEET}!${FIRST}$1:INDEX(")
    assert f"MAX({SHEET}[予定終了],{SHEET}[基準終了],計算日)-ガント左端" in area
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")


def test_the_title_and_the_legend_stand_over_what_is_printed_and_nothing_cuts_them(book: Any):
    sheet = book[SHEET]
    assert sheet["F1"].value.startswith('="マスタスケジュール')
    assert "予定" in str(sheet["F2"].value)
    right = [sheet.cell(1, column).value for column in range(7, FIRST_COLUMN + 60)]
    assert right == [None] * len(right)


def rules_of_the_chart(sheet: Any) -> list[Any]:
    for area in sheet.conditional_formatting:
        if str(area.sqref).startswith(f"{FIRST}4:"):
            return sorted(area.rules, key=lambda rule: rule.priority)
    raise AssertionError("the chart has no conditional formats")


def test_a_row_is_a_pale_plan_with_a_dark_line_of_what_was_done(book: Any):
    drawn = {}
    for rule in rules_of_the_chart(book[SHEET]):
        look = rule.dxf
        ground = look.fill.bgColor.rgb[2:] if look.fill else None
        mark = look.numFmt.formatCode if look.numFmt else None
        ink = look.font.color.rgb[2:] if look.font and look.font.color else None
        drawn.setdefault((ground, mark, ink), rule.formula[0])
    plan, done, late = Colour.PLAN.bare, '"━"', Colour.ALERT.bare
    assert (plan, None, None) in drawn
    assert (plan, done, Colour.ACTUAL.bare) in drawn
    assert (None, done, Colour.ACTUAL.bare) in drawn
    assert (None, done, late) in drawn
    assert (None, '"◆"', late) in drawn


def test_rows_of_a_phase_are_bands_and_names_stand_in_by_their_level(book: Any):
    sheet = book[SHEET]
    rules = [
        (str(area.sqref), rule.dxf.numFmt.formatCode if rule.dxf.numFmt else None, rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf is not None
    ]
    levels = {look: formula for where, look, formula in rules if where == "F4:F2000" and look}
    assert levels['"\u3000"@'] == '$B4<>""'
    assert "MATCH($B4" in levels['"\u3000\u3000"@']
    assert [where for where, _, formula in rules if formula == '$C4="工程"'] == [
        f"A4:{column_letters(len(Task.columns))}2000"
    ]
