"""The rows of a Gantt chart: the tasks in the sheet's order, how deep each lies, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.progress import progress_day
from pmo_xl.metrics.schedule.schedule import is_critical
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

_FARTHEST = 730
"""How many days from the middle of the plan the chart reaches: a mistyped year does not flatten the rest."""


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One task. depth: how many rows it lies under. progress_on: where the progress line passes."""

    task: Task
    depth: int
    is_summary: bool
    is_critical: bool
    is_late: bool
    progress_on: date | None

    @property
    def is_milestone(self) -> bool:
        """Whether it is a ◆."""
        return self.task.kind == MILESTONE


def gantt_rows(project: Project) -> tuple[GanttRow, ...]:
    """Every row of マスタスケジュール that has a name or an ID."""
    depths = _depths(project)
    return tuple(
        GanttRow(
            task,
            depths.get(task.id or "", 0),
            not is_leaf(task, project),
            is_critical(task, project),
            _is_late(task, project),
            progress_day(task, project),
        )
        for task in project.tasks
        if task.title or task.id
    )


def _is_late(task: Task, project: Project) -> bool:
    """Whether a task that is not done is past its planned end, or past its start without having begun."""
    due = task.planned_finish
    if not is_leaf(task, project) or task.actual_finish:
        return False
    if due is not None and due < project.as_of:
        return True
    start = task.planned_start
    return start is not None and start < project.as_of and not (task.actual_start or task.progress)


def _depths(project: Project) -> Mapping[str, int]:
    """By ID, the number of 親作業 above; a circle of them ends where it began."""
    depths: dict[str, int] = {}
    for task in project.tasks:
        seen: list[str] = []
        above = project.tasks.get(task.parent)
        while above is not None and above.id not in seen and above is not task:
            seen.append(above.id or "")
            above = project.tasks.get(above.parent)
        depths.setdefault(task.id or "", len(seen))
    return depths


def period_of(rows: Sequence[GanttRow], as_of: date) -> tuple[date, date]:
    """The first and last day to draw: whole months around every date, as far as they belong together."""
    days = [as_of, *(day for row in rows for day in _days(row.task))]
    middle, reach = median_low(days), timedelta(days=_FARTHEST)
    near = [day for day in days if abs(day - middle) <= reach]
    first, last = min(near), max(near)
    following = last.replace(day=28) + timedelta(days=4)
    return first.replace(day=1), following.replace(day=1) - timedelta(days=1)


def _days(task: Task) -> list[date]:
    found = (
        task.planned_start, task.planned_finish, task.actual_start, task.actual_finish,
        task.baseline_start, task.baseline_finish,
    )  # fmt: skip
    return [day for day in found if day]
