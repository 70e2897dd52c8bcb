"""The PV curve: which rows it counts, and the days it stands on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.schedule.progress import planned_curve
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def curve(*tasks: Task, as_of: date = D) -> list[tuple[date, Decimal]]:
    points = planned_curve(Project(as_of=as_of, run_day=as_of, records={Task: tasks}))
    return [(point.on, point.value) for point in points]


def task(start: date | None, finish: date | None, effort: int | None = 10, number: int = 1) -> Task:
    return Task(
        id=f"WBS-{number:03}", kind="作業", planned_start=start, planned_finish=finish, planned_effort=effort
    )


def test_it_runs_by_weeks_from_the_day_before_the_first_start_to_the_last_finish():
    found = curve(task(date(2026, 11, 24), date(2026, 12, 7)))  # ten business days
    assert found == [
        (date(2026, 11, 23), 0), (D, 5), (date(2026, 12, 7), 10),
    ]  # fmt: skip
    longer = curve(task(date(2026, 11, 24), date(2026, 12, 8)), as_of=date(2026, 12, 2))
    assert [day for day, _ in longer] == [
        date(2026, 11, 23), D, date(2026, 12, 2), date(2026, 12, 7), date(2026, 12, 8),
    ]  # fmt: skip


def test_d_is_a_point_of_it_only_within_the_period():
    row = task(date(2026, 11, 24), date(2026, 11, 27))
    for outside in (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 2), date(2026, 12, 9)):
        assert [day for day, _ in curve(row, as_of=outside)] == [date(2026, 11, 23), date(2026, 11, 27)]
    assert [day for day, _ in curve(row, as_of=date(2026, 11, 24))][1] == date(2026, 11, 24)


def test_rows_without_effort_or_period_are_left_out():
    whole = task(date(2026, 11, 24), date(2026, 11, 27))
    bare = (
        task(date(2026, 11, 2), date(2026, 12, 25), None, 2),
        task(None, date(2026, 12, 25), 10, 3),
        task(date(2026, 11, 2), None, 10, 4),
    )
    assert curve(whole, *bare) == curve(whole)
    assert curve(*bare) == curve() == []


def test_a_finish_beyond_ten_years_is_a_typing_mistake():
    days = [day for day, _ in curve(task(D, date(2206, 12, 31)))]
    assert days[-1] - days[0] == timedelta(days=3650)
