"""Record rows: the rows of a table as the reader wants them, one value per field, whatever the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.tab.calamine_feed import CellValue


class RecordRows:
    """The rows of a table that may be records. A value that stands elsewhere is set behind its row's end."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        """Remember where the table stands."""
        self._grid, self._layout = grid, layout
        self._moved = (*layout.spans, *sorted(layout.below), *layout.marks)

    def index(self, field: str) -> int:
        """The place of a field's value within a row."""
        if field in self._moved:
            return self._width + self._moved.index(field)
        return self._layout.columns[field] - self._grid.first_column

    def __iter__(self) -> Iterator[tuple[int, Sequence[CellValue]]]:
        """Row number and cells, without the rows that layout knows to be no records."""
        first = max(self._layout.first_row, self._grid.first_row)
        down = self._merged_down
        start = first - self._grid.first_row
        cells = self._grid.rows[start : self._layout.last_row - self._grid.first_row + 1]
        for number, row in enumerate(cells, first):
            if number not in self._layout.skipped_rows:
                if number in down:
                    row = self._with_merged(row, down[number])
                yield number, self._straight(number, row) if self._moved else row

    @cached_property
    def _width(self) -> int:
        return max(map(len, self._grid.rows), default=0)

    @cached_property
    def _merged_down(self) -> Mapping[int, Mapping[int, CellValue]]:
        """By row and column, the values of fields that are merged over several records (a phase, a system)."""
        shared = {column for field, column in self._layout.columns.items() if field != "id"}
        found: dict[int, dict[int, CellValue]] = {}
        for merge in self._grid.merges:
            if merge.first_column in shared and merge.first_row >= self._layout.first_row:
                value = self._grid.value(merge.first_row, merge.first_column)
                for row in range(merge.first_row + 1, min(merge.last_row, self._layout.last_row) + 1):
                    found.setdefault(row, {})[merge.first_column] = value
        return found

    def _with_merged(self, row: Sequence[CellValue], shared: Mapping[int, CellValue]) -> Sequence[CellValue]:
        """The row with the values merged over it, where it holds anything of its own."""
        own = [column - self._grid.first_column for f, column in self._layout.columns.items() if f != "id"]
        if all(is_blank(row[place]) for place in own if place < len(row)):
            return row
        cells = [*row, *([""] * (self._width - len(row)))]
        for column, value in shared.items():
            cells[column - self._grid.first_column] = value
        return cells

    def _straight(self, number: int, row: Sequence[CellValue]) -> Sequence[CellValue]:
        blanks = [""] * (self._width - len(row))
        return [*row, *blanks, *(self._value(field, number) for field in self._moved)]

    def _value(self, field: str, row: int) -> CellValue:
        layout, value = self._layout, self._grid.value
        if field in layout.spans:
            cells = (value(row, column) for column in layout.spans[field])
            return next((cell for cell in cells if not is_blank(cell)), "")
        if field in layout.marks:
            return _marked(layout.marks[field], {c: value(row, c) for c in layout.marks[field]})
        return value(row + 1, layout.columns[field]) if row + 1 in layout.skipped_rows else ""


def _marked(names: Mapping[int, str], values: Mapping[int, CellValue]) -> str:
    return "、".join(name for column, name in names.items() if is_mark(values[column]))
