"""The master workbook with the sheets of the full profile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pmo_xl.metrics.dashboard import counts_by_owner
from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import Budget
from pmo_xl.model.checked_mark import checked_mark
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.option import Option
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.risk import Risk
from pmo_xl.model.sheets import sheets_of
from pmo_xl.model.verification import Verification
from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.menu_kpi import KPIS
from pmo_xl.workbook.author.tally_owners import NOBODY
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.schema import schema_errors
from tests.support.small_project import D, small_project

FIRST_ROW = 4
MEETINGS = (
    ("進捗会議", 24, "佐藤 花子、田中 美咲"),
    ("進捗会議", 24, "佐藤 花子/田中 美咲、鈴木 一郎"),
    ("運営会議", 16, None),
    ("運営会議", None, "佐藤 花子"),
    (None, 9, None),
)
CLAIMS = (("クレーム", "対応中"), ("クレーム", "取下げ"), ("課題", "完了"), ("クレーム", "完了"))
AGREED = (
    ("対象", "合意済", ("会員基盤",), 20),
    ("対象", "未合意", ("会員基盤", "決済連携"), 20),
    ("対象", "再合意要", ("決済連携",), 30),
    ("対象", "未合意", ("決済連携",), None),
    ("対象外", "未合意", ("会員基盤",), 20),
)
CONFIRMED = ((20, 24), (27, None), (None, 9), (30, 30))
REOPENED = (
    ("会員基盤", "結合試験", 13, 10, 9),
    ("会員基盤", "結合試験", 20, 20, 9),
    ("会員基盤", "結合試験", 20, 20, 3),
    (None, "結合試験", 13, 6, 6),
    (None, "結合試験", 20, 8, 1),
    ("会員基盤", "単体試験", 20, 4, None),
)
TESTS = (
    (2, 2, 3, None),
    (9, None, None, None),
    (28, None, 0, "高橋 次郎、佐藤 花子"),
    (9, None, None, "前川 実"),
)
OPTIONS = (
    ("構成", None, 20),
    ("構成", "保留", 20),
    ("構成", "不採用", 27),
    ("予算超過", "採用", 20),
    ("予算超過", None, 2),
    ("方式", None, None),
    ("方式", None, None),
    ("方式", None, None),
    ("範囲", "不採用", 2),
    ("移行", "採用", None),
    ("移行", "採用", 30),
    (None, None, 2),
)


def measured_rows() -> dict[type[Record], Sequence[Record]]:
    """A row of KPI for every measure and one that is none, and what the measures of the full sheets count."""
    names = [*MEASURES, "ない指標"]
    return {
        Kpi: [Kpi(id=f"KPI-{n:03}", title=name, formula=name) for n, name in enumerate(names, 1)],
        MeetingItem: [
            MeetingItem(id=f"MTG-{n:03}", meeting=name, held_on=november(on), kind="ToDo", due_on=november(n),
                        attendees=names)
            for n, (name, on, names) in enumerate(MEETINGS, 1)
        ],
        Meeting: [Meeting(id="MET-001", name="進捗会議", minutes=50), Meeting(id="MET-002", name="部会")],
        Issue: [
            Issue(id=f"ISS-{n:03}", kind=kind, status=status) for n, (kind, status) in enumerate(CLAIMS, 1)
        ],
        Requirement: [
            Requirement(id=f"REQ-{n:03}", kind="機能", status=status, agreement=agreement,
                        systems=systems, agreement_due_on=november(due))
            for n, (status, agreement, systems, due) in enumerate(AGREED, 1)
        ],
        Announcement: [
            Announcement(id=f"ANN-{n:03}", kind="その他", due_on=november(due), confirmed_on=november(done),
                         recipient="鈴木 一郎")
            for n, (due, done) in enumerate(CONFIRMED, 1)
        ],
        QualityRecord: [
            QualityRecord(id=f"QLT-{n:03}", system=system, phase=phase, measured_on=november(on),
                          resolved=resolved, reopened=reopened)
            for n, (system, phase, on, resolved, reopened) in enumerate(REOPENED, 1)
        ],
        Verification: [
            Verification(id=f"TST-{n:03}", scope="試験", planned_on=november(planned),
                         executed_on=november(done), defects=defects, owner=owner, requirements=("REQ-002",))
            for n, (planned, done, defects, owner) in enumerate(TESTS, 1)
        ],
        Budget: [*small_project()[Budget], *waiting_requests()],
        **waiting_rows(),
    }  # fmt: skip


def waiting_requests() -> list[Budget]:
    """A request that waits too long, one that was granted, one that was turned down."""
    asked = {"department": "営業部", "amount": 100, "fiscal_year": 2026, "requested_on": november(2)}
    later = {"approved_on": november(4)}
    rows: list[dict[str, Any]] = [{"due_on": november(9)}, {}, later, {"kind": "却下", "due_on": november(9)}]
    return [Budget(id=f"BUD-{n}", **asked | row) for n, row in enumerate(rows, 901)]


def waiting_rows() -> dict[type[Record], Sequence[Record]]:
    """Rows of the full sheets that are late, due within a week, without a due date, and done."""
    days = (november(20), november(30), None)
    return {
        Estimate: [
            *(Estimate(id=f"EST-{n:03}", system="会員基盤", status="依頼中", due_on=day)
              for n, day in enumerate(days, 1)),
            Estimate(id="EST-011", system="決済連携", due_on=november(20)),
            Estimate(id="EST-012", system="決済連携", due_on=november(20), amount=1),
            Estimate(id="EST-013", system="決済連携", due_on=november(20), status="辞退"),
        ],
        Option: [
            Option(id=f"OPT-{n:03}", subject=subject, title="案", decision=decision, due_on=november(due))
            for n, (subject, decision, due) in enumerate(OPTIONS, 1)
        ],
        Risk: [
            Risk(id=f"RSK-{n:03}", title="遅れ", status=status, review_on=day, owner="佐藤 花子、鈴木 一郎",
                 probability=5, impact=n, mitigation="備える" if n == 3 else None)
            for n, (status, day) in enumerate(product(("監視中", "終了"), days), 1)
        ],
        ChecklistItem: [
            ChecklistItem(id=f"CHK-{n:03}", kind="納品前", title="確認", result=result, due_on=day,
                          owner="鈴木 一郎")
            for n, (result, day) in enumerate(product(("済", "否", None, "対象外"), days), 1)
        ],
        ReviewRecord: [
            ReviewRecord(id=f"REV-{n:03}", kind="要件", reviewer="高橋 次郎", reviewed_on=done, due_on=day)
            for n, (done, day) in enumerate(product((None, november(2)), days), 1)
        ],
        HandedOut: [
            HandedOut(id=f"H20261101-{n:02}", target_sheet="QA表", counterpart=who, rows_given=n, status=status,
                      due_on=day)
            for n, (status, who, day) in enumerate(
                product(("配布済", "一部回収", "回収済"), ("鈴木 一郎", "甲社"), days), 1
            )
        ],
        Interface: [
            Interface(id=f"IF-{n:03}", title="会員の連携", source="決済連携", target="会員基盤", status="設計中",
                      specification_version="1.0", connected_on=done, connect_planned_on=day)
            for n, (done, day) in enumerate(product((None, november(2)), days), 1)
        ],
    }  # fmt: skip


def november(day: int | None) -> date | None:
    return date(2026, 11, day) if day else None


@pytest.fixture(scope="module")
def full_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "全シート.xlsx"
    write_workbook(path, {**small_project(), **measured_rows()}, run_day=D, profile="full")
    return path


@pytest.mark.slow
def test_a_full_book_breaks_no_rule_of_the_format(full_book: Path):
    assert schema_errors(full_book) == []


def test_every_sheet_is_a_table_headed_by_its_labels(full_book: Path):
    book = load_workbook(full_book)
    for sheet in sheets_of("full"):
        (table,) = book[sheet.sheet.label].tables.values()
        assert [column.name for column in table.tableColumns] == [c.label for c in sheet.columns.values()]


def test_the_stored_results_of_kpi_are_the_librarys_measures(full_book: Path):
    book = open_workbook(full_book, run_day=D)
    for kpi in book.kpis:
        assert kpi.actual == measure(kpi.formula, book.project).value
    assert measure("会議回数", book.project).value == 2


@pytest.fixture(scope="module")
def computed(full_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """What LibreOffice makes of its formulas."""
    return shown_values(recalculated(full_book, tmp_path_factory.mktemp("recalculated")))


@requires_libreoffice
def test_libreoffice_computes_the_measures_and_counts_as_the_library_does(
    full_book: Path, computed: Workbook
):
    stored = shown_values(full_book)
    for label, columns in (("KPI", (5,)), ("メニュー", (4, 5, 6, 7, 8))):
        for row in stored[label].iter_rows(min_row=FIRST_ROW):
            for cell in (row[column - 1] for column in columns):
                again = computed[label][cell.coordinate].value
                if isinstance(cell.value, int | float):
                    assert again == pytest.approx(cell.value), (label, cell.coordinate, row[1].value)
    assert computed["KPI"].cell(FIRST_ROW, 5).value > 0


def kpi_lines(book: Workbook) -> list[tuple[object, ...]]:
    """What メニュー shows of the KPI: 指標, 実績, 目標, 単位, 判定, and how many more there are."""
    menu = book["メニュー"]
    head = next(c for row in menu.iter_rows() for c in row if c.value == "KPI(目標と今)")
    rows = menu.iter_rows(min_row=head.row + 2, max_row=head.row + 2 + KPIS, min_col=head.column)
    return [tuple(row[n].value for n in (0, 3, 4, 5, 6)) for row in rows]


@requires_libreoffice
def test_the_menu_shows_each_kpi_with_unit_target_and_judgement_as_the_sheet_has_it(
    full_book: Path, computed: Workbook
):
    stored = kpi_lines(shown_values(full_book))
    kpis = open_workbook(full_book, run_day=D).kpis
    assert [line[0] for line in stored[:KPIS]] == [kpi.title for kpi in kpis][:KPIS]
    assert stored[0][3] == "件" and stored[KPIS][0] == f"ほか {len(kpis) - KPIS} 件は KPI シートにあります。"
    blank = {None: ""}  # what a formula shows that gives nothing
    for again, kept in zip(kpi_lines(computed), stored, strict=True):
        assert [blank.get(each, each) for each in again] == [blank.get(each, each) for each in kept]


@requires_libreoffice
def test_what_a_lead_asks_first_is_answered_by_formulas_as_by_the_library(
    full_book: Path, computed: Workbook
):
    stored = first_lines(shown_values(full_book))
    assert first_lines(computed) == stored
    assert len(stored) == 7
    assert stored["大きなリスクは"] == (1, "うち対策が空欄 0 件")
    assert stored["間に合うか"] == (3, "点検(record)で分かります")
    assert stored["人は足りるか"] == ("－", "点検(record)で分かります")


def test_the_first_lines_of_a_new_book_say_that_there_is_nothing_to_count(tmp_path: Path):
    path = tmp_path / "新しい台帳.xlsx"
    write_workbook(path, run_day=D, profile="full")
    told = {said for counted, said in first_lines(shown_values(path)).values() if counted == "－"}
    assert told == {"まだ行がありません", "点検(record)で分かります"}


@requires_libreoffice
def test_a_record_leaves_the_forecast_the_waiting_and_the_load_for_the_menu(tmp_path: Path):
    path = tmp_path / "台帳.xlsx"
    busy = [
        Allocation(id="ALC-001", member="佐藤 花子", month=date(2026, 12, 1), planned_effort=30, capacity=10)
    ]
    write_workbook(path, {**small_project(), **measured_rows(), Allocation: busy}, run_day=D, profile="full")
    recorded = open_workbook(path, run_day=D).record()
    seen = checked_mark(open_workbook(path, run_day=D).project.settings).outlook
    assert seen[2] == "1 人月が超過(最も重いのは 佐藤 花子 2026年12月 300%)"
    assert seen[
        3
    ] == f"判定できなかった規則 {recorded.report.summary['rules_not_evaluated']}・判定不能の行 " + str(
        recorded.report.summary["rows_undeterminable"]
    )
    again = first_lines(shown_values(recalculated(path, tmp_path / "recalculated")))
    assert again["人は足りるか"] == (1, seen[2])
    assert again["間に合うか"][1] == seen[0]
    assert again["だれの判断を待つか"][1].endswith(seen[1])


def first_lines(book: Workbook) -> dict[str, tuple[object, object]]:
    """まずこれから of メニュー: count and note by what is asked."""
    rows = [[cell.value for cell in row[1:5]] for row in book["メニュー"].iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "まずこれから")
    return {row[0]: (row[2], row[3]) for row in rows[start + 2 : start + 9]}


@requires_libreoffice
def test_libreoffice_counts_every_person_s_rows_as_the_library_does(full_book: Path, computed: Workbook):
    rows = [[cell.value for cell in row[6:9]] for row in computed["集計"].iter_rows(min_row=60)]
    start = next(n for n, row in enumerate(rows) if row[0] == "担当者")
    shown = {name: (late, late + rest) for name, late, rest in rows[start + 1 : start + 11] if name}
    counts = counts_by_owner(open_workbook(full_book, run_day=D).project)
    expected = {name or NOBODY: (found.late, found.open) for name, found in counts.items() if found.open}
    assert {name: pytest.approx(found) for name, found in shown.items()} == expected
