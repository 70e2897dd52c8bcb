"""Typing is light: on every sheet of the full profile each column says what it wants, and what can be chosen is a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pmo_xl.metrics.measures import BY_HAND, MEASURES
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.column import Kind
from pmo_xl.model.fact_days import FACTS
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import sheets_of
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.plan import FIRST_ROW, LAST_ROW
from tests.support.small_project import D

SHEETS = [sheet for sheet in sheets_of("full") if sheet is not Setting]
CHOSEN = (Kind.CHOICE, Kind.FLAG, Kind.PERSON, Kind.SYSTEM, Kind.VENDOR)
MEASURED = {
    Kind.DATE: "date",
    Kind.DATETIME: "date",
    Kind.MONTH: "date",
    Kind.MONEY: "whole",
    Kind.INT: "whole",
    Kind.NUMBER: "decimal",
    Kind.PERCENT: "decimal",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = Path(tmp_path_factory.mktemp("light")) / "台帳.xlsx"
    write_workbook(path, {}, run_day=D, profile="full")
    return load_workbook(path)


def _validations(book: Workbook, sheet: type[Record]) -> dict[str, DataValidation]:
    """What is accepted in each column of a sheet, by field."""
    by_letters = {
        str(area).split(":")[0].rstrip("0123456789"): each
        for each in book[sheet.sheet.label].data_validations.dataValidation
        for area in each.sqref.ranges
    }
    return {name: by_letters[get_column_letter(n)] for n, name in enumerate(sheet.columns, 1)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_every_cell_says_what_belongs_there_down_to_the_last_row(book: Workbook, sheet: type[Record]):
    for name, found in _validations(book, sheet).items():
        assert (found.promptTitle, bool(found.prompt)) == (sheet.columns[name].label, True), name
        assert str(found.sqref).endswith(str(LAST_ROW + 1)), name
        assert str(FIRST_ROW + 1) in str(found.sqref), name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_what_can_be_chosen_is_a_list_and_what_is_measured_is_checked(book: Workbook, sheet: type[Record]):
    for name, found in _validations(book, sheet).items():
        column = sheet.columns[name]
        if column.is_derived:
            assert found.errorTitle == "入力できません", name
        elif column.kind in CHOSEN:
            assert found.type == "list" and found.formula1, name
        elif column.kind in MEASURED:
            assert found.type == MEASURED[column.kind], name
            assert found.errorTitle and found.error, name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_a_sheet_tells_in_a_line_what_it_is_for(sheet: type[Record]):
    assert sheet.sheet.help.endswith("。")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_the_guideline_tells_what_to_write_there_and_what_comes_of_it_in_two_sentences(sheet: type[Record]):
    assert sheet.sheet.guide.endswith("。") and sheet.sheet.guide.count("。") == 2


def test_a_day_of_today_and_the_next_number_need_no_typing_and_the_message_says_so(book: Workbook):
    found = _validations(book, Announcement)
    assert "Ctrl+;" in found["sent_on"].prompt and "Ctrl+;" not in found["due_on"].prompt
    assert "次の番号を付けます" in found["id"].prompt
    labels = {column.label for sheet in SHEETS for column in sheet.columns.values()}
    assert labels >= FACTS


def test_the_measures_that_a_kpi_may_name_are_chosen_from_a_list_that_holds_all_of_them(book: Workbook):
    found = _validations(book, Kpi)["formula"]
    assert (found.type, found.formula1, found.errorStyle) == ("list", "一覧_算式", "warning")
    sheet, cells = book.defined_names["一覧_算式"].attr_text.split("!")
    words = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
    assert words == [*MEASURES, BY_HAND]
