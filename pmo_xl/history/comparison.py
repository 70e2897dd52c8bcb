"""Comparison: what changed in a workbook between two recorded runs, record by record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from pmo_xl.history.run import EXTRA, ROW, UNREAD, Row, Run
from pmo_xl.model.checked_mark import CHECKED_KEYS
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import CALCULATION_DAY
from pmo_xl.model.sheets import SHEETS

# Numbers that count the rows, and so move with them; what the rows are called tells them then.
_RUNNING: Final = re.compile(r"[0-9]+([.-][0-9]+)*(\([0-9]+\))?")
CALLED: Final = ("title", "question", "name", "statement")
ADDED, REMOVED, CHANGED = "追加", "削除", "変更"
_BY_LABEL: Final = {sheet.sheet.label: sheet for sheet in SHEETS}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. kind: 追加, 削除 or 変更. column: its label, None for a whole row.

    name: the row's ID (else what tells it apart). before, after: as plain text, None for nothing.
    """

    sheet: str
    name: str
    kind: str
    column: str | None
    before: str | None
    after: str | None


def compare(earlier: Run, later: Run) -> list[Difference]:
    """What differs between two runs, sheet by sheet in the order of the workbook, then row by row."""
    return [
        difference
        for sheet in SHEETS
        for difference in _sheet(
            sheet, earlier.sheets.get(sheet.sheet.label, ()), later.sheets.get(sheet.sheet.label, ())
        )
    ]


def findings_between(earlier: Run, later: Run) -> tuple[list[Row], list[Row]]:
    """The findings that came, and those that went; where running numbers moved, a row's findings went with it."""
    now = {label: _numbers_now(sheet, earlier, later) for label, sheet in _BY_LABEL.items()}
    before = {_id_now(each, now.get(each.get("sheet") or "", {})): each for each in earlier.findings}
    after = {each["id"]: each for each in later.findings}
    came = [finding for key, finding in after.items() if key not in before]
    return came, [finding for key, finding in before.items() if key not in after]


def _numbers_now(sheet: type[Record], earlier: Run, later: Run) -> Mapping[str, str]:
    """By a row's number in the earlier run, its number in the later; empty where numbers did not move."""
    label = sheet.sheet.label
    old, new = (_by_name(sheet, run.sheets.get(label, ())) for run in (earlier, later))
    now = renumbered(_calls(old), _calls(new))
    if now is None:
        return {}
    return {name: now.get(name, f"{name}(前)" if name in new else name) for name in old}


def _id_now(finding: Row, now: Mapping[str, str]) -> str:
    """The ID that a finding of the earlier run has under the later numbers."""
    told, row = str(finding["id"]), str(finding.get("row_id") or "")
    start = f"{finding.get('rule')}/{finding.get('sheet')}/{row}"
    if row not in now or not f"{told}/".startswith(f"{start}/"):
        return told
    return f"{start.removesuffix(row)}{now[row]}{told.removeprefix(start)}"


def _sheet(sheet: type[Record], before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    if sheet is Setting:
        before, after = ([row for row in rows if not _is_made(row)] for rows in (before, after))
    if before == after:
        return
    label, new = sheet.sheet.label, _by_name(sheet, after)
    old = _as_numbered_now(_by_name(sheet, before), new)
    own = _own_columns(before) & _own_columns(after)
    for name, row in new.items():
        if name not in old:
            yield Difference(label, name, ADDED, None, None, _summary(sheet, row))
        elif old[name] != row:
            yield from _fields(sheet, name, old[name], row)
            yield from _own_fields(label, name, old[name], row, own)
    for name, row in old.items():
        if name not in new:
            yield Difference(label, name, REMOVED, None, _summary(sheet, row), None)


def _is_made(row: Row) -> bool:
    """Whether the row of 設定 is made by the library or a formula: 計算日, 点検.信号 …"""
    return row.get("key") == CALCULATION_DAY or row.get("key") in CHECKED_KEYS


def _fields(sheet: type[Record], name: str, before: Row, after: Row) -> Iterator[Difference]:
    for field, column in sheet.columns.items():
        old, new = before.get(field), after.get(field)
        if old != new and not column.is_derived:
            yield Difference(
                sheet.sheet.label,
                name,
                CHANGED,
                column.label,
                _text(old, column.kind),
                _text(new, column.kind),
            )


def _own_columns(rows: Sequence[Row]) -> set[str]:
    """The own columns that a run tells of: one that was not there, or not recorded then, has not been filled in since."""
    return {heading for row in rows for heading in row.get(EXTRA, ())}


def _own_fields(sheet: str, name: str, before: Row, after: Row, own: set[str]) -> Iterator[Difference]:
    old, new = before.get(EXTRA, {}), after.get(EXTRA, {})
    for heading in dict.fromkeys((*old, *new)):
        if heading in own and old.get(heading) != new.get(heading):
            was, now = (_own_text(each.get(heading)) for each in (old, new))
            yield Difference(sheet, name, CHANGED, heading, was, now)


def _own_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return None if value is None else str(value)


def _by_name(sheet: type[Record], rows: Sequence[Row]) -> dict[str, Row]:
    """The rows by what tells them apart; several of one name are numbered in their order."""
    found: dict[str, Row] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        name = _name(sheet, row)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}({seen[name]})"] = row
    return found


