"""What a person sees and may type in a new book, on a notebook of 1366 × 768 at 100 %."""

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pmo_xl.model.column import Kind
from pmo_xl.model.display import half_widths
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.task import Task
from pmo_xl.workbook.author import write_workbook
from tests.support.small_project import D

SCREEN = 1366 - 40  # pixels, less the row numbers and the scroll bar
FIRST_ROW = 4
sheets = pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.sheet.label)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "新しい台帳.xlsx"
    write_workbook(path, run_day=D, settings={"案件名": "会員基盤刷新"}, profile="full")
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


@sheets
def test_every_must_column_stands_in_sight_on_the_first_screen(book: Workbook, sheet: type[Record]):
    ends = ends_of_columns(book[sheet.sheet.label], len(sheet.columns))
    for column, end in zip(sheet.columns.values(), ends, strict=True):
        if column.is_must:
            assert end is not None, f"{column.label} is hidden"
            assert end <= SCREEN, f"{column.label} ends at {end}"


@sheets
def test_a_ledger_is_read_with_one_scroll_at_most(book: Workbook, sheet: type[Record]):
    tab = book[sheet.sheet.label]
    ends = ends_of_columns(tab, len(sheet.columns))
    frozen = column_index_from_string("".join(filter(str.isalpha, tab.freeze_panes or "A"))) - 1
    kept = max((end or 0 for end in ends[:frozen]), default=0)
    assert max(end or 0 for end in ends) <= kept + 2 * (SCREEN - kept)


@sheets
def test_what_amounts_are_without_or_with_tax_stands_above_them(book: Workbook, sheet: type[Record]):
    above = "".join(str(cell.value or "") for cell in book[sheet.sheet.label][FIRST_ROW - 2])
    has_amounts = any(column.kind is Kind.MONEY for column in sheet.columns.values())
    assert ("税抜" in above) == has_amounts
    assert ("税込" in above) == any("税込" in column.help for column in sheet.columns.values()
                                  if column.kind is Kind.MONEY) or "税区分" in above  # fmt: skip


@sheets
def test_the_way_back_and_what_the_sheet_holds_stand_above_the_table(book: Workbook, sheet: type[Record]):
    above = [cell for cell in book[sheet.sheet.label][FIRST_ROW - 2] if cell.value]
    assert above[0].value == "◀ メニュー" and above[0].hyperlink.location == "'メニュー'!A1"
    if sheet is not Task:  # there stands the legend of the chart
        assert sheet.sheet.help in str(above[1].value)


@sheets
def test_a_negative_figure_has_no_bare_minus(book: Workbook, sheet: type[Record]):
    row = next(book[sheet.sheet.label].iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW))
    for cell, column in zip(row, sheet.columns.values(), strict=False):
        if column.kind in (Kind.INT, Kind.NUMBER, Kind.MONEY):
            assert "▲" in cell.number_format.partition(";")[2], column.label


@sheets
def test_what_a_row_is_stands_whole_on_the_menu(book: Workbook, sheet: type[Record]):
    room = book["メニュー"].column_dimensions["C"].width * 7 - 5  # pixels
    assert half_widths(sheet.sheet.in_short) * 10 / 2 / 0.75 <= room


@sheets
def test_the_cursor_waits_where_the_first_row_begins(book: Workbook, sheet: type[Record]):
    tab, labels = book[sheet.sheet.label], [column.label for column in sheet.columns.values()]
    active = tab.sheet_view.pane.activePane
    (cell,) = (each.activeCell for each in tab.sheet_view.selection if each.pane == active)
    assert tab[cell].row == FIRST_ROW
    assert not tab.column_dimensions[tab[cell].column_letter].hidden
    must = [column.label for column in sheet.columns.values() if column.is_must]
    if must:
        assert labels[tab[cell].column - 1] == must[0]


