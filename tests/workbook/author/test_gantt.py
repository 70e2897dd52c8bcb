"""The master schedule beside its table: what is printed, its headings, and how a row is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.task import Task
from pmo_xl.resources import template
from pmo_xl.theme import Colour
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.gantt import FIRST_COLUMN, LAST_COLUMN
from pmo_xl.workbook.author.gantt_line import LINE

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
    assert [str(area) for area in sheet.merged_cells.ranges] == ["F1:H1"]
    assert sheet["F1"].alignment.wrap_text


def rules_of_the_chart(sheet: Any) -> list[Any]:
    for area in sheet.conditional_formatting:
        if str(area.sqref).startswith(f"{FIRST}4:"):
            return sorted(area.rules, key=lambda rule: rule.priority)
    raise AssertionError("the chart has no conditional formats")


def test_the_plan_is_a_ground_and_what_was_done_a_block_over_its_lower_half(book: Any):
    drawn = {}
    for rule in rules_of_the_chart(book[SHEET]):
        look = rule.dxf
        ground = look.fill.bgColor.rgb[2:] if look.fill else None
        mark = look.numFmt.formatCode if look.numFmt else None
        ink = look.font.color.rgb[2:] if look.font and look.font.color else None
        drawn.setdefault((ground, mark, ink), rule.formula[0])
    plan, block, late = Colour.PLAN.bare, ';;;"▄"', Colour.ALERT.bare
    assert (plan, block, Colour.PAPER.bare) in drawn
    assert (plan, block, Colour.ACTUAL.bare) in drawn
    assert (None, block, Colour.ACTUAL.bare) in drawn
    assert (None, block, late) in drawn
    assert (None, ';;;"◆"', late) in drawn


def test_cells_of_the_chart_are_words_because_excel_shows_no_figure_that_is_as_wide_as_its_cell(book: Any):
    sheet = book[SHEET]
    cells = [
        sheet.cell(row, column + 1)
        for row in (4, 250, 503)
        for column in range(FIRST_COLUMN, LAST_COLUMN + 1)
    ]
    assert {(cell.value, cell.number_format) for cell in cells} == {("▄", ";;;")}


def test_one_condition_alone_draws_a_cell_in_excel_as_in_libreoffice(book: Any):
    assert all(rule.stopIfTrue for rule in rules_of_the_chart(book[SHEET]))


def test_the_week_in_which_a_task_should_have_ended_by_its_baseline_has_a_dark_right_edge(book: Any):
    edges = {
        rule.formula[0]
        for rule in rules_of_the_chart(book[SHEET])
        if rule.dxf.border and rule.dxf.border.right and rule.dxf.border.right.color
    }
    assert edges and all("N($K4)>0" in formula for formula in edges)


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


def test_the_progress_line_runs_over_every_look_of_a_cell_before_that_look_alone(book: Any):
    rules = rules_of_the_chart(book[SHEET])
    looks = [
        rule.dxf.fill.bgColor.rgb[2:]
        for rule in rules
        if rule.dxf.fill
        and rule.dxf.border
        and any(
            edge.color and edge.color.rgb[2:] == Colour.ALERT.bare
            for edge in (rule.dxf.border.left, rule.dxf.border.bottom)
        )
    ]
    assert {Colour.PLAN.bare, Colour.FRAME.bare, Colour.LATE.bare} <= set(looks)
    assert max(len(rule.formula[0]) for rule in rules) < 1000


D = date(2026, 11, 30)
MONDAY = date(2026, 11, 16)


def written(tmp_path: Path, *tasks: Task, **settings: str) -> Any:
    path = tmp_path / "台帳.xlsx"
    write_workbook(path, {Task: tasks}, run_day=D, settings=settings)
    return openpyxl.load_workbook(path, data_only=True)[SHEET]


def row(number: int, kind: str = "作業", **fields: object) -> Task:
    usual: dict[str, object] = {"planned_start": MONDAY, "planned_finish": date(2026, 12, 4)}
    names = {"id": f"WBS-{number:03}", "kind": kind, "title": f"{kind}{number}"}
    return Task.model_validate(usual | names | fields)


def line(sheet: Any) -> list[date]:
    """Where the line runs in each row that has a name."""
    column = column_letters(LAST_COLUMN + 2 + LINE)
    return [
        date(1899, 12, 30) + timedelta(sheet[f"{column}{at}"].value)
        for at in range(4, 40)
        if sheet[f"F{at}"].value
    ]


def test_the_line_stands_in_the_week_that_each_row_has_reached_and_passes_rows_that_have_no_point(
    tmp_path: Path,
):
    sheet = written(
        tmp_path,
        row(
            1,
            planned_start=date(2026, 11, 2),
            planned_finish=date(2026, 11, 13),
            actual_finish=date(2026, 11, 13),
        ),
        row(2, actual_start=MONDAY, progress="0.3"),
        row(3, "工程"),
        row(4, parent="WBS-003", actual_start=MONDAY),
        row(5),
        row(6, planned_start=date(2026, 12, 7), planned_finish=date(2026, 12, 11)),
        row(7, "マイルストーン", planned_start=None, planned_finish=date(2026, 11, 20)),
        row(8, actual_start=MONDAY, progress="0.95"),
    )
    late, week = date(2026, 11, 16), D
    assert line(sheet) == [week, late, late, late, MONDAY, week, date(2026, 11, 16), week]


def test_by_days_the_line_stands_on_the_day(tmp_path: Path):
    sheet = written(tmp_path, row(1, actual_start=MONDAY, progress="0.5"), row(2), ガント単位="日")
    assert line(sheet) == [date(2026, 11, 25), MONDAY]


def test_names_of_milestones_stand_above_their_weeks_cut_where_they_are_long(tmp_path: Path):
    on = date(2026, 11, 18)
    sheet = written(
        tmp_path,
        row(1, planned_start=date(2026, 11, 2)),
        row(2, "マイルストーン", title="プロジェクトキックオフ", planned_start=None, planned_finish=on),
        row(3, "マイルストーン", title="要件定義完了", planned_start=None, planned_finish=on),
        row(4, "マイルストーン", title="移行完了", planned_start=None, planned_finish=on, actual_finish=D),
    )
    named = {
        sheet.cell(3, FIRST_COLUMN + n).value.date(): sheet.cell(1, FIRST_COLUMN + n).value
        for n in range(1, 20)
        if sheet.cell(1, FIRST_COLUMN + n).value
    }
    assert named == {MONDAY: "◆プロジェクトキック… 他1", D: "◆移行完了"}
