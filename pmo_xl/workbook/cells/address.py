"""Cell addresses: "K12" ⇄ (row, column), both counted from 1, and ranges such as "B2:F40"."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmo_xl.model.cell_address import column_letters as column_letters
from pmo_xl.model.cell_address import column_number as column_number

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


class CellRange(NamedTuple):
    """A rectangle of cells, ends included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        return f"{cell_name(self.first_row, self.first_column)}:{cell_name(self.last_row, self.last_column)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    @property
    def reference(self) -> str:
        """The range as a file writes it: "B2:F40", and "B2" alone for a single cell."""
        is_one_cell = self[:2] == self[2:]
        return cell_name(self.first_row, self.first_column) if is_one_cell else str(self)

    def shares_columns(self, other: CellRange) -> bool:
        """Whether the two have a column in common."""
        return self.first_column <= other.last_column and other.first_column <= self.last_column

    def meets(self, other: CellRange) -> bool:
        """Whether the two have a cell in common."""
        shares_rows = self.first_row <= other.last_row and other.first_row <= self.last_row
        return shares_rows and self.shares_columns(other)

    def ending_at(self, last_row: int) -> CellRange:
        """The same columns from the same first row, down to another last row."""
        return self._replace(last_row=last_row)

    def around(self, row: int, column: int) -> CellRange:
        """The smallest range that holds this one and the cell."""
        return CellRange(
            min(self.first_row, row),
            min(self.first_column, column),
            max(self.last_row, row),
            max(self.last_column, column),
        )


def cell_name(row: int, column: int) -> str:
    """The name of a cell as Excel shows it: (12, 11) is "K12"."""
    return f"{column_letters(column)}{row}"


def parse_range(text: str) -> CellRange | None:
    """The range that "B2:F40" or "B2" names, its corners put in order; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    rows = sorted((int(top), int(bottom or top)))
    columns = sorted((column_number(left), column_number(right or left)))
    return CellRange(rows[0], columns[0], rows[1], columns[1])


def parse_cell(text: str) -> tuple[int, int] | None:
    """The row and column that "K12" or "$K$12" names; None for anything else."""
    area = parse_range(text)
    return area[:2] if area is not None and area[:2] == area[2:] else None
