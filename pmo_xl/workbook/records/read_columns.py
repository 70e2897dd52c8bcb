"""Columns of a table read as a whole: a value that stands in many cells is understood once, and shared by its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.invisible import invisible_kinds, may_occur
from pmo_xl.workbook.cells.raw_cell import is_blank, text_of
from pmo_xl.workbook.records.settling import ColumnPlan

_BLANK = frozenset(("", None))


@dataclass(slots=True)
class Facts:
    """What the reader saw in the rows beside their values, by the row's place in the table and by field."""

    unread: dict[int, dict[str, Unread]] = field(default_factory=dict)
    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    undecided: dict[int, dict[str, str]] = field(default_factory=dict)
    invisible: dict[int, dict[str, str]] = field(default_factory=dict)


def columns_of(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows turned: one tuple per column, rows that end early filled up with blanks."""
    width = max(map(len, rows), default=0)
    if any(len(row) < width for row in rows):
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return list(zip(*rows, strict=True))


def read_column(cells: Sequence[Any], plan: ColumnPlan, facts: Facts) -> list[Any]:
    """The value of each cell, None where it has none; what is told beside it goes into `facts`."""
    found = set(cells)
    if found <= _BLANK:
        return [None] * len(cells)
    if _may_differ(cells, found):
        return _read_each(cells, plan, facts)
    meant = _Meant(plan, found)
    meant.tell(cells, facts)
    return list(map(meant.values.__getitem__, cells))


def _may_differ(cells: Sequence[Any], found: set[Any]) -> bool:
    """Whether cells that compare equal may mean different things: 1 and TRUE, 0 and -0."""
    if 0 not in found and 1 not in found:
        return False
    return bool in set(map(type, cells)) or any(str(cell) == "-0.0" for cell in cells if cell == 0)


def _read_each(cells: Sequence[Any], plan: ColumnPlan, facts: Facts) -> list[Any]:
    values = []
    for place, cell in enumerate(cells):
        meant = _Meant(plan, (cell,))
        meant.tell((cell,), facts, place)
        values.append(meant.values[cell])
    return values


class _Meant:
    """What different raw cells of a column mean, worked out once each."""

    def __init__(self, plan: ColumnPlan, cells: Iterable[Any]) -> None:
        self._field = plan.field
        self.values: dict[Any, Any] = {}
        self._told: tuple[dict[Any, Any], ...] = ({}, {}, {}, {})
        unread, typed, undecided, invisible = self._told
        texts = [cell for cell in cells if isinstance(cell, str)]
        if may_occur(texts):
            invisible.update((text, kinds) for text in texts if (kinds := invisible_kinds(text)))
        for cell in cells:
            value = None if cell is None or cell == "" else plan.read(cell, plan.context)
            if value is None and not is_blank(cell):
                undecided[cell] = text_of(cell).strip()
            elif value.__class__ is Unread:
                unread[cell], value = value, None
            elif plan.is_spelt and cell.__class__ is str and value is not None and value != cell:
                typed[cell] = cell
            self.values[cell] = value

    def tell(self, cells: Sequence[Any], facts: Facts, first: int = 0) -> None:
        """Put what is told of cells beside their values into the facts of their rows."""
        into: tuple[Any, ...] = (facts.unread, facts.typed, facts.undecided, facts.invisible)
        for told, rows in zip(self._told, into, strict=True):
            for place, cell in enumerate(cells, first) if told else ():
                if cell in told:
                    rows.setdefault(place, {})[self._field] = told[cell]
