"""今週の変化: against the last record at least seven days old, else the oldest of an earlier day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pmo_xl.history import project_of, run_of
from pmo_xl.metrics.kpi import kpi_actual
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.past import Past
from pmo_xl.model.task import Task
from pmo_xl.operations.earlier_runs import base_run, weekly_runs
from pmo_xl.operations.paper_source import source_of
from pmo_xl.operations.record import record
from pmo_xl.operations.today import JAPAN
from tests.support.master import opened, small_book


@pytest.fixture
def book(tmp_path):
    found = opened(small_book(tmp_path))
    assert found.history is not None
    return found


def keep(book, day, **values):
    """One run of that day into the history."""
    project = replace(book.project, as_of=day, run_day=day, _shared={}, _sets={})
    made_at = datetime(day.year, day.month, day.day, 9, tzinfo=JAPAN)
    usual = {"workbook": book.path.name, "sha256": "0" * 64, "made_at": made_at}
    book.history.add(run_of(project, [], Past(), **usual | values))


def base_day(book, since=None) -> date | None:
    _, run = base_run(book.history, book.project, since)
    return run and run.as_of


def test_the_base_is_the_last_record_of_a_day_seven_days_back_else_the_oldest_of_an_earlier_day(book):
    today = min(book.as_of, book.project.run_day)
    assert base_day(book) is None
    keep(book, today)
    assert base_day(book) is None  # a record of the same day is never the base
    keep(book, today - timedelta(2))
    keep(book, today - timedelta(3))
    assert base_day(book) == today - timedelta(3)
    keep(book, book.as_of - timedelta(20))
    keep(book, book.as_of - timedelta(7))
    assert base_day(book) == book.as_of - timedelta(7)
    assert base_day(book, since=today - timedelta(3)) == today - timedelta(3)
    assert base_day(book, since=book.as_of - timedelta(8)) == book.as_of - timedelta(20)


def test_a_record_of_today_does_not_hide_what_changed_this_week(book):
    keep(book, min(book.as_of, book.project.run_day) - timedelta(8))
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="名前を変えた課題")
    again = opened(book.path)
    record(again)
    changes = source_of(opened(book.path)).changes
    assert changes is not None
    assert ("課題管理表", "ISS-001", "件名") in {(d.sheet, d.name, d.column) for d in changes.differences}
    assert not [d for d in changes.differences if d.sheet == "設定"]  # 点検.* and 計算日 are no changes


def test_the_curve_of_earned_value_is_given_the_last_run_of_each_earlier_week(book):
    today = min(book.as_of, book.project.run_day)
    monday = today - timedelta(today.weekday() + 14)
    for days in (0, 3, 7):
        keep(book, monday + timedelta(days))
    runs = list(weekly_runs(book.history, book.project))
    assert [run.as_of for run in runs] == [monday + timedelta(3), monday + timedelta(7)]
    assert [point.on for point in source_of(book).earned_before] == [run.as_of for run in runs]
    assert [task.id for task in project_of(runs[0]).of(Task)] == [task.id for task in book.tasks]


def test_the_kpi_of_earlier_runs_are_what_was_computed_of_those_rows(book):
    kpi = Kpi(id="KPI-001", title="課題", formula="未完了課題件数", target=0)
    again = replace(book.project, records={**book.project.records, Kpi: (kpi,)}, _shared={}, _sets={})
    monday = book.as_of - timedelta(14)
    made_at = datetime(monday.year, monday.month, monday.day, 9, tzinfo=JAPAN)
    past = replace(again, as_of=monday, run_day=monday, _shared={}, _sets={})
    run = run_of(past, [], Past(), workbook=book.path.name, sha256="0" * 64, made_at=made_at)
    book.history.add(run)
    (found,) = source_of(book).measured_before
    assert found.on == monday and found.figures == {"KPI-001": ("未完了課題件数", kpi_actual(kpi, past))}
