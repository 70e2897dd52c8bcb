"""The proof of a write: the sheet read again, cell by cell against what it was and what it shall hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.edit import CellValue, Formula
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book.sheet_plan import OpenPlan
from pmo_xl.workbook.open_book.values import is_same, reads_back
from pmo_xl.workbook.tab.sheet_scan import Address


def differences(before: Grid, now: Grid) -> list[Address]:
    """The cells that people changed since the sheet was read; results of formulas may change by themselves."""
    return [place for place in _places(before, now) if not _is_untouched(before, now, *place)]


def is_resized(before: Grid, now: Grid, ends: Mapping[str, CellRange]) -> bool:
    """Whether the tables stand where they stood, and those of `ends` where they shall end."""
    wanted = {table.name: ends.get(table.name, table.ref) for table in before.tables}
    return wanted == {table.name: table.ref for table in now.tables}


def unproved(plan: OpenPlan, now: Grid) -> list[Address]:
    """The cells that are not what they shall be."""
    return [place for place in _places(plan.grid, now, plan.cells) if not _is_proved(plan, now, *place)]


def _places(before: Grid, now: Grid, written: Mapping[Address, CellValue] | None = None) -> Iterator[Address]:
    """Every cell that holds something before or after, or was to be written."""
    for grid in (before, now):
        for row, cells in enumerate(grid.rows, grid.first_row):
            for column, value in enumerate(cells, grid.first_column):
                if value != "":
                    yield row, column
        yield from grid.errors
        yield from grid.formulas
    yield from written or ()


def _is_proved(plan: OpenPlan, now: Grid, row: int, column: int) -> bool:
    place = (row, column)
    if place not in plan.cells:
        return _is_untouched(plan.grid, now, row, column)
    wanted = plan.cells[place]
    if isinstance(wanted, Formula):
        return place in now.formulas
    before = plan.before(row, column)
    if isinstance(wanted, str) and before == wanted and place in plan.grid.errors:
        return place in now.errors
    is_plain = place not in now.formulas and place not in now.errors
    return is_plain and is_same(now.value(row, column), reads_back(None if wanted == "" else wanted))


def _is_untouched(before: Grid, now: Grid, row: int, column: int) -> bool:
    place = (row, column)
    if place in before.formulas or place in now.formulas:
        return before.formulas.get(place) == now.formulas.get(place)
    if before.errors.get(place) != now.errors.get(place):
        return False
    return is_same(before.value(row, column), now.value(row, column))
