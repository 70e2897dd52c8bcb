"""Raised, closed and open by week. D is Monday, 2026-11-30."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.schedule.progress import planned_curve, project_progress
from pmo_xl.metrics.weekly_counts import issue_counts, question_counts
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from tests.support.chart_projects import sample, with_rows
from tests.support.small_project import D


def issue(raised: date | None, closed: date | None = None, status: str = "対応中") -> Issue:
    return Issue(raised_on=raised, closed_on=closed, status="完了" if closed else status)


def test_weeks_end_on_sundays_and_on_the_as_of_date():
    counts = issue_counts(
        with_rows([issue(date(2026, 11, 18)), issue(date(2026, 11, 23), date(2026, 11, 29))])
    )
    assert [(week.on, week.raised, week.closed, week.open) for week in counts.weeks] == [
        (date(2026, 11, 22), 1, 0, 1),
        (date(2026, 11, 29), 2, 1, 1),
        (D, 2, 1, 1),
    ]


def test_a_closing_date_of_an_open_issue_does_not_close_it():
    row = Issue(raised_on=D, closed_on=D, status="対応中")
    assert issue_counts(with_rows([row])).weeks[-1].open == 1


def test_closed_before_raised_counts_on_the_day_raised():
    row = Issue(raised_on=date(2026, 11, 25), closed_on=date(2026, 11, 1), status="完了")
    assert all(week.open == 0 for week in issue_counts(with_rows([row])).weeks)


def test_an_answered_question_is_closed_on_its_answer():
    row = Question(asked_on=date(2026, 11, 9), answered_on=date(2026, 11, 20), status="回答済")
    counts = question_counts(with_rows([row]))
    assert [week.open for week in counts.weeks] == [1, 0, 0, 0]


days = st.dates(date(2026, 9, 1), D)


@given(st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=12))
def test_curves_never_fall_and_end_with_the_open_rows(rows):
    issues = [issue(raised, closed) for raised, closed in rows]
    weeks = issue_counts(with_rows(issues)).weeks
    assert all(a.raised <= b.raised and a.closed <= b.closed for a, b in pairwise(weeks))
    assert all(week.open >= 0 for week in weeks)
    assert weeks[-1].open == sum(closed is None for _, closed in rows)


def test_the_planned_curve_passes_through_pv_and_ends_at_bac():
    project = sample()
    points = {point.on: point.value for point in planned_curve(project)}
    earned = project_progress(project).earned
    assert points[project.as_of] == earned.pv.value
    assert min(points.values()) == 0
    assert points[max(points)] == earned.bac.value
    assert list(points.values()) == sorted(points.values())
