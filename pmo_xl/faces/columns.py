"""A listing on a screen: as a table where it fits, else row by row; no figure, ID or date is ever cut.

Columns of text are folded to make room. Where that is not enough, nothing is left out: every row stands as a
block of "label value" pairs instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pmo_xl.faces.console import Screen
from pmo_xl.model.kind import Kind
from pmo_xl.visible import visible

if TYPE_CHECKING:
    from pmo_xl.model.list_column import ListColumn

NUMBERS = (Kind.INT, Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
_WHOLE = (*NUMBERS, Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.FLAG)
_GAP = "  "
_LEAST_TEXT, _LEAST_LONG, _LEAST_LABEL = 10, 20, 6
_ROW_MARK = "* "
_INDENT = "  "


@dataclass
class _Column:
    """One column: its cells as text, how wide it would like to be, and how narrow it may become."""

    label: str
    cells: Sequence[str]
    is_number: bool
    width: int
    least: int


def print_rows(out: Screen, shown: Sequence[ListColumn], rows: Sequence[Sequence[object]]) -> None:
    """The rows under their headings."""
    cells = [[h.text(value) for h, value in zip(shown, row, strict=True)] for row in rows]
    _print(out, [_column(out, h.label, h.kind, _of(cells, place)) for place, h in enumerate(shown)])


def print_texts(out: Screen, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows of plain text under their headings."""
    _print(out, [_column(out, label, Kind.TEXT, _of(rows, place)) for place, label in enumerate(labels)])


def _print(out: Screen, columns: Sequence[_Column]) -> None:
    if _is_fitted(columns, out.width):
        _print_table(out, columns)
    else:
        _print_blocks(out, columns)


def _of(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    """The cells of one column as a screen takes them."""
    return [visible(row[place]).replace("\t", " ") for row in rows]


def _column(out: Screen, heading: str, kind: Kind, cells: Sequence[str]) -> _Column:
    widest = max(map(out.measured, cells), default=0)
    label = out.measured(heading)
    if kind in _WHOLE:
        least = widest
    else:
        readable = _LEAST_LONG if kind is Kind.LONGTEXT else _LEAST_TEXT
        least = max(min(widest, readable), *map(out.longest_piece, cells), 0)
    return _Column(heading, cells, kind in NUMBERS, max(widest, label), max(least, min(label, _LEAST_LABEL)))


def _is_fitted(columns: Sequence[_Column], width: int | None) -> bool:
    """Make the widest columns narrower until the table fits; False where it cannot."""
    if width is None:
        return True
    room = width - len(_INDENT) - len(_GAP) * (len(columns) - 1)
    if sum(column.least for column in columns) > room:
        return False
    for column in columns:
        column.width = min(column.width, max(room, column.least))
    while sum(column.width for column in columns) > room:
        max((c for c in columns if c.width > c.least), key=lambda column: column.width).width -= 1
    return True


def _print_table(out: Screen, columns: Sequence[_Column]) -> None:
    """The header in bold, a rule, the rows."""
    for line in _lines(out, columns, [column.label for column in columns]):
        out.write(line, style="bold")
    out.write(_INDENT + "-" * (sum(c.width for c in columns) + len(_GAP) * (len(columns) - 1)))
    for number in range(len(columns[0].cells)):
        for line in _lines(out, columns, [column.cells[number] for column in columns]):
            out.write(line)


def _lines(out: Screen, columns: Sequence[_Column], cells: Sequence[str]) -> Iterator[str]:
    """One row of the table, as many lines as its highest cell takes."""
    folded = [out.folded(cell, column.width) for column, cell in zip(columns, cells, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        padded = (_padded(out, column, part) for column, part in zip(columns, parts, strict=True))
        yield (_INDENT + _GAP.join(padded)).rstrip()


def _padded(out: Screen, column: _Column, part: str) -> str:
    blank = " " * (column.width - out.measured(part))
    return blank + part if column.is_number else part + blank


def _print_blocks(out: Screen, columns: Sequence[_Column]) -> None:
    """Row by row: "label value" pairs, as many on a line as there is room for, the same below one another."""
    slots = [_slot(out, column) for column in columns]
    groups = _groups(slots, (out.width or 0) - len(_INDENT))
    for number in range(len(columns[0].cells)):
        start = _ROW_MARK
        for group in groups:
            pairs = [_pair(out, columns[place], number, slots[place]) for place in group]
            line = _GAP.join(pairs).rstrip()
            if line.strip():
                out.say(line, first=start, rest=_INDENT)
                start = _INDENT


def _slot(out: Screen, column: _Column) -> int:
    """How wide a pair of the column is at most."""
    return out.measured(column.label) + 1 + max(map(out.measured, column.cells), default=0)


def _groups(slots: Sequence[int], room: int) -> list[list[int]]:
    """Which columns share a line."""
    groups: list[list[int]] = [[]]
    used = 0
    for place, slot in enumerate(slots):
        if groups[-1] and used + len(_GAP) + slot > room:
            groups.append([])
            used = 0
        used += slot + len(_GAP) * bool(groups[-1])
        groups[-1].append(place)
    return groups


def _pair(out: Screen, column: _Column, number: int, slot: int) -> str:
    """The label and the cell, as wide as the slot; blanks where the cell is empty."""
    cell = " ".join(column.cells[number].splitlines())
    if not cell:
        return " " * slot
    blank = " " * (slot - out.measured(column.label) - 1 - out.measured(cell))
    return f"{column.label} {blank}{cell}" if column.is_number else f"{column.label} {cell}{blank}"
