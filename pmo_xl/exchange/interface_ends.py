"""Both ends of an interface, heard apart: who said ○ or ×, which new rows are one, and who has not answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pmo_xl.exchange.combine import with_another
from pmo_xl.exchange.handing_out import side_of
from pmo_xl.exchange.normal import is_blank, is_equal
from pmo_xl.exchange.outcome import Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.row import Row, title_key
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key

SIDES: Final[Mapping[str, str]] = {"source": "接続元", "target": "接続先"}
BOTH_ANSWERED: Final = "台帳にも返信にも答えがあり、違います"
DEADLINE: Final = "IF回収期限"
_BY: Final = "システム"
_REPORTED: Final = "該当 ○ の回答"


def with_ends(
    rows: Sequence[RowOutcome], said: Iterable[tuple[StoredHandOut, Mapping[str, bool]]], project: Project
) -> tuple[list[RowOutcome], tuple[str, ...]]:
    """The rows with what both ends said of them, and a sentence for each ×.

    said: by hand-out and row ID, whether the side is concerned. A ○ goes into 報告システム; a × never does. New rows of
    two ends that are one interface become one row.
    """
    yes: dict[str, list[str]] = {}
    doubts: dict[str, None] = {}
    for stored, applies in said:
        for row_id, is_concerned in applies.items() if stored.by == _BY else ():
            record = project.of(Interface).by_id.get(id_key(row_id))
            if record is not None and is_concerned:
                yes.setdefault(id_key(row_id), []).append(stored.to)
            elif record is not None:
                side = SIDES[side_of(record, stored.to) or "target"]
                doubts[f"{row_id} {record.title or ''}: {side}「{stored.to}」は該当なし(×)と答えました。"] = (
                    None
                )
    made = [_reported(row, yes.get(id_key(row.row_id or ""), [])) for row in rows]
    return list(_paired(made)), tuple(doubts)


def _reported(row: RowOutcome, systems: Sequence[str]) -> RowOutcome:
    record = row.ours.record if row.ours else None
    told = {each.name for each in row.fields}
    if not systems or not isinstance(record, Interface) or "reported_by" in told:
        return row
    found = reported_field(record, systems)
    return row.with_fields((*row.fields, found)) if found else row


def reported_field(record: Interface, systems: Iterable[str]) -> Field | None:
    """報告システム with these systems too; None where nothing is new, or the book has no such column."""
    if record.place is not None and "reported_by" not in record.place.table.columns:
        return None
    known = {name_key(each) for each in record.reported_by}
    added = [each for each in dict.fromkeys(systems) if name_key(each) not in known]
    after = (*record.reported_by, *added)
    old = record.reported_by
    return Field("reported_by", FieldState.TAKE, old, old, after, after, _REPORTED) if added else None


def reported_again(made: Row, ours: Row) -> RowOutcome:
    """A row that an end added, and that the book has already: the end is one more that reported it."""
    record = ours.record
    fields = []
    if isinstance(record, Interface) and (
        found := reported_field(record, made.values.get("reported_by", ()))
    ):
        fields.append(found)
    for name, value in made.values.items():
        book = ours.values.get(name)
        if name == "reported_by" or name not in ours.values or is_blank(value):
            continue
        if is_equal(made.sheet.columns[name].kind, book, value, name):
            continue
        state = FieldState.TAKE if is_blank(book) else FieldState.CONFLICT
        after = value if state is FieldState.TAKE else None
        fields.append(Field(name, state, None, book, value, after, None if after else BOTH_ANSWERED))
    return RowOutcome.compared(made, ours, tuple(fields))


def _paired(rows: Iterable[RowOutcome]) -> Iterator[RowOutcome]:
    """The rows, new ones of one interface that two systems reported as one."""
    kept: dict[object, RowOutcome] = {}
    for number, row in enumerate(rows):
        key = _pair_of(row) or number
        kept[key] = _joined(kept[key], row) if key in kept else row
    yield from kept.values()


def _pair_of(row: RowOutcome) -> tuple[str, ...] | None:
    if row.sheet is not Interface or row.state is not RowState.NEW:
        return None
    values, title = row.theirs[0].values, title_key(row.theirs[0])
    ends = [name_key(str(values.get(side) or "")) for side in SIDES]
    return (*ends, title) if title and all(ends) else None


def _joined(first: RowOutcome, second: RowOutcome) -> RowOutcome:
    """Two reports of one interface: both systems, both wishes; a field that they answer differently stays open."""
    mine, yours = first.theirs[0], second.theirs[0]
    systems = (*mine.values.get("reported_by", ()), *yours.values.get("reported_by", ()))
    both: dict[str, Any] = {"reported_by": tuple(dict.fromkeys(systems))}
    filled = {
        side: {name: value for name, value in row.values.items() if not is_blank(value)}
        for side, row in (("mine", mine), ("yours", yours))
    }
    one = replace(mine, values=filled["yours"] | filled["mine"] | both)
    two = replace(yours, values=filled["mine"] | filled["yours"] | both)
    joined = with_another(replace(first, theirs=(one,)), replace(second, theirs=(two,)))
    return replace(joined, theirs=(one, *first.theirs, *second.theirs))


def not_back(
    told: Sequence[StoredHandOut],
    kept: Iterable[StoredHandOut],
    answered: Mapping[str, bool],
    project: Project,
) -> Iterator[str]:
    """A sentence for each other end of what came back whose own hand-out is not back whole.

    told: what came back now. answered: by 配布番号 of these, whether every row is answered.
    """
    done = {row.id for row in project.of(HandedOut) if row.id and not project.is_open(row)}
    mine = {id_key(key) for each in told if each.by == _BY for key in each.given}
    for each in kept:
        if each.sheet != Interface.sheet.label or each.by != _BY or each.is_cancelled:
            continue
        if answered.get(each.id, each.id in done):
            continue
        rows = [project.of(Interface).by_id.get(id_key(key)) for key in each.given if id_key(key) in mine]
        for side, label in SIDES.items():
            ids = [row.id or "" for row in rows if row is not None and side_of(row, each.to) == side]
            is_other = any(one.id != each.id for one in told)
            if ids and is_other:
                yield f"{label}「{each.to}」が未回収です({each.id}: {'、'.join(ids)})。"


def deadline_of(told: Iterable[StoredHandOut]) -> Any:  # noqa: ANN401 - a date or None
    """The latest day by which the ends are to answer; None where no hand-out says one."""
    days = [
        each.due_on for each in told if each.by == _BY and each.sheet == Interface.sheet.label and each.due_on
    ]
    return max(days, default=None)
