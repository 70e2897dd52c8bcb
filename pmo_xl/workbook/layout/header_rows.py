"""Header rows: what each column is headed with, over one row or several, merged or not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, Final

from pmo_xl.model.record import Record
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.headings import bare_key, is_any_label, is_too_long, label_key

# Further right there are the calendars of ガント charts, no fields.
LAST_HEADED_COLUMN: Final = 300
# 開始 may stand under 予定, 実績, 基準 …; what is there more often are the days of a calendar.
_MOST_REPEATED: Final = 6
# A heading stands near the top: this many rows from the first filled one are looked at.
_ROWS_LOOKED_AT: Final = 30
# Further down only rows of labels are looked at, a heading of three and more.
_LAST_ROW_LOOKED_AT: Final = 20_000
_MOST_FAR_ROWS: Final = 20
_LEAST_FAR_LABELS: Final = 3
_FAR_CELLS_LOOKED_AT: Final = 12
_TALLEST_MERGE: Final = 5
_TWO: Final = 2
_NO_MORE: Final = 1 << 20
_PLAN: Final = ("予定", "計画")
_UNIT_BRACKETS: Final = frozenset("(（[［【")
_FACT: Final = ("実績", "実際")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column is headed with.

    own: the texts of its own cells, from the top row to the bottom one. over: the texts of cells
    further left that reach over it (the group 予定 over 開始 and 完了).
    last_column: where the heading's own merged cell ends. groups: how many of its own texts, from the top, reach
    over further columns: they head the group, not the column alone.
    """

    column: int
    last_column: int
    own: tuple[str, ...]
    over: tuple[str, ...] = ()
    groups: int = 0

    @property
    def text(self) -> str:
        """The heading as one line: 予定／開始."""
        return "／".join(" ".join(text.split()) for text in (*self.over, *self.own))


class TopRows:
    """The first rows of a sheet as a search for its heading reads them, many times over.

    found: by kind of sheet, what a search has found there before.
    """

    def __init__(self, grid: Grid) -> None:
        """Take the sheet; its rows are looked at when asked for."""
        self.grid = grid
        self.rows = range(grid.first_row, min(grid.last_row, grid.first_row + _ROWS_LOOKED_AT - 1) + 1)
        self._labels: dict[int, Mapping[int, str]] = {}
        self.found: dict[type[Record], Any] = {}

    def labels(self, row: int) -> Mapping[int, str]:
        """The texts of a row that may be headings, by column: no figures, dates, blanks and long remarks."""
        if row not in self._labels:
            self._labels[row] = _labels(self.grid, row)
        return self._labels[row]

    @cached_property
    def far_rows(self) -> Sequence[int]:
        """The rows further down that begin with labels: headings of further tables, or of a late one."""
        rows = range(self.rows.stop, min(self.grid.last_row, _LAST_ROW_LOOKED_AT) + 1)
        return list(islice((row for row in rows if self._holds_labels(row)), _MOST_FAR_ROWS))

    def _holds_labels(self, row: int) -> bool:
        cells = [cell for cell in self.grid.rows[row - self.grid.first_row] if cell not in ("", None)]
        if len(cells) < _LEAST_FAR_LABELS or not isinstance(cells[0], str):
            return False
        known = 0
        for cell in cells[:_FAR_CELLS_LOOKED_AT]:
            if not isinstance(cell, str):
                break  # the calendar of a ガント begins
            known += not is_too_long(cell) and is_any_label(cell)
        return known >= _LEAST_FAR_LABELS

    def reach(self, row: int) -> Mapping[int, int]:
        """The last column of each merge that lies in this row, by its first column."""
        return {merge.first_column: merge.last_column for merge in self._merges.get(row, ())}

    @cached_property
    def _merges(self) -> Mapping[int, Sequence[CellRange]]:
        """The merges by each of the first rows they lie in."""
        found: dict[int, list[CellRange]] = {}
        for merge in self.grid.merges:
            for row in range(merge.first_row, min(merge.last_row, merge.first_row + _TALLEST_MERGE) + 1):
                found.setdefault(row, []).append(merge)
        return found


def _labels(grid: Grid, row: int) -> Mapping[int, str]:
    if not 0 <= row - grid.first_row < len(grid.rows):
        return {}
    cells = grid.rows[row - grid.first_row][: LAST_HEADED_COLUMN + 1 - grid.first_column]
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for column, value in enumerate(cells, grid.first_column):
        if isinstance(value, str) and value and not is_too_long(value) and not is_blank(value):
            seen[value] += 1
            if seen[value] <= _MOST_REPEATED:
                found[column] = value
    return found


