"""What can be written is told from a few rows of a large sheet as it is from all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import AppendRows, SetCell, apply, check
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.editor import check_edits

SHEET, ROWS = "課題", 400
Change = Callable[[openpyxl.worksheet.worksheet.Worksheet], None]


def made(folder: Path, change: Change | None = None, *, waiting: int = 0) -> Path:
    """A table of many rows, the last of which may wait for input with nothing but their number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(["No", "件名", "残り"])
    for number in range(1, ROWS + 1):
        is_filled = number <= ROWS - waiting
        sheet.append([number, f"件名 {number}" if is_filled else None, f"=A{number + 1}*2"])
    table = openpyxl.worksheet.table.Table(displayName="課題表", ref=f"A1:C{ROWS + 1}")
    sheet.add_table(table)
    if change:
        change(sheet)
    path = folder / "台帳.xlsx"
    book.save(path)
    return path


def rows_of_two(table: str | None = "課題表") -> AppendRows:
    given = ({2: "新しい件名"}, {2: "もう一つ"})
    number_columns = frozenset({1})
    return AppendRows(SHEET, given, table, None if table else 1, number_columns=number_columns)


def below(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(ROWS + 3, 2).value = "合計"


def protected(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.protection.enable()


@pytest.mark.parametrize("change", [below, protected])
def test_new_rows_are_refused_for_the_reason_that_writing_them_gives(tmp_path: Path, change: Change) -> None:
    path = made(tmp_path, change)
    edits = [SetCell(SHEET, 5, 2, "別の件名"), rows_of_two()]
    with pytest.raises(RefusedEdit) as told:
        check(path, edits)
    with pytest.raises(RefusedEdit) as refused:
        apply(path, edits)
    assert told.value.message == refused.value.message


@pytest.mark.parametrize("waiting", [0, 3, 120])
@pytest.mark.parametrize("table", ["課題表", None])
def test_new_rows_that_can_be_written_are_no_matter_how_many_rows_wait(
    tmp_path: Path, waiting: int, table: str | None
) -> None:
    path = made(tmp_path, waiting=waiting)
    check(path, [rows_of_two(table)])
    apply(path, [rows_of_two(table)])
    sheet = openpyxl.load_workbook(path)[SHEET]
    first = ROWS + 2 - waiting
    assert [sheet.cell(first + at, 2).value for at in (0, 1)] == ["新しい件名", "もう一つ"]


def test_of_a_large_sheet_no_more_than_the_rows_concerned_is_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path)
    monkeypatch.setattr(Book, "sheet", lambda *_: pytest.fail("the whole sheet was taken apart"))
    check_edits(path.name, path.read_bytes(), [SetCell(SHEET, 5, 2, "別の件名"), rows_of_two()])
