"""An office of many projects, made by code: sound ones, and what is planted in some, each plant known by name.

Every project is the clean sample under names of its own: its vendors, systems, mail addresses and its release day are
nobody else's, so that whatever two projects share was planted. 40 projects over 12 weeks of recorded runs with
PMO_XL_FULL=1, else 8 over 4.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pmo_xl.documents.findings import finding_json
from pmo_xl.history import run_of
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.past import Past
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import open_workbook
from tests.sample.maker import clean_project
from tests.support.plain_book import plain_book

D = date(2026, 11, 30)
HIDDEN, OVERFULL, THRICE, CLASH, LATE_VENDOR = (1, 4), 2, (0, 3, 5), (2, 6), (1, 3, 6)
"""By number, the projects: reported 緑 and 赤; with a person over 100 %; that spell one person three ways; that are released on
one day with one system; in which one vendor is late."""
SPELLINGS = ("大空 翔", "大空翔", "大空(翔)")
SHARED_VENDOR, SHARED_SYSTEM, SHARED_MAIL = "遅延工業株式会社", "共通認証", "oozora@example.jp"
CLASH_DAY = date(2027, 5, 14)

Records = dict[type[Record], Sequence[Record]]


def size() -> tuple[int, int]:
    """How many projects, and how many weeks of records."""
    return (40, 12) if os.environ.get("PMO_XL_FULL") == "1" else (8, 4)


@dataclass(frozen=True)
class Office:
    """The books in a folder, by their numbers."""

    folder: Path
    books: tuple[Path, ...]

    def name(self, number: int) -> str:
        return f"案件{number:02} 更改"


def make_office(folder: Path, books: int, weeks: int) -> Office:
    """Write the books, and their recorded runs of the weeks before D."""
    base = clean_project(scale=0.3, as_of=D).records
    paths = []
    for number in range(books):
        path = folder / f"案件{number:02}" / "台帳.xlsx"
        plain_book(path, _of_project(base, number))
        _record(path, weeks)
        paths.append(path)
    return Office(folder, tuple(paths))


def _record(path: Path, weeks: int) -> None:
    for week in range(weeks, 0, -1):
        day = D - timedelta(days=7 * week + 3)  # the Friday before
        book = open_workbook(path, as_of=day, run_day=day)
        findings = [finding_json(each) for each in book.check(documents=False).findings]
        made_at = datetime.combine(day, time(8), UTC)
        run = run_of(book.project, findings, Past(), workbook=path.name, sha256=book.sha256, made_at=made_at)
        assert book.history is not None
        book.history.add(run)


def _of_project(base: Mapping[type[Record], Sequence[Record]], number: int) -> Records:
    own: dict[str, str] = {}
    for sheet in (System, Vendor):
        own |= {row.name: f"{row.name}{number:02}" for row in base[sheet]}
    records: Records = {sheet: [_renamed(row, own) for row in rows] for sheet, rows in base.items()}
    records[Member] = [
        row.model_copy(update={"email": f"p{number:02}-{n:02}@example.jp"})
        for n, row in enumerate(records[Member])
    ]
    records[Requirement] = [
        row.model_copy(update={"agreed_fingerprint": None}) for row in records[Requirement]
    ]
    records[Allocation] = []
    _set(records, {"案件名": f"案件{number:02} 更改", "案件コード": f"P-{number:03}", "報告状況": "緑"})
    _move_release(records, date(2027, 6, 4) + timedelta(days=14 * number))
    _plant(records, number)
    return records


def _renamed(row: Record, own: Mapping[str, str]) -> Record:
    changed: dict[str, Any] = {}
    for name in row.columns:
        value = getattr(row, name)
        if isinstance(value, str) and value in own:
            changed[name] = own[value]
        elif isinstance(value, tuple) and any(each in own for each in value):
            changed[name] = tuple(own.get(each, each) for each in value)
    return row.model_copy(update=changed) if changed else row


def _set(records: Records, values: Mapping[str, str]) -> None:
    rows = [row for row in records[Setting] if row.key not in values]
    records[Setting] = [*rows, *(Setting(key=key, value=value) for key, value in values.items())]


def _move_release(records: Records, day: date) -> None:
    """The release on another day; the rows of the old one leave the schedule."""
    text = f"{day:%Y-%m-%d}"
    _set(
        records,
        {
            "サービスイン日": text,
            "停止開始": f"{text} 02:00",
            "停止終了": f"{text} 05:00",
            "終了日": "2028-03-31",
        },
    )
    gone = {row.id for row in records[Task] if row.phase == "リリース" and row.kind == "マイルストーン"}
    records[Task] = [
        row.model_copy(update={"predecessors": tuple(each for each in row.predecessors if each not in gone)})
        for row in records[Task]
        if row.id not in gone
    ]


def _plant(records: Records, number: int) -> None:
    if number in HIDDEN:
        _plant_late_issues(records)
    if number == OVERFULL:
        _plant_person(records, "過田 重", f"kata{number}@example.jp", Decimal(26))
    if number in THRICE:
        name = SPELLINGS[THRICE.index(number)]
        _plant_person(records, name, SHARED_MAIL, Decimal(9))
    if number in CLASH:
        _move_release(records, CLASH_DAY)
        _add_system(records)
    if number in LATE_VENDOR:
        _plant_late_vendor(records, number)


def _plant_late_issues(records: Records) -> None:
    """Three grave issues long overdue: computed 赤."""
    owner = next(row.name for row in records[Member] if row.role == "PM")
    records[Issue] = [
        *records[Issue],
        *(
            Issue(
                id=f"ISS-9{n:02}", kind="課題", title=f"性能が要件に届かない({n})", description="測定で分かった。",
                priority="高", raised_on=D - timedelta(40), raised_by=owner, owner=owner,
                due_on=D - timedelta(20), status="対応中", plan="原因を調べる。",
                progress_notes="調査中。", updated_on=D - timedelta(3),
            )
            for n in range(3)
        ),
    ]  # fmt: skip


def _plant_person(records: Records, name: str, mail: str, days: Decimal) -> None:
    company = next(row.company for row in records[Member] if row.role == "PM")
    member = Member(id="PER-900", name=name, company=company, department="情報システム部", role="その他", reports_to=next(row.name for row in records[Member] if row.role == "PM"), email=mail, joined_on=date(2026, 4, 1))  # fmt: skip
    records[Member] = [*records[Member], member]
    records[Allocation] = [
        *records[Allocation],
        Allocation(id="ALC-900", member=name, month=date(2026, 12, 1), planned_effort=days, capacity=Decimal(30)),
    ]  # fmt: skip


def _add_system(records: Records) -> None:
    """The shared system, and its release as a milestone of the project."""
    model = records[System][0]
    records[System] = [*records[System], model.model_copy(update={"id": "SYS-900", "name": SHARED_SYSTEM})]
    before = next(row for row in reversed(records[Task]) if row.kind == "作業" and row.planned_finish)
    owner = next(row.name for row in records[Member] if row.role == "PM")
    days = dict.fromkeys(("planned_start", "planned_finish", "baseline_start", "baseline_finish"), CLASH_DAY)
    release = Task(id="WBS-900", kind="マイルストーン", phase="リリース", title="共通認証の切替", system=SHARED_SYSTEM, owner=owner, predecessors=(before.id,), **days)  # fmt: skip
    records[Task] = [*records[Task], release]


def _plant_late_vendor(records: Records, number: int) -> None:
    """The vendor of one open delivery is the shared one, and the delivery late for acceptance."""
    model = records[Vendor][0]
    records[Vendor] = [*records[Vendor], model.model_copy(update={"id": "VEN-900", "name": SHARED_VENDOR})]
    system = records[System][0].model_copy(
        update={"id": "SYS-901", "name": f"外注基盤{number:02}", "vendor": SHARED_VENDOR}
    )
    records[System] = [*records[System], system]
    owner = next(row.name for row in records[Member] if row.role == "PM")
    records[Issue] = [
        *records[Issue],
        Issue(
            id="ISS-950", kind="課題", title="納品物の差し替えが来ない", description="受入で分かった。",
            systems=(system.name,), priority="中", raised_on=D - timedelta(30), raised_by=owner, owner=owner,
            due_on=D - timedelta(9), status="対応中", plan="督促する。", progress_notes="督促した。",
            updated_on=D - timedelta(2),
        ),
    ]  # fmt: skip
