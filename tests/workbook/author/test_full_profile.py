"""The master workbook with the sheets of the full profile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.sheets import sheets_of
from pmo_xl.model.verification import Verification
from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.author import write_workbook
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
AGREED = (("対象", "合意済"), ("対象", "未合意"), ("対象外", "合意済"), ("対象", "合意済"))
CONFIRMED = ((20, 24), (27, None), (None, 9), (30, 30))
REOPENED = (
    ("会員基盤", "結合試験", 13, 10, 9),
    ("会員基盤", "結合試験", 20, 20, 3),
    (None, "結合試験", 13, 6, 6),
    (None, "結合試験", 20, 8, 1),
    ("会員基盤", "単体試験", 20, 4, None),
)
TESTS = ((2, 2, 3), (9, None, None), (28, None, 0))


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
            Requirement(id=f"REQ-{n:03}", kind="機能", status=status, agreement=agreement)
            for n, (status, agreement) in enumerate(AGREED, 1)
        ],
        Announcement: [
            Announcement(id=f"ANN-{n:03}", kind="その他", due_on=november(due), confirmed_on=november(done))
            for n, (due, done) in enumerate(CONFIRMED, 1)
        ],
        QualityRecord: [
            QualityRecord(id=f"QLT-{n:03}", system=system, phase=phase, measured_on=november(on),
                          resolved=resolved, reopened=reopened)
            for n, (system, phase, on, resolved, reopened) in enumerate(REOPENED, 1)
        ],
        Verification: [
            Verification(id=f"TST-{n:03}", scope="試験", planned_on=november(planned),
                         executed_on=november(done), defects=defects)
            for n, (planned, done, defects) in enumerate(TESTS, 1)
        ],
    }  # fmt: skip


def november(day: int | None) -> date | None:
    return date(2026, 11, day) if day else None


@pytest.fixture(scope="module")
def full_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "全シート.xlsx"
    write_workbook(path, {**small_project(), **measured_rows()}, run_day=D, profile="full")
    return path


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


@requires_libreoffice
def test_libreoffice_computes_the_measures_and_counts_as_the_library_does(full_book: Path, tmp_path: Path):
    computed = shown_values(recalculated(full_book, tmp_path / "recalculated"))
    stored = shown_values(full_book)
    for label, column in (("KPI", 5), ("メニュー", 4), ("メニュー", 5), ("メニュー", 6)):
        cells = [row[column - 1].value for row in stored[label].iter_rows(min_row=FIRST_ROW)]
        again = [row[column - 1].value for row in computed[label].iter_rows(min_row=FIRST_ROW)]
        assert numbers(again[: len(cells)]) == pytest.approx(numbers(cells)), label
    assert computed["KPI"].cell(FIRST_ROW, 5).value > 0


def numbers(values: list[object]) -> list[float]:
    return [float(value) for value in values if isinstance(value, int | float)]
