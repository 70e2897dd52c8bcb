"""The progress of a project: earned value and BEI of its leaf tasks, in 人日 (definitions.md, Progress).

Milestones have no effort and are left out. A workbook without 予定工数 keeps no earned value at all; one
without 実績工数 has no AC, CPI, EAC.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
