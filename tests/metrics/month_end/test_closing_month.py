"""Which month a month end closes, by which day it judges, and what belongs to it."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.month_end.closing_month import Part, closing_month


@pytest.mark.parametrize(
    ("run_day", "first", "as_of"),
    [
        (date(2026, 12, 1), date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 10), date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 11), date(2026, 12, 1), date(2026, 12, 11)),
        (date(2027, 1, 5), date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 11, 30), date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_until_the_tenth_the_month_before_is_closed(run_day: date, first: date, as_of: date) -> None:
    month = closing_month(None, run_day)
    assert (month.first, month.as_of) == (first, as_of)


def test_a_month_that_is_not_over_is_judged_by_the_run_day() -> None:
    assert closing_month(date(2026, 12, 1), date(2026, 11, 20)).as_of == date(2026, 11, 20)
    assert closing_month(date(2026, 2, 14), date(2026, 11, 20)).last == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("planned_on", "done_on", "part"),
    [
        (date(2026, 11, 1), None, Part.PLANNED),
        (date(2026, 11, 30), date(2026, 12, 3), Part.PLANNED),
        (date(2026, 10, 31), None, Part.CARRIED),
        (date(2026, 10, 31), date(2026, 11, 5), Part.DONE),
        (date(2026, 10, 31), date(2026, 10, 31), None),
        (date(2026, 12, 1), None, None),
        (date(2026, 12, 1), date(2026, 11, 30), Part.DONE),
        (None, None, Part.UNDATED),
        (None, date(2026, 11, 2), Part.DONE),
    ],
)
def test_a_row_is_listed_by_its_planned_day_and_the_day_it_happened(
    planned_on: date | None, done_on: date | None, part: Part | None
) -> None:
    assert closing_month(date(2026, 11, 1), date(2026, 12, 5)).part(planned_on, done_on) is part
