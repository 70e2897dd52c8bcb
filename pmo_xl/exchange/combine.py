"""Combine: what several sources say of one book, cell by cell; in which order they were named does not matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from pmo_xl.exchange import longtext
from pmo_xl.exchange.compare import LINES_ADDED, TOO_LONG
from pmo_xl.exchange.match import content
from pmo_xl.exchange.normal import is_equal
from pmo_xl.exchange.outcome import OPEN, WRITTEN, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.row import column_of, is_long, title_key
from pmo_xl.model.record import Record

APART: Final = "ファイルによって違います"
_ORDER: Final = (FieldState.CONFLICT, FieldState.DOUBTFUL, FieldState.KEEP, FieldState.UNREAD)


def combined(sources: Iterable[Sequence[RowOutcome]]) -> tuple[RowOutcome, ...]:
    """The rows of all sources, each once: the book's in its order, then the new ones source by source."""
    each = list(sources)
    if len(each) == 1:
        return tuple(each[0])
    known: dict[int, list[RowOutcome]] = defaultdict(list)
    others: list[RowOutcome] = []
    for rows in each:
        for row in rows:
            if row.ours is None:
                others.append(row)
            else:
                known[id(row.ours)].append(row)
    joined = [_one_row(sorted(rows, key=_source)) for rows in known.values()]
    joined.sort(key=lambda row: (row.row.where.tab or "", row.row.where.row or 0))
    return (*joined, *_new_once(others))


def _source(row: RowOutcome) -> str:
    return row.theirs[0].where.file if row.theirs else ""


def _one_row(rows: list[RowOutcome]) -> RowOutcome:
    first = rows[0]
    there = [row for row in rows if row.state is not RowState.GONE]
    if len(rows) == 1 or not there:
        return first
    doubtful = next((row for row in there if row.state is RowState.DOUBTFUL and row.reason), None)
    theirs = tuple(each for row in there for each in row.theirs)
    if doubtful:
        return replace(doubtful, theirs=theirs)
    cells: dict[str, list[tuple[str, Field]]] = defaultdict(list)
    for row in there:
        for field in row.fields:
            cells[field.name].append((_source(row), field))
    fields = [_one_cell(first.sheet, found) for found in cells.values()]
    reasons = "、".join(dict.fromkeys(row.reason for row in rows if row.reason))
    joined = replace(there[0], theirs=theirs, reason=reasons or None).with_fields(fields)
    is_told = joined.state is RowState.SAME and len(there) < len(rows)
    return replace(joined, state=RowState.GONE) if is_told else joined


def _one_cell(sheet: type[Record], found: list[tuple[str, Field]]) -> Field:
    """One cell as all sources that differ from the book have it."""
    others = tuple((source, field.other) for source, field in found)
    fields = [field for _, field in found]
    if len(fields) == 1:
        return fields[0]
    name, kind = fields[0].name, column_of(sheet, fields[0].name).kind
    saying = [field for field in fields if field.state in WRITTEN | OPEN]
    if not saying:
        return replace(fields[0], others=others)
    if all(is_equal(kind, field.other, saying[0].other, name) for field in saying):
        worst = min(saying, key=lambda field: _ORDER.index(field.state) if field.state in _ORDER else 9)
        return replace(worst, others=others)
    if is_long(sheet, name) and all(field.state in WRITTEN and field.has_base for field in saying):
        return _all_lines(saying, others)
    return replace(
        saying[0], state=FieldState.CONFLICT, other=saying[0].other, after=None, reason=APART, others=others
    )


def _all_lines(fields: Sequence[Field], others: tuple[tuple[str, Any], ...]) -> Field:
    """The lines that each source added, where each only added some."""
    first = fields[0]
    text, reason = first.book, LINES_ADDED
    for field in fields:
        text = text and longtext.merged(
            first.base, text, field.other, is_newest_first=first.name in longtext.NEWEST_FIRST
        )
    if text and len(text) > longtext.LONGEST:
        text, reason = None, TOO_LONG
    if not text:
        why = reason if reason is TOO_LONG else APART
        return replace(first, state=FieldState.CONFLICT, after=None, reason=why, others=others)
    return replace(first, state=FieldState.BOTH, after=text, reason=reason, others=others)


def _new_once(rows: Iterable[RowOutcome]) -> list[RowOutcome]:
    """New rows of which several sources say the same count once; what they say differently waits for a person."""
    kept: dict[object, RowOutcome] = {}
    for row in rows:
        own = row.theirs[0]
        key = (
            (row.sheet, row.state, own.key, title_key(own))
            if own.key
            else (row.sheet, row.state, content(own))
        )
        kept[key] = with_another(kept[key], row) if key in kept else row
    return list(kept.values())


def with_another(row: RowOutcome, other: RowOutcome) -> RowOutcome:
    """A new row that another source has too; what it says differently is a conflict, and stays blank."""
    first, second = row.theirs[0], other.theirs[0]
    apart = [
        name
        for name, value in second.values.items()
        if not is_equal(column_of(row.sheet, name).kind, value, first.values.get(name), name)
    ]
    told = {field.name: field for field in row.fields}
    for name in apart:
        said = told[name].others if name in told else ((first.where.file, first.values.get(name)),)
        others = (*said, (second.where.file, second.values[name]))
        told[name] = Field(
            name, FieldState.CONFLICT, None, None, first.values.get(name), None, APART, others=others
        )
    return replace(row, theirs=(*row.theirs, *other.theirs), fields=tuple(told.values()))
