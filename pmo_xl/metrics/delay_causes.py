"""遅延原因: the Pareto of what makes work late, by business days, and of what makes 障害 and リリース課題, by count.

Source: definitions.md, 遅延原因 Pareto. A task counts fully also where its delay comes from a predecessor; the sum is never
the project's delay. 未記入 stands last and is in the total, その他 before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmo_xl.metrics.metric import rounded
from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.metrics.schedule.schedule import WORK, scheduled
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass

OTHER, NOT_TOLD = "その他", "未記入"
_INCIDENTS = ("障害", "リリース課題")


@dataclass(frozen=True, slots=True)
class CauseLine:
    """One cause. weight: business days (issues: their number). count: how many rows. cumulative: percent so far."""

    cause: str
    weight: int
    count: int
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class Pareto:
    """The causes, the heaviest first. told: how many of the `total` rows name a cause. unknown: rows that cannot be judged."""

    lines: tuple[CauseLine, ...]
    told: int
    total: int
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class DelayedTask:
    """Work later than its baseline. ended_on: 実績終了, else 見込終了. days: business days after 基準終了."""

    task: Task
    ended_on: date
    days: int


def delayed_tasks(project: Project) -> tuple[DelayedTask, ...]:
    """The leaves of 種別 作業 that end later than 基準終了, in the order of the sheet."""
    return tuple(_delayed(project))


def delay_causes(project: Project) -> Pareto:
    """The causes of late work by business days."""
    late = delayed_tasks(project)
    rows = [(each.task.delay_cause, each.days) for each in late]
    unknown = sum(
        _is_work(task, project) and task.baseline_finish is not None and _ends_on(task, project) is None
        for task in project.tasks
    )
    return _pareto(rows, unknown)


def incident_causes(project: Project) -> Pareto:
    """The 原因分類 of 障害 and リリース課題 that were not withdrawn, by count."""
    rows = [
        (issue.cause_kind, 1)
        for issue in project.issues
        if issue.kind in _INCIDENTS and project.state_of(issue) is not StateClass.CANCELLED
    ]
    return _pareto(rows, sum("kind" in issue.unread for issue in project.issues))


def _delayed(project: Project) -> Iterator[DelayedTask]:
    for task in project.tasks:
        if not _is_work(task, project) or task.baseline_finish is None:
            continue
        ended_on = _ends_on(task, project)
        days = project.calendar.business_days_between(task.baseline_finish, ended_on) if ended_on else 0
        if ended_on and ended_on > task.baseline_finish:
            yield DelayedTask(task, ended_on, days)


def _is_work(task: Task, project: Project) -> bool:
    return task.kind == WORK and is_leaf(task, project)


def _ends_on(task: Task, project: Project) -> date | None:
    """実績終了, else 見込終了; None where neither is known."""
    if task.actual_finish:
        return task.actual_finish
    found = scheduled(task, project)
    return found.early_finish if found else None


def _pareto(rows: list[tuple[str | None, int]], unknown: int) -> Pareto:
    weights, counts = Counter[str](), Counter[str]()
    for cause, weight in rows:
        weights[cause or NOT_TOLD] += weight
        counts[cause or NOT_TOLD] += 1
    order = sorted(weights, key=lambda cause: (cause == NOT_TOLD, cause == OTHER, -weights[cause]))
    total, so_far, lines = sum(weights.values()), 0, []
    for cause in order:
        so_far += weights[cause]
        share = rounded(Fraction(so_far * 100, total)) if total else Decimal(0)
        lines.append(CauseLine(cause, weights[cause], counts[cause], share))
    return Pareto(tuple(lines), len(rows) - counts[NOT_TOLD], len(rows), unknown)
