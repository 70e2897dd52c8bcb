"""Workbooks as staff make them: tabs with a heading row and rows below, with or without our Excel tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from pmo_xl.operations.book import Book
from tests.support.master import opened

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Percent:
    """A number, or a text, in a cell formatted %."""

    value: float | str


@dataclass(frozen=True)
class Formula:
    """A formula with its cached value; None: no result is stored."""

    text: str
    result: float | str | None


@dataclass(frozen=True)
class Shown:
    """A number, or a formula's result, in a cell of this format."""

    value: float
    number_format: str


@dataclass(frozen=True)
class Struck:
    """A text of which a part is in strikethrough: what is gone, and what counts now."""

    gone: str
    now: str


def staff_book(folder: Path, sheets: Mapping[str, Rows], *, is_ours: bool = False) -> Book:
    """A workbook of these tabs, the first row of each its headings, read on the tests' day.

    is_ours: every tab holds an Excel table that bears the sheet's name, as in a book of `new`.
    """
    path = folder / ("台帳.xlsx" if is_ours else "一覧.xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        formats = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"num_format": "0%"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Shown):
                        sheet.write_number(
                            at, column, cell.value, book.add_format({"num_format": cell.number_format})
                        )
                    elif isinstance(cell, Struck):
                        gone = book.add_format({"font_strikeout": True})
                        sheet.write_rich_string(
                            at, column, gone, cell.gone, book.add_format({"bold": True}), cell.now
                        )
                    else:
                        _write(sheet, at, column, cell, *formats)
            if is_ours:
                heads = [{"header": head} for head in rows[0]]
                sheet.add_table(
                    0, 0, max(1, len(rows) - 1), len(heads) - 1, {"name": title, "columns": heads}
                )
    return opened(path)


def _write(sheet: Any, row: int, column: int, cell: object, day: object, percent: object) -> None:
    match cell:
        case None:
            return
        case date():
            sheet.write_datetime(row, column, cell, day)
        case Percent():
            sheet.write(row, column, cell.value, percent)
        case Formula():
            sheet.write_formula(row, column, cell.text, None, "" if cell.result is None else cell.result)
        case _:
            sheet.write(row, column, cell)
