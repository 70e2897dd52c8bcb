"""Table rows: where a table ends, and which rows below its heading are no records."""

from __future__ import annotations

from collections.abc import Collection

from pmo_xl.workbook.grid import Grid


def last_filled_row(grid: Grid, columns: Collection[int], header_row: int) -> int:
    """The last row below the heading with a value in one of the columns; header_row when there is none."""
    places = [column - grid.first_column for column in columns]
    for index in range(len(grid.rows) - 1, header_row - grid.first_row, -1):
        row = grid.rows[index]
        if any(0 <= place < len(row) and row[place] not in ("", None) for place in places):
            return grid.first_row + index
    return header_row
