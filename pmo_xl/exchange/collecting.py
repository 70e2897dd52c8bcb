"""Collecting: what came back on one hand-out against what was given and what the ledger says now, three-way.

Only answer columns of rows that were given are compared. What else was changed is listed and left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from pmo_xl.exchange.addressees import Addressee
from pmo_xl.exchange.bases import KeyedBase
from pmo_xl.exchange.compare import Policy, Sides, compare
from pmo_xl.exchange.hand_out_plan import APPLIES, EXTRA, NOTE, OUTSIDE_WORDS, WISH, WISHED_DAY
from pmo_xl.exchange.handing_out import book_values, fingerprint_of_row, side_of
from pmo_xl.exchange.interface_ends import BOTH_ANSWERED
from pmo_xl.exchange.longtext import LONGEST, NEWEST_FIRST, joined
from pmo_xl.exchange.normal import is_blank, is_equal, normal_text
from pmo_xl.exchange.outcome import OPEN, WRITTEN, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.returned import NO_RESULT, ReturnedRow
from pmo_xl.exchange.returned_new_rows import OUTSIDE_WORD, NewRows
from pmo_xl.exchange.row import Row, Where, title_field
from pmo_xl.exchange.stored_hand_outs import StoredHandOut, Values
from pmo_xl.metrics.open_row import is_open_row
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, display
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key

NOT_GIVEN: Final = "渡した行ではありません"
NOT_ANSWERED_HERE: Final = "渡した欄ではありません"
FROM_FORMULA: Final = "数式でした。保存されていた値だけを取りました"
ANSWERED: Final = "回答が入りました"
CLOSED_HERE: Final = "台帳では{}の行です"
APART: Final = "写しのシートで答えが違います。どちらか決められません"


@dataclass(frozen=True)
class Ignored:
    """A change that is not taken. cell: with its tab; text: what stands there."""

    file: str
    row_id: str | None
    cell: str
    text: str
    reason: str


@dataclass(frozen=True)
class Said:
    """Answers that no column holds as they are: by row ID, 希望期限, 追記 and 該当."""

    row_id: str
    name: str
    value: Any


@dataclass
class Gathered:
    """What one file of a hand-out came to. applies: by row ID, whether the side says that it is concerned."""

    rows: list[RowOutcome] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    applies: dict[str, bool] = field(default_factory=dict)
    returned: dict[str, Values] = field(default_factory=dict)
    new_keys: dict[int, str] = field(default_factory=dict)
    new_rows: int = 0
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Collecting:
    """One hand-out while its returns are compared. book: the ledger's key; is_base_known: whether the base was kept.

    ours: the ledger's rows by sheet and ID, shared by all hand-outs of one collecting. are_gone_told: whether rows that
    were given and did not come back stand in the result; else they are only unanswered.
    """

    stored: StoredHandOut
    project: Project
    book: str
    contact: str | None
    is_base_known: bool = True
    policy: Policy = field(default_factory=Policy)
    ours: dict[tuple[str, str], Row] = field(default_factory=dict)
    are_gone_told: bool = False

    def gathered(
        self,
        file: str,
        rows: Sequence[ReturnedRow],
        apart: Iterable[str],
        doubts: Mapping[str, str] = MappingProxyType({}),
    ) -> Gathered:
        """What a file says, row by row. apart, doubts: the rows that copies answer differently, or that may be others."""
        found = Gathered()
        given = {id_key(key): key for key in self.stored.given}
        mine = [row for row in rows if row.row_id and id_key(row.row_id) in given]
        for row in rows:
            if row.row_id and id_key(row.row_id) not in given:
                found.ignored += self._foreign(file, row)
        for row in mine:
            found.ignored += self._locked(file, row, given[id_key(row.row_id or "")])
        self._compare(file, mine, apart, found, doubts)
        self._add_new(file, [row for row in rows if not row.row_id], found)
        return found

    def _records(self) -> Iterator[Record]:
        by_id = self.project.of(self.stored.plan.sheet).by_id
        return (by_id[id_key(key)] for key in self.stored.given if id_key(key) in by_id)

    def _wished(self, record: Record | None) -> str | None:
        side = side_of(record, self.stored.to) if record is not None else None
        return f"wish_{side}_on" if side else None

    def _values(self, values: Values, record: Record | None) -> dict[str, Any]:
        """Answer values under the ledger's fields."""
        found: dict[str, Any] = {}
        for name in self.stored.plan.answers:
            real = self._wished(record) if name == WISHED_DAY else None if name in EXTRA else name
            if real is not None and name in values:
                column = self.stored.plan.sheet.columns[real]
                found[real] = column.blank if values[name] is None else values[name]
        return found

    def _compare(
        self,
        file: str,
        rows: Sequence[ReturnedRow],
        apart: Iterable[str],
        found: Gathered,
        doubts: Mapping[str, str],
    ) -> None:
        plan, records = self.stored.plan, {id_key(r.row_id or ""): r for r in self._records()}
        theirs = [self._theirs(file, row, records.get(id_key(row.row_id or ""))) for row in rows]
        ours = [self._ours(record) for record in records.values()]
        base = KeyedBase({key: row for key, row in self._base_rows(file, rows, records) if row is not None})
        fields = frozenset(name for row in theirs for name in row.values) - {title_field(plan.sheet)}
        compared = compare(Sides(plan.sheet, tuple(ours), tuple(theirs), base, fields=fields), self.policy)
        by_id = {id_key(row.row_id or ""): row for row in rows}
        doubtful = set(apart)
        for outcome in compared.rows:
            key = id_key(outcome.row_id or "")
            if outcome.state is RowState.GONE and not outcome.theirs and not self.are_gone_told:
                continue
            if key in doubtful and outcome.theirs:
                found.rows.append(RowOutcome.doubtful(plan.sheet, outcome.theirs[0], outcome.ours, APART))
                continue
            returned, is_pair = by_id.get(key), outcome.ours is not None and bool(outcome.theirs)
            reason = outcome.reason if outcome.state is RowState.DOUBTFUL else doubts.get(key)
            if returned is not None and is_pair:
                outcome = self._with_extras(outcome, returned)
                if reason and outcome.fields:
                    cells = tuple(map(_doubted, outcome.fields))
                    outcome = RowOutcome.doubtful(plan.sheet, outcome.theirs[0], outcome.ours, reason, cells)
            found.rows.append(outcome)
        self._tell([row for row in rows if id_key(row.row_id or "") not in doubtful], found)

    def _theirs(self, file: str, row: ReturnedRow, record: Record | None) -> Row:
        sheet, where = self.stored.plan.sheet, Where(file, row.tab, row.row)
        values = self._values({n: row.values[n] for n in self.stored.plan.answers if n in row.values}, record)
        unread = {self._wished(record) if n == WISHED_DAY else n: text for n, text in row.unread.items()}
        kept = {n: text for n, text in unread.items() if n in values}
        title = title_field(sheet)
        if title and title in self.stored.plan.shown and row.values.get(title):
            values[title] = row.values[title]
        return Row(sheet, values, where, id_key(row.row_id or ""), row.row_id, kept)

    def _ours(self, record: Record) -> Row:
        """The ledger's row, one and the same for every hand-out that it stands in."""
        sheet = self.stored.plan.sheet
        key = (sheet.sheet.label, id_key(record.row_id or ""))
        if key not in self.ours:
            values = {name: getattr(record, name) for name in _columns(record) if name != "id"}
            title = title_field(sheet)
            if title:
                shown = self.stored.shown.get(record.row_id or "", {})
                values[title] = shown.get(title) or getattr(record, title)
            where = Where("台帳", record.place.table.sheet_title if record.place else None, record.row)
            unread = {name: each.text for name, each in record.unread.items() if name in values}
            self.ours[key] = Row(sheet, values, where, key[1], record.row_id, unread, record)
        return self.ours[key]

    def _base_rows(
        self, file: str, rows: Sequence[ReturnedRow], records: Mapping[str, Record]
    ) -> Iterator[tuple[str, Row | None]]:
        sheet = self.stored.plan.sheet
        if not self.is_base_known:
            for row in rows:
                key = id_key(row.row_id or "")
                record = records.get(key)
                if record is not None and self._is_as_given(row, record):
                    yield key, self._ours(record)
            return
        for row_id, given in self.stored.given.items():
            record = records.get(id_key(row_id))
            last = {**given, **self.stored.last.get(row_id, {})}
            values = self._values(last, record)
            title = title_field(sheet)
            if title and self.stored.shown.get(row_id, {}).get(title):
                values[title] = self.stored.shown[row_id][title]
            before = dict(self.stored.before.get(row_id, {}))
            yield id_key(row_id), Row(sheet, values, Where(file), id_key(row_id), row_id, before=before)

    def _is_as_given(self, row: ReturnedRow, record: Record) -> bool:
        """Whether the ledger still says what 照合 says was given."""
        to = Addressee(self.stored.to, is_outside=self.stored.is_outside)
        now = book_values(record, self.stored.plan, to, self.stored.by, self.project)
        return row.fingerprint == fingerprint_of_row(self.book, record.row_id or "", self.stored.plan, now)

    def _known(self, row_id: str, name: str) -> Any:  # noqa: ANN401 - of any kind
        """What was said last time, else given."""
        last = self.stored.last.get(row_id, {})
        return last[name] if name in last else self.stored.given.get(row_id, {}).get(name)

    def _with_extras(self, outcome: RowOutcome, returned: ReturnedRow) -> RowOutcome:
        """The row with what its answers mean beside themselves: 状態, 期限の希望, 追記."""
        fields = {each.name: _shortened(each) for each in outcome.fields}
        record = outcome.ours.record if outcome.ours else None
        if record is None:
            return outcome
        for name in returned.formulas & fields.keys():
            is_lost = name in returned.unread and returned.unread[name].startswith("=")
            fields[name] = (
                replace(fields[name], reason=NO_RESULT) if is_lost else _because(fields[name], FROM_FORMULA)
            )
        for extra in (
            *self._status(record, fields),
            *self._wish(record, returned),
            *self._outside(record, fields),
        ):
            fields[extra.name] = extra
        note = self._note(record, returned)
        if note is not None:
            fields[note.name] = note
        if closed := self._closed_as(record):
            fields = {name: _because(each, CLOSED_HERE.format(closed)) for name, each in fields.items()}
        return outcome.with_fields(fields.values())

    def _closed_as(self, record: Record) -> str | None:
        """The 状態 of a row that is closed here; None where it is open, or known by no state."""
        status = getattr(record, "status", None)
        return str(status) if status and not is_open_row(record, self.project) else None

    def _status(self, record: Record, fields: Mapping[str, Field]) -> Iterator[Field]:
        answer = fields.get("answer")
        if isinstance(record, Question) and record.status == "未回答" and answer and answer.state in WRITTEN:
            yield Field("status", FieldState.TAKE, record.status, record.status, "回答済", "回答済", ANSWERED)

    def _outside(self, record: Record, fields: Mapping[str, Field]) -> Iterator[Field]:
        for (label, name), words in OUTSIDE_WORDS.items():
            told = fields.get(name)
            is_meant = self.stored.is_outside and record.sheet.label == label and told is not None
            if is_meant and told and told.state in WRITTEN | OPEN and told.other not in words:
                reason = OUTSIDE_WORD.format("・".join(words))
                yield replace(told, state=FieldState.DOUBTFUL, after=None, reason=reason)

    def _wish(self, record: Record, returned: ReturnedRow) -> Iterator[Field]:
        wished = returned.values.get(WISH)
        due = getattr(record, "due_on", None)
        if not isinstance(wished, date) or wished in (due, self._known(record.row_id or "", WISH)):
            return
        reason = f"期限 {day(due) if due else '(空欄)'} → {day(wished)} の希望"
        yield Field("due_on", FieldState.DOUBTFUL, due, due, wished, None, reason)

    def _note(self, record: Record, returned: ReturnedRow) -> Field | None:
        """A line in 対応経過 (else 備考): the wish, and what was added."""
        name = "progress_notes" if isinstance(record, Issue) else "remarks"
        if name not in _columns(record):
            return None
        book = getattr(record, name)
        lines = [
            each for each in self._lines(record, returned) if normal_text(each) not in normal_text(book or "")
        ]
        if not lines:
            return None
        stamp = f"{self.project.run_day.month}/{self.project.run_day.day} {self.stored.to}: "
        text = "\n".join(f"{stamp}{line}" for line in lines)
        after = joined(book, text, is_newest_first=name == "progress_notes")
        if len(after) > LONGEST:
            return Field(name, FieldState.DOUBTFUL, book, book, text, None, "1セルに入る長さを超えます")
        return Field(name, FieldState.BOTH, book, book, text, after, f"{self.stored.id} の返信")

    def _lines(self, record: Record, returned: ReturnedRow) -> Iterator[str]:
        wished, note = returned.values.get(WISH), returned.values.get(NOTE)
        row_id = record.row_id or ""
        if isinstance(wished, date) and wished != self._known(row_id, WISH):
            yield f"期限 {day(wished)} を希望({self.stored.id})"
        if isinstance(note, str) and not is_equal(Kind.LONGTEXT, note, self._known(row_id, NOTE)):
            yield " ".join(note.split("\n"))

    def _add_new(self, file: str, rows: Sequence[ReturnedRow], found: Gathered) -> None:
        if not self.stored.plan.new_rows:
            found.ignored += [each for row in rows for each in self._foreign(file, row)]
            return
        made = NewRows(self.stored, self.project, self.contact, self._ours)
        if why := made.too_many(rows):
            found.doubts.append(f"{file}: {why}")
            return
        for key, row, outcome in made.told(file, rows):
            found.new_rows += 1
            found.new_keys[id(row)] = key
            found.rows.append(outcome)

    def _tell(self, rows: Sequence[ReturnedRow], found: Gathered) -> None:
        """Which rows were answered, who is concerned, and what stands in the file for the next base."""
        keys = {id_key(key): key for key in self.stored.given}
        for row in rows:
            row_id = keys[id_key(row.row_id or "")]
            values = {name: row.values[name] for name in self.stored.plan.answers if name in row.values}
            found.returned[row_id] = {n: v for n, v in values.items() if n not in row.unread}
            applies = values.get(APPLIES)
            if isinstance(applies, bool):
                found.applies[row_id] = applies
            given = self.stored.given[row_id]
            kinds = {name: self.stored.plan.column(name).kind for name in values}
            if any(not is_blank(v) and not is_equal(kinds[n], v, given.get(n), n) for n, v in values.items()):
                found.answered.add(row_id)

    def _foreign(self, file: str, row: ReturnedRow) -> Iterator[Ignored]:
        said = [display(self.stored.plan.column(n).kind, v) for n, v in row.values.items() if v is not None]
        cell = f"{row.tab}!{row.row}行"
        yield Ignored(file, row.row_id, cell, "、".join(said)[:80], NOT_GIVEN)

    def _locked(self, file: str, row: ReturnedRow, row_id: str) -> Iterator[Ignored]:
        """The shown columns that were changed."""
        shown = self.stored.shown.get(row_id)
        for name in self.stored.plan.shown if shown else ():
            kind = self.stored.plan.column(name).kind
            if shown is None or name == "id" or name not in row.values:
                continue
            value, before = row.values[name], shown.get(name)
            if not is_equal(kind, display(kind, value), display(kind, before)) and not is_equal(
                kind, value, before
            ):
                cell = f"{row.tab}!{row.cells.get(name, '')}"
                yield Ignored(file, row_id, cell, display(kind, value), NOT_ANSWERED_HERE)


