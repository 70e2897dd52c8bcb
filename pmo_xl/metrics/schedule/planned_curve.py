"""The planned value of the whole project at the end of every week (and on D): the PV curve of earned value.

Source: definitions.md, Progress; the same rows and the same formula as PV, so the curve passes through it on D.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.schedule.evm import LeafTask, planned_value
from pmo_xl.metrics.schedule.progress import is_effort_bearing, leaf_task
from pmo_xl.model.project import Project

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
