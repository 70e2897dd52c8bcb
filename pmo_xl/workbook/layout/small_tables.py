"""Small tables: where the next table of a report begins, of whatever kind, so that the one above it ends there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.headings import is_any_label, label_key

_TITLE: Final = re.compile(
    r"[■□◆◇●○▼▽★☆◎【《<＜]|[0-9０-９①-⑳]{1,2}[.．)）、]|[(（][0-9０-９]{1,2}[)）]|第[0-9０-９一二三四五六七八九十]+"
)
_LONGEST: Final = 20
_LEAST: Final = 2
_MOST_LOOKED_AT: Final = 5_000
_SHARE: Final = 0.5


def last_row_above_the_next(top: TopRows, header: FoundHeader, last: int) -> int:
    """The last row that may belong to a table: above a blank row, a title, and a heading that is not its own.

    last: what is known already; 0 = as far as its rows go. Returned as it came where no further table begins.
    """
    end = min(last or top.grid.last_row, header.last + _MOST_LOOKED_AT)
    own = {heading.column: frozenset(map(label_key, heading.own)) for heading in header.headings}
    kinds = header.record_class.columns
    dates = {m.heading.column for field, m in header.matches.items() if kinds[field].kind is Kind.DATE}
    for row in range(header.last + 2, end):
        if _cells(top, row - 1):
            if _is_headed_by_a_day(_cells(top, row), own, dates):
                return row - 1
            continue
        title = _cells(top, row)
        has_title = len(title) == 1 and _is_title(*title.values())
        if has_title and _is_another_heading(_cells(top, row + 1), own, _LEAST - 1):
            return row - 1
        if _is_another_heading(title, own, _LEAST) or _is_headed_by_a_day(title, own, dates):
            return row - 1
    return last


def _cells(top: TopRows, row: int) -> Mapping[int, object]:
    place = row - top.grid.first_row
    if not 0 <= place < len(top.grid.rows):
        return {}
    return {c: v for c, v in enumerate(top.grid.rows[place], top.grid.first_column) if not is_blank(v)}


def _is_title(value: object) -> bool:
    return isinstance(value, str) and _TITLE.match(value.strip()) is not None


def _is_headed_by_a_day(
    cells: Mapping[int, object], own: Mapping[int, frozenset[str]], dates: Collection[int]
) -> bool:
    """Whether a row holds labels that are known, all of them, and the day that their table is of.

    dates: the columns of days, in which a day is one of a record.
    """
    days = [column for column, value in cells.items() if isinstance(value, date) and column not in dates]
    texts = {column: value for column, value in cells.items() if column not in days}
    return len(days) == 1 and _is_another_heading(texts, own, max(_LEAST, len(texts)))


def _is_another_heading(cells: Mapping[int, object], own: Mapping[int, frozenset[str]], least: int) -> bool:
    """Whether a row holds short labels alone, enough of them known, and not those of the table above."""
    texts = {column: value for column, value in cells.items() if isinstance(value, str)}
    if len(texts) < max(_LEAST, len(cells)) or any(len(text) > _LONGEST for text in texts.values()):
        return False
    again = sum(label_key(text) in own.get(column, ()) for column, text in texts.items())
    known = sum(map(is_any_label, texts.values()))
    is_known = known >= max(least, _SHARE * len(texts))
    return len(set(texts.values())) == len(texts) and is_known and again <= _SHARE * len(texts)
