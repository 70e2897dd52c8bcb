"""Row pairs: tables that give a task two rows, the plan above what really happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import is_plan_over_fact
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.headings import label_key

SECOND_ROW: Final = "予定の行の下にある実績の行"
LOWER_ROW: Final = "上の行と2行で1件になる行"
LOWER_ROWS: Final = (SECOND_ROW, LOWER_ROW)

# Which field a value of the lower row means, by the field its column is headed with.
_ACTUAL: Final[Mapping[str, str]] = {
    "planned_start": "actual_start",
    "planned_finish": "actual_finish",
    "planned_effort": "actual_effort",
}
_PLAN: Final = frozenset(("予定", "計画", "予", "計", "plan"))
_FACT: Final = frozenset(("実績", "実", "実際", "実施", "actual"))
_LEAST_PAIRS: Final = 2
_ROWS_LOOKED_AT: Final = 80


def fields_below(header: FoundHeader) -> Mapping[str, int]:
    """The column of each field that would be read from the lower row; empty where the table has its own."""
    if header.lower:
        return header.lower
    known = header.record_class.columns.keys()
    fields = {_ACTUAL[f]: m.heading.column for f, m in header.matches.items() if _ACTUAL.get(f) in known}
    doubled = {f: c for f, c in fields.items() if _is_headed_twice(header, c)}
    return doubled if doubled or fields.keys() & header.matches.keys() else fields


def _is_headed_twice(header: FoundHeader, column: int) -> bool:
    return any(h.column == column and is_plan_over_fact(h) for h in header.headings)


def filled_below(grid: Grid, header: FoundHeader, lower: Collection[int]) -> Mapping[str, int]:
    """Those of the fields below that any lower row holds a value of: blank everywhere, they are not kept at all."""
    fields = fields_below(header)
    return {f: c for f, c in fields.items() if any(not is_blank(grid.value(row, c)) for row in lower)}


def second_rows(grid: Grid, header: FoundHeader, last: int) -> frozenset[int]:
    """The lower rows of the pairs, by a column that says 予定 and 実績 by turns, else by merged cells."""
    if not fields_below(header):
        return frozenset()
    if header.lower:
        return frozenset(_unnumbered(grid, header, last))
    columns = range(grid.first_column, max(match.heading.column for match in header.matches.values()) + 1)
    marked = (frozenset(_marked(grid, column, header.last + 1, last)) for column in columns)
    pairs = max(marked, key=len, default=frozenset())
    return pairs if len(pairs) >= _LEAST_PAIRS else _merged(grid, header, last)


def are_in_two_rows(grid: Grid, upper: FoundHeader, lower: FoundHeader) -> bool:
    """Whether the rows below two headings are theirs by turns: the upper of two with a number, the lower without."""
    is_of_one = upper.record_class is lower.record_class and upper.last + 1 == lower.first
    if not is_of_one or "id" not in upper.matches or "id" in lower.matches:
        return False
    columns = {match.heading.column for each in (upper, lower) for match in each.matches.values()}
    number = upper.matches["id"].heading.column
    rows = [
        row
        for row in range(lower.last + 1, min(grid.last_row, lower.last + _ROWS_LOOKED_AT) + 1)
        if any(not is_blank(grid.value(row, column)) for column in columns)
    ]
    numbered = [not is_blank(grid.value(row, number)) for row in rows]
    is_by_turns = numbered == [place % 2 == 0 for place in range(len(rows))]
    return is_by_turns and len(rows) >= 2 * _LEAST_PAIRS and all(b == a + 1 for a, b in pairwise(rows))


def _unnumbered(grid: Grid, header: FoundHeader, last: int) -> Iterator[int]:
    """The rows right below those with a number."""
    number = header.matches["id"].heading.column
    for row in range(header.last + 2, last + 2):
        if is_blank(grid.value(row, number)) and not is_blank(grid.value(row - 1, number)):
            yield row


def _marked(grid: Grid, column: int, first: int, last: int) -> Iterator[int]:
    words = [
        (row, value) for row in range(first, last + 1) if isinstance(value := grid.value(row, column), str)
    ]
    for (upper, word), (lower, next_word) in pairwise(words):
        if lower == upper + 1 and label_key(word) in _PLAN and label_key(next_word) in _FACT:
            yield lower


def _merged(grid: Grid, header: FoundHeader, last: int) -> frozenset[int]:
    """Where the name of most tasks is merged over two rows, and both rows hold values."""
    title = header.matches.get("title")
    if title is None:
        return frozenset()
    column = title.heading.column
    lower = [
        merge.last_row
        for merge in grid.merges
        if merge.first_column <= column <= merge.last_column
        and merge.last_row == merge.first_row + 1
        and header.last < merge.first_row < last
    ]
    named = sum(grid.value(row, column) != "" for row in range(header.last + 1, last + 1))
    places = fields_below(header).values()
    is_filled = any(grid.value(row, place) != "" for row in lower for place in places)
    if _are_of_persons(grid, header, lower):
        return frozenset()
    return (
        frozenset(lower)
        if len(lower) >= _LEAST_PAIRS and 2 * len(lower) >= named and is_filled
        else frozenset()
    )


def _are_of_persons(grid: Grid, header: FoundHeader, lower: Sequence[int]) -> bool:
    """Whether most lower rows name another person than the row above: parts of one task, and no plan over its fact."""
    columns = header.record_class.columns
    persons = [m.heading.column for f, m in header.matches.items() if columns[f].kind is Kind.PERSON]
    others = [
        any(not is_blank(who := grid.value(row, c)) and who != grid.value(row - 1, c) for c in persons)
        for row in lower
    ]
    return 2 * sum(others) > len(others)
