"""What a week holds, by the dates that the rows bear: what was done, what comes, what was raised and closed; each system.

The week of D runs from Monday to Sunday. Nothing here comes from a record of an earlier run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_xl.metrics.meetings import occurrences
from pmo_xl.metrics.overdue import MILESTONE, is_leaf, overdue_report, title_of
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.metrics.unfinished_issues import unfinished_issues
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.issue import Issue
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

OF_THE_HOUSE: tuple[type[Record], ...] = (Acceptance, Order, Budget, Estimate, Option, Risk, ChecklistItem)
"""The sheets about our own money and care: what stands there is nobody else's business."""


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday."""

    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def following(self) -> Week:
        """The week after."""
        return Week(self.monday + timedelta(days=7))

    @property
    def before(self) -> Week:
        """The week before."""
        return Week(self.monday - timedelta(days=7))

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and self.monday <= day <= self.sunday


def week_of(project: Project) -> Week:
    """The week in which D lies."""
    return Week(project.as_of - timedelta(days=project.as_of.weekday()))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something of a week: on which day, of what kind (in Japanese), of which row."""

    on: date
    kind: str
    record: Record
    title: str


def done_in(week: Week, project: Project) -> list[Fact]:
    """Tasks finished, milestones reached, QA answered, issues and changes closed, by the day; nothing after D."""
    found = [fact for fact in _done(project) if week.holds(fact.on) and fact.on <= project.as_of]
    return sorted(found, key=lambda fact: fact.on)


def _done(project: Project) -> Iterator[Fact]:
    for task in project.tasks:
        if task.actual_finish and is_leaf(task, project):
            word = "マイルストーン達成" if task.kind == MILESTONE else "作業の完了"
            yield _fact(task.actual_finish, word, task, project)
    sources: tuple[tuple[type[Record], str, str], ...] = (
        (Question, "answered_on", "QAの回答"),
        (Issue, "closed_on", "課題の完了"),
        (SpecChange, "announced_on", "仕様変更の周知"),
    )
    for sheet, field, word in sources:
        for row in project.of(sheet):
            on = getattr(row, field)
            if on is not None:
                yield _fact(on, word, row, project)


def coming_in(week: Week, project: Project) -> list[Fact]:
    """Tasks that begin or end, other due dates and meetings of a week ahead, by the day; our own money left out."""
    found = {(fact.on, fact.kind, id(fact.record)): fact for fact in _coming(week, project)}
    return sorted(found.values(), key=lambda fact: (fact.on, fact.kind))


def _coming(week: Week, project: Project) -> Iterator[Fact]:
    for task in project.tasks:
        if task.actual_finish is None and is_leaf(task, project):
            ends = "マイルストーン" if task.kind == MILESTONE else "作業の終了予定"
            if (
                week.holds(task.planned_start)
                and task.kind != MILESTONE
                and task.actual_start is None
                and task.planned_start
            ):
                yield _fact(task.planned_start, "作業の開始予定", task, project)
            if week.holds(task.planned_finish) and task.planned_finish:
                yield _fact(task.planned_finish, ends, task, project)
    ahead = (week.sunday - project.as_of).days
    for item in overdue_report(project, max(ahead, 0)).items:
        is_ours = isinstance(item.record, (Task, *OF_THE_HOUSE))
        if week.holds(item.due_on) and not is_ours:
            yield _fact(item.due_on, f"{item.sheet}の期限", item.record, project)
    for meeting in project.meetings:
        for on in occurrences(meeting, week.sunday, project):
            if week.holds(on):
                yield Fact(on, "会議", meeting, meeting.name or "")


def _fact(on: date, kind: str, record: Record, project: Project) -> Fact:
    return Fact(on, kind, record, title_of(record, project) or "")


@dataclass(frozen=True, slots=True)
class Moves:
    """Of issues, questions or changes: how many were raised and closed in a week."""

    raised: int
    closed: int


_DAYS: dict[type[Record], tuple[str, str]] = {
    Issue: ("raised_on", "closed_on"),
    Question: ("asked_on", "answered_on"),
    SpecChange: ("raised_on", "announced_on"),
}


def moves_in(week: Week, sheet: type[Record], project: Project) -> Moves:
    """How many rows of a sheet were raised and closed in a week up to D, by their own dates."""
    raised, closed = _DAYS[sheet]

    def count(field: str) -> int:
        """The rows whose day lies in the week."""
        days = (getattr(row, field) for row in project.of(sheet))
        return sum(week.holds(on) and on <= project.as_of for on in days)

    return Moves(count(raised), count(closed))


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
