"""Two month ends of one project: promises that were not kept, and reported months that read otherwise now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.metrics.month_end.month_comparison import (
    ACCEPTANCE,
    PAYMENT,
    MonthChange,
    MonthDifference,
    compare,
)
from pmo_xl.metrics.month_end.row_fact import RowFact

OCT_END, NOV_END = date(2026, 10, 31), date(2026, 11, 30)
MID_OCT, MID_NOV = date(2026, 10, 15), date(2026, 11, 15)
BARE = RowFact("ACC-001", "第1回", None, 0, None, 0, None, 0, None, 0)
PROMISED = replace(BARE, accept_on=NOV_END, accept_amount=700)
ACCEPTED = replace(BARE, accepted_on=OCT_END, accepted=500)


def told(before: list[RowFact], after: list[RowFact]) -> list[tuple[MonthChange, str, int]]:
    return [(line.change, line.what, line.amount) for line in compare(before, after, OCT_END, NOV_END)]


@pytest.mark.parametrize(
    ("planned_on", "now", "expected"),
    [
        (NOV_END, {}, [(MonthChange.NOT_DONE, ACCEPTANCE, 700)]),
        (date(2026, 12, 1), {}, []),
        (NOV_END, {"accepted_on": NOV_END, "accepted": 1}, []),
        (NOV_END, {"is_chased": False}, []),
    ],
)
def test_a_promise_up_to_the_day_is_told_while_it_is_not_kept(planned_on, now, expected):
    fact = replace(PROMISED, accept_on=planned_on)
    assert told([fact], [replace(fact, **now)]) == expected


def test_a_payment_promised_is_told_like_an_acceptance():
    fact = replace(BARE, pay_on=MID_NOV, pay_amount=880)
    assert told([fact], [fact]) == [(MonthChange.NOT_DONE, PAYMENT, 880)]
    assert told([fact], [replace(fact, paid_on=MID_NOV, paid_with_tax=968)]) == []


def test_nothing_was_promised_by_what_was_done_cancelled_or_without_a_day():
    done = replace(PROMISED, accepted_on=date(2026, 12, 1))
    assert told([done], [replace(done, accepted_on=None)]) == []
    assert told([replace(PROMISED, is_chased=False)], [PROMISED]) == []
    assert told([replace(PROMISED, accept_on=None)], [PROMISED]) == []


@pytest.mark.parametrize(
    ("planned_on", "now"),
    [
        (NOV_END, "まだ。予定日もそのままです"),
        (date(2026, 12, 11), "まだ。予定は 2026/12/11 に変わっています"),
        (None, "まだ。予定は 日付なし に変わっています"),
    ],
)
def test_it_is_said_where_the_promise_went(planned_on, now):
    (line,) = compare([PROMISED], [replace(PROMISED, accept_on=planned_on)], OCT_END, NOV_END)
    assert line == MonthDifference(
        MonthChange.NOT_DONE,
        ACCEPTANCE,
        "ACC-001",
        "第1回",
        date(2026, 11, 1),
        "検収予定 2026/11/30",
        now,
        700,
    )


def test_a_row_that_is_gone_is_told_and_the_rest_of_an_order_that_has_rows_now_is_not():
    assert told([PROMISED], []) == [(MonthChange.GONE, ACCEPTANCE, 700)]
    assert told([replace(PROMISED, is_order=True)], []) == []
    assert told([replace(PROMISED, is_order=True)], [PROMISED]) == [(MonthChange.NOT_DONE, ACCEPTANCE, 700)]


@pytest.mark.parametrize(
    ("before", "after", "amount"),
    [
        ({"accepted_on": OCT_END, "accepted": 500}, {"accepted_on": OCT_END, "accepted": 500}, None),
        ({"accepted_on": OCT_END, "accepted": 500}, {"accepted_on": OCT_END, "accepted": 400}, -100),
        ({"accepted_on": OCT_END, "accepted": 500}, {"accepted_on": MID_OCT, "accepted": 500}, 0),
        ({"accepted_on": OCT_END, "accepted": 500}, {"accepted_on": NOV_END, "accepted": 500}, -500),
        ({}, {"accepted_on": OCT_END, "accepted": 500}, 500),
        ({}, {"accepted_on": date(2026, 11, 1), "accepted": 500}, None),
    ],
)
def test_what_was_reported_and_reads_otherwise_now_is_told(before, after, amount):
    found = told([replace(BARE, **before)], [replace(BARE, **after)])
    assert found == ([] if amount is None else [(MonthChange.REWRITTEN, ACCEPTANCE, amount)])


def test_a_rewritten_month_says_then_and_now():
    (line,) = compare([ACCEPTED], [], OCT_END, NOV_END)
    assert (line.then, line.now) == ("検収日 2026/10/31、500 円", "検収なし")
    assert (line.title, line.month, line.amount) == ("第1回", date(2026, 10, 1), -500)
    paid = replace(BARE, title="新しい行", paid_on=MID_OCT, paid_with_tax=1_100)
    (line,) = compare([], [paid], OCT_END, NOV_END)
    assert (line.then, line.now) == ("支払なし", "支払日 2026/10/15、1,100 円")
    assert (line.what, line.title, line.month, line.amount) == (PAYMENT, "新しい行", date(2026, 10, 1), 1_100)


def test_broken_promises_stand_before_rows_that_are_gone_and_rewritten_months():
    before = [ACCEPTED, replace(PROMISED, key="ACC-002"), replace(PROMISED, key="ACC-003")]
    assert [change for change, _, _ in told(before, [replace(PROMISED, key="ACC-003")])] == [
        MonthChange.NOT_DONE, MonthChange.GONE, MonthChange.REWRITTEN,
    ]  # fmt: skip
