"""Own cells: the staff's own columns of a table as the sheet holds them, looked into when somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Final

from pmo_xl.model.kind import Kind
from pmo_xl.model.own_columns import OwnColumn, OwnValue, StatedOwnCells
from pmo_xl.workbook.cells.address import column_letters
from pmo_xl.workbook.cells.raw_cell import is_blank, text_of
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout

_LARGEST_WHOLE: Final = 1e15


class GridOwnCells:
    """The columns of a layout that mean nothing to us, with their cells."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        """Keep where they stand; nothing is read yet."""
        self._grid, self._layout = grid, layout

    def __reduce__(self) -> tuple[Callable[..., StatedOwnCells], tuple[object, ...]]:
        rows = range(self._layout.first_row, self._layout.last_row + 1)
        uncached = {row: found for row in rows if (found := self.unread(row))}
        return StatedOwnCells, (self.columns, {row: dict(self.of_row(row)) for row in rows}, uncached)

    @property
    def tab(self) -> str:
        """The name of their sheet."""
        return self._layout.title

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The column number of each heading, from the left."""
        found: dict[str, int] = {}
        for column, heading in sorted(self._layout.unknown.items()):
            if heading:
                found[_numbered(heading, found)] = column
        return found

    @cached_property
    def columns(self) -> Sequence[OwnColumn]:
        """The columns, from the left."""
        return tuple(self._column(heading, column) for heading, column in self.places.items())

    def column(self, heading: str) -> OwnColumn:
        """The column with this heading. KeyError where there is none."""
        return self._column(heading, self.places[heading])

    def of_row(self, row: int) -> Mapping[str, OwnValue]:
        """What stands in a row, by heading."""
        return {heading: self._value(row, column) for heading, column in self.places.items()}

    def unread(self, row: int) -> Collection[str]:
        """The headings under which a formula stands in this row whose result the file does not hold."""
        lines = (row, *self._layout.joined.get(row, ()))
        uncached = self._grid.uncached
        return tuple(
            name for name, column in self.places.items() if any((line, column) in uncached for line in lines)
        )

    def _column(self, heading: str, column: int) -> OwnColumn:
        rows = [row for row in self._rows if self._is_filled(row, column)]
        formulas = sum((row, column) in self._grid.formulas for row in rows)
        kinds = Counter(kind for row in rows if (kind := _kind_of(self._value(row, column))))
        kind, count = kinds.most_common(1)[0] if kinds else (None, 0)
        return OwnColumn(
            heading,
            column_letters(column),
            kind if 2 * count > kinds.total() else Kind.TEXT if kinds else None,
            self._layout.title,
            is_formula=bool(rows) and 2 * formulas > len(rows),
        )

    @cached_property
    def _rows(self) -> Sequence[int]:
        """The rows of the table, those that wait for input at its end among them."""
        reach = range(self._layout.first_row, self._layout.last_row + 1)
        return [row for row in reach if row not in self._layout.skipped_rows]

    def _is_filled(self, row: int, column: int) -> bool:
        return not is_blank(self._grid.value(row, column)) or (row, column) in self._grid.uncached

    def _value(self, row: int, column: int) -> OwnValue:
        lines = (row, *self._layout.joined.get(row, ()))
        values = [value for each in lines if (value := self._cell(each, column)) is not None]
        return values[0] if len(values) == 1 else "\n".join(map(str, values)) or None

    def _cell(self, row: int, column: int) -> OwnValue:
        cell = self._grid.value(row, column)
        match cell:
            case bool():
                return cell
            case float() | int():
                is_whole = cell == int(cell) and abs(cell) < _LARGEST_WHOLE
                return int(cell) if is_whole else Decimal(repr(cell))
            case datetime():
                return cell.date() if cell.time() == time() else cell
            case date():
                return cell
        error = self._grid.errors.get((row, column))
        return error or (None if is_blank(cell) else text_of(cell).replace("\r\n", "\n"))


def _numbered(heading: str, taken: Mapping[str, int]) -> str:
    name, number = heading, 1
    while name in taken:
        number += 1
        name = f"{heading} ({number})"
    return name


def _kind_of(value: OwnValue) -> Kind | None:
    match value:
        case None:
            return None
        case bool():
            return Kind.FLAG
        case datetime():
            return Kind.DATETIME
        case date():
            return Kind.DATE
        case str():
            return Kind.TEXT
    return Kind.NUMBER
