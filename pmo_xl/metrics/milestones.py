"""The milestones that rules speak of: the kick-off, and the one that ends a 工程.

Source: definitions.md, Words of the rules.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.task import Task

DEFINITION: Final = "要件定義"
"""The 工程 whose milestone the agreement on requirements and open points wait for."""
_KICK_OFF = ("キックオフ", "kickoff", "ko会")
_NOT_OF_THE_NAME = re.compile(r"\([^()]*\)|日|予定|\s")
_STARTS = ("サービスイン", "サービス開始")


def day_of(milestone: Task) -> date | None:
    """The day of a milestone: 実績終了, else 予定終了."""
    return milestone.actual_finish or milestone.planned_finish


def is_passed(milestone: Task, project: Project) -> bool:
    """Whether its day lies before D."""
    day = day_of(milestone)
    return day is not None and day < project.as_of


def kick_off(project: Project) -> Task | None:
    """The kick-off: the earliest milestone whose name says so; None without one."""
    found = [task for task in project.tasks if task.kind == MILESTONE and _is_kick_off(task)]
    return min(found, key=lambda task: day_of(task) or date.max, default=None)


def kick_off_day(project: Project) -> date | None:
    """The day of the kick-off; without one, 開始日 of 設定."""
    milestone = kick_off(project)
    return day_of(milestone) if milestone else project.settings.day("開始日")


def _is_kick_off(task: Task) -> bool:
    name = name_key(task.title or "")
    return any(name_key(word) in name for word in _KICK_OFF)


def is_service_start(milestone: Task) -> bool:
    """Whether its name ends in サービスイン or サービス開始, without 日, 予定 and what stands in brackets."""
    name = unicodedata.normalize("NFKC", milestone.title or "")
    return _NOT_OF_THE_NAME.sub("", name).endswith(_STARTS)


def milestone_of(phase: str, system: str | None, project: Project) -> Task | None:
    """The milestone of a 工程 for a system: the system's own, else the project's; of several the latest."""
    found = [task for task in project.tasks.naming("phase", phase) if task.kind == MILESTONE]
    own = [task for task in found if system and task.system and name_key(task.system) == name_key(system)]
    whole = [task for task in found if not task.system and "system" not in task.unread]
    return max(own or whole, key=_planned, default=None)


def _planned(task: Task) -> tuple[bool, date]:
    """By 予定終了; one that cannot be read comes last, so that nobody judges by another."""
    return "planned_finish" in task.unread, task.planned_finish or date.min
