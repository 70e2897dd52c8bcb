"""A range of rows that grew or shrank, and what that means for references to it."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.workbook.cells.address import CellRange


@dataclass(frozen=True)
class Growth:
    """The data rows of a range before, and their new last row."""

    sheet: str
    area: CellRange
    new_last_row: int

    def may_end(self, row: int) -> bool:
        """Whether a reference that ends in this row may have to end elsewhere.

        One that was made longer than the rows in advance stays, until the rows outgrow it.
        """
        return row == self.area.last_row or self.area.last_row < row < self.new_last_row

    def extended(self, area: CellRange) -> CellRange | None:
        """The area down to the new last row, if it covered the rows from the first to the last."""
        covers = area.first_row <= self.area.first_row and self.may_end(area.last_row)
        return area.ending_at(self.new_last_row) if covers and area.shares_columns(self.area) else None
