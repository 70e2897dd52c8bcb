"""What remains of a begun task: the table of definitions.md (Schedule forecast), row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.schedule.remaining import Remaining, remaining

DAYS = st.integers(0, 400)
PERCENTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)


@pytest.mark.parametrize(
    ("planned", "worked", "percent", "days"),
    [
        (10, 15, 0, 10),
        (10, 15, 5, 10),  # 9.5, rounded up once; its own pace would be 285
        (10, 40, 19, 9),  # 8.1: below 20 % only the plan's length counts
        (10, 2, 20, 8),  # its own pace (2 × 0.8 ÷ 0.2) and the plan's (8) agree
        (10, 15, 20, 60),  # its own pace: 15 days for a fifth
        (10, 15, 70, 7),  # 15 × 0.3 ÷ 0.7 = 6.43
        (10, 2, 70, 3),  # faster than planned: the plan's pace, 3
        (10, 15, 99, 1),  # 0.15
        (3, 0, 50, 2),  # begun on a day off: nothing is worked yet
        (10, 15, 100, 0),
        (0, 0, 50, 0),
    ],
)
def test_the_slower_of_the_plan_and_its_own_pace_remains(planned, worked, percent, days):
    assert remaining(planned, worked, Decimal(percent) / 100) == Remaining(days)


@pytest.mark.parametrize(("worked", "days"), [(0, 10), (4, 6), (9, 1), (10, 1), (25, 1)])
@pytest.mark.parametrize("progress", [None, Decimal("1.2"), Decimal("-0.1")])
def test_without_a_share_what_the_plan_has_left_is_a_lower_bound(worked, days, progress):
    assert remaining(10, worked, progress) == Remaining(days, is_lower_bound=True)


def test_a_share_is_taken_exactly():
    assert remaining(100, 0, Decimal("0.93")).days == 7  # 7.000000000000006 as a float
    assert remaining(10, 14, Decimal("0.7")).days == 6  # 14 × 0.3 ÷ 0.7 = 6


@given(DAYS, DAYS, PERCENTS, PERCENTS)
def test_more_progress_never_leaves_more_to_do_by_one_way_of_counting(planned, worked, one, other):
    less, more = sorted((one, other))
    if (less < Decimal("0.2")) == (more < Decimal("0.2")):
        assert remaining(planned, worked, more).days <= remaining(planned, worked, less).days


@given(DAYS, DAYS, PERCENTS)
def test_a_task_never_goes_faster_than_its_plan(planned, worked, progress):
    assert remaining(planned, worked, progress).days >= planned * (1 - progress)


@given(DAYS, DAYS, st.one_of(st.none(), PERCENTS))
def test_another_day_of_work_without_progress_never_brings_the_end_nearer(planned, worked, progress):
    assert remaining(planned, worked + 1, progress).days + 1 >= remaining(planned, worked, progress).days
