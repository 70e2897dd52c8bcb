"""The schedule of a project: rows without or with doubled IDs, once per project, on the project's calendar."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.schedule.schedule import (
    broken_links,
    is_critical,
    key_of,
    links_of,
    project_network,
    project_schedule,
    scheduled,
    task_at,
)
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from tests.sample.maker import clean_project

D = date(2026, 11, 30)


def task(
    id: str | None, first: int, last: int, *predecessors: str, kind: str = "作業", **more: object
) -> Task:
    days = {"planned_start": date(2026, 12, first), "planned_finish": date(2026, 12, last)}
    return Task.model_validate({"id": id, "kind": kind, "predecessors": predecessors} | days | more)


def project(*tasks: Task, holidays: tuple[Holiday, ...] = ()) -> Project:
    return Project(as_of=D, run_day=D, records={Task: tasks, Holiday: holidays})


def test_every_row_stands_in_the_network_whatever_its_id():
    rows = (task("WBS-001", 1, 2), task(None, 3, 4), task("WBS-001", 7, 8), task(None, 9, 9))
    plan = project(*rows)
    assert [key_of(row, plan) for row in rows] == ["WBS-001", "2行目", "WBS-001(3行目)", "4行目"]
    assert all(task_at(key_of(row, plan), plan) is row for row in rows)
    assert len(project_schedule(plan).activities) == 4


def test_a_link_to_a_doubled_id_means_the_first_row():
    rows = (task("WBS-001", 1, 2), task("WBS-001", 7, 8), task("WBS-002", 3, 4, "WBS-001"))
    plan = project(*rows)
    assert [link.predecessor for link in links_of(rows[2], plan)] == ["WBS-001"]
    assert not broken_links(rows[2], plan)


def test_the_schedule_is_computed_once():
    plan = project(task("WBS-001", 1, 2))
    assert project_schedule(plan) is project_schedule(plan)
    assert project_network(plan) is project_schedule(plan).network


def test_the_same_project_on_another_day_has_a_schedule_of_its_own():
    plan = project(task("WBS-001", 1, 2))
    later = plan.on(date(2026, 12, 9))
    assert later.as_of == date(2026, 12, 9)
    found = scheduled(later.tasks["WBS-001"], later)
    assert found and found.early_start == date(2026, 12, 10)
    assert scheduled(plan.tasks["WBS-001"], plan).early_start == date(2026, 12, 1)


def test_only_what_dependencies_join_is_critical():
    end = task("WBS-003", 4, 4, "WBS-001", kind="マイルストーン")
    plan = project(task("WBS-001", 1, 3), task("WBS-002", 1, 4), end)
    assert [is_critical(row, plan) for row in plan.tasks] == [True, False, True]
    alone = project(task("WBS-001", 1, 3))
    assert not is_critical(alone.tasks["WBS-001"], alone)


def test_a_phase_is_no_task_even_while_nothing_stands_below_it():
    plan = project(task("WBS-001", 1, 3, kind="工程"), task("WBS-002", 1, 3))
    assert [row.is_phase for row in project_network(plan).leaves.values()] == [True, False]
    assert project_progress(plan).rows_total == 2


@pytest.mark.parametrize(
    ("kind", "is_bank_day", "is_business_day"),
    [("祝日", False, False), ("会社休日", True, False), (None, True, False), ("稼働日", True, True)],
)
def test_a_row_of_the_holiday_sheet_counts_for_the_office_and_a_public_holiday_for_banks_too(
    kind, is_bank_day, is_business_day
):
    day = date(2026, 12, 8)
    calendar = project(holidays=(Holiday(on=day, kind=kind),)).calendar
    assert calendar.is_bank_day(day) is is_bank_day
    assert calendar.is_business_day(day) is is_business_day


def test_progress_says_on_how_many_rows_it_stands():
    rows = (
        task("WBS-001", 1, 2, planned_effort=10, actual_start=D),
        task("WBS-002", 1, 2, planned_effort=10, progress=1),
        task("WBS-003", 1, 2),
    )
    progress = project_progress(project(*rows))
    assert (progress.rows_used, progress.rows_total) == (1, 3)
    assert progress.is_effort_kept and not progress.is_actual_effort_kept
    assert progress.cpi is None


def test_the_sample_has_spi_cpi_and_bei():
    progress = project_progress(clean_project().project())
    assert progress.spi is not None and progress.cpi is not None
    assert 0.95 < progress.spi < 1.05 and 0.9 < progress.cpi < 1.1
    assert progress.bei.is_met
