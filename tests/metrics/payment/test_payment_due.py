"""支払 of a month: which rows are listed, how far each is, what it lacks, and what an order's rows leave over."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.month_end.closing_month import ClosingMonth, Part
from pmo_xl.metrics.payment.payment_due import PaymentDue, PaymentState, payments_due
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.vendor import Vendor
from tests.support.november import DEC, MONTH, OCT, UNDER_WAY, D, delivery, nov, order, project, unreadable

State = PaymentState
COVERED = order(ordered=0)
DECEMBER = ClosingMonth(date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 3))


def line(row: Acceptance, kept: Order = COVERED, month: ClosingMonth = MONTH) -> PaymentDue | None:
    found = payments_due(project(kept, row), month)
    return found[0] if found else None


def state(row: Acceptance, kept: Order = COVERED, month: ClosingMonth = MONTH) -> PaymentState | None:
    found = line(row, kept, month)
    return found.state if found else None


def left(kept: Order, *rows: Acceptance, month: ClosingMonth = MONTH) -> list[tuple[State, int, int]]:
    """Of the lines at the order: state, amount, days late."""
    lines = payments_due(project(kept, *rows), month)
    return [(line.state, line.planned, line.days_late) for line in lines if line.at.sheet == "予算管理表"]


@pytest.mark.parametrize(
    ("due", "paid", "expected"),
    [
        (nov(30), nov(30), State.DONE),
        (nov(27), nov(30), State.DONE_LATE),
        (nov(30), date(2026, 12, 1), State.DONE_LATE),
        (DEC, date(2026, 12, 1), None),
        (DEC, nov(30), State.DONE),
        (nov(30), None, State.WAITING),
        (nov(27), None, State.OVERDUE),
        (OCT, None, State.OVERDUE),
        (OCT, OCT, None),
        (DEC, None, None),
    ],
)
def test_a_payment_is_as_far_as_its_two_days_say(due, paid, expected):
    assert state(delivery(payment_due_on=due, paid_on=paid)) is expected


def test_a_payment_planned_in_the_month_and_made_in_the_next_is_no_payment_of_it():
    row = delivery(payment_planned_on=nov(27), payment_due_on=DEC, paid_on=date(2026, 12, 1))
    assert state(row) is State.LATER
    assert state(row.model_copy(update={"paid_on": nov(30)})) is State.DONE


@pytest.mark.parametrize(("planned", "expected"), [(nov(24), State.SLIPPED), (nov(25), State.WAITING)])
def test_a_planned_day_that_has_passed_is_missing_before_the_due_day_is(planned, expected):
    assert state(delivery(payment_planned_on=planned, payment_due_on=D), month=UNDER_WAY) is expected
    assert state(delivery(payment_planned_on=planned), month=UNDER_WAY) is expected


def test_a_due_day_that_moved_to_the_next_bank_day_is_not_missing_before_that():
    agreed = delivery(payment_due_on=nov(22), deferral_agreed=True)  # a Sunday; 11-23 is a holiday
    tuesday = ClosingMonth(nov(1), D, nov(24))
    assert state(agreed, month=tuesday) is State.WAITING
    assert state(agreed, month=UNDER_WAY) is State.OVERDUE


def test_days_late_are_counted_to_the_payment_else_to_the_day_of_judgement():
    assert [
        found.days_late
        for found in (
            line(delivery(payment_due_on=nov(20))),
            line(delivery(payment_due_on=nov(20), paid_on=nov(27))),
            line(delivery(payment_due_on=D)),
            line(delivery(payment_planned_on=nov(20))),
            line(delivery(payment_due_on=DEC, payment_planned_on=nov(20))),
        )
        if found
    ] == [10, 7, 0, 10, 10]


def test_amounts_are_what_is_to_be_paid_and_what_was():
    billed = line(delivery(payment_due_on=D, invoiced=900, accepted=800, paid_on=D, paid=990))
    assert billed and (billed.planned, billed.paid, billed.paid_with_tax) == (900, 900, 990)
    unplanned = line(delivery(invoiced=900, paid_on=D, paid=990))
    assert unplanned and (unplanned.planned, unplanned.paid) == (0, 900)


def test_an_open_payment_says_what_is_not_there_yet():
    bare = line(delivery(payment_planned_on=D))
    assert bare and bare.lacks == ("受領", "検収", "請求書", "支払期日")
    ready = line(delivery(payment_due_on=D, received_on=OCT, accepted_on=OCT))
    assert ready and ready.lacks == ("請求書",)
    paid = line(delivery(payment_planned_on=D, paid_on=D))
    assert paid and paid.lacks == ()


@pytest.mark.parametrize("happened", ["received_on", "accepted_on", "invoiced_on"])
def test_without_any_day_of_payment_only_what_was_delivered_is_listed(happened: str):
    assert state(delivery(**{happened: OCT})) is State.UNDATED
    assert state(delivery()) is None


def test_what_has_no_due_day_is_due_at_the_end_of_the_orders_month():
    kept = order(ordered=0, payment_month=nov(1))
    due = line(delivery(accepted_on=OCT), kept)
    assert due and (due.due_on, due.planned_on, due.state) == (D, None, State.WAITING)
    assert state(delivery(invoiced_on=OCT), kept, DECEMBER) is State.OVERDUE
    assert state(delivery(), kept, DECEMBER) is State.OVERDUE
    assert state(delivery(received_on=OCT)) is State.UNDATED


def test_a_late_payment_is_listed_whatever_month_it_is_planned_for():
    row = delivery(payment_due_on=nov(20), payment_planned_on=date(2027, 2, 26))
    late = line(row)
    assert late and (late.part, late.state, late.days_late) == (Part.PLANNED, State.OVERDUE, 10)
    assert late.late_since == nov(20)


@pytest.mark.parametrize("kind", ["取消", "減額"])
def test_nobody_waits_for_a_cancelled_order_or_a_reduction(kind: str):
    kept = order(order_kind=kind, ordered=0)
    assert state(delivery(payment_due_on=nov(20)), kept) is State.NOT_CHASED
    assert state(delivery(payment_due_on=OCT), kept) is None
    assert state(delivery(received_on=OCT), kept) is None
    assert state(delivery(paid_on=D), kept) is State.DONE


@pytest.mark.parametrize("field", ["paid_on", "payment_due_on", "payment_planned_on"])
def test_a_day_that_cannot_be_read_is_not_waited_for(field: str):
    known = {"payment_due_on": D, "payment_planned_on": nov(20)}
    known.pop(field, None)
    assert state(unreadable(delivery(received_on=OCT, **known), field)) is State.UNREADABLE


def test_what_cannot_be_read_as_paid_is_late_as_overdue_takes_it():
    assert state(unreadable(delivery(payment_due_on=nov(20)), "paid_on")) is State.OVERDUE


def test_the_cell_to_look_at_is_the_day_that_counts():
    def cell(**values: object) -> str | None:
        found = line(unreadable(delivery(**values)))
        return found.at.cell if found else None

    paid, due = cell(payment_due_on=D, paid_on=D), cell(payment_due_on=D)
    planned, undated = cell(payment_planned_on=D), cell(received_on=OCT)
    assert len({paid, due, planned}) == 3
    assert due == undated == cell(payment_due_on=D, payment_planned_on=D)


@pytest.mark.parametrize(
    ("law", "closing", "received", "expected"),
    [
        ("対象", "都度", nov(2), date(2026, 12, 31)),
        ("対象", "月締め", date(2026, 7, 1), date(2026, 8, 31)),
        ("対象", "月締め", date(2026, 1, 1), date(2026, 3, 1)),
        ("対象外", "都度", nov(2), None),
        ("対象", "都度", None, None),
    ],
)
def test_the_last_lawful_day_stands_beside_a_covered_delivery(law, closing, received, expected):
    row = delivery(payment_due_on=D, received_on=received, closing=closing)
    found = line(row, order(ordered=0, toritekihou=law))
    assert found and found.lawful_until == expected


def test_what_the_rows_of_an_order_do_not_cover_stands_at_the_order():
    kept = order(payment_month=nov(1))
    assert left(kept, delivery(payment_due_on=D, invoiced=600)) == [(State.UNPLANNED, 400, 0)]
    assert left(kept, delivery(payment_due_on=D, invoiced=1_000)) == []
    assert left(order(payment_month=nov(1), ordered_on=None)) == []


@pytest.mark.parametrize(
    ("month", "expected"), [(MONTH, [(State.WAITING, 1_000, 0)]), (DECEMBER, [(State.OVERDUE, 1_000, 3)])]
)
def test_an_order_without_rows_is_overdue_once_its_month_is_over(month, expected):
    assert left(order(payment_month=nov(1)), month=month) == expected


def test_an_order_without_a_month_has_no_day():
    assert left(order()) == [(State.UNDATED, 1_000, 0)]


def test_what_was_paid_in_rows_without_a_planned_day_settles_the_rest():
    kept = order(payment_month=nov(1))
    assert left(kept, delivery(paid_on=OCT, invoiced=1_000)) == [(State.DONE, 1_000, 0)]
    assert left(kept, delivery(paid_on=OCT, invoiced=999)) == [(State.UNPLANNED, 1_000, 0)]
    assert left(kept, delivery(invoiced=1_000)) == [(State.UNPLANNED, 1_000, 0)]
    assert left(order(), delivery(paid_on=OCT, invoiced=1_000)) == []


def test_a_reduction_of_the_month_is_shown_and_not_chased():
    assert left(order(order_kind="減額", ordered=-300, payment_month=nov(1))) == [(State.NOT_CHASED, -300, 0)]
    assert left(order(order_kind="減額", ordered=-300)) == []


def test_a_vendors_agreement_to_pay_on_the_next_bank_day_counts_for_its_deliveries():
    vendor = Vendor(id="VEN-001", name="株式会社あさひシステム", deferral_agreed=True)
    row = delivery(payment_due_on=nov(22))
    tuesday = ClosingMonth(nov(1), D, nov(24))
    (found,) = payments_due(project(COVERED, row, vendor=vendor), tuesday)
    assert found.state is State.WAITING
