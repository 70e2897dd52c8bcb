"""Whether a task has begun and is done, also where its table keeps only 進捗率."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.task import Task


def is_finished(task: Task) -> bool:
    """Whether the task is done: by 実績終了, and in a table without that column by a 進捗率 of 100 %."""
    if task.actual_finish is not None or task.place is None or "actual_finish" in task.place.table.columns:
        return task.actual_finish is not None
    return task.progress is not None and task.progress >= 1


def due_field_of_task(task: Task, project: Project) -> str:
    """The date that matters now: 予定開始 of what has not begun, else 予定終了."""
    is_passed = task.planned_finish is not None and task.planned_finish < project.as_of
    return "planned_finish" if _has_begun(task) or is_passed or not task.planned_start else "planned_start"


def _has_begun(task: Task) -> bool:
    """Whether the task has begun; in a table without 実績開始, unless its 進捗率 says 0."""
    if task.actual_start or task.place is None or "actual_start" in task.place.table.columns:
        return task.actual_start is not None
    return task.progress is None or task.progress > 0
