"""Whose a row of the ledger is: to whom it is handed out, by person, system, vendor or a column of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.metrics.overdue import owner_of, responsible
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.metrics.recipients import is_outside, vendor_mail
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key, people, person_key

PERSON, SYSTEM, VENDOR, COLUMN = "担当", "システム", "取引先", "列"
_SYSTEMS: Final = ("system", "systems", "source", "target")
_PEOPLE: Final = ("owner", "answered_by", "permanent_owner")


@dataclass
class Addressee:
    """Who gets rows. name: as the ledger's masters write it. mail: None where 体制表 has none."""

    name: str
    mail: str | None = None
    is_outside: bool = False
    rows: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class LeftOut:
    """A row that nobody gets, with the reason as a clause."""

    row_id: str | None
    reason: str
    is_late: bool = False


def addressees(
    rows: Iterable[Record], by: str, project: Project
) -> tuple[tuple[Addressee, ...], tuple[LeftOut, ...]]:
    """The addressees with their rows, in the order in which the rows name them, and the rows of nobody. BadOption."""
    names_of, made = _namer(by, project), _maker(by, project)
    found: dict[str, Addressee] = {}
    left: list[LeftOut] = []
    for row in rows:
        names = dict(names_of(row))
        for key, name in names.items():
            found.setdefault(key, made(name)).rows.append(row)
        if not names:
            left.append(LeftOut(row.row_id, _why_nobody(by, row)))
    return tuple(found.values()), tuple(left)


def _namer(by: str, project: Project) -> Callable[[Record], Iterable[tuple[str, str]]]:
    """By row, the key and the name of each addressee."""
    if by == PERSON:
        return lambda row: _person(row, project)
    if by == SYSTEM:
        return lambda row: _systems(row, project)
    if by == VENDOR:
        return lambda row: vendors_of(row, project).items()
    kind, _, label = by.replace("：", ":").partition(":")
    if kind != COLUMN or not label.strip():
        raise BadOption(
            f"--by「{by}」は使えません。担当・システム・取引先・列:見出し のどれかを書いてください。"
        )
    return lambda row: _of_column(row, label.strip())


def _maker(by: str, project: Project) -> Callable[[str], Addressee]:
    if by == VENDOR:
        return lambda name: Addressee(name, vendor_mail(name, project), is_outside=True)
    if by == SYSTEM:
        return lambda name: Addressee(name, _system_mail(name, project))
    return lambda name: _person_addressee(name, project)


def _person_addressee(name: str, project: Project) -> Addressee:
    rows = project.roles_of(name)
    mail = next((row.email for row in rows if row.email), None)
    return Addressee(name, mail, is_outside=not rows or is_outside(rows[0], project))


def _system_mail(name: str, project: Project) -> str | None:
    key = name_key(name)
    there = [m for m in project.members if key in {name_key(each) for each in m.systems}]
    ranked = sorted(there, key=lambda member: member.rank != "主")
    found = next((member.email for member in ranked if member.email), None)
    system = project.system(name)
    owner = project.member(system.owner) if system else None
    return found or (owner.email if owner else None)


def _person(row: Record, project: Project) -> Iterator[tuple[str, str]]:
    name = row.name if isinstance(row, Member) else owner_of(row, project)
    found = responsible(name, project)
    if found:
        yield person_key(found), found


def _systems(row: Record, project: Project) -> Iterator[tuple[str, str]]:
    for name in systems_of(row):
        system = project.system(name)
        written = (system.name if system else None) or name
        yield name_key(written), written


def systems_of(row: Record) -> tuple[str, ...]:
    """The systems that a row names: 対象, 影響, 担当 systems, 接続元 and 接続先."""
    found: list[str] = []
    for name in _SYSTEMS:
        value = getattr(row, name, None)
        found += [value] if isinstance(value, str) else list(value or ())
    return tuple(dict.fromkeys(found))


def vendors_of(row: Record, project: Project) -> Mapping[str, str]:
    """The vendors whose a row is, by key: of its order, or named in it, else of its systems and its people."""
    found: dict[str, str] = {}
    if isinstance(row, Acceptance | Order):
        order = row if isinstance(row, Order) else order_of(row, project)
        return _vendors([order.vendor if order else None], project)
    own = getattr(row, "vendor", None)
    if own is not None or "vendor" in row.columns:
        return _vendors([own], project)
    systems = (project.system(name) for name in systems_of(row))
    found |= _vendors([system.vendor for system in systems if system], project)
    members = (project.member(name) for name in _people_of(row))
    companies = [m.company for m in members if m and m.company and project.vendor(m.company)]
    if isinstance(row, Member) and row.company and project.vendor(row.company):
        return _vendors([row.company], project)
    return found | _vendors(companies, project)


def _people_of(row: Record) -> Iterator[str]:
    for name in _PEOPLE:
        yield from people(getattr(row, name, None) or "")[:1]


def _vendors(names: Iterable[str | None], project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in filter(None, names):
        vendor = project.vendor(name)
        written = (vendor.name if vendor else None) or name
        found[company_key(written)] = written
    return found


def _of_column(row: Record, label: str) -> Iterator[tuple[str, str]]:
    key = name_key(label)
    field_name = next((n for n, column in row.columns.items() if name_key(column.label) == key), None)
    extra = getattr(row, "extra", None) or {}
    if field_name is None and not any(name_key(head) == key for head in extra):
        raise BadOption(f"{row.sheet.label}に「{label}」という列はありません。")
    value = (
        getattr(row, field_name) if field_name else next(v for h, v in extra.items() if name_key(h) == key)
    )
    for each in value if isinstance(value, tuple) else (value,):
        if each not in (None, ""):
            yield name_key(str(each)), str(each)


def _why_nobody(by: str, row: Record) -> str:
    if by == PERSON:
        return "担当が空欄"
    if by == SYSTEM:
        return "対象システムが空欄"
    return "取引先が決まらない(システム・発注・担当から)" if by == VENDOR else f"{by.partition(':')[2]}が空欄"