class HeaderBlock:
    """The rows first … last of a sheet read as one heading. columns: of an Excel table; all without it."""

    def __init__(self, top: TopRows, first: int, last: int, columns: Iterable[int] = ()) -> None:
        """Take the texts of the rows, and how far the merged ones reach."""
        self.first, self.last = first, last
        within = frozenset(columns)
        labels = [top.labels(row) for row in range(first, last + 1)]
        self._rows = [{c: row[c] for c in row if c in within} for row in labels] if within else labels
        self._columns = [sorted(row) for row in self._rows]
        self._reach = [top.reach(row) for row in range(first, last + 1)]
        self._below = top.reach(last + 1)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, a column each, left to right."""
        if self.is_simple:
            return simple_headings(self.texts)
        columns = sorted(set[int]().union(*self._rows))
        return _completed([self._heading(column, after) for column, after in pairwise([*columns, _NO_MORE])])

    @property
    def texts(self) -> tuple[tuple[int, str], ...]:
        """The texts of the first row by column, left to right."""
        return tuple([(column, self._rows[0][column]) for column in self._columns[0]])

    @property
    def is_simple(self) -> bool:
        """Whether it is one row without merged cells in or below it: each text heads its own column and no other."""
        return len(self._rows) == 1 and not self._reach[0] and not self._below

    @property
    def doubled(self) -> float:
        """The share of headed columns with a text of their own in more than one row: near 1 for data rows."""
        columns = [column for row in self._rows for column in row]
        return 1 - len(set(columns)) / len(columns) if columns else 1.0

    def _heading(self, column: int, following: int) -> Heading:
        own = [row[column] for row in self._rows if column in row]
        named = _with_units(own)
        over = [text for index in range(len(self._rows)) if (text := self._over(index, column))]
        lowest = max(index for index, row in enumerate(self._rows) if column in row)
        end = self._reach[lowest].get(column, column)
        if end == column and (below := self._below.get(column, column)) < following < _NO_MORE:
            end = below
        reach = (
            self._reach[index].get(column, column) for index, row in enumerate(self._rows) if column in row
        )
        groups = sum(last > end for last in reach) if len(own) == len(named) else 0
        return Heading(column, end, tuple(named or own), tuple(over), groups)

    def _over(self, index: int, column: int) -> str | None:
        """The text of this row that stands further left and reaches over the column."""
        row, reach = self._rows[index], self._reach[index]
        if column in row:
            return None
        columns = self._columns[index]
        place = bisect_left(columns, column)
        left = columns[place - 1] if place else None
        if left is None or not bare_key(row[left]):
            return None
        is_reached = reach[left] >= column if left in reach else self._is_headed(left, column, index)
        return row[left] if is_reached else None

    def _is_headed(self, first: int, last: int, without: int) -> bool:
        """Whether the other rows of the block head every column from first to last."""
        others = [row for index, row in enumerate(self._rows) if index != without]
        return all(any(column in row for row in others) for column in range(first, last + 1))


def simple_headings(texts: Iterable[tuple[int, str]]) -> tuple[Heading, ...]:
    """The headings of one row without merged cells, by its texts: each heads its own column and no other."""
    return _completed([Heading(column, column, (text,)) for column, text in texts])


def _with_units(texts: Sequence[str]) -> list[str]:
    """The texts that say something, each with the unit in brackets that stands alone below it: 発注金額, (千円)."""
    found: list[str] = []
    for text in texts:
        if bare_key(text):
            found.append(text)
        elif found and text.strip()[:1] in _UNIT_BRACKETS:
            found[-1] += text.strip()
    return found


def _completed(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings, a bare (実績) with what the plan to its left is of: after 開始(予定) it is the actual 開始.

    実績 実績 after 開始日 完了日 are the actual days of both.
    """
    found = list(headings)
    for place, heading in enumerate(headings):
        if place and _is_bare_fact(heading):
            base = _planned(headings[place - 1]) or _of_two(headings, place)
            is_beside = headings[place - 1].last_column + 1 == heading.column
            found[place] = replace(heading, over=(base,)) if base and is_beside else heading
    return tuple(found)


def _of_two(headings: Sequence[Heading], place: int) -> str:
    """Of the run of two bare facts that this is one of: what the heading two columns further left is called."""
    run = [p for p in (place - 1, place, place + 1) if p < len(headings) and _is_bare_fact(headings[p])]
    base = headings[place - 2] if place > 1 and len(run) == _TWO else None
    return (
        bare_key(base.own[-1]) if base and not base.over and base.column == headings[place].column - 2 else ""
    )


def _is_bare_fact(heading: Heading) -> bool:
    return not heading.over and len(heading.own) == 1 and label_key(heading.own[0]) in _FACT


def _planned(heading: Heading) -> str:
    """What a heading says is planned: 開始 of 開始(予定); empty where it is no plan, or one of everything."""
    key = label_key(heading.own[-1])
    word = next((word for word in _PLAN if key.startswith(word) or key.endswith(word)), "")
    return key.removeprefix(word).removesuffix(word) if word and not heading.over else ""
