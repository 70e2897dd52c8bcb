"""The progress of a project: earned value and BEI of its leaf tasks, in 人日 (definitions.md, Progress), and its two lines.

One is the planned value day by day, the other crosses the Gantt chart where each task stands.

Milestones have no effort and are left out. A workbook without 予定工数 keeps no earned value at all; one
without 実績工数 has no AC, CPI, EAC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.dcma import DcmaPoint, bei
from pmo_xl.metrics.schedule.evm import EarnedValue, LeafTask, earned_share, earned_value, planned_value
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task


@dataclass(frozen=True)
class Progress:
    """How far the project is. rows_used of rows_total leaf tasks say how much is earned of how much effort."""

    earned: EarnedValue
    bei: DcmaPoint

    @property
    def is_effort_kept(self) -> bool:
        """Whether the workbook plans effort at all."""
        return self.earned.bac.value is not None

    @property
    def is_actual_effort_kept(self) -> bool:
        """Whether the workbook records what was spent at all."""
        return self.earned.ac.value is not None

    @property
    def spi(self) -> Decimal | None:
        """EV ÷ PV; None when it cannot be computed."""
        return self.earned.spi.value

    @property
    def cpi(self) -> Decimal | None:
        """EV ÷ AC; None when it cannot be computed."""
        return self.earned.cpi.value

    @property
    def rows_used(self) -> int:
        """On how many leaf tasks the earned value stands."""
        return self.earned.ev.rows

    @property
    def rows_total(self) -> int:
        """How many leaf tasks there are."""
        return self.earned.ev.total


def project_progress(project: Project) -> Progress:
    """Earned value and BEI as of D."""
    return project.cached("progress", lambda: _progress(project))


def _progress(project: Project) -> Progress:
    leaves = (leaf_task(task) for task in project.tasks if is_effort_bearing(task, project))
    earned = earned_value(leaves, project.as_of, project.calendar)
    return Progress(earned, bei(project_schedule(project)))


def is_effort_bearing(task: Task, project: Project) -> bool:
    """Whether the row is a leaf task, whose effort counts."""
    return task.kind != MILESTONE and is_leaf(task, project)


def leaf_task(task: Task) -> LeafTask:
    """What a row says for the earned value; its period is 基準, else 予定."""
    period = (task.baseline_start, task.baseline_finish)
    start, finish = period if all(period) else (task.planned_start, task.planned_finish)
    return LeafTask(
        task.planned_effort,
        start,
        finish,
        task.progress,
        task.actual_start,
        task.actual_finish,
        task.actual_effort,
    )


def earned_of(task: Task) -> Decimal | None:
    """EV of one row in 人日; None where the sheet does not say."""
    share = earned_share(leaf_task(task))
    return None if share is None or task.planned_effort is None else task.planned_effort * share


def planned_of(task: Task, project: Project) -> Decimal | None:
    """PV of one row in 人日 as of D; None without effort or period."""
    leaf = leaf_task(task)
    if leaf.planned_effort is None or leaf.start_on is None or leaf.finish_on is None:
        return None
    return planned_value(leaf.planned_effort, leaf.start_on, leaf.finish_on, project.as_of, project.calendar)


def progress_day(task: Task, project: Project) -> date | None:
    """The last day of the plan that is done; None for a summary row, without dates, or without 進捗率 once begun.

    What is done or not yet due lies on D; what is finished before its planned end lies on that end.
    """
    start, finish = task.planned_start or task.planned_finish, task.planned_finish
    if start is None or finish is None or not is_leaf(task, project):
        return None
    if task.actual_finish:
        return max(finish, project.as_of)
    share = Decimal(0) if task.kind == MILESTONE else earned_share(leaf_task(task))
    if share is None:
        return None
    return _reached(min(max(share, Decimal(0)), Decimal(1)), start, finish, project)


def _reached(share: Decimal, start: date, finish: date, project: Project) -> date:
    """The day reached, which is D where no business day lies between, or where nothing was to be done yet."""
    calendar, as_of = project.calendar, project.as_of
    if not share:
        return as_of if start >= as_of else start - timedelta(days=1)
    days = calendar.business_days_in(start, finish)
    done = int((share * days).quantize(Decimal(1), ROUND_HALF_UP))
    before = calendar.number(start) - calendar.is_business_day(start)
    number = before + done
    if share == 1 or not days:
        return finish
    return as_of if number == calendar.number(as_of) else calendar.business_day(number)


_LONGEST = timedelta(days=365 * 10)
"""Beyond so many days the period is a typing mistake; the curve ends there."""


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """PV in 人日 at the end of a day."""

    on: date
    value: Decimal


def planned_curve(project: Project) -> tuple[PlannedPoint, ...]:
    """From the day before the first start to the last finish; empty where no task has effort and period."""
    leaves = [leaf_task(task) for task in project.tasks if is_effort_bearing(task, project)]
    planned = [
        leaf for leaf in leaves if leaf.planned_effort is not None and leaf.start_on and leaf.finish_on
    ]
    if not planned:
        return ()
    first = min(leaf.start_on for leaf in planned if leaf.start_on) - timedelta(days=1)
    last = min(max(leaf.finish_on for leaf in planned if leaf.finish_on), first + _LONGEST)
    days = {first, last, *_weeks(first, last)} | ({project.as_of} if first < project.as_of < last else set())
    return tuple(PlannedPoint(day, _planned_on(day, planned, project)) for day in sorted(days))


def _weeks(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range(7, (last - first).days, 7)]


def _planned_on(day: date, leaves: list[LeafTask], project: Project) -> Decimal:
    return sum(
        (
            planned_value(leaf.planned_effort, leaf.start_on, leaf.finish_on, day, project.calendar)
            for leaf in leaves
            if leaf.planned_effort is not None and leaf.start_on and leaf.finish_on
        ),
        Decimal(0),
    )
