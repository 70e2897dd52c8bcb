"""遅延原因 Pareto: how many business days late work lost, by the cause that people wrote (definitions.md, 遅延原因 Pareto).

A task counts fully also where its delay comes from a predecessor: the sum says nothing of the project's delay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.metrics.schedule.schedule import WORK, scheduled
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

OTHER = "その他"
DEFECT_KINDS = ("障害", "リリース課題")
"""The 種別 of 課題管理表 whose 原因分類 is counted."""


@dataclass(frozen=True)
class CauseLine:
    """One cause (None: 未記入): business days and tasks, and the share of all days up to and with it."""

    cause: str | None
    days: int
    tasks: tuple[Task, ...]
    cumulative: Fraction


@dataclass(frozen=True)
class DelayCauses:
    """The causes by days, その他 and 未記入 last. judged of total: the leaves with 基準終了 whose end is known."""

    lines: tuple[CauseLine, ...]
    judged: int
    total: int

    @property
    def days(self) -> int:
        """All of them together; never the delay of the project."""
        return sum(line.days for line in self.lines)


def end_of(task: Task, project: Project) -> date | None:
    """実績終了, else 見込終了; None where nobody can say."""
    found = scheduled(task, project)
    return task.actual_finish or (found.early_finish if found else None)


def delay_causes(project: Project) -> DelayCauses:
    """The late work of a project by cause, worked out once."""
    return project.cached("delay causes", lambda: _made(project))


def _made(project: Project) -> DelayCauses:
    leaves = [t for t in project.tasks if t.kind == WORK and t.baseline_finish and is_leaf(t, project)]
    ends = [(task, end) for task in leaves if (end := end_of(task, project))]
    late: dict[str | None, list[tuple[Task, int]]] = {}
    for task, end in ends:
        if task.baseline_finish and end > task.baseline_finish:
            days = project.calendar.business_days_between(task.baseline_finish, end)
            late.setdefault(task.delay_cause, []).append((task, days))
    return DelayCauses(tuple(_lines(late)), len(ends), len(leaves))


def _lines(late: Mapping[str | None, list[tuple[Task, int]]]) -> Iterator[CauseLine]:
    sums = {cause: sum(days for _, days in found) for cause, found in late.items()}
    total, before = sum(sums.values()), 0
    for cause in sorted(sums, key=lambda each: (each is None, each == OTHER, -sums[each], each or "")):
        before += sums[cause]
        tasks = tuple(task for task, _ in late[cause])
        yield CauseLine(cause, sums[cause], tasks, Fraction(before, total) if total else Fraction(0))


def issue_causes(project: Project) -> Mapping[str | None, int]:
    """障害 and リリース課題 by 原因分類, the most first; その他 and blank (None) last."""
    counts = Counter(issue.cause_kind for issue in project.issues if issue.kind in DEFECT_KINDS)
    ordered = sorted(counts, key=lambda each: (each is None, each == OTHER, -counts[each], each or ""))
    return {cause: counts[cause] for cause in ordered}
