"""イナズマ線: the day of its plan that each task has reached. D is Monday, 2026-11-30."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.schedule.progress import progress_day
from pmo_xl.model.task import Task
from tests.support.chart_projects import with_rows
from tests.support.small_project import D

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 12, 4)
"""Fourteen business days (23 November is a holiday); ten of them are over at the end of D."""


def reached(**fields: object) -> date | None:
    usual = {
        "id": "WBS-001",
        "kind": "作業",
        "title": "製造",
        "planned_start": MONDAY,
        "planned_finish": FRIDAY,
    }
    task = Task.model_validate(usual | fields)
    return progress_day(task, with_rows([task]))


@pytest.mark.parametrize(
    ("progress", "day"),
    [
        ("0.5", date(2026, 11, 25)),
        ("0.7142", D),
        ("0.9", date(2026, 12, 3)),
        ("1", FRIDAY),
        ("1.4", FRIDAY),
    ],
)
def test_a_task_under_way_lies_on_the_day_whose_share_is_done(progress, day):
    assert reached(actual_start=MONDAY, progress=Decimal(progress)) == day


def test_a_task_begun_without_a_rate_lies_nowhere():
    assert reached(actual_start=MONDAY) is None


def test_a_task_that_should_have_begun_lies_before_its_start():
    assert reached() == date(2026, 11, 15)
    assert reached(planned_start=D) == D


def test_a_task_to_come_lies_on_the_as_of_date():
    assert reached(planned_start=date(2026, 12, 1)) == D


def test_a_finished_task_lies_on_the_as_of_date_or_on_its_later_planned_end():
    assert reached(actual_finish=date(2026, 11, 20)) == FRIDAY
    assert reached(actual_finish=date(2026, 11, 20), planned_finish=date(2026, 11, 27)) == D


@pytest.mark.parametrize(("on", "day"), [(date(2026, 11, 20), date(2026, 11, 19)), (D, D), (FRIDAY, D)])
def test_a_milestone_is_late_from_the_day_after(on, day):
    assert reached(kind="マイルストーン", planned_start=None, planned_finish=on) == day


def test_a_row_without_dates_lies_nowhere():
    assert reached(planned_finish=None) is None


def test_a_summary_row_lies_nowhere():
    parent = Task(id="WBS-001", kind="工程", planned_start=MONDAY, planned_finish=FRIDAY)
    project = with_rows([parent, Task(id="WBS-002", kind="作業", parent="WBS-001")])
    assert progress_day(parent, project) is None
