"""Next base: what a source is taken to have said last, once its rows were dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmo_xl.exchange.base_store import KnownRow
from pmo_xl.exchange.outcome import FieldState, RowOutcome, RowState
from pmo_xl.exchange.result import Exchange
from pmo_xl.exchange.row import Row
from pmo_xl.exchange.writing import following


def next_base(exchange: Exchange, old: Mapping[str, KnownRow], file: str | None = None) -> Iterator[KnownRow]:
    """Every row to remember: what was written, or is the same, as the source says it; what waits, as it was before.

    file: of several sources, the one whose base it is.
    """
    told: set[str] = set()
    for row in exchange.rows:
        for theirs in row.theirs:
            if file is not None and theirs.where.file != file:
                continue
            known = _known(theirs, old)
            if known is not None:
                told.add(known.key)
            found = _next(exchange, row, theirs, known)
            if found is not None:
                told.add(found.key)
                yield found
    yield from (row for key, row in old.items() if key not in told)


def _known(row: Row, old: Mapping[str, KnownRow]) -> KnownRow | None:
    return next((old[key] for key in row.keys if key in old), None)


def _next(exchange: Exchange, row: RowOutcome, theirs: Row, known: KnownRow | None) -> KnownRow | None:
    if theirs.key is None:
        return known
    if row.ours is None:
        is_written = row.state is RowState.NEW and id(row) in exchange.writing.ids
        if not is_written:
            return known
        values = {name: _resolved(exchange, theirs, name) for name in theirs.values if theirs.says(name)}
        return KnownRow(row.sheet, theirs.key, exchange.writing.ids[id(row)], values, {}, _more(theirs))
    if row.state is RowState.DOUBTFUL and row.reason and not _is_decided(exchange, row):
        return known
    values, before = _cells(exchange, row, theirs, known)
    return KnownRow(row.sheet, theirs.key, row.ours.row_id, values, before, _more(theirs))


def _is_decided(exchange: Exchange, row: RowOutcome) -> bool:
    return any(exchange.is_settled(row, told) for told in row.fields)


def _cells(
    exchange: Exchange, row: RowOutcome, theirs: Row, known: KnownRow | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is remembered of each cell of a row that the book has, and what stood there before."""
    told = {field.name: field for field in row.fields}
    values = dict(known.values) if known else {}
    before = dict(known.before) if known else {}
    for name in theirs.values:
        if not theirs.says(name):
            continue
        field = told.get(name)
        said = _resolved(exchange, theirs, name)
        if field is None or (
            exchange.state_of(row, field) is FieldState.KEEP and field.state is FieldState.KEEP
        ):
            values[name] = said
        elif exchange.is_settled(row, field):
            values[name] = said
            is_written = exchange.state_of(row, field) in (FieldState.TAKE, FieldState.BOTH)
            before.pop(name, None)
            if is_written:
                before[name] = row.ours.values.get(name) if row.ours else None
    kept = {name: value for name, value in before.items() if name in values}
    return values, kept


def _resolved(exchange: Exchange, row: Row, name: str) -> Any:  # noqa: ANN401 - a value of any kind
    """The value as the book holds it: references by the numbers that the rows got."""
    return following(row.sheet, name, row.values[name], row.where.file, exchange.writing.moved)


def _more(row: Row) -> tuple[str, ...]:
    return tuple(key for key in row.more if "#" in key)
