"""A sheet of a file as the planner of edits asks about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from lxml import etree

from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.closed_book.tables import Table
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.edits.obstacles import Obstacles
from pmo_xl.workbook.edits.sheet_facts import TableFacts


class FileFacts:
    """The facts of one sheet as its XML tells them (SheetFacts)."""

    def __init__(self, sheet: Sheet) -> None:
        """sheet: as it is before the edits."""
        self._sheet = sheet

    @property
    def title(self) -> str:
        """The tab's name."""
        return self._sheet.name

    @cached_property
    def tables(self) -> Sequence[TableFacts]:
        """Its Excel tables."""
        return tuple(_facts_of(table) for table in self._sheet.tables)

    @property
    def obstacles(self) -> Obstacles:
        """What must not be written."""
        return self._sheet.obstacles

    def value(self, row: int, column: int) -> Scalar:
        """What stands in a cell."""
        return self._sheet.value(row, column)

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula."""
        cell = self._sheet.rows.cell(row, column)
        return cell is not None and cell.find(main("f")) is not None

    def formula(self, row: int, column: int) -> str | None:
        """A cell's formula in full."""
        return self._sheet.formula(row, column)

    def filled_columns(self, row: int) -> Iterable[int]:
        """The columns of the cells that a row has."""
        return self._sheet.rows.cells(row)

    def is_locked(self, row: int, column: int) -> bool:
        """Whether the cell's style locks it."""
        return self._sheet.context.styles.is_locked(self._sheet.style(row, column))


class RowNotAtHand(Exception):
    """A row was asked for that was not taken out of the file."""


class FactsOfRows(FileFacts):
    """The facts of a sheet of which only some rows were taken out of the file; asked for another, RowNotAtHand."""

    def __init__(self, sheet: Sheet, is_at_hand: Callable[[int], bool]) -> None:
        """is_at_hand: whether a row is one of those, by its number."""
        super().__init__(sheet)
        self._is_at_hand = is_at_hand
        self._locked: dict[tuple[int, int], bool] = {}

    def _cell(self, row: int, column: int) -> etree._Element | None:
        if not self._is_at_hand(row):
            raise RowNotAtHand
        return self._sheet.rows.cell(row, column)

    def value(self, row: int, column: int) -> Scalar:
        """What stands in a cell."""
        return None if self._cell(row, column) is None else super().value(row, column)

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula."""
        return self._cell(row, column) is not None and super().has_formula(row, column)

    def formula(self, row: int, column: int) -> str | None:
        """A cell's formula in full."""
        return None if self._cell(row, column) is None else super().formula(row, column)

    def filled_columns(self, row: int) -> Iterable[int]:
        """The columns of the cells that a row has."""
        if not self._is_at_hand(row):
            raise RowNotAtHand
        return super().filled_columns(row)

    def is_locked(self, row: int, column: int) -> bool:
        """Whether the cell's style locks it."""
        if not self._is_at_hand(row):
            raise RowNotAtHand
        place = (row, column)
        if place not in self._locked:
            self._locked[place] = super().is_locked(row, column)
        return self._locked[place]


def _facts_of(table: Table) -> TableFacts:
    def stated() -> Mapping[int, str]:
        """The formulas that the table states for its columns, by column number."""
        return table.formulas

    return TableFacts(
        table.name, table.area, table.header_rows, table.totals_rows, stated, is_linked=table.is_linked
    )
