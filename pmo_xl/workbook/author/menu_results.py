"""What the formulas of メニュー and 集計 come to, for a book that exists: its stored values, without its file being written."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from pmo_xl.model.project import Project
from pmo_xl.model.sheets import sheets_of
from pmo_xl.workbook.author.formats import BASE, Formats
from pmo_xl.workbook.author.menu import write_menu
from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.author.new_book import starting_records
from pmo_xl.workbook.author.plan import Book, Ledger, XlsxSheet, serial
from pmo_xl.workbook.author.tally import TALLY, write_tally
from pmo_xl.workbook.author.tally_owners import write_owner_counts
from pmo_xl.workbook.edits.edit import Formula, Scalar, SetCell
from pmo_xl.workbook.grid import Grid

TITLES: Final = (MENU, TALLY)
_CLOSE: Final = 1e-9  # of a figure that went through a file


class _Result(NamedTuple):
    text: str
    value: Scalar


def stale_menu_results(project: Project, grids: Sequence[Grid], profile: str) -> Iterator[SetCell]:
    """The cells of メニュー and 集計 whose stored value is not what their formula comes to.

    project: as the book will be, on the day its formulas count with. Nothing where a formula is not the one that this
    version writes there: what it comes to would be a guess. Excel computes them all anyway; its protected view and
    previewers show what is stored.
    """
    by_title = {grid.title: grid for grid in grids}
    if not all(title in by_title for title in TITLES):
        return
    results = _results(project, profile)
    for title, found in results.items():
        formulas = by_title[title].formulas
        if any(formulas.get(at) != result.text for at, result in found.items()):
            return
    for title, found in results.items():
        grid = by_title[title]
        for (row, column), result in found.items():
            if not _is_stored(grid.value(row, column), result.value):
                yield SetCell(title, row, column, Formula(None, result.value), is_own=True)


def _results(project: Project, profile: str) -> Mapping[str, Mapping[tuple[int, int], _Result]]:
    """By sheet and cell, what the author of books writes there; the book itself is thrown away."""
    import xlsxwriter

    sheets = sheets_of(profile)
    rows = starting_records(sheets, project.records, {})
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"default_format_properties": dict(BASE)})
    book = Book(workbook, Formats(workbook), project, {sheet: Ledger(sheet, rows[sheet]) for sheet in sheets})
    book.sheet(MENU)
    write_tally(book)
    write_owner_counts(book)
    write_menu(book)
    return {title: dict(_formulas(book.sheet(title))) for title in TITLES}


def _formulas(sheet: XlsxSheet) -> Iterator[tuple[tuple[int, int], _Result]]:
    for row, cells in sheet.table.items():
        for column, cell in cells.items():
            if hasattr(cell, "formula"):
                yield (row + 1, column + 1), _Result(cell.formula, _scalar(cell.value))


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool | int | Decimal):
        return value
    return Decimal(repr(value)) if isinstance(value, float) else f"{value}"


def _is_stored(stored: object, wanted: Scalar) -> bool:
    if isinstance(stored, date):
        stored = serial(stored.date() if isinstance(stored, datetime) else stored)
    if type(wanted) is bool or isinstance(wanted, str) or not isinstance(wanted, int | Decimal):
        return type(stored) is type(wanted) and stored == wanted
    is_figure = isinstance(stored, int | float) and not isinstance(stored, bool)
    return is_figure and abs(float(str(stored)) - float(wanted)) <= _CLOSE * max(1, abs(float(wanted)))
