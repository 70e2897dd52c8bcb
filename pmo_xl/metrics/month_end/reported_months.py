"""Reported months: what 検収額 and 完了数 of a month were when its reporting ended.

Source: rules.tsv HIS001; a month is reported until day 10 of the next one (definitions.md, month-end).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from pmo_xl.model.past import MonthFigures
from pmo_xl.model.project import Project
from pmo_xl.model.vocabulary import StateClass

LAST_DAY_OF_REPORTING = 10


def reported_months(known: Mapping[date, MonthFigures], project: Project) -> dict[date, MonthFigures]:
    """What is known to have been reported, and the months whose reporting has ended since."""
    figures, last = month_figures(project), last_reported_month(project.run_day)
    ended = {month for month in figures if month <= last} | {last}
    return {month: figures.get(month, MonthFigures(0, 0)) for month in sorted(ended)} | dict(known)


def last_reported_month(day: date) -> date:
    """The last month whose reporting has ended by this day: from day 11 on the month before."""
    this_month = day.replace(day=1)
    before = (this_month - timedelta(days=1)).replace(day=1)
    return before if day.day > LAST_DAY_OF_REPORTING else (before - timedelta(days=1)).replace(day=1)


def month_figures(project: Project) -> dict[date, MonthFigures]:
    """検収額 with 検収日, and issues 完了 with 完了日, by month."""
    accepted: Counter[date] = Counter()
    closed: Counter[date] = Counter()
    for row in project.acceptances:
        if row.accepted_on:
            accepted[row.accepted_on.replace(day=1)] += row.accepted or 0
    for issue in project.issues:
        if issue.closed_on and project.state_of(issue) is StateClass.DONE:
            closed[issue.closed_on.replace(day=1)] += 1
    return {month: MonthFigures(accepted[month], closed[month]) for month in accepted.keys() | closed.keys()}
