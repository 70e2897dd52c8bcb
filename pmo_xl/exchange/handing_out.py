"""Handing out: what goes to one addressee, row by row, with nothing of anybody else in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from pmo_xl.exchange.addressees import Addressee, LeftOut
from pmo_xl.exchange.hand_out_plan import APPLIES, EXTRA, NOTE, WISH, WISHED_DAY, HandOutPlan
from pmo_xl.exchange.normal import is_blank
from pmo_xl.metrics.fingerprint import hash_of
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, id_key, name_key, people

SHOWN_TEXT: Final = (Kind.TEXT, Kind.LONGTEXT)
_SHORT: Final = 2


@dataclass(frozen=True)
class GivenRow:
    """One row as it was given. values: by field, None for a blank. fingerprint: 照合, of the answer values."""

    row_id: str
    values: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True)
class HandOut:
    """What one addressee gets. by: the unit; to: the addressee; due_on: by when; overdue: how many rows are late.

    refs_left_out: references to rows that were not given. new_rows: blank rows at the end.
    """

    id: str
    sheet: str
    by: str
    to: str
    mail: str | None
    due_on: date | None
    plan: HandOutPlan = field(repr=False)
    rows: tuple[GivenRow, ...] = field(repr=False)
    overdue: int = 0
    refs_left_out: int = 0
    is_outside: bool = False
    project: str = ""
    file: str = ""

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The IDs of the rows given."""
        return tuple(row.row_id for row in self.rows)


def fingerprint_of(book: str, row_id: str, values: Iterable[tuple[Kind, Any]]) -> str:
    """照合: 16 hex digits over the book's key, the row's ID and its answer values as they were given."""
    return hash_of((book, id_key(row_id), *(display(kind, value) for kind, value in values)))


def fingerprint_of_row(book: str, row_id: str, plan: HandOutPlan, values: Mapping[str, Any]) -> str:
    """照合 of a row's answer values under a plan."""
    return fingerprint_of(book, row_id, ((plan.column(name).kind, values.get(name)) for name in plan.answers))


def given_rows(
    to: Addressee, plan: HandOutPlan, by: str, project: Project, book: str, *, force: bool = False
) -> tuple[tuple[GivenRow, ...], tuple[LeftOut, ...], int]:
    """The rows as this addressee may see them, what is left out with its reason, and how many references are off."""
    ids = {id_key(row.row_id) for row in to.rows if row.row_id}
    found: list[GivenRow] = []
    left: list[LeftOut] = []
    dropped = 0
    others = _other_vendors(to, project) if to.is_outside else {}
    for row in to.rows:
        reason = _why_not(row, plan, others if not force else {})
        if reason or not row.row_id:
            left.append(LeftOut(row.row_id, reason or "番号(ID)が空欄"))
            continue
        values = {name: _value(row, name, to, by, project) for name in plan.fields}
        for name in plan.shown:
            kept, off = _kept_references(plan, name, values[name], ids)
            values[name], dropped = kept, dropped + off
        found.append(GivenRow(row.row_id, values, fingerprint_of_row(book, row.row_id, plan, values)))
    return tuple(found), tuple(left), dropped


def book_values(row: Record, plan: HandOutPlan, to: Addressee, by: str, project: Project) -> dict[str, Any]:
    """What the book says now in the fields of a plan, as this addressee may see it."""
    return {name: _value(row, name, to, by, project) for name in plan.fields}


def _value(row: Record, name: str, to: Addressee, by: str, project: Project) -> Any:  # noqa: ANN401 - of any kind
    if name in (WISH, NOTE, APPLIES):
        return None
    if name == WISHED_DAY:
        side = side_of(row, to.name) if by == "システム" else None
        return getattr(row, f"wish_{side}_on") if side else None
    if name in row.unread:
        return row.unread[name].text if name not in EXTRA else None
    value = getattr(row, name, None)
    if to.is_outside and row.columns[name].kind is Kind.PERSON and _is_of_another(value, to, project):
        return None
    return None if value == () else value


def side_of(row: Record, system: str) -> str | None:
    """Whether a system is the source or the target of an interface; None for neither."""
    if not isinstance(row, Interface):
        return None
    key = name_key(system)
    return next((side for side in ("source", "target") if name_key(getattr(row, side) or "") == key), None)


def _is_of_another(value: object, to: Addressee, project: Project) -> bool:
    """Whether a person cell names somebody of another vendor."""
    for name in people(str(value or "")):
        member = project.member(name)
        company = member.company if member else name
        if company and project.vendor(company) and company_key(company) != company_key(to.name):
            return True
    return False


def _other_vendors(to: Addressee, project: Project) -> dict[str, str]:
    """The other vendors, as their names stand in texts: whole, and without 株式会社."""
    names = [v.name for v in project.vendors if v.name and company_key(v.name) != company_key(to.name)]
    own = company_key(to.name)
    cores = {company_key(name): name for name in names}
    return {key: name for key, name in cores.items() if len(key) > _SHORT and key not in own}


def _why_not(row: Record, plan: HandOutPlan, others: Mapping[str, str]) -> str | None:
    """Why a row does not go outside: a text of it names another vendor."""
    for name in (name for name in plan.fields if name not in EXTRA):
        column = row.columns[name]
        value = getattr(row, name, None)
        if column.kind in SHOWN_TEXT and isinstance(value, str):
            text = company_key(value)
            found = next((full for key, full in others.items() if key in text), None)
            if found:
                return f"{column.label}に他の取引先名「{found}」がある"
    return None


def _kept_references(plan: HandOutPlan, name: str, value: Any, ids: set[str]) -> tuple[Any, int]:  # noqa: ANN401
    """A cell of references with those to rows given; and how many were taken off."""
    column = plan.column(name)
    if not column.refers_to or column.refers_to == ("システム一覧",) or is_blank(value):
        return value, 0
    each = (value,) if isinstance(value, str) else tuple(value)
    kept = tuple(one for one in each if id_key(one) in ids)
    shown: Any = (kept[0] if kept else None) if isinstance(value, str) else kept or None
    return shown, len(each) - len(kept)


def numbered(number: str, hand_out: HandOut) -> HandOut:
    """The hand-out under its 配布番号."""
    return replace(hand_out, id=number)


def next_numbers(day: date, taken: Iterable[str]) -> Iterator[str]:
    """H20261130-01 …: the numbers of a day that are not taken."""
    start = f"H{day:%Y%m%d}-"
    used = {id_key(each) for each in taken if each}
    number = 0
    while True:
        number += 1
        if (found := f"{start}{number:02}") not in used:
            yield found