@sheets
def test_a_drop_down_without_a_word_refuses_nobody(book: Workbook, sheet: type[Record]):
    """Lists that a new book leaves empty: 部門, 氏名, システム名, 取引先名, IDs."""
    for index, column in enumerate(sheet.columns.values(), 1):
        rule = validation_at(book[sheet.sheet.label], index)
        if rule is not None and rule.type == "list" and rule.errorStyle in (None, "stop"):
            assert words_of(book, rule.formula1), f"{column.label} refuses everything"


def test_a_department_may_be_typed_before_anybody_listed_it(book: Workbook):
    for label, heading in (("予算枠", "負担部門"), ("予算管理表", "負担部門")):
        tab = book[label]
        (index,) = (cell.column for cell in tab[FIRST_ROW - 1] if cell.value == heading)
        rule = validation_at(tab, index)
        assert rule is not None
        assert (rule.type, rule.errorStyle, rule.formula1) == ("list", "warning", "一覧_部門")


@sheets
def test_an_input_message_is_short_enough_to_leave_the_row_in_sight(book: Workbook, sheet: type[Record]):
    """Excel shows it below the cell; 60 full-width characters are three lines of its box."""
    for index, column in enumerate(sheet.columns.values(), 1):
        rule = validation_at(book[sheet.sheet.label], index)
        assert rule is None or len(rule.prompt or "") <= 80, column.label


def test_the_menu_of_a_new_book_shows_no_error_and_says_that_nothing_was_checked(path: Path):
    menu = openpyxl.load_workbook(path, data_only=True)["メニュー"]
    shown = [str(cell.value) for row in menu.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    assert not [text for text in shown if text.startswith("#")]
    assert "－ 灰" in shown
    assert "まだ点検していません" in shown
    assert not [text for text in shown if "緑" in text]


def test_no_must_column_is_grouped_in_the_file(path: Path):
    """The group that Excel folds: openpyxl joins neighbours, so the file itself is asked."""
    from lxml import etree

    with ZipFile(path) as archive:
        titles = openpyxl.load_workbook(path, read_only=True).sheetnames
        for sheet in SHEETS:
            number = titles.index(sheet.sheet.label) + 1
            root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for each in root.iter("{*}col"):
                inside = range(int(each.get("min")) - 1, min(int(each.get("max")), len(sheet.columns)))
                columns = [list(sheet.columns.values())[index] for index in inside]
                if each.get("hidden") or each.get("outlineLevel"):
                    assert not [column.label for column in columns if column.is_must]


def ends_of_columns(tab: Worksheet, count: int) -> list[int | None]:
    """Where each column ends in pixels; None for one that is hidden."""
    widths = {
        index: (dimension.width, bool(dimension.hidden))
        for dimension in tab.column_dimensions.values()
        for index in range(dimension.min or 0, (dimension.max or 0) + 1)
        if index <= count
    }
    used, ends = 0, []
    for index in range(1, count + 1):
        width, is_hidden = widths[index]
        used += 0 if is_hidden else int(width * 7)
        ends.append(None if is_hidden else used)
    return ends


def validation_at(tab: Worksheet, index: int) -> DataValidation | None:
    cell = f"{get_column_letter(index)}{FIRST_ROW}"
    return next((rule for rule in tab.data_validations.dataValidation if cell in rule.sqref), None)


def words_of(book: Workbook, source: str) -> list[str]:
    """The words that a list offers: written in the rule, or gathered on 集計 by their defined name."""
    if source.startswith('"'):
        return source.strip('"').split(",")
    name = source.removeprefix("一覧_")
    rows = book["選択肢"].iter_rows(min_row=FIRST_ROW, max_col=2, values_only=True)
    return [str(word) for list_name, word in rows if list_name and str(list_name).replace("-", "_") == name]


def test_kinds_that_are_chosen_from_other_sheets_only_warn(book: Workbook):
    kinds = (Kind.PERSON, Kind.SYSTEM, Kind.VENDOR, Kind.REF)
    for sheet in SHEETS:
        for index, column in enumerate(sheet.columns.values(), 1):
            rule = validation_at(book[sheet.sheet.label], index)
            if column.kind in kinds and rule is not None and rule.type == "list":
                assert rule.errorStyle == "warning", f"{sheet.sheet.label}.{column.label}"
