"""What hand-outs count once answers are written: who has answered, the rows of 配布記録, and the base of the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pmo_xl.exchange import Exchange, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.collecting import Gathered
from pmo_xl.exchange.hand_out_plan import WISH, WISHED_DAY
from pmo_xl.exchange.handing_out import side_of
from pmo_xl.exchange.outcome import WRITTEN
from pmo_xl.exchange.row import rows_of
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.references import id_key
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.operations.returned_files import Returns

Settled = Callable[[RowOutcome, Field], bool]


@dataclass(frozen=True)
class HandOutReturn:
    """What came back on one hand-out. answered: rows answered so far; unanswered: their IDs; files: of this time."""

    id: str
    sheet: str
    to: str
    files: tuple[str, ...]
    rows_given: int
    answered: int
    unanswered: tuple[str, ...]
    due_on: date | None = None


def returned(
    group: Returns, found: Sequence[Gathered], rows: Iterable[RowOutcome], is_settled: Settled
) -> HandOutReturn:
    """What a hand-out counts once the rows are written: an answer taken back and settled so is none any more."""
    stored = group.stored
    said = (last for *_, last in _settled(stored, found, rows, is_settled))
    answered = set().union(*(each.answered for each in found), answered_before(_with_said(stored, said)))
    waiting = tuple(key for key in stored.given if key not in answered)
    names = tuple(file.path.name for file, _ in group.files)
    count = len(stored.given)
    return HandOutReturn(
        stored.id, stored.sheet, stored.to, names, count, count - len(waiting), waiting, stored.due_on
    )


def answered_before(stored: StoredHandOut) -> set[str]:
    """The rows of a hand-out that were answered by the last collecting."""
    return {
        key
        for key, values in stored.last.items()
        if key in stored.given
        and any(v is not None and v != stored.given[key].get(n) for n, v in values.items())
    }


def records(
    told: Iterable[HandOutReturn], book: OpenedBook, groups: Mapping[str, Returns]
) -> Iterator[RowOutcome]:
    """The rows of 配布記録 with what is back: 回収日, 回答件数, 未回答ID, 状態."""
    rows = {row.row_id: row for row in rows_of(book.of(HandedOut), book.path.name)}
    for each in told:
        row = rows.get(each.id)
        record = row.record if row else None
        if row is None or not isinstance(record, HandedOut) or not groups[each.id].files:
            continue
        status = "一部回収" if each.unanswered else "回収済"
        wanted: dict[str, Any] = {
            "rows_answered": each.answered,
            "unanswered": "、".join(each.unanswered) or None,
            "status": status,
        }
        changed = {name: value for name, value in wanted.items() if getattr(record, name) != value}
        if record.collected_on is None or changed:
            changed["collected_on"] = book.project.run_day
        has = record.place.table.columns if record.place else record.columns
        fields = [
            Field(name, FieldState.TAKE, old, old, value, value, "回収の記録")
            for name, value in changed.items()
            if name in has and (old := getattr(record, name)) != value
        ]
        yield RowOutcome(HandedOut, RowState.SAME, row, (row,)).with_fields(fields)


def next_stored(stored: StoredHandOut, found: Sequence[Gathered], made: Exchange) -> StoredHandOut:
    """The hand-out with what came back and is settled as its base."""
    settled = list(_settled(stored, found, made.rows, made.is_settled))
    before = {key: dict(values) for key, values in stored.before.items()}
    for real, told, (row_id, name, value) in settled:
        if told and told.state in WRITTEN and value == told.after and name != WISH:
            before.setdefault(row_id, {})[real] = told.book
    kept = _with_said(stored, (last for *_, last in settled))
    new: dict[str, dict[str, Any]] = {
        each.new_keys[id(one)]: {}
        for each in found
        for row in made.rows
        if id(row) in made.writing.ids
        for one in row.theirs
        if id(one) in each.new_keys
    }
    return replace(kept, last={**kept.last, **new}, before=before)


def _settled(
    stored: StoredHandOut,
    found: Iterable[Gathered],
    rows: Iterable[RowOutcome],
    is_settled: Settled,
) -> Iterator[tuple[str, Field | None, tuple[str, str, Any]]]:
    """The cells that came back and that nobody has to ask about again: field, what became of it, and ID, answer, value."""
    outcomes = {id_key(row.row_id): row for row in rows if row.row_id and row.sheet is stored.plan.sheet}
    for each in found:
        for row_id, values in each.returned.items():
            outcome = outcomes.get(id_key(row_id))
            if outcome is None or (outcome.state is RowState.DOUBTFUL and not outcome.fields):
                continue
            fields = {told.name: told for told in outcome.fields}
            for name, value in values.items():
                real = _real_name(outcome, stored, name)
                told = fields.get(real)
                if (
                    told is None
                    or told.state is FieldState.KEEP
                    or value == told.book
                    or is_settled(outcome, told)
                ):
                    yield real, told, (row_id, name, value)


def _with_said(stored: StoredHandOut, said: Iterable[tuple[str, str, Any]]) -> StoredHandOut:
    last = {key: dict(values) for key, values in stored.last.items()}
    for row_id, name, value in said:
        last.setdefault(row_id, {})[name] = value
    return replace(stored, last=last)


def _real_name(outcome: RowOutcome, stored: StoredHandOut, name: str) -> str:
    if name == WISH:
        return "due_on"
    if name == WISHED_DAY and outcome.ours and outcome.ours.record is not None:
        return f"wish_{side_of(outcome.ours.record, stored.to)}_on"
    return name
