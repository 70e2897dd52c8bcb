"""A table while it is read: its columns as a whole, then what only its rows can tell, then its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from pmo_xl.model.record import FormulaFact, Place, Record, Table, keep_unread_apart
from pmo_xl.model.status_words import status_of_blank, status_of_strikethrough
from pmo_xl.model.unchecked import unchecked_maker
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.read_columns import Facts, columns_of, read_column
from pmo_xl.workbook.records.record_rows import RecordRows
from pmo_xl.workbook.records.settling import ColumnPlan, ReadRow, Settling

_NONE: Mapping[str, Any] = {}


class ReadTable:
    """By field the value of every row, None where there is none, and what was seen beside; rows count from 0."""

    def __init__(self, grid: Grid, layout: Layout, rows: RecordRows, plans: Sequence[ColumnPlan]) -> None:
        """Read the columns that stand within the rows."""
        numbered = list(rows)
        self._grid, self._layout = grid, layout
        self._numbers = [number for number, _ in numbered]
        self._facts = Facts()
        cells = columns_of([cells for _, cells in numbered])
        self._cells = {plan.field: cells[plan.index] for plan in plans if 0 <= plan.index < len(cells)}
        self._values = {
            plan.field: read_column(self._cells[plan.field], plan, self._facts)
            for plan in plans
            if plan.field in self._cells
        }

    def settle(self, settling: Settling) -> None:
        """What one cell alone cannot say, row by row where there is something to settle."""
        for place in self._places_to_settle(settling):
            row = self._row(place)
            settling.settle(self._numbers[place], row)
            self._take(place, row)

    def _places_to_settle(self, settling: Settling) -> list[int]:
        if settling.is_every_row:
            return list(range(len(self._numbers)))
        found = set(self._facts.unread)
        if settling.rows:
            found.update(at for at, number in enumerate(self._numbers) if number in settling.rows)
        for field in settling.percents & self._cells.keys():
            cells = self._cells[field]
            found.update(at for at, cell in enumerate(cells) if cell.__class__ is float and abs(cell) > 1)
        return sorted(found)

    def _row(self, place: int) -> ReadRow:
        values = {name: column[place] for name, column in self._values.items() if column[place] is not None}
        seen = self._facts
        return ReadRow(
            values, seen.unread.get(place, {}), seen.typed.get(place, {}), seen.undecided.get(place, {})
        )

    def _take(self, place: int, row: ReadRow) -> None:
        """Keep a row as it was settled."""
        for field in row.values.keys() - self._values.keys():
            self._values[field] = [None] * len(self._numbers)
        for field, column in self._values.items():
            column[place] = row.values.get(field)
        if row.unread:
            self._facts.unread[place] = row.unread
        else:
            self._facts.unread.pop(place, None)

    def records(self, table: Table, derived: Mapping[int, Mapping[str, FormulaFact]]) -> list[Record]:
        """The rows that hold something, as records. derived: what is wrong with derived cells, by row number."""
        kept, strikethrough = self._rows_with_content(), self._grid.strikethrough_rows()
        if not self._layout.is_ours and "status" in self._layout.columns:
            self._settle_statuses(kept, strikethrough)
        columns: list[Iterable[Any]] = []
        for name, column in table.record_class.columns.items():
            values, blank = self._values.get(name), column.blank
            if values is None:
                columns.append(repeat(blank))
            elif blank is None:
                columns.append(map(values.__getitem__, kept))
            else:
                columns.append([values[place] or blank for place in kept])
        places = self._places(table, kept, derived, strikethrough)
        records = list(map(unchecked_maker(table.record_class), places, *columns))
        if self._facts.unread:
            keep_unread_apart(records)
        return records

    def _rows_with_content(self) -> list[int]:
        """The rows that hold more than an ID and what is derived."""
        columns = self._layout.record_class.columns
        idle = {"id", *(name for name, column in columns.items() if column.is_derived)}
        bare: Collection[int] = range(len(self._numbers))
        for name, values in self._values.items():
            if name not in idle:
                bare = [place for place in bare if values[place] is None]
        empty = {place for place in bare if not self._facts.unread.get(place, _NONE).keys() - idle}
        return [place for place in range(len(self._numbers)) if place not in empty]

    def _settle_statuses(self, kept: Iterable[int], strikethrough: Collection[int]) -> None:
        """A blank 状態 of a sheet that pmo_xl did not make, where the rest of the sheet says what it means."""
        statuses = self._values.setdefault("status", [None] * len(self._numbers))
        for place in kept:
            meaning = status_of_blank if self._layout.is_blank_open else None
            if self._numbers[place] in strikethrough:
                meaning = status_of_strikethrough
            is_open = statuses[place] is None and "status" not in self._facts.unread.get(place, _NONE)
            if meaning and is_open:
                filled = {name for name, values in self._values.items() if values[place] is not None}
                statuses[place] = meaning(self._layout.record_class, filled) or None

    def _places(
        self,
        table: Table,
        kept: Sequence[int],
        derived: Mapping[int, Mapping[str, FormulaFact]],
        strikethrough: Collection[int],
    ) -> Iterator[Place]:
        numbers, seen, hidden = [self._numbers[place] for place in kept], self._facts, self._grid.hidden_rows
        return map(
            unchecked_maker(Place),
            repeat(table),
            numbers,
            _seen(seen.unread, kept),
            _seen(seen.typed, kept),
            _seen(derived, numbers),
            _seen(seen.invisible, kept),
            map(hidden.__contains__, numbers) if hidden else repeat(False),
            map(strikethrough.__contains__, numbers) if strikethrough else repeat(False),
            _seen(seen.undecided, kept),
        )


def _seen(found: Mapping[int, Mapping[str, Any]], rows: Iterable[int]) -> Iterator[Mapping[str, Any]]:
    """What was seen in each of the rows; most often nothing anywhere."""
    return map(found.get, rows, repeat(_NONE)) if found else repeat(_NONE)
