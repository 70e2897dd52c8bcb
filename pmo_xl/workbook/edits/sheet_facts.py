"""What the plan of an edit asks of a sheet, whether its cells lie in a file or are open in Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.edits.obstacles import Obstacles


@dataclass(frozen=True)
class TableFacts:
    """One Excel table of a sheet.

    area: headings, data and totals. stated: gives, by column, the formula that the table states for all of its
    rows (RefusedEdit for one that cannot be copied). is_linked: its rows come from elsewhere (a query), so that
    none may be added.
    """

    name: str
    area: CellRange
    header_rows: int = 1
    totals_rows: int = 0
    stated: Callable[[], Mapping[int, str]] = dict
    is_linked: bool = False

    def data(self, last_row: int | None = None) -> CellRange:
        """The data rows (a table without any has one empty row), or those down to another last row."""
        first = self.area.first_row + self.header_rows
        last = self.area.last_row - self.totals_rows if last_row is None else last_row
        return self.area._replace(first_row=first, last_row=max(first, last))


class SheetFacts(Protocol):
    """A sheet as it is before the edits. Rows and columns are Excel's own numbers."""

    @property
    def title(self) -> str:
        """The tab's name."""

    @property
    def tables(self) -> Sequence[TableFacts]:
        """Its Excel tables."""

    @property
    def obstacles(self) -> Obstacles:
        """What must not be written."""

    def value(self, row: int, column: int) -> Scalar:
        """What stands in a cell; None where it is empty."""

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula."""

    def formula(self, row: int, column: int) -> str | None:
        """A cell's formula in full, without "=". RefusedEdit for one that cannot be copied."""

    def filled_columns(self, row: int) -> Iterable[int]:
        """The columns of a row that may hold something, from the left."""

    def is_locked(self, row: int, column: int) -> bool:
        """Whether a protected sheet keeps this cell from being written."""
