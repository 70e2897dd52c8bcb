"""決定待ち: the decisions that a row of マスタスケジュール waits for, and the day before which it cannot begin.

Source: definitions.md, Words of the rules (Settled) and Schedule forecast.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.option_topics import topic_of
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.spec_change import REFLECTED_OR_LATER, SpecChange
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass

_DECIDED = ("承認済", *REFLECTED_OR_LATER, "却下")


def decisions_of(task: Task, project: Project) -> Iterator[Record]:
    """The rows that 決定待ち names; an ID that is nowhere counts as not there."""
    sheets = (project.spec_changes, project.options, project.issues, project.questions, project.budgets)
    for name in task.waits_for:
        yield from (row for rows in sheets if (row := rows.get(name)) is not None)


def is_settled(decision: Record, project: Project) -> bool:
    """Whether nobody has to decide any more: change, 論点, issue, question, budget request, 判断基準 of a 判断点."""
    if isinstance(decision, SpecChange):
        return decision.status in _DECIDED
    if isinstance(decision, Option):
        return topic_of(decision, project).is_settled
    if isinstance(decision, Budget):
        return not decision.is_request or decision.kind == TURNED_DOWN
    if isinstance(decision, ReleaseStep):
        return bool(decision.criteria)
    is_closed = project.state_of(decision) in (StateClass.DONE, StateClass.CANCELLED)
    return is_closed or (isinstance(decision, Question) and decision.status == "回答済")


def decide_by(decision: Record, project: Project) -> date | None:
    """The day by which it should be decided: 判断期限 (of a 論点 its earliest), of issues 期限, of questions 回答期限."""
    if isinstance(decision, Option):
        asked = topic_of(decision, project).due
        return asked.due_on if asked else None
    if isinstance(decision, ReleaseStep):
        return decision.starts_at.date() if decision.starts_at else None
    is_dated = isinstance(decision, SpecChange | Budget | Issue | Question)
    return decision.due_on if is_dated else None  # type: ignore[attr-defined]


def held_until(task: Task, project: Project, but: Record | None = None) -> date | None:
    """The day before which the row cannot begin: max(判断期限, D + BD1) of what is not settled; None when free.

    but: a decision that is taken to be settled, with the other options of its 論点.
    """
    waiting = [
        each
        for each in decisions_of(task, project)
        if not is_settled(each, project) and not _is_same(each, but, project)
    ]
    if not waiting:
        return None
    tomorrow = project.calendar.add_business_days(project.as_of, 1)
    return max((tomorrow, *filter(None, (decide_by(each, project) for each in waiting))))


def _is_same(decision: Record, other: Record | None, project: Project) -> bool:
    """Whether both are one decision: one row, or options of one 論点."""
    if isinstance(decision, Option) and isinstance(other, Option):
        return topic_of(decision, project) is topic_of(other, project)
    return decision is other
