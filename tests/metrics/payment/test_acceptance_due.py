"""検収 of a month: which rows are listed, how far each is, and what an order's rows leave over."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.payment.acceptance_due import AcceptanceState, acceptances_due
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from tests.support.november import DEC, MONTH, OCT, UNDER_WAY, D, delivery, nov, order, project, unreadable

State = AcceptanceState
COVERED = order(ordered=0)


def state(row: Acceptance, kept: Order = COVERED, month: ClosingMonth = MONTH) -> AcceptanceState | None:
    found = acceptances_due(project(kept, row), month)
    return found[0].state if found else None


def left(kept: Order, *rows: Acceptance, month: ClosingMonth = MONTH) -> list[tuple[State, int, int]]:
    """Of the lines at the order: state, amount, days late."""
    lines = acceptances_due(project(kept, *rows), month)
    return [(line.state, line.planned, line.days_late) for line in lines if line.at.sheet == "予算管理表"]


@pytest.mark.parametrize(
    ("planned", "accepted", "expected"),
    [
        (nov(30), nov(30), State.DONE),
        (nov(30), date(2026, 12, 1), State.LATER),
        (DEC, nov(30), State.DONE),
        (nov(30), None, State.WAITING),
        (nov(29), None, State.OVERDUE),
        (OCT, None, State.OVERDUE),
        (OCT, OCT, None),
        (DEC, None, None),
        (None, None, State.UNDATED),
    ],
)
def test_a_delivery_is_as_far_as_its_two_days_say(planned, accepted, expected):
    assert state(delivery(acceptance_due_on=planned, accepted_on=accepted)) is expected


def test_a_missing_acceptance_counts_its_days_and_one_that_is_waited_for_none():
    missing, waiting = delivery(acceptance_due_on=nov(20)), delivery(id="ACC-002", acceptance_due_on=D)
    lines = acceptances_due(project(COVERED, missing, waiting), MONTH)
    assert [line.days_late for line in lines] == [10, 0]


def test_planned_and_accepted_amounts_stand_as_they_are_and_a_blank_is_nothing():
    rows = (
        delivery(acceptance_due_on=D, acceptance_planned=700, accepted_on=D, accepted=650),
        delivery(id="ACC-002", acceptance_due_on=D, accepted_on=D),
        delivery(id="ACC-003", acceptance_due_on=D, acceptance_planned=5, accepted=5),
    )
    lines = acceptances_due(project(COVERED, *rows), MONTH)
    assert [(line.planned, line.accepted) for line in lines] == [(700, 650), (0, 0), (5, 0)]


def test_the_cell_to_look_at_is_the_day_that_tells_the_state():
    rows = (
        unreadable(delivery(acceptance_due_on=D, accepted_on=D)),
        unreadable(delivery(acceptance_due_on=D)),
    )
    done, waiting = (acceptances_due(project(COVERED, row), MONTH)[0].at.cell for row in rows)
    assert done != waiting


@pytest.mark.parametrize("kind", ["取消", "減額"])
def test_nobody_waits_for_a_cancelled_order_or_a_reduction(kind: str):
    kept = order(order_kind=kind, ordered=0)
    assert state(delivery(acceptance_due_on=D), kept) is State.NOT_CHASED
    assert state(delivery(acceptance_due_on=OCT), kept) is None
    assert state(delivery(), kept) is None
    assert state(delivery(accepted_on=D), kept) is State.DONE


@pytest.mark.parametrize("field", ["accepted_on", "acceptance_due_on"])
def test_a_day_that_cannot_be_read_is_not_waited_for(field: str):
    planned = {"acceptance_due_on": D} if field == "accepted_on" else {}
    assert state(unreadable(delivery(**planned), field)) is State.UNREADABLE


def test_what_cannot_be_read_as_accepted_is_late_as_overdue_takes_it():
    assert state(unreadable(delivery(acceptance_due_on=nov(20)), "accepted_on")) is State.OVERDUE


def test_what_the_rows_of_an_order_do_not_plan_stands_at_the_order():
    kept = order(acceptance_month=nov(1))
    row = delivery(acceptance_due_on=D, acceptance_planned=600)
    assert left(kept, row) == [(State.UNPLANNED, 400, 0)]
    assert left(kept, delivery(acceptance_due_on=D, acceptance_planned=1_000)) == []
    assert left(order(acceptance_month=nov(1), ordered_on=None)) == []


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (MONTH, [(State.WAITING, 1_000, 0)]),
        (ClosingMonth(date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 3)), [(State.OVERDUE, 1_000, 3)]),
    ],
)
def test_an_order_without_rows_is_missing_once_its_month_is_over(month, expected):
    assert left(order(acceptance_month=nov(1)), month=month) == expected


def test_an_order_without_a_month_has_no_day():
    assert left(order()) == [(State.UNDATED, 1_000, 0)]


def test_what_was_accepted_in_rows_without_a_planned_day_settles_the_rest():
    kept = order(acceptance_month=nov(1))
    assert left(kept, delivery(accepted_on=OCT, accepted=1_000)) == [(State.DONE, 1_000, 0)]
    assert left(kept, delivery(accepted_on=OCT, accepted=999)) == [(State.UNPLANNED, 1_000, 0)]
    assert left(kept, delivery(accepted=1_000)) == [(State.UNPLANNED, 1_000, 0)]
    assert left(kept, delivery(accepted_on=OCT)) == [(State.UNPLANNED, 1_000, 0)]
    assert left(order(), delivery(accepted_on=OCT, accepted=1_000)) == []
    assert left(order(acceptance_month=date(2026, 10, 1)), delivery(accepted_on=OCT, accepted=1_000)) == []


def test_a_reduction_of_the_month_is_shown_and_not_chased():
    reduction = order(order_kind="減額", ordered=-300, acceptance_month=nov(1))
    assert left(reduction) == [(State.NOT_CHASED, -300, 0)]
    assert left(order(order_kind="減額", ordered=-300)) == []


def test_the_day_of_judgement_decides_not_the_months_end():
    assert state(delivery(acceptance_due_on=nov(25)), month=UNDER_WAY) is State.WAITING
    assert state(delivery(acceptance_due_on=nov(24)), month=UNDER_WAY) is State.OVERDUE


def test_what_is_not_due_yet_is_late_by_no_day():
    (line,) = acceptances_due(project(COVERED, delivery(acceptance_due_on=nov(30))), UNDER_WAY)
    assert (line.state, line.days_late) == (State.WAITING, 0)
