"""Our own master workbook, empty as it is shipped, filled by the editor."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from pmo_xl.resources import template
from pmo_xl.workbook.cells.address import parse_range
from pmo_xl.workbook.closed_book import AppendRows, Formula, ReplaceSheet, apply
from pmo_xl.workbook.closed_book.book import Book
from tests.support.libreoffice import recalculated, requires_libreoffice
from tests.support.schema import schema_errors
from tests.workbook.closed_book.ledger_books import opened, parts, values

pytestmark = pytest.mark.slow

ROWS, LEDGER = 50, "課題管理表"


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "台帳.xlsx"
    shutil.copyfile(template("pmo_master.xlsx"), path)
    return path


def issues(count=ROWS):
    return tuple(
        {1: f"ISS-{at:03}", 3: f"課題{at}", 8: date(2026, 4, 1), 11: date(2026, 4, 10), 12: "対応中"}
        for at in range(1, count + 1)
    )


def test_fifty_issues_are_covered_by_table_filter_drop_downs_formats_and_formula(master):
    errors, part = schema_errors(master), Book("台帳.xlsx", master.read_bytes()).worksheets[LEDGER]
    apply(master, [AppendRows(LEDGER, issues(), table=LEDGER)])
    sheet = opened(master)[LEDGER]
    table = sheet.tables[LEDGER]
    first, last = parse_range(table.ref).first_row + 1, parse_range(table.ref).last_row
    assert last - first + 1 == ROWS and table.autoFilter.ref == table.ref
    for row in (first + 1, last):
        assert [cell.style_id for cell in sheet[row]] == [cell.style_id for cell in sheet[first]]
    calculated = next(cell.column for cell in sheet[first] if str(cell.value).startswith("="))
    assert sheet.cell(last, calculated).value == sheet.cell(first, calculated).value
    xml = parts(master)[part].decode()
    covering = [
        area
        for text in re.findall(r'<(?:conditionalF|dataV)[^>]*sqref="([^"]*)"', xml)
        for each in text.split()
        if (area := parse_range(each))
    ]
    assert all(area.last_row >= last for area in covering if area.first_row == first)
    assert schema_errors(master) == errors


@requires_libreoffice
def test_the_derived_column_of_new_rows_is_right_after_recalculation(master, tmp_path):
    apply(master, [AppendRows(LEDGER, issues(3), table=LEDGER)])
    sheet = opened(master)[LEDGER]
    last = parse_range(sheet.tables[LEDGER].ref).last_row
    calculated = next(cell.column for cell in sheet[last] if str(cell.value).startswith("="))
    days_overdue = values(recalculated(master, tmp_path / "計算後"), LEDGER)[last - 1][calculated - 1]
    assert days_overdue == max(0, (date.today() - date(2026, 4, 10)).days)  # noqa: DTZ011  (LibreOffice's TODAY)


def test_findings_replace_the_empty_row_of_the_results_sheet(master):
    rows = tuple({1: f"F{at}", 2: "ISS001"} for at in range(30))
    apply(master, [ReplaceSheet("チェック結果", rows, {(0, 2): f"'{LEDGER}'!K4"}, table="チェック結果")])
    sheet = opened(master)["チェック結果"]
    area = parse_range(sheet.tables["チェック結果"].ref)
    assert area.last_row - area.first_row == 30
    assert sheet.cell(area.first_row + 1, 2).hyperlink.location == f"'{LEDGER}'!K4"


def test_the_stored_result_of_a_derived_column_is_ours_until_excel_calculates(master):
    calculated = next(iter(Book("台帳.xlsx", master.read_bytes()).sheet(LEDGER).tables[0].formulas))
    apply(master, [AppendRows(LEDGER, ({1: "ISS-001", calculated: Formula(result=12)},), table=LEDGER)])
    assert values(master, LEDGER)[3][calculated - 1] == 12.0
