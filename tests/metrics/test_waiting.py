from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.project import Project


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 11, 26), False),
        (date(2026, 11, 27), False),
        (date(2026, 11, 28), True),
        (date(2026, 11, 30), True),
    ],
)
def test_five_business_days_after_the_19th_end_on_the_27th_for_the_23rd_is_a_holiday(as_of, expected):
    assert is_over(date(2026, 11, 19), 5, Project(as_of, as_of)) is expected


def test_company_holidays_do_not_count():
    day = date(2026, 11, 27)
    closed = Holiday(on=date(2026, 11, 26), kind="会社休日")
    assert is_over(date(2026, 11, 18), 5, Project(day, day))
    assert not is_over(date(2026, 11, 18), 5, Project(day, day, records={Holiday: (closed,)}))


def test_no_days_at_all_are_over_on_the_next_day():
    day = date(2026, 11, 27)
    assert not is_over(day, 0, Project(day, day))
    assert is_over(date(2026, 11, 26), 0, Project(day, day))
