"""The milestones as fields: many documents show them, and the forecast with what it assumes."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.forecast import (
    assumption,
    finish_sentence,
    forecast_day,
    standing,
    without_forecast,
)
from pmo_xl.documents.word.content import Fields, fields_of
from pmo_xl.documents.word.layout import Text, When
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.schedule.outlook import outlook
from pmo_xl.metrics.schedule.schedule import key_of, project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

UNDECIDED = "未定"
COLUMNS = "マイルストーン=作業名:56 予定日:26c 基準日程:26c 見込:32c 達成日:26c 状況:32"
ASSUMED = When("見込みの文", (Text("{{ 見込みの文 }}"),))
"""The sentences that stand below a table with these columns."""


def milestones(project: Project) -> list[Task]:
    """The milestones by the day they are planned for."""
    found = [task for task in project.tasks if task.kind == MILESTONE]
    return sorted(found, key=lambda task: (task.planned_finish is None, task.planned_finish))


def milestone_rows(project: Project, tasks: Iterable[Task] | None = None) -> list[Fields]:
    """Each with its days and, in a word, how it stands."""
    return [_row(task, project) for task in (milestones(project) if tasks is None else tasks)]


def forecast_fields(project: Project) -> Fields:
    """見込みの文: how the last milestone stands, and what every forecast assumes; empty when all are reached."""
    schedule = project_schedule(project)
    if all(task.actual_finish for task in milestones(project)):
        return {"見込みの文": ""}
    if schedule.reason:
        return {"見込みの文": f"マイルストーンの見込みは計算できません。{schedule.reason}"}
    said = (finish_sentence(project), without_forecast(schedule), assumption(project))
    counted = "「n 日遅れ」は稼働日、「n 日超過」は暦日です。"
    return {"見込みの文": "".join(f"{each.rstrip('。')}。" for each in said if each) + counted}


def _row(task: Task, project: Project) -> Fields:
    found = outlook(project_schedule(project), key_of(task, project))
    is_open = task.actual_finish is None
    shown = fields_of(task)
    return shown | {
        "予定日": shown["予定終了"] or UNDECIDED,
        "基準日程": shown["基準終了"],
        "見込": forecast_day(found.forecast, is_lower_bound=found.is_lower_bound) if is_open else "",
        "達成日": shown["実績終了"],
        "状況": milestone_standing(task, project),
    }


def milestone_standing(task: Task, project: Project) -> str:
    """How a milestone stands, in a word or two."""
    found = outlook(project_schedule(project), key_of(task, project))
    if task.actual_finish:
        return "達成"
    for name, word in (("actual_finish", "達成日"), ("planned_finish", "予定日")):
        if name in task.unread:
            return f"{word}を読めません"
    if task.planned_finish is None:
        return "予定日なし"
    if task.planned_finish < project.as_of:
        return f"{(project.as_of - task.planned_finish).days} 日超過"
    is_on_plan = not found.reason and not found.days_late
    if is_on_plan and task.baseline_finish and task.planned_finish > task.baseline_finish:
        return f"基準より {(task.planned_finish - task.baseline_finish).days} 日遅い予定"
    return standing(found)
