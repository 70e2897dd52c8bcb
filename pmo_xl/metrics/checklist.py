"""チェックリスト: what is still to be confirmed, and whether the gate that it belongs to has passed.

Source: rules.tsv, CHK001; definitions.md, Words of the rules. Days compare by day: a gate of D itself has not passed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pmo_xl.metrics.milestones import kick_off_day, milestone_of
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.release import release_moment
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

PHASE_END: Final = "工程完了"
CLOSED: Final = "終結"
"""The 案件状態 of a project that is over."""


def has_gate_passed(item: ChecklistItem, project: Project) -> bool:
    """Whether what the row should be confirmed before is over, as far as the book tells."""
    gate = _GATES.get(item.kind or "")
    return gate is not None and gate(item, project)


def milestone_of_phase(phase: str | None, project: Project) -> Task | None:
    """The milestone that ends a 工程: that of the whole project; without one, the latest of a system."""
    if not phase:
        return None
    if whole := milestone_of(phase, None, project):
        return whole
    found = [task for task in project.tasks.naming("phase", phase) if task.kind == MILESTONE]
    return max(found, key=lambda task: task.planned_finish or date.min, default=None)


def _is_phase_over(item: ChecklistItem, project: Project) -> bool:
    """By the milestone of its 工程; without one by 期限; a row that does not say its 工程 belongs to no gate."""
    if not item.phase:
        return False
    milestone = milestone_of_phase(item.phase, project)
    return milestone.actual_finish is not None if milestone else _is_past(item.due_on, project)


def _is_released(item: ChecklistItem, project: Project) -> bool:
    moment = release_moment(project)
    return moment is not None and _is_past(moment.date(), project)


def _is_past(day: date | None, project: Project) -> bool:
    return day is not None and day < project.as_of


_GATES: Final[Mapping[str, Callable[[ChecklistItem, Project], bool]]] = {
    "立ち上げ": lambda item, project: _is_past(kick_off_day(project), project),
    PHASE_END: _is_phase_over,
    "納品前": lambda item, project: _is_past(item.due_on, project),
    "リリース前": _is_released,
    "終結": lambda item, project: project.settings.text("案件状態") == CLOSED,
}
