"""A ledger written as text: what stands in the cells, and what the library has to understand of it.

Cells are set apart by |. 2026/4/1 is a real date, 12 a number, 50% a number shown as percent, =ROW()-2→1 a
formula and its cached value, ~text~ strikethrough, 'text never anything but text, ⏎ a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from pmo_xl.model.record import Record
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.layout.layout import Layouts, find_layouts
from pmo_xl.workbook.reader import ReadSheets, read_sheets

DATE = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
PERCENT = re.compile(r"\d+%")
FORMULA = re.compile(r"(=.+)→(.*)")
STRUCK = re.compile(r"~(.*)~")


@dataclass(frozen=True)
class Ledger:
    """name: the test's. tabs: cells by tab. wants: the records as text, headed by fields.

    at: the top-left cell of the first tab. merges: merged ranges of it.
    """

    name: str
    sheet: type[Record]
    tabs: dict[str, str]
    wants: str
    at: tuple[int, int] = (0, 0)
    merges: tuple[str, ...] = ()
    units: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def rows_of(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]


def write(ledger: Ledger, path: Path) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    formats = {
        "day": book.add_format({"num_format": 14}),
        "percent": book.add_format({"num_format": "0%"}),
        "strikethrough": book.add_format({"font_strikeout": True}),
    }
    for index, (title, text) in enumerate(ledger.tabs.items()):
        sheet = book.add_worksheet(title)
        top, left = ledger.at if index == 0 else (0, 0)
        for merge in ledger.merges if index == 0 else ():
            sheet.merge_range(merge, "")
        for row, cells in enumerate(rows_of(text), top):
            for column, cell in enumerate(cells, left):
                _write_cell(sheet, row, column, cell, formats)
    book.close()
    return path


def _write_cell(sheet, row, column, cell, formats):
    if DATE.fullmatch(cell):
        sheet.write_datetime(row, column, date(*map(int, cell.split("/"))), formats["day"])
    elif PERCENT.fullmatch(cell):
        sheet.write_number(row, column, int(cell[:-1]) / 100, formats["percent"])
    elif NUMBER.fullmatch(cell):
        sheet.write_number(row, column, float(cell))
    elif formula := FORMULA.fullmatch(cell):
        result = formula[2]
        sheet.write_formula(
            row, column, formula[1], None, float(result) if NUMBER.fullmatch(result) else result
        )
    elif strikethrough := STRUCK.fullmatch(cell):
        sheet.write_string(row, column, strikethrough[1], formats["strikethrough"])
    elif cell:
        sheet.write_string(row, column, cell.removeprefix("'").replace("⏎", "\n"))


def read(path: Path) -> tuple[Layouts, ReadSheets]:
    book = open_grids(path)
    layouts = find_layouts(book)
    grids = {layout.title: book.grid(layout.title) for layout in layouts.tables}
    return layouts, read_sheets(grids, layouts.tables, near=date(2026, 6, 1))


def understood(ledger: Ledger, sheets: ReadSheets) -> list[dict[str, str]]:
    fields = rows_of(ledger.wants)[0]
    return [
        {name: _text(getattr(row, name)) for name in fields} for row in sheets.records.get(ledger.sheet, ())
    ]


def wanted(ledger: Ledger) -> list[dict[str, str]]:
    fields, *rows = rows_of(ledger.wants)
    cells = ([cell.replace("⏎", "\n") for cell in row] for row in rows)
    return [dict(zip(fields, row, strict=True)) for row in cells]


def _text(value):
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
