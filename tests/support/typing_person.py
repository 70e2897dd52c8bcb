"""Somebody who types rows into a new book, cell by cell, and what Excel does meanwhile.

The table grows with what is typed below it, its calculated columns are filled down and calculated. openpyxl stands
in for the keyboard: the book is a test's own, and only read afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.edit import begin
from pmo_xl.workbook.changes.editing import apply

HEADER_ROW = 3
Typed = Mapping[str, Sequence[Mapping[str, object]]]
"""By sheet, rows of what is typed by heading."""


def type_into(path: Path, typed: Typed, on: date) -> Book:
    """Type the rows below what stands in each sheet, save, and read the book on a day."""
    book = openpyxl.load_workbook(path)
    for label, rows in typed.items():
        _type_rows(book[label], rows)
    book.save(path)
    opened = open_workbook(path, as_of=on, run_day=on)
    apply(begin(opened), opened.source.editor(), is_everything_refreshed=True)
    return open_workbook(path, as_of=on, run_day=on)


def _type_rows(tab: Worksheet, rows: Sequence[Mapping[str, object]]) -> None:
    (table,) = tab.tables.values()
    headings = [column.name for column in table.tableColumns]
    formulas = {
        index
        for index, column in enumerate(table.tableColumns, 1)
        if column.calculatedColumnFormula is not None
    }
    first = _first_empty_row(tab, len(headings), formulas)
    for row, values in enumerate(rows, first):
        for heading, value in values.items():
            tab.cell(row, headings.index(heading) + 1).value = value  # type: ignore[assignment]
        for index in formulas:
            tab.cell(row, index).value = tab.cell(HEADER_ROW + 1, index).value
    last = max(first + len(rows) - 1, HEADER_ROW + 1)
    table.ref = f"A{HEADER_ROW}:{get_column_letter(len(headings))}{last}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref


def _first_empty_row(tab: Worksheet, width: int, formulas: set[int]) -> int:
    row = HEADER_ROW + 1
    while any(
        tab.cell(row, index).value is not None for index in range(1, width + 1) if index not in formulas
    ):
        row += 1
    return row
