"""The edits of a workbook, cell by cell, and what carrying them out reports back.

Rows and columns are 1-based, as Excel shows them. A text is always stored as a text, also where it
begins with = + - @; only a `Formula` is stored as a formula. An empty text is an empty cell, and a
line break inside a text is LF, as Excel stores it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.edits.structure import Structure

Scalar: TypeAlias = str | int | Decimal | bool | date | None


@dataclass(frozen=True)
class Formula:
    """A formula without its leading "=", and the result to store with it.

    Without a text the formula that the cell already has (or, in an appended row, the one of its
    column) stays, and only the cached value is refreshed: previewers and other readers then see the
    right figure before Excel recalculates.
    """

    text: str | None = None
    result: Scalar = None


CellValue: TypeAlias = Scalar | Formula


@dataclass(frozen=True)
class SetCell:
    """Give one cell a value; its style stays.

    `number_format` is the format the value needs where the cell's own cannot show it: for a date in a
    cell that shows no dates, for a number in a cell formatted General or as text. Dates have a default.
    `is_own`: what stands there is ours (a formula of メニュー), so that our sheet's protection does not keep us out.
    """

    sheet: str
    row: int
    column: int
    value: CellValue
    number_format: str | None = None
    is_own: bool = False


@dataclass(frozen=True)
class AppendRows:
    """Add rows at the end of an Excel table (`table`), or of a plain range under `header_row`.

    Each row maps column numbers to values. Rows at the end that hold nothing but formulas and what
    stands in `number_columns` (the ID or No. columns) are filled first, then the range grows. A value
    given is written even where a row is pre-filled: leave the number column out to keep its number.
    `last_row` and `columns` bound a plain range; without them it reaches to its first empty row.
    """

    sheet: str
    rows: tuple[Mapping[int, CellValue], ...]
    table: str | None = None
    header_row: int | None = None
    last_row: int | None = None
    columns: tuple[int, int] | None = None
    number_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ReplaceSheet:
    """Replace every data row under the header of a sheet that we generate; the table fits the new rows.

    `links` maps (index of the row in `rows`, column number) to a place in this workbook such as
    `'課題管理表'!K12`. What stands above the header, and outside the table's columns, stays.
    """

    sheet: str
    rows: tuple[Mapping[int, CellValue], ...]
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    table: str | None = None
    header_row: int | None = None
    last_row: int | None = None
    columns: tuple[int, int] | None = None


CellEdit: TypeAlias = SetCell | AppendRows | ReplaceSheet
Edit: TypeAlias = CellEdit | Structure


@dataclass(frozen=True)
class CellChange:
    """One cell before and after. kind: "value", or of the shape "inserted", "new_column", "heading", "new_sheet"."""

    sheet: str
    row: int
    column: int
    before: CellValue
    after: CellValue
    kind: str = "value"

    @property
    def address(self) -> str:
        """The cell as Excel writes it, such as K12."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True)
class SaveReport:
    """What one save did. Without changes nothing was written, and there is no backup."""

    path: Path
    changes: tuple[CellChange, ...]
    parts_changed: tuple[str, ...]
    parts_removed: tuple[str, ...]
    backup: Path | None
    sha256_before: str
    sha256_after: str
    notices: tuple[str, ...] = ()


def is_same(before: CellValue, after: CellValue) -> bool:
    """Whether writing would change nothing: same kind and same value."""
    if isinstance(before, Formula) and isinstance(after, Formula):
        return before.text == after.text and is_same(before.result, after.result)
    kinds = {_kind(before), _kind(after)}
    return len(kinds) == 1 and before == after


def _kind(value: CellValue) -> type:
    return Decimal if isinstance(value, int) and not isinstance(value, bool) else type(value)
