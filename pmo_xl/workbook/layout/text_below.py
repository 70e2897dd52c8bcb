"""Text below: the column that says what each row is about where its heading is no word we know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_values import ROWS_LOOKED_AT, ColumnValues, column_values, is_like_a_day
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.headings import bare_key, words_of

TEXT_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))
_OF_SOMETHING_ELSE: Final = re.compile(
    "(?:者|先|元|日|日時|期限|番号|no|id|url|備考|コメント|理由|メモ|部署|会社|メール|mail|パス|path|資料|根拠|対策|対応|結果|回答|原因)$"
)
_LEAST_ROWS: Final = 2
_LEAST_LENGTH: Final = 5
_MOST_LENGTH: Final = 200
_FILLED: Final = 0.7
_DIFFERENT: Final = 0.8
_HALF: Final = 0.5
_MOST_LEVELS: Final = 8
_NO_HEADING: Final = ("",)
_NUMBER: Final = re.compile(r"[A-Za-z]{0,8}[-_. ]?[0-9０-９]+([-_.][0-9０-９]+)*\.?")


def text_fields(record_class: type[Record]) -> Sequence[str]:
    """The fields that say what a row is about: what the issue, question, task … is."""
    columns = record_class.columns
    return [field for field in record_class.must_fields if columns[field].kind in TEXT_KINDS]


def text_below(
    record_class: type[Record],
    headings: Sequence[Heading],
    taken: Collection[int],
    values: Mapping[int, ColumnValues],
) -> Heading | None:
    """The first free column left of the last taken one in which nearly every row has a text of its own."""
    end = max(taken, default=0)
    free = (h for h in headings if h.column < end and h.column not in taken)
    return next(
        (h for h in free if _may_tell(record_class, h) and _tells(values.get(h.column, ColumnValues()))), None
    )


def _may_tell(record_class: type[Record], heading: Heading) -> bool:
    """Whether a heading is none of another field, and no word of persons, places, days and remarks."""
    key = bare_key(heading.own[-1])
    return bool(key) and key not in words_of(record_class) and not _OF_SOMETHING_ELSE.search(key)


def _tells(values: ColumnValues) -> bool:
    is_full = values.filled >= max(_LEAST_ROWS, _FILLED * values.rows)
    is_text = len(values.texts) >= _DIFFERENT * values.filled
    return (
        is_full
        and is_text
        and values.unique >= _DIFFERENT
        and _LEAST_LENGTH <= values.length <= _MOST_LENGTH
        and values.date_texts < len(values.texts) / 2
    )


def unheaded(
    grid: Grid, headings: Sequence[Heading], rows: range, taken: Collection[int], *, has_id: bool
) -> Sequence[Heading]:
    """Headings without a text over the columns that say what each row is about, and over their number.

    The first run of columns without a heading left of a field in which nearly every row has a text, in one of them:
    the names of tasks, often indented by level. rows: below the heading. taken: the columns of fields.
    """
    filled = [row for row in rows if any(not is_blank(grid.value(row, column)) for column in taken)]
    for run in _runs(grid, headings, max(taken, default=0)):
        numbers = [run[0]] if not has_id and len(run) > 1 and _holds_numbers(grid, rows, run[0]) else []
        names = [column for column in run if column not in numbers]
        if filled and _name_the_rows(grid, filled, names):
            own = (Heading(column, column, _NO_HEADING) for column in numbers)
            return (*own, Heading(names[0], names[-1], _NO_HEADING))
    return ()


def _runs(grid: Grid, headings: Sequence[Heading], end: int) -> Iterator[range]:
    """The runs of columns side by side that no heading stands or reaches over, left of a column."""
    headed = {column for h in headings for column in range(h.column, h.last_column + 1)}
    start = grid.first_column
    for column in sorted(c for c in headed if c <= end):
        if start < column <= start + _MOST_LEVELS:
            yield range(start, column)
        start = column + 1


def _holds_numbers(grid: Grid, rows: range, column: int) -> bool:
    values = column_values(grid, [column], rows.start, rows.stop - 1)[column]
    own = [cell for cell in values.plain if isinstance(cell, float) or _NUMBER.fullmatch(str(cell).strip())]
    is_full = len(own) == values.filled >= max(_LEAST_ROWS, _HALF * values.rows)
    return is_full and values.unique >= _DIFFERENT


def _name_the_rows(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether most of the rows have a text of their own in one of the columns, the lowest level first."""
    cells = ([grid.value(row, column) for column in reversed(columns)] for row in rows[:ROWS_LOOKED_AT])
    named = [next((cell for cell in each if not is_blank(cell)), "") for each in cells]
    texts = [str(cell).strip() for cell in named if isinstance(cell, str) and cell and not is_mark(cell)]
    is_usual = len(texts) >= max(_LEAST_ROWS, _FILLED * len(named))
    return is_usual and len(set(texts)) >= _HALF * len(texts) and not any(map(is_like_a_day, texts))
