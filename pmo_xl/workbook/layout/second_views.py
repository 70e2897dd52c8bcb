"""Second views: blocks of a table that say the same rows again below their own heading (計画 above, 進行度 below)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from pmo_xl.workbook.cells.raw_cell import is_blank, text_of
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.table_rows import HEADING_AGAIN

SECOND_VIEW: Final = "上の表の写しの行"
DOUBT: Final = "{}～{}行目は、番号も名前も上の表と同じ行のため、写しと見て数えませんでした"
_SAID_BY: Final = ("title", "question", "statement")
TOLD_BY: Final = ("id", *_SAID_BY)
"""The fields by which the rows of a second view are known to be those above."""
_LEAST_ROWS: Final = 3
_MOST: Final = 0.8


def second_views(
    grid: Grid, header: FoundHeader, skipped: Mapping[int, str], last: int
) -> Sequence[tuple[int, int]]:
    """First and last row of each block below a repeated heading whose rows all stand above it already."""
    again = sorted(row for row, reason in skipped.items() if reason == HEADING_AGAIN)
    columns = _columns(header)
    if not again or len(columns) < len(("id", "title")):
        return ()
    seen = set(_rows(grid, columns, header.last + 1, again[0] - 1))
    found: list[tuple[int, int]] = []
    for start, following in pairwise([*again, last + 1]):
        rows = _rows(grid, columns, start + 1, following - 1)
        if len(rows) >= _LEAST_ROWS and sum(row in seen for row in rows) >= _MOST * len(rows):
            found.append((start + 1, following - 1))
        seen.update(rows)
    return found


def _columns(header: FoundHeader) -> tuple[int, ...]:
    fields = ["id", *(field for field in _SAID_BY if field in header.matches)][:2]
    return tuple(header.matches[field].heading.column for field in fields if field in header.matches)


def _rows(grid: Grid, columns: Sequence[int], first: int, last: int) -> list[tuple[str, ...]]:
    """What the rows with a number and a name are called."""
    cells = ([grid.value(row, column) for column in columns] for row in range(first, last + 1))
    return [tuple(map(text_of, row)) for row in cells if not any(map(is_blank, row))]
