"""The milestones as fields: many documents show them."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.word.content import Fields, fields_of, text
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

COLUMNS = "マイルストーン=作業名:70 予定日:28c 基準日程:28c 達成日:28c 状況:30"


def milestones(project: Project) -> list[Task]:
    """The milestones by the day they are planned for."""
    found = [task for task in project.tasks if task.kind == MILESTONE]
    return sorted(found, key=lambda task: (task.planned_finish is None, task.planned_finish))


def milestone_rows(project: Project, tasks: Iterable[Task] | None = None) -> list[Fields]:
    """Each with its days and, in a word, how it stands."""
    return [_row(task, project) for task in (milestones(project) if tasks is None else tasks)]


def _row(task: Task, project: Project) -> Fields:
    return fields_of(task) | {
        "予定日": text(task.planned_finish),
        "基準日程": text(task.baseline_finish),
        "達成日": text(task.actual_finish),
        "状況": _standing(task, project),
    }


def _standing(task: Task, project: Project) -> str:
    if task.actual_finish:
        return "達成"
    if task.planned_finish and task.planned_finish < project.as_of:
        return f"{(project.as_of - task.planned_finish).days} 日超過"
    if task.planned_finish and task.baseline_finish and task.planned_finish > task.baseline_finish:
        return f"基準より {(task.planned_finish - task.baseline_finish).days} 日遅い予定"
    return "予定どおり" if task.planned_finish else "予定日なし"
