"""A sheet of an open book as the planner of edits asks about it: its grid, as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.edits.obstacles import Obstacles
from pmo_xl.workbook.edits.sheet_facts import TableFacts
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book.values import scalar_of


class OpenFacts:
    """The facts of one sheet as its grid tells them (SheetFacts)."""

    def __init__(self, grid: Grid, *, is_protected: bool) -> None:
        """grid: the sheet as it was read."""
        self._grid = grid
        self.obstacles = Obstacles(grid.title, grid.merges, is_protected=is_protected)
        for t in grid.tables:
            self.obstacles.add_table(t.name, t.ref, header_rows=t.header_rows, totals_rows=t.totals_rows)

    @property
    def title(self) -> str:
        """The tab's name."""
        return self._grid.title

    @cached_property
    def tables(self) -> Sequence[TableFacts]:
        """Its Excel tables."""
        return tuple(self._facts_of(table) for table in self._grid.tables)

    def _facts_of(self, table: TableRange) -> TableFacts:
        def stated() -> Mapping[int, str]:
            """The formulas that the table states for its columns, by column number."""
            return self._stated(
                TableFacts(table.name, table.ref, table.header_rows, table.totals_rows).data()
            )

        return TableFacts(table.display_name, table.ref, table.header_rows, table.totals_rows, stated)

    def _stated(self, data: CellRange) -> dict[int, str]:
        """The formula of each column most of whose rows have one: Excel does not tell what the table states."""
        rows_of: dict[int, list[int]] = {}
        for row, column in self._grid.formulas:
            if data.holds(row, column):
                rows_of.setdefault(column, []).append(row)
        most = (data.last_row - data.first_row + 1) / 2
        return {
            column: self._grid.formulas[max(rows), column]
            for column, rows in rows_of.items()
            if len(rows) > most
        }

    def value(self, row: int, column: int) -> Scalar:
        """What stands in a cell; an error such as #N/A is its own text."""
        return self._grid.errors.get((row, column), scalar_of(self._grid.value(row, column)))

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula."""
        return (row, column) in self._grid.formulas

    def formula(self, row: int, column: int) -> str | None:
        """A cell's formula as a file would store it."""
        return self._grid.formulas.get((row, column))

    def filled_columns(self, row: int) -> Iterable[int]:
        """The columns that were read."""
        return range(self._grid.first_column, self._grid.last_column + 1)

    def is_locked(self, row: int, column: int) -> bool:
        """Every cell of a protected sheet: whether one is open is not asked."""
        return True
