"""Where everything stands in the workbook being written: rows, columns and what it is written from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.workbook.author.formats import Formats, XlsxWorkbook

XlsxSheet = Any  # xlsxwriter ships no type hints

_EPOCH = date(1899, 12, 30)

TITLE_ROW = 0
NOTE_ROW = 1
HEADER_ROW = 2
FIRST_ROW = 3
LAST_ROW = 1999  # formats, drop-downs and conditional formats reach row 2,000


Cell = tuple[str, str, str]
"""Label of a sheet, ID of a row, field."""


@dataclass(frozen=True)
class Quirks:
    """What staff did to a workbook and no record can hold; a sample with planted faults is written with it.

    raw_cells: a cell's value just as typed (of a derived cell, in place of its formula). stale_results: the
    result stored beside a derived cell's untouched formula. hidden_rows: label and row ID. headings: what
    stands in place of a column's label, by label of the sheet and field.
    """

    raw_cells: Mapping[Cell, object] = field(default_factory=dict)
    stale_results: Mapping[Cell, object] = field(default_factory=dict)
    hidden_rows: Collection[tuple[str, str]] = frozenset()
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """One ledger sheet: its record class and records, and where they stand (rows and columns from 0)."""

    record_class: type[Record]
    records: Sequence[Record]
    quirks: Quirks = field(default_factory=Quirks)

    @property
    def label(self) -> str:
        """The name of the sheet and of its table."""
        return self.record_class.sheet.label

    @property
    def last_row(self) -> int:
        """The last row of the table; one without records has one empty row."""
        return FIRST_ROW + max(len(self.records), 1) - 1

    @property
    def last_column(self) -> int:
        """The last column of the table."""
        return len(self.record_class.columns) - 1

    def column(self, name: str) -> int:
        """The column of a field."""
        return list(self.record_class.columns).index(name)

    def first_shown(self, start: int = 0) -> int:
        """The first column from `start` on that is not folded away."""
        columns = list(self.record_class.columns.values())
        return next(i for i in range(start, len(columns)) if not columns[i].is_rarely_read)

    @property
    def note_column(self) -> int:
        """The column in which the note above the table stands: beside the link, in マスタスケジュール where print begins."""
        return self.title_column if self.record_class is Task else self.button_column

    @property
    def button_column(self) -> int:
        """The column in which the sheet's button stands: the second one that is not folded away."""
        return self.first_shown(self.first_shown() + 1)

    @property
    def title_column(self) -> int:
        """Where the sheet's title stands: on the left, in マスタスケジュール at the first column that is printed."""
        return self.column("title") if self.record_class is Task else self.first_shown()

    @property
    def title_columns(self) -> int:
        """How many columns the title spans: one, in マスタスケジュール those that are repeated on every page."""
        return self.column("owner") - self.column("title") + 1 if self.record_class is Task else 1

    def heading(self, name: str) -> str:
        """What stands above a field's column: its label."""
        return self.quirks.headings.get((self.label, name), self.record_class.columns[name].label)

    def row_cell(self, name: str) -> str:
        """A field's cell in the first row, its column fixed, as a conditional format says it: $L4."""
        return f"${column_letters(self.column(name) + 1)}{FIRST_ROW + 1}"


@dataclass(frozen=True)
class Book:
    """The workbook being written: XlsxWriter's workbook, the formats, the ledgers and the project.

    needs_macros: whether it gets buttons (.xlsm), for which room is left.
    """

    workbook: XlsxWorkbook
    formats: Formats
    project: Project
    ledgers: Mapping[type[Record], Ledger]
    needs_macros: bool = False
    worksheets: dict[str, XlsxSheet] = field(default_factory=dict)

    @property
    def button_room(self) -> str:
        """What stands before the note above a table: full-width spaces under the sheet's button (12 pixels each)."""
        return "\u3000" * 6 if self.needs_macros else ""

    def sheet(self, label: str) -> XlsxSheet:
        """The worksheet of this name; made (after those made before) when it is not there."""
        if label not in self.worksheets:
            from pmo_xl.workbook.author.quick_writing import (
                QuickSheet,
            )  # only who writes a book loads XlsxWriter

            self.worksheets[label] = self.workbook.add_worksheet(label, QuickSheet)
        return self.worksheets[label]


def serial(day: date) -> int:
    """The day as Excel counts days."""
    return (day - _EPOCH).days


class _EmptyText(str):
    """The empty text as a formula's cached value; XlsxWriter writes no result for a plain ""."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


EMPTY_TEXT = _EmptyText()
