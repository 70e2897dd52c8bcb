"""Lines: an exchange as a list for people: a line for each cell that differs, and for each row that came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pmo_xl.exchange.normal import EXTERNAL_IDS, is_blank
from pmo_xl.exchange.outcome import WHOLE_ROW, WRITTEN, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.writing import Writing
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.list_column import ListColumn
from pmo_xl.workbook.cells.address import cell_name

BLANK, NOTHING, NOT_WRITTEN = "(空欄)", "－", "(書かない)"
HIDDEN: Final = "(非表示)"
"""What is said of a cell that is written to a row which nobody sees: hidden, or filtered away."""

_WORDS: Final = {
    FieldState.TAKE: "変更",
    FieldState.BOTH: "合わせ",
    FieldState.KEEP: "台帳のまま",
    FieldState.CONFLICT: "衝突",
    FieldState.DOUBTFUL: "要確認",
    FieldState.UNREAD: "読めない",
    FieldState.BLOCKED: "書けない",
}
_ROW_WORDS: Final = {RowState.NEW: "新規", RowState.DOUBTFUL: "要確認", RowState.GONE: "なし"}


class Exchanged(Protocol):
    """What the lines are of: an Exchange."""

    @property
    def rows(self) -> Sequence[RowOutcome]:
        """Every row."""

    @property
    def writing(self) -> Writing:
        """The changes as decided so far."""

    def state_of(self, row: RowOutcome, told: Field) -> FieldState:
        """What becomes of a cell as decided so far."""


@dataclass(frozen=True)
class Line:
    """One line. what: 新規, 変更 …. row_id: of the row as it will be. base, book, other, after: as a person reads them."""

    what: str
    sheet: str
    row_id: str | None
    external_id: str | None
    title: str
    column: str
    cell: str | None
    base: str
    book: str
    other: str
    after: str
    reason: str
    row: RowOutcome
    field: Field | None = None


COLUMNS: Final = (
    ListColumn("区分", width=10, name="what", is_judged=True),
    ListColumn("シート", width=16, name="sheet"),
    ListColumn("ID", width=11, name="row_id"),
    ListColumn("外部ID", width=16, name="external_id"),
    ListColumn("件名", Kind.LONGTEXT, 28, name="title"),
    ListColumn("列", width=14, name="column"),
    ListColumn("前回", Kind.LONGTEXT, 22, name="base", is_printed=False),
    ListColumn("台帳", Kind.LONGTEXT, 26, name="book"),
    ListColumn("相手", Kind.LONGTEXT, 26, name="other"),
    ListColumn("書く値", Kind.LONGTEXT, 26, name="after"),
    ListColumn("理由", Kind.LONGTEXT, 36, name="reason"),
)


def lines_of(exchange: Exchanged) -> Iterator[Line]:
    """The lines of an exchange, row by row."""
    for row in exchange.rows:
        if row.ours is None or row.state is RowState.GONE or (row.state is RowState.DOUBTFUL and row.reason):
            yield _row_line(exchange, row)
        if row.state is not RowState.NEW or row.fields:
            yield from (
                _cell_line(exchange, row, each) for each in row.fields if is_told(exchange, row, each)
            )


def is_told(exchange: Exchanged, row: RowOutcome, told: Field) -> bool:
    """Whether a cell is shown: not where the other side merely says nothing."""
    return exchange.state_of(row, told) is not FieldState.KEEP or told.state is not FieldState.KEEP


def _row_line(exchange: Exchanged, row: RowOutcome) -> Line:
    writing = exchange.writing
    blocked = writing.blocked.get((id(row), None))
    renamed = writing.renamed(row) if row.theirs else None
    reasons = [row.reason, renamed and f"{renamed} として足します", blocked]
    has_book = NOTHING if row.ours is None else row.ours.title
    has_other = row.theirs[0].title if row.theirs else "(行なし)"
    is_written = row.state is RowState.NEW and not blocked
    filled = sum(not is_blank(value) for value in row.theirs[0].values.values()) if row.theirs else 0
    return Line(
        "書けない" if blocked else _ROW_WORDS.get(row.state, ""),
        row.sheet.sheet.label,
        writing.ids.get(id(row)) or row.row_id,
        external_id(row),
        row.title,
        WHOLE_ROW,
        None,
        "",
        has_book,
        has_other,
        f"{filled} 列" if is_written else "" if row.state is RowState.GONE else NOT_WRITTEN,
        "。".join(reason for reason in reasons if reason),
        row,
    )


def _cell_line(exchange: Exchanged, row: RowOutcome, told: Field) -> Line:
    column, state = row.column(told.name), exchange.state_of(row, told)
    blocked = exchange.writing.blocked.get((id(row), told.name))
    place = exchange.writing.places.get((id(row), told.name))
    return Line(
        "合わせ" if row.is_linked and state in WRITTEN else _WORDS[state],
        row.sheet.sheet.label,
        row.row_id,
        external_id(row),
        row.title,
        column.label,
        cell_name(place.row, place.column) if place else None,
        as_read(column.kind, told.base) if told.has_base else NOTHING,
        as_read(column.kind, told.book),
        _others(row, told),
        after_of(exchange, row, told),
        (blocked or told.reason or "") + (HIDDEN if state in WRITTEN and _is_hidden(row) else ""),
        row,
        told,
    )


def _is_hidden(row: RowOutcome) -> bool:
    place = row.ours.record.place if row.ours and row.ours.record else None
    return place is not None and place.is_hidden


def after_of(exchange: Exchanged, row: RowOutcome, told: Field) -> str:
    """What will stand in the cell, or that nothing is written."""
    value = value_written(exchange, row, told)
    return NOT_WRITTEN if value is None else value


def value_written(exchange: Exchanged, row: RowOutcome, told: Field) -> str | None:
    """The value that is written as a person reads it; None where nothing is."""
    if exchange.state_of(row, told) not in WRITTEN:
        return None
    change = exchange.writing.changes.fields.get(exchange.writing.places[id(row), told.name])
    return as_read(row.column(told.name).kind, change.value if change else told.after)


def _others(row: RowOutcome, told: Field) -> str:
    kind = row.column(told.name).kind
    if not told.others or all(value == told.others[0][1] for _, value in told.others):
        return as_read(kind, told.other)
    return " / ".join(f"{file}: {as_read(kind, value)}" for file, value in told.others)


def external_id(row: RowOutcome) -> str | None:
    """The 外部ID that the arriving row bears."""
    values = (each.values.get(EXTERNAL_IDS) for each in (*row.theirs, *((row.ours,) if row.ours else ())))
    keys = (each.key for each in row.theirs if each.key and ":" in each.key)
    return next((str(value) for value in values if value), None) or next(keys, None)


def as_read(kind: Kind, value: Any) -> str:  # noqa: ANN401 - a value, or a text that could not be read
    """A value as a person reads it; a blank says so."""
    if is_blank(value):
        return BLANK
    return value if isinstance(value, str) else display(kind, value)
