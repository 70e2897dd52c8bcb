"""Where everything stands in the workbook being written: rows, columns and what it is written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.workbook.author.formats import Formats, XlsxWorkbook

XlsxSheet = Any  # xlsxwriter ships no type hints

TITLE_ROW = 0
NOTE_ROW = 1
HEADER_ROW = 2
FIRST_ROW = 3
LAST_ROW = 1999  # formats, drop-downs and conditional formats reach row 2,000


@dataclass(frozen=True)
class Ledger:
    """One ledger sheet: its record class and records, and where they stand (rows and columns from 0)."""

    record_class: type[Record]
    records: Sequence[Record]

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

    def row_cell(self, name: str) -> str:
        """A field's cell in the first row, its column fixed, as a conditional format says it: $L4."""
        return f"${column_letters(self.column(name) + 1)}{FIRST_ROW + 1}"


@dataclass(frozen=True)
class Book:
    """The workbook being written: XlsxWriter's workbook, the formats, the ledgers and the project."""

    workbook: XlsxWorkbook
    formats: Formats
    project: Project
    ledgers: Mapping[type[Record], Ledger]
    worksheets: dict[str, XlsxSheet] = field(default_factory=dict)

    def sheet(self, label: str) -> XlsxSheet:
        """The worksheet of this name; made (after those made before) when it is not there."""
        if label not in self.worksheets:
            self.worksheets[label] = self.workbook.add_worksheet(label)
        return self.worksheets[label]
