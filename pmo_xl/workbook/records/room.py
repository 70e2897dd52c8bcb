"""Room: where the next rows of a table of somebody else's go: the first rows that wait for input, above what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.layout.table_rows import EXAMPLE, WAITING

# What people fill down, or pick beforehand, in rows that nobody uses yet.
_WAITING_KINDS: Final = frozenset((Kind.ID, Kind.CHOICE, Kind.PERCENT, Kind.FLAG))


@dataclass(frozen=True, slots=True)
class Room:
    """Where new rows go.

    first: the row that the next record goes to. end: the last row that already waits for input, first - 1 where
    none does. limit: the first row below that stands in the way; None where there is none.
    """

    first: int
    end: int
    limit: int | None

    def holds(self, count: int) -> bool:
        """Whether so many rows find room."""
        return self.limit is None or self.first + count <= self.limit


def room_below(grid: Grid, layout: Layout) -> Room:
    """Where new rows of this table go."""
    last = _last_used(grid, layout)
    below = (row for row in range(last + 1, grid.last_row + 1) if _stands_in_the_way(grid, layout, row))
    limit = next(below, None)
    waiting = range(last + 1, limit or grid.last_row + 1)
    columns = {*layout.columns.values(), *layout.unknown}
    end = max(
        (row for row in waiting if any(not is_blank(grid.value(row, c)) for c in columns)), default=last
    )
    return Room(last + 1, max(end, last), limit)


def waiting_columns(layout: Layout) -> frozenset[int]:
    """The columns that may be filled in rows that nobody uses yet."""
    kinds = layout.record_class.columns
    return frozenset(
        column for field, column in layout.columns.items() if kinds[field].kind in _WAITING_KINDS
    )


def _last_used(grid: Grid, layout: Layout) -> int:
    """The last row of a record, or of the examples above the first."""
    for row in range(layout.last_row, layout.first_row - 1, -1):
        if row not in layout.skipped_rows and _is_used(grid, layout, row):
            return max(row, *layout.joined.get(row, (row,)))
    examples = (row for row, reason in layout.skipped_rows.items() if reason == EXAMPLE)
    return max(examples, default=layout.header_rows[1])


def _is_used(grid: Grid, layout: Layout, row: int) -> bool:
    waiting = waiting_columns(layout)
    columns = (column for column in layout.columns.values() if column not in waiting)
    return any(not is_blank(grid.value(row, c)) and (row, c) not in grid.formulas for c in columns)


def _stands_in_the_way(grid: Grid, layout: Layout, row: int) -> bool:
    if row <= layout.last_row:
        return row in layout.skipped_rows and layout.skipped_rows[row] not in WAITING
    columns = range(min(layout.columns.values()), max(layout.columns.values()) + 1)
    return any(not is_blank(grid.value(row, c)) and (row, c) not in grid.formulas for c in columns)
