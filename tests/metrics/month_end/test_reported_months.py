"""What 検収額 and 完了数 of a month were when its reporting ended."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.month_end.reported_months import last_reported_month, month_figures, reported_months
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.issue import Issue
from pmo_xl.model.past import MonthFigures
from pmo_xl.model.project import Project

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
ROWS = (
    Acceptance(id="ACC-001", accepted_on=date(2026, 10, 1), accepted=100),
    Acceptance(id="ACC-002", accepted_on=date(2026, 10, 31), accepted=20),
    Acceptance(id="ACC-003", accepted_on=date(2026, 10, 5)),
    Acceptance(id="ACC-004", accepted=3),
    Acceptance(id="ACC-005", accepted_on=date(2026, 11, 1), accepted=4),
)
ISSUES = (
    Issue(id="ISS-001", status="完了", closed_on=date(2026, 10, 2)),
    Issue(id="ISS-002", status="対応中", closed_on=date(2026, 10, 2)),
    Issue(id="ISS-003", status="完了"),
    Issue(id="ISS-004", status="完了", closed_on=date(2026, 9, 30)),
)


def on(day: date) -> Project:
    return Project(as_of=day, run_day=day, records={Acceptance: ROWS, Issue: ISSUES})


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 10), SEPTEMBER),
        (date(2026, 11, 11), OCTOBER),
        (date(2026, 1, 10), date(2025, 11, 1)),
        (date(2026, 1, 11), date(2025, 12, 1)),
    ],
)
def test_a_month_is_reported_until_the_tenth_of_the_next(day: date, month: date):
    assert last_reported_month(day) == month


def test_a_month_counts_what_was_accepted_and_closed_in_it():
    assert month_figures(on(NOVEMBER)) == {
        SEPTEMBER: MonthFigures(0, 1), OCTOBER: MonthFigures(120, 1), NOVEMBER: MonthFigures(4, 0),
    }  # fmt: skip


def test_what_was_reported_stays_and_later_months_come_once_their_reporting_has_ended():
    october = {SEPTEMBER: MonthFigures(0, 1), OCTOBER: MonthFigures(120, 1)}
    assert reported_months({}, on(date(2026, 11, 11))) == october
    assert reported_months({}, on(date(2026, 11, 10))) == {SEPTEMBER: MonthFigures(0, 1)}
    then = {OCTOBER: MonthFigures(99, 9)}
    assert reported_months(then, on(date(2026, 11, 11)))[OCTOBER] == MonthFigures(99, 9)


def test_a_month_without_anything_is_reported_as_nothing():
    assert reported_months({}, on(date(2027, 1, 11)))[date(2026, 12, 1)] == MonthFigures(0, 0)
