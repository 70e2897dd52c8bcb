"""The master workbook as a file."""

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import east_asian_width

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pmo_xl.model.kind import Kind
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.sheets import sheets_of
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.formats import width
from tests.support.schema import schema_errors
from tests.support.small_project import D, small_project

CORE = sheets_of("core")
load_workbook = functools.cache(openpyxl.load_workbook)


@pytest.fixture(scope="module")
def new_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "新しい台帳.xlsx"
    write_workbook(path, run_day=D, settings={"案件名": "会員基盤刷新"})
    return path


@pytest.fixture(scope="module")
def project_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "台帳.xlsx"
    write_workbook(path, small_project(), run_day=D)
    return path


@pytest.mark.slow
def test_a_new_book_breaks_no_rule_of_the_format_and_is_small(new_book: Path):
    assert schema_errors(new_book) == []
    assert new_book.stat().st_size < 400_000


@pytest.mark.slow
def test_a_book_with_records_breaks_no_rule_of_the_format(project_book: Path):
    assert schema_errors(project_book) == []


def test_every_sheet_is_a_table_named_as_the_sheet_and_headed_by_the_labels(new_book: Path):
    book = load_workbook(new_book)
    assert book.sheetnames[0] == "メニュー"
    for sheet in CORE:
        (table,) = book[sheet.sheet.label].tables.values()
        assert table.name == sheet.sheet.label
        assert [column.name for column in table.tableColumns] == [c.label for c in sheet.columns.values()]


def test_derived_columns_are_calculated_columns_with_the_formula_that_every_cell_has(project_book: Path):
    book = load_workbook(project_book)
    for sheet in (sheet for sheet in CORE if any(c.is_derived for c in sheet.columns.values())):
        (table,) = book[sheet.sheet.label].tables.values()
        header, *rows = book[sheet.sheet.label][table.ref]
        for column, cell in zip(table.tableColumns, header, strict=True):
            shown = {row[cell.column - 1].value for row in rows}
            if column.calculatedColumnFormula:
                assert shown == {f"={column.calculatedColumnFormula.attr_text}"}
            else:
                assert not sheet.columns[sheet.field_of(column.name)].is_derived


def test_text_that_looks_like_a_formula_stays_text(project_book: Path):
    sheet = load_workbook(project_book)["QA表"]
    labels = [cell.value for cell in sheet[3]]
    question = sheet.cell(4, labels.index("質問") + 1)
    assert (question.value, question.data_type) == ("=IF のような文でもよいか。", "s")
    assert sheet.cell(6, labels.index("回答") + 1).value == "-10 とする"


def test_settings_hold_every_key_and_dates_as_dates(project_book: Path):
    sheet = load_workbook(project_book)["設定"]
    values = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert list(values) == list(KEYS)
    assert values["基準日"].date() == date(2026, 11, 30)
    assert values["計算日"].startswith("=")


def test_the_holiday_sheet_holds_the_public_holidays_of_six_years(new_book: Path):
    sheet = load_workbook(new_book)["休日"]
    days = [row[0].value.date() for row in sheet.iter_rows(min_row=4)]
    assert (min(days).year, max(days).year) == (2025, 2030)
    assert date(2026, 11, 23) in days


def test_the_same_book_has_the_same_bytes(new_book: Path, tmp_path: Path):
    again = tmp_path / "again.xlsx"
    write_workbook(again, run_day=D, settings={"案件名": "会員基盤刷新"})
    assert again.read_bytes() == new_book.read_bytes()


def test_the_title_above_every_table_is_printed_whole(tmp_path: Path):
    """Names of projects are long: its 14 points take 1.4 columns' characters for each half-width one."""
    path = tmp_path / "台帳.xlsx"
    name = "はるにれストアーズ 会員基盤刷新プロジェクト"
    write_workbook(path, run_day=D, profile="full", settings={"案件名": name})
    book, cut = load_workbook(path), []
    for sheet in sheets_of("full"):
        tab = book[sheet.sheet.label]
        if not tab.print_area:  # マスタスケジュール, whose area is a formula: A3 wide
            continue
        title = f"{tab.title}　{name}　基準日 2026/11/30"
        needed = 1.4 * sum(1 + (east_asian_width(letter) in "FWA") for letter in title)
        _, last = tab.print_area.replace("$", "").rsplit("!", 1)[-1].split(":")
        first = next(cell.column for cell in tab[1] if cell.value)
        wide = widths(tab)
        if (
            sum(wide(column) for column in range(first, tab[last.rstrip("0123456789") + "1"].column + 1))
            < needed
        ):
            cut.append(tab.title)
    assert cut == []


@pytest.mark.parametrize(
    ("kind", "shown"),
    [(Kind.DATE, "2026/11/30"), (Kind.DATETIME, "2026/11/30 10:00"), (Kind.MONTH, "2026年11月")],
)
def test_a_day_is_never_shown_as_hashes(kind: Kind, shown: str):
    """A column is somewhat wider than what it shows, or Excel writes #### instead."""
    needed = sum(1 + (east_asian_width(letter) in "FWA") for letter in shown) + 0.4
    columns = [c for sheet in sheets_of("full") for c in sheet.columns.values() if c.kind is kind]
    assert [(c.label, width(c)) for c in columns if width(c) < needed] == []


def widths(tab: Worksheet) -> Callable[[int], float]:
    """How wide each column is shown."""
    known = {
        column: 0 if each.hidden else each.width
        for each in tab.column_dimensions.values()
        for column in range(each.min, each.max + 1)
    }
    return lambda column: known.get(column, 8.43)
