"""What stands in the derived columns of a workbook of ours: its formula, or something in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pmo_xl.model.record import FormulaFact, Table
from pmo_xl.workbook.cells.raw_cell import text_of
from pmo_xl.workbook.formulas import FORMULAS
from pmo_xl.workbook.grid import Grid

_ADDRESS_ROW = re.compile(r"(?<=[A-Z])[0-9]{1,7}(?![0-9])")
_NOISE = re.compile(r"\s|_xlfn\.|_xlws\.|^=")


class DerivedCells:
    """The derived cells of one table, compared with the formula that their column has."""

    def __init__(self, grid: Grid, table: Table, first_row: int, last_row: int) -> None:
        """Find each derived column's own formula: the one most of its cells have, ours when that is even."""
        columns = table.record_class.columns
        derived = {name: number for name, number in table.columns.items() if columns[name].is_derived}
        self._grid, self._rows = grid, range(first_row, last_row + 1)
        self._columns = derived if table.is_ours else {}
        self._texts = _formulas_in(grid, set(self._columns.values()), first_row, last_row)
        self._own = {
            name: self._usual(number, FORMULAS.get((table.record_class, name), ""))
            for name, number in self._columns.items()
        }

    def facts(self) -> Mapping[int, Mapping[str, FormulaFact]]:
        """By row and field, what is wrong; an empty cell is not (Excel fills it when the row grows)."""
        found: dict[int, dict[str, FormulaFact]] = {}
        for name, number in self._columns.items():
            own = self._own[name]
            for row in self._odd_rows(number, own):
                if fact := self._fact(row, number, own):
                    found.setdefault(row, {})[name] = fact
        return found

    def _odd_rows(self, column: int, own: str) -> Iterator[int]:
        """The rows whose cell does not simply hold the column's own formula and its result."""
        troubled = {row for row, number in (*self._grid.errors, *self._grid.uncached) if number == column}
        for row in self._rows:
            if row in troubled or self._texts.get((row, column)) != own:
                yield row

    def _fact(self, row: int, column: int, own: str) -> FormulaFact | None:
        text = self._texts.get((row, column))
        value = self._grid.value(row, column)
        if (row, column) in self._grid.errors:
            return FormulaFact("error", self._grid.errors[row, column])
        if text is None:
            return FormulaFact("constant", text_of(value)) if value not in ("", None) else None
        if text != own:
            return FormulaFact("other", f"={self._grid.formulas[row, column]}")
        return FormulaFact("uncached", "") if (row, column) in self._grid.uncached else None

    def _usual(self, column: int, ours: str) -> str:
        counts = Counter(text for (_, number), text in self._texts.items() if number == column)
        wanted = _plain(ours, 0)
        return max(counts, key=lambda text: (counts[text], text == wanted), default=wanted)


def _formulas_in(grid: Grid, columns: set[int], first: int, last: int) -> dict[tuple[int, int], str]:
    if not columns:
        return {}
    return {
        (row, column): _plain(text, row)
        for (row, column), text in grid.formulas.items()
        if column in columns and first <= row <= last
    }


def _plain(formula: str, row: int) -> str:
    """A formula as formulas of one column compare: without blanks, its own row number made #."""
    text, has_addresses = _cleaned(formula)
    return _ADDRESS_ROW.sub(lambda number: _relative(number[0], row), text) if has_addresses else text


@lru_cache(maxsize=4_096)
def _cleaned(formula: str) -> tuple[str, bool]:
    """The formula without blanks, and whether it holds cell addresses (most of ours name columns)."""
    text = _NOISE.sub("", formula)
    return text, _ADDRESS_ROW.search(text) is not None


def _relative(number: str, row: int) -> str:
    return "#" if int(number) == row else number
