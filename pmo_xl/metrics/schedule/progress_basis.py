"""進捗の測り方 of 工程定義: what 進捗率 of a task means there.

Source: definitions.md, "Schedule forecast": 0/100 and 50/50 only say begun or done, so that they tell no pace.
"""

from __future__ import annotations

from typing import Final

from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.metrics.phase_names import definition_of
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

STEPS: Final = ("0/100", "50/50")
REPORTED: Final = "申告"
_WORK: Final = "作業"


def progress_basis_of(task: Task, project: Project) -> str | None:
    """How 進捗率 of the task is measured, by its 呼称 and system; None where 工程定義 does not say."""
    found = definition_of(task.local_name, task.system, project) if task.local_name else None
    return found.progress_basis if found else None


def is_progress_reported(project: Project) -> bool:
    """Whether 進捗率 of more than half of the open work is what somebody says it is (申告)."""
    opened = [t for t in project.tasks if t.kind == _WORK and not is_finished(t) and is_leaf(t, project)]
    reported = sum(progress_basis_of(task, project) == REPORTED for task in opened)
    return reported * 2 > len(opened)