def _as_numbered_now(old: Mapping[str, Row], new: Mapping[str, Row]) -> Mapping[str, Row]:
    """The earlier rows under the running numbers that they have now."""
    now = renumbered(_calls(old), _calls(new))
    if now is None:
        return old
    moved = {other: {**old[name], "id": new[other].get("id")} for name, other in now.items()}
    rest = ((name, row) for name, row in old.items() if name not in now)
    return moved | {name if name not in new else f"{name}(前)": row for name, row in rest}


def renumbered(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str] | None:
    """By a row's number in an earlier run, its number now, where running numbers moved; None where they did not.

    old, new: what the rows are called, by number. A row in between moves all that follow; rows are known again by
    what they are called, where only one row is called so in either run. Numbers with a letter (ISS-012) belong to
    their row for good.
    """
    if not all(map(_RUNNING.fullmatch, (*old, *new))):
        return None
    before, after = _only_once(old), _only_once(new)
    now = {name: after[call] for call, name in before.items() if call in after}
    return None if all(name == other for name, other in now.items()) else now


def _only_once(calls: Mapping[str, str]) -> Mapping[str, str]:
    """The numbers of the rows by what they are called, where no other row is called so."""
    counts = Counter(calls.values())
    return {call: name for name, call in calls.items() if call and counts[call] == 1}


def _calls(rows: Mapping[str, Row]) -> Mapping[str, str]:
    return {name: called(row) for name, row in rows.items()}


def called(row: Mapping[str, Any]) -> str:
    """What a row is called: its 件名, question or name."""
    return next((str(row[field]) for field in CALLED if row.get(field)), "")


def _name(sheet: type[Record], row: Row) -> str:
    """The row's ID; in sheets without one, its must values (設定: 項目); else its row number."""
    row_id = row.get("id")
    if isinstance(row_id, str):
        return row_id
    fields = ("id",) if "id" in sheet.columns else sheet.must_fields
    texts = [str(row[field]) for field in fields if field in row]
    return "・".join(texts) or f"{row.get(ROW)}行目"


def _summary(sheet: type[Record], row: Row) -> str | None:
    """A row in a few words: its 件名 or the like."""
    for field in ("title", "name", "statement", "value", "kind"):
        if field in sheet.columns and (text := _text(row.get(field), sheet.columns[field].kind)):
            return text
    return None


def _text(value: Any, kind: Kind = Kind.TEXT) -> str | None:  # noqa: ANN401 - plain JSON
    """A plain value of a column of this kind, as a person reads it, one of another kind as it stands; None for nothing."""
    match value:
        case None:
            return None
        case list():
            return "、".join(map(str, value))
        case Mapping():
            return str(value.get(UNREAD))
    try:
        if kind in (Kind.DATE, Kind.DATETIME, Kind.MONTH):
            value = datetime.fromisoformat(value)
        elif kind in (Kind.NUMBER, Kind.PERCENT):
            value = Decimal(value)
        return display(kind, value)
    except (ValueError, TypeError, ArithmeticError):
        return str(value)
