"""Where Ctrl and an arrow key lead: `Range.end`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.excel_stand_in.addresses import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from tests.excel_stand_in.cells import Range
    from tests.excel_stand_in.values import Area

STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


def edge(cells: Range, direction: str) -> Area:
    """The cell at the end of the block, else the next filled one, else the last of the sheet."""
    down, right = STEPS[direction]
    row, column, *_ = cells.area
    filled = _ahead(cells, down, right)
    limit = {1: LAST_ROW - row, -1: row}[down] if down else {1: LAST_COLUMN - column, -1: column}[right]
    step = steps(filled, limit)
    row, column = row + down * step, column + right * step
    return row, column, row, column


def steps(filled: list[bool], limit: int) -> int:
    """How far the key leads over cells that are filled or not, the first being where it starts."""
    if len(filled) > 1 and filled[0] and filled[1]:
        return next((n for n, is_filled in enumerate(filled) if not is_filled), len(filled)) - 1
    return next((n for n, is_filled in enumerate(filled) if n and is_filled), limit)


def _ahead(cells: Range, down: int, right: int) -> list[bool]:
    """Whether the cells from the first one on are filled, as far as the sheet is used."""
    row, column, *_ = cells.area
    _, _, last_row, last_column = cells.excel.ask("sheets.used", cells.sheet.number)
    top, bottom = {1: (row, max(row, last_row)), -1: (0, row), 0: (row, row)}[down]
    left, end = {1: (column, max(column, last_column)), -1: (0, column), 0: (column, column)}[right]
    rows = cells.excel.ask("values.read", cells.sheet.number, [top, left, bottom, end])["rows"]
    line = [row[0] for row in rows] if down else rows[0]
    return [value != "" for value in (line if down + right > 0 else reversed(line))]
