"""Stored hand-outs: what was given and what came back last, as files beside the history; the base of `collect`.

.pmo_xl/exchange/<book key>/H20261130-01.json.gz, under the book's password where it has one.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.durable import write_durably
from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.leftovers import temporary_file
from pmo_xl.disk.reasons import reason
from pmo_xl.errors import UnwritableOutput
from pmo_xl.exchange.hand_out_plan import EXTRA, HandOutPlan
from pmo_xl.exchange.handing_out import HandOut
from pmo_xl.exchange.row import held
from pmo_xl.history import UnreadableRun, locked_bytes, unlocked_bytes
from pmo_xl.model.column import Kind
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.workbook.file.own_folder import own_folder

FOLDER: Final = "exchange"
SCHEMA: Final = 1
_LARGEST: Final = 64 << 20
Values = Mapping[str, Any]


@dataclass(frozen=True)
class StoredHandOut:
    """One hand-out as it was given. given, last: by row ID the answer values then, and as they last came back.

    before: by row ID what stood in the book's cells before the last answers were written there. titles: by row ID what
    the rows were called. fingerprints: 照合 by row ID. saved_at: when the latest file that was collected was saved, as
    it says itself.
    """

    id: str
    plan: HandOutPlan
    by: str
    to: str
    mail: str | None
    handed_out_on: date
    due_on: date | None
    is_outside: bool
    given: Mapping[str, Values]
    shown: Mapping[str, Values]
    fingerprints: Mapping[str, str]
    last: Mapping[str, Values] = field(default_factory=dict)
    before: Mapping[str, Values] = field(default_factory=dict)
    is_cancelled: bool = False
    saved_at: str = ""

    @property
    def sheet(self) -> str:
        """The label of its sheet."""
        return self.plan.sheet.sheet.label


def stored(hand_out: HandOut, on: date) -> StoredHandOut:
    """What is kept of a hand-out that was just made."""
    plan = hand_out.plan
    return StoredHandOut(
        hand_out.id,
        plan,
        hand_out.by,
        hand_out.to,
        hand_out.mail,
        on,
        hand_out.due_on,
        hand_out.is_outside,
        {row.row_id: {name: row.values.get(name) for name in plan.answers} for row in hand_out.rows},
        {row.row_id: {name: row.values.get(name) for name in plan.shown} for row in hand_out.rows},
        {row.row_id: row.fingerprint for row in hand_out.rows},
    )


@dataclass(frozen=True)
class HandOutFiles:
    """The stored hand-outs of one book. book: its key; password: of an encrypted book."""

    workbook: Path
    book: str
    password: str | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.workbook.parent / ".pmo_xl" / FOLDER / self.book

    def every(self) -> tuple[tuple[StoredHandOut, ...], tuple[str, ...]]:
        """Every hand-out that can be read, and a sentence for each that cannot."""
        found, remarks = [], []
        for path in sorted(self.folder.glob("H*.json.gz")) if self.folder.is_dir() else ():
            try:
                found.append(self._read(path))
            except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, UnreadableRun):
                remarks.append(
                    f"配布の控え {path.name} を読めません。配布時の値が分からないものとして比べます。"
                )
        return tuple(found), tuple(remarks)

    def names(self) -> Iterator[str]:
        """The numbers that have a file, read or not."""
        for path in sorted(self.folder.glob("H*.json.gz")) if self.folder.is_dir() else ():
            yield path.name.removesuffix(".json.gz")

    def write(self, each: StoredHandOut) -> None:
        """Keep one. UnwritableOutput."""
        text = json.dumps(_as_json(each), ensure_ascii=False, separators=(",", ":"))
        packed = gzip.compress(text.encode(), mtime=0)
        data = locked_bytes(packed, self.password) if self.password else packed
        path = self.folder / f"{each.id}.json.gz"
        try:
            own_folder(self.workbook)
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary_file(self.folder, path) as temporary:
                write_durably(temporary, data)
                temporary.replace(path)
        except OSError as error:
            raise UnwritableOutput(
                f"配布の控えを {self.folder} に書けません({reason(error)})。書き込めるフォルダか確かめてください。"
            ) from error

    def _read(self, path: Path) -> StoredHandOut:
        data = read_given(path, _LARGEST)
        packed = unlocked_bytes(data, self.password) if self.password else data
        return _as_stored(json.loads(gzip.decompress(packed)))


def _as_json(each: StoredHandOut) -> dict[str, Any]:
    plan = each.plan
    maps = {"given": each.given, "shown": each.shown, "last": each.last, "before": each.before}
    return {
        "schema": SCHEMA,
        "id": each.id,
        "sheet": each.sheet,
        "plan": [list(plan.shown), list(plan.answers), plan.new_rows],
        "by": each.by,
        "to": each.to,
        "mail": each.mail,
        "handed_out_on": each.handed_out_on.isoformat(),
        "due_on": each.due_on.isoformat() if each.due_on else None,
        "is_outside": each.is_outside,
        "is_cancelled": each.is_cancelled,
        "saved_at": each.saved_at,
        "fingerprints": dict(each.fingerprints),
    } | {name: {key: _plain_row(row) for key, row in rows.items()} for name, rows in maps.items()}


def _as_stored(content: Mapping[str, Any]) -> StoredHandOut:
    if content["schema"] > SCHEMA:
        raise ValueError(content["schema"])
    sheet = sheet_labelled(content["sheet"])
    shown, answers, new_rows = content["plan"]
    plan = HandOutPlan(sheet, tuple(shown), tuple(answers), new_rows)

    def rows(name: str) -> dict[str, Values]:
        """One of the maps as the fields hold it."""
        return {key: _held_row(plan, row) for key, row in content[name].items()}

    due_on = content["due_on"]
    return StoredHandOut(
        content["id"],
        plan,
        content["by"],
        content["to"],
        content["mail"],
        date.fromisoformat(content["handed_out_on"]),
        date.fromisoformat(due_on) if due_on else None,
        bool(content["is_outside"]),
        rows("given"),
        rows("shown"),
        dict(content["fingerprints"]),
        rows("last"),
        rows("before"),
        bool(content["is_cancelled"]),
        str(content.get("saved_at") or ""),
    )


def _plain_row(row: Values) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return list(value)
    return value


def _held_row(plan: HandOutPlan, row: Values) -> dict[str, Any]:
    return {name: _held(plan, name, value) for name, value in row.items()}


def _held(plan: HandOutPlan, name: str, value: Any) -> Any:  # noqa: ANN401 - a plain value
    if value is None:
        return None
    if name in EXTRA:
        return date.fromisoformat(value) if EXTRA[name].kind is Kind.DATE else value
    if isinstance(value, str) and plan.column(name).kind not in (Kind.DATE, Kind.DATETIME, Kind.MONTH):
        return value if plan.column(name).kind not in (Kind.NUMBER, Kind.PERCENT) else Decimal(value)
    found = held(plan.sheet, name, value)
    return None if found == () else found


def sequence_of(values: Sequence[StoredHandOut], number: str) -> StoredHandOut | None:
    """The hand-out of a number; None where there is none."""
    return next((each for each in values if each.id == number), None)
