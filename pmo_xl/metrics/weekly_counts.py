"""How many were raised, closed and open at the end of each week, by the dates that the rows bear.

Issues close on 完了日, questions with their answer on 回答日. Whether a row is still open its 状態 says, so the
last week agrees with the lists. Rows that cannot be placed on the line of time are counted apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.vocabulary import StateClass


@dataclass(frozen=True, slots=True)
class WeekCount:
    """The sums at the end of a day: the last of a week, or D."""

    on: date
    raised: int
    closed: int

    @property
    def open(self) -> int:
        """Raised and not yet closed."""
        return self.raised - self.closed


@dataclass(frozen=True)
class WeeklyCounts:
    """The weeks from the first row raised to D, and what they leave out.

    withdrawn: 取下げ. undated: without the date raised, closed without the date, or without a 状態. later: raised after D.
    """

    weeks: tuple[WeekCount, ...]
    withdrawn: int
    undated: int
    later: int


@dataclass(frozen=True, slots=True)
class _Life:
    raised: date | None
    closed: date | None
    is_closed: bool
    is_withdrawn: bool

    @property
    def is_dated(self) -> bool:
        """Whether both its days are known, as far as it has come."""
        return self.raised is not None and (self.closed is not None or not self.is_closed)


def issue_counts(project: Project) -> WeeklyCounts:
    """The issues of 課題管理表."""
    return _counts((_issue_life(issue, project) for issue in project.issues), project.as_of)


def question_counts(project: Project) -> WeeklyCounts:
    """The questions of QA表; closed = answered."""
    return _counts((_question_life(question, project) for question in project.questions), project.as_of)


def _issue_life(issue: Issue, project: Project) -> _Life:
    """A row without 状態 is neither open nor closed, so it cannot be placed."""
    state = project.state_of(issue)
    raised = issue.raised_on if state else None
    return _Life(raised, issue.closed_on, state is StateClass.DONE, state is StateClass.CANCELLED)


def _question_life(question: Question, project: Project) -> _Life:
    is_withdrawn = project.state_of(question) is StateClass.CANCELLED
    return _Life(question.asked_on, question.answered_on, question.is_answered, is_withdrawn)


def _counts(lives: Iterable[_Life], as_of: date) -> WeeklyCounts:
    rows = list(lives)
    kept = [life for life in rows if not life.is_withdrawn]
    dated = [life for life in kept if life.is_dated]
    raised = sorted(life.raised for life in dated if life.raised and life.raised <= as_of)
    closed = sorted(
        max(life.closed, life.raised)
        for life in dated
        if life.is_closed and life.closed and life.raised and life.raised <= as_of
    )
    weeks = tuple(
        WeekCount(day, bisect_right(raised, day), bisect_right(closed, day))
        for day in _week_ends(raised[0] if raised else as_of, as_of)
    )
    later = sum(1 for life in dated if life.raised and life.raised > as_of)
    return WeeklyCounts(weeks if raised else (), len(rows) - len(kept), len(kept) - len(dated), later)


def _week_ends(first: date, last: date) -> Iterable[date]:
    """The Sundays from the first day on, then the last day itself."""
    day = first + timedelta(days=6 - first.weekday())
    while day < last:
        yield day
        day += timedelta(days=7)
    yield last
