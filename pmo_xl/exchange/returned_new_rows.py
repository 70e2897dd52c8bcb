"""New rows of a hand-out that came back: what its reader wrote below the rows that were given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pmo_xl.exchange.hand_out_plan import EXTRA, NOTE, OUTSIDE_WORDS, WISH, WISHED_DAY
from pmo_xl.exchange.interface_ends import reported_again
from pmo_xl.exchange.normal import normal_text
from pmo_xl.exchange.outcome import Field, FieldState, RowOutcome
from pmo_xl.exchange.returned import ReturnedRow
from pmo_xl.exchange.row import Row, Where, title_field, title_key
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.metrics.fingerprint import hash_of
from pmo_xl.metrics.open_row import is_open_row
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

SAME_AS_OPEN: Final = "未完了の {} と件名が同じです。同じものか確かめてください"
NO_TITLE: Final = "新しい行に件名などがありません。どの行への答えか確かめてください"
OUTSIDE_WORD: Final = "社外からは {} だけを受け取ります"
TOO_MANY: Final = (
    "新しい行が {} 行あります(渡した空いている行は {} 行)。多すぎるため、新しい行は 1 行も足しません。"
    "要る行だけを残して、もう一度回収してください。"
)
_KEY: Final = "new:"
_MOST: Final = 200


@dataclass(frozen=True)
class NewRows:
    """The new rows of one hand-out. contact: who asks in the addressee's name. ours: the ledger's row of a record."""

    stored: StoredHandOut
    project: Project
    contact: str | None
    ours: Callable[[Record], Row]

    def too_many(self, rows: Sequence[ReturnedRow]) -> str | None:
        """Why none of the rows is taken: more than anybody writes by hand; None where they are."""
        given = self.stored.plan.new_rows
        return TOO_MANY.format(f"{len(rows):,}", given) if len(rows) > max(_MOST, 10 * given) else None

    def told(self, file: str, rows: Sequence[ReturnedRow]) -> Iterator[tuple[str, Row, RowOutcome]]:
        """Each row that was not collected before: what it is known by, the row, and what becomes of it."""
        for row in rows:
            said = sorted(row.values.items())
            key = _KEY + hash_of(f"{name}={value}" for name, value in said if value is not None)
            if key not in self.stored.last:
                made = self._row(file, row)
                yield key, made, self._outcome(made)

    def _outcome(self, made: Row) -> RowOutcome:
        records = self.project.of(self.stored.plan.sheet)
        title = title_key(made)
        if not title and not issubclass(made.sheet, Interface):  # an interface is told by its two ends
            return RowOutcome.doubtful(made.sheet, made, None, NO_TITLE)
        for record in records if title else ():
            if not is_open_row(record, self.project):
                continue
            other = getattr(record, title_field(self.stored.plan.sheet) or "id", None)
            if other and normal_text(str(other)) == title and _is_same_pair(made, record):
                if isinstance(record, Interface) and self.stored.by == "システム":
                    return reported_again(made, self.ours(record))
                return RowOutcome.doubtful(made.sheet, made, None, SAME_AS_OPEN.format(record.row_id))
        return self._of_outside(RowOutcome.new(made))

    def _of_outside(self, outcome: RowOutcome) -> RowOutcome:
        """A new row of somebody outside: a 状態 that they may not set waits for a person, and the row begins as any other."""
        told = self._not_theirs(outcome.theirs[0].values)
        if told is None:
            return outcome
        reason = OUTSIDE_WORD.format("・".join(self._words))
        waits = Field("status", FieldState.DOUBTFUL, None, None, told, None, reason)
        return outcome.with_fields((*outcome.fields, waits))

    @property
    def _words(self) -> tuple[str, ...]:
        """The 状態 that somebody outside may set; none where all may be set."""
        label = self.stored.plan.sheet.sheet.label
        return OUTSIDE_WORDS.get((label, "status"), ()) if self.stored.is_outside else ()

    def _not_theirs(self, values: Mapping[str, Any]) -> str | None:
        told = values.get("status")
        return str(told) if told and self._words and told not in self._words else None

    def _row(self, file: str, row: ReturnedRow) -> Row:
        sheet = self.stored.plan.sheet
        values = {n: v for n, v in row.values.items() if n not in EXTRA and n != "id" and v is not None}
        columns = sheet.columns
        for name in ("asked_by", "raised_by"):
            if name in columns:
                values[name] = self.contact or self.stored.to
        for name in ("asked_on", "raised_on"):
            if name in columns:
                values.setdefault(name, self.project.as_of)
        if "remarks" in columns:
            values["remarks"] = "\n".join(self._remarks(row))
        if issubclass(sheet, Interface) and self.stored.by == "システム":
            values["reported_by"] = (self.stored.to,)
            wished = row.values.get(WISHED_DAY)
            side = "source" if values.get("source") == self.stored.to else "target"
            values |= {f"wish_{side}_on": wished} if wished else {}
        return Row(sheet, values, Where(file, row.tab, row.row), None, None, dict(row.unread))

    def _remarks(self, row: ReturnedRow) -> Iterator[str]:
        """Where the row comes from, and what it says in columns that the ledger does not have."""
        yield f"{self.stored.id} で追加"
        wished, note = row.values.get(WISH), row.values.get(NOTE)
        if isinstance(wished, date):
            yield f"期限 {day(wished)} を希望"
        if isinstance(note, str):
            yield note
        if told := self._not_theirs(row.values):
            yield f"状態「{told}」の申し出"


def _is_same_pair(made: Row, record: Record) -> bool:
    """Of interfaces: whether both name the same two ends."""
    if not isinstance(record, Interface):
        return True
    return (made.values.get("source"), made.values.get("target")) == (record.source, record.target)
