"""How each system stands: its work, what of it is late, its open issues and unanswered questions."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.metrics.overdue import MILESTONE, is_leaf, overdue_report
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.metrics.unfinished_issues import unfinished_issues
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """One system: its leaf tasks done of all, how many are late, its open issues and unanswered questions."""

    name: str
    done: int
    total: int
    late: int
    issues: int
    questions: int


def system_statuses(project: Project) -> tuple[SystemStatus, ...]:
    """Every system of システム一覧, in its order; an issue of two systems counts in both."""
    return tuple(_status(system.name, project) for system in project.systems if system.name)


def _status(name: str, project: Project) -> SystemStatus:
    key = system_key(name, project)
    own = [
        t
        for t in project.tasks
        if t.kind != MILESTONE and is_leaf(t, project) and system_key(t.system, project) == key
    ]
    late = {
        id(item.record)
        for item in overdue_report(project).items
        if item.is_late and isinstance(item.record, Task)
    }
    return SystemStatus(
        name,
        sum(map(is_finished, own)),
        len(own),
        sum(id(task) in late for task in own),
        sum(key in {system_key(s, project) for s in issue.systems} for issue in unfinished_issues(project)),
        sum(q.status == "未回答" and system_key(q.system, project) == key for q in project.questions),
    )
