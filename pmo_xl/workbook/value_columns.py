"""Value columns: fields whose value is not simply in the column their heading stands over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.workbook.column_match import Match
from pmo_xl.workbook.flags import is_mark
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.header_rows import Heading
from pmo_xl.workbook.header_search import FoundHeader
from pmo_xl.workbook.raw_cell import is_blank

# Rows below the heading that are looked at.
_ROWS_LOOKED_AT: Final = 200
_INDENTED_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))


def spans(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, int]:
    """The fields whose value may stand further right, below their merged heading or indented, and how far."""
    found = {field: _reach(grid, header, match, last) for field, match in header.matches.items()}
    return {field: end for field, end in found.items() if end > header.matches[field].heading.column}


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
