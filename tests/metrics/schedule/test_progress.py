"""What a row of マスタスケジュール says for the earned value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.schedule.progress import earned_of, is_effort_bearing, leaf_task, planned_of
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

D = date(2026, 11, 30)
PLANNED = {"planned_start": date(2026, 11, 24), "planned_finish": date(2026, 12, 7)}
BASELINE = {"baseline_start": date(2026, 11, 2), "baseline_finish": date(2026, 11, 13)}


def task(**values: object) -> Task:
    return Task.model_validate({"id": "WBS-001", "kind": "作業", "planned_effort": Decimal(10)} | values)


def project(*tasks: Task) -> Project:
    return Project(as_of=D, run_day=D, records={Task: tasks})


@pytest.mark.parametrize(
    ("period", "finish"),
    [
        (PLANNED | BASELINE, date(2026, 11, 13)),
        (PLANNED | {"baseline_finish": date(2026, 11, 13)}, date(2026, 12, 7)),
        (PLANNED | {"baseline_start": date(2026, 11, 2)}, date(2026, 12, 7)),
        (PLANNED, date(2026, 12, 7)),
    ],
)
def test_the_period_is_the_baseline_when_both_its_days_are_there_else_the_plan(period, finish):
    assert leaf_task(task(**period)).finish_on == finish


def test_planned_value_grows_by_the_business_days_of_the_period():
    row = task(**PLANNED)  # ten business days, five of them until D
    assert planned_of(row, project(row)) == 5
    for missing in ("planned_effort", "planned_start", "planned_finish"):
        assert planned_of(row.model_copy(update={missing: None}), project(row)) is None


def test_earned_value_is_the_share_of_the_effort_that_is_done():
    assert earned_of(task(progress=Decimal("0.3"), actual_start=D)) == 3
    assert earned_of(task(progress=Decimal("0.3"), planned_effort=None)) is None
    assert earned_of(task(actual_finish=D)) == 10


def test_only_leaves_that_are_no_milestones_bear_effort():
    parent, child = task(), task(id="WBS-002", parent="WBS-001")
    stone = task(id="WBS-003", kind="マイルストーン")
    known = project(parent, child, stone)
    assert [is_effort_bearing(row, known) for row in (parent, child, stone)] == [False, True, False]
