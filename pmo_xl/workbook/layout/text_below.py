"""Text below: the column that says what each row is about where its heading is no word we know."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.workbook.layout.column_values import ColumnValues
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
