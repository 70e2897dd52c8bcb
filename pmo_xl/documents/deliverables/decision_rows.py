"""The rows of waiting decisions: what is to be decided, by whom, until when, and what waiting has taken so far."""

from __future__ import annotations

from pmo_xl.documents.word.content import UNFILLED, Fields
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.metrics.waiting_decisions import WaitingDecision, decider_of, what_is_asked
from pmo_xl.model.display import day
from pmo_xl.model.project import Project


def decision_row(waiting: WaitingDecision, project: Project) -> Fields:
    """One waiting decision as a row."""
    late = project.calendar.business_days_between(waiting.due_on, project.as_of) if waiting.due_on else 0
    return {
        "番号": waiting.at.row_id or "",
        "内容": what_is_asked(waiting, project),
        "お願い先": decider_of(waiting, project) or UNFILLED,
        "判断期限": day(waiting.due_on) if waiting.due_on else UNFILLED,
        "経過": f"{late} 稼働日" if waiting.due_on and waiting.is_late(project) and late else "－",
        "遅れ": days_lost(waiting, project),
    }


def days_lost(waiting: WaitingDecision, project: Project) -> str:
    """The days that waiting has taken from the last milestone; a dash where nobody can say."""
    lost = waiting_cost(waiting.at, project).days_lost
    return "－" if lost is None else f"{lost} 稼働日"