def _columns(record: Record) -> Mapping[str, Any]:
    """The columns that the row's table has."""
    return record.place.table.columns if record.place else record.columns


def answered_if_written(row: RowOutcome) -> RowOutcome:
    """The row without 状態 → 回答済 where its answer is not written after all: several files say different things."""
    fields = {each.name: each for each in row.fields}
    status, answer = fields.get("status"), fields.get("answer")
    if row.sheet is not Question or status is None or not (status.reason or "").startswith(ANSWERED):
        return row
    if answer is not None and answer.state in WRITTEN:
        return row
    return row.with_fields(each for each in row.fields if each is not status)


def _because(told: Field, reason: str) -> Field:
    return replace(told, reason="。".join(filter(None, (told.reason, reason))))


def _doubted(told: Field) -> Field:
    """A cell of a row that may be another row; lines that come to others are decided as a whole."""
    if told.state not in WRITTEN | OPEN:
        return told
    other = told.after if told.state is FieldState.BOTH else told.other
    return replace(told, state=FieldState.DOUBTFUL, other=other, after=None)


def _shortened(told: Field) -> Field:
    """A text that no cell can hold waits for a person; so do two answers to one question, which are never joined."""
    if told.state is FieldState.BOTH and is_blank(told.base) and told.name not in NEWEST_FIRST:
        return replace(told, state=FieldState.CONFLICT, after=None, reason=BOTH_ANSWERED)
    if told.state in WRITTEN and isinstance(told.after, str) and len(told.after) > LONGEST:
        return replace(
            told, state=FieldState.DOUBTFUL, after=None, reason="1セルに入る長さ(32,767字)を超えます"
        )
    return told
