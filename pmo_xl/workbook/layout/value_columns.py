"""Value columns: fields whose value is not simply in the column their heading stands over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.task import Task
from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import Match
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.headings import bare_key

# Rows below the heading that are looked at.
_ROWS_LOOKED_AT: Final = 200
# Also タスクLv3(小工程); 大工程 alone is the column 工程.
_LEVEL: Final = re.compile(
    "(タスク|作業|wbs|工程)?([大中小細](項目|分類|工程|区分|タスク|作業)|(lv|level|レベル|階層)[0-9])"
)
_INDENTED_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))


def spans(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, tuple[int, ...]]:
    """The fields whose value stands in the first filled one of several columns, and which those are."""
    found = {
        field: tuple(range(match.heading.column, _reach(grid, header, match, last) + 1))
        for field, match in header.matches.items()
    }
    if len(levels := _levels(header)) > 1:
        found["title"] = levels
    return {field: columns for field, columns in found.items() if len(columns) > 1}


def _levels(header: FoundHeader) -> tuple[int, ...]:
    """The columns that hold a task's name by level, the lowest level first: 小項目, 中項目, 大項目."""
    title = header.matches.get("title")
    if title is None or header.record_class is not Task:
        return ()
    taken = {match.heading.column for match in header.matches.values()} - {title.heading.column}
    levels = [
        heading.column
        for heading in header.headings
        if heading.column not in taken and _LEVEL.fullmatch(bare_key(heading.own[-1]))
    ]
    own = () if title.heading.column in levels else (title.heading.column,)
    return (*own, *reversed(levels))


def _reach(grid: Grid, header: FoundHeader, match: Match, last: int) -> int:
    """The last column, before the next heading, that holds the value of a row whose own column is blank."""
    start = match.heading.column
    headed = [heading.column for heading in header.headings if heading.column > start]
    end = match.heading.last_column
    if end == start and header.record_class.columns[match.field].kind in _INDENTED_KINDS and headed:
        end = min(headed) - 1
    end = min(end, min(headed, default=end + 1) - 1)
    while end > start and not _holds_values(grid, header, start, end, last):
        end -= 1
    return end


def _holds_values(grid: Grid, header: FoundHeader, start: int, column: int, last: int) -> bool:
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    return any(is_blank(grid.value(row, start)) and not is_blank(grid.value(row, column)) for row in rows)


def marks(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, Mapping[int, str]]:
    """The person fields that have a column per person with a mark (○) in it: the persons by column."""
    persons = {field: header.persons(field) for field in header.matches}
    return {
        field: {heading.column: heading.own[-1] for heading in named}
        for field, named in persons.items()
        if len(named) > 1 and _are_marked(grid, header, named, last)
    }


def _are_marked(grid: Grid, header: FoundHeader, named: Sequence[Heading], last: int) -> bool:
    """Whether nothing but marks stands below these headings, and some do."""
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    values = [grid.value(row, heading.column) for row in rows for heading in named]
    filled = [value for value in values if not is_blank(value)]
    return bool(filled) and all(is_mark(value) for value in filled)
