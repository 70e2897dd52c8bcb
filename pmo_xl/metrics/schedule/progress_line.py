"""The progress line (イナズマ線): up to which day of its plan each task is done, as of D.

A task on time lies on D. Left of D it is late, right of D ahead. The day is the one whose planned share of
the business days equals 進捗率 (the planned value of definitions.md, turned round), over the current plan
(予定), on which the bars are drawn.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.evm import earned_share
from pmo_xl.metrics.schedule.progress import leaf_task
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task


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
