"""A sketch of a workbook: cells by place, merges, and how they are written to a real file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Cell:
    """One cell: a value (a date is a serial), the number format it is shown in, and a formula above a cached value."""

    value: Any
    shown: str | int = ""
    formula: str = ""
    is_strikethrough: bool = False
    is_bold: bool = False


@dataclass
class Sketch:
    """One tab. cells: by row and column, both from 1."""

    title: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    state: str = "visible"

    def put(self, row: int, column: int, value: Any, shown: str | int = "", **marks: Any) -> None:
        if value is not None and value != "":
            cell = value if isinstance(value, Cell) else Cell(value, shown, **marks)
            self.cells[row, column] = cell

    def row(self, row: int, column: int, values: Any) -> None:
        for place, value in enumerate(values, column):
            self.put(row, place, value)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        if (first_row, first_column) != (last_row, last_column):
            self.merges.append((first_row, first_column, last_row, last_column))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)


def write(sketches: list[Sketch], path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    formats: dict[tuple[Any, ...], Any] = {}
    for sketch in sketches:
        sheet = book.add_worksheet(sketch.title)
        for first_row, first_column, last_row, last_column in sketch.merges:
            sheet.merge_range(first_row - 1, first_column - 1, last_row - 1, last_column - 1, "")
        for (row, column), cell in sketch.cells.items():
            _write_cell(book, sheet, row - 1, column - 1, cell, formats)
        if sketch.state == "hidden":
            sheet.hide()
        elif sketch.state == "veryHidden":
            sheet.very_hidden()
    next(sheet for sheet in book.worksheets() if not sheet.hidden).activate()
    book.close()
    return path


def _write_cell(book: Any, sheet: Any, row: int, column: int, cell: Cell, formats: dict[Any, Any]) -> None:
    value, style = cell.value, _format(book, cell, formats)
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, style, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, value, style)


def _format(book: Any, cell: Cell, formats: dict[Any, Any]) -> Any:
    shown = cell.shown or ("yyyy/m/d" if isinstance(cell.value, date) else "")
    key = (shown, cell.is_strikethrough, cell.is_bold)
    if key not in formats:
        wanted: dict[str, Any] = {"num_format": shown} if shown else {}
        wanted |= {"font_strikeout": True} if cell.is_strikethrough else {}
        formats[key] = book.add_format(wanted | ({"bold": True} if cell.is_bold else {}))
    return formats[key]
