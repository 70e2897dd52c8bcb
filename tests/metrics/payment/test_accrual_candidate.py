"""未払計上の候補: received by the month's end, and accepted, billed or paid for only after it."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.payment.accrual_candidate import AccrualKind, accrual_candidates
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from tests.support.november import DEC, MONTH, OCT, D, delivery, nov, order, project

Kind = AccrualKind
AFTER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("received", "accepted", "invoiced", "paid", "expected"),
    [
        (D, None, None, None, Kind.NOT_ACCEPTED),
        (AFTER, None, None, None, None),
        (None, None, None, None, None),
        (D, D, None, None, Kind.NOT_BILLED),
        (None, D, None, None, Kind.NOT_BILLED),
        (None, AFTER, None, None, None),
        (D, AFTER, None, None, Kind.ACCEPTED_LATER),
        (D, D, D, None, None),
        (D, D, AFTER, None, Kind.BILLED_LATER),
        (D, None, None, D, None),
        (D, None, None, AFTER, Kind.NOT_ACCEPTED),
    ],
)
def test_a_delivery_is_a_candidate_by_what_had_not_happened_at_the_months_end(
    received, accepted, invoiced, paid, expected
):
    row = delivery(received_on=received, accepted_on=accepted, invoiced_on=invoiced, paid_on=paid)
    assert [found.kind for found in accrual_candidates(project(row), MONTH)] == (
        [expected] if expected else []
    )


def test_it_stands_with_the_amount_known_today_and_the_column_to_look_at():
    rows = (
        delivery(received_on=OCT, acceptance_planned=500),
        delivery(id="ACC-002", accepted_on=nov(2), accepted=600, invoiced_on=DEC, invoiced=700),
    )
    planned, billed = accrual_candidates(project(*rows), MONTH)
    assert (planned.amount, planned.received_on, planned.accepted_on) == (500, OCT, None)
    assert (billed.amount, billed.accepted_on, billed.invoiced_on) == (700, nov(2), DEC)


def test_nothing_is_put_aside_for_a_cancelled_order():
    assert accrual_candidates(project(order(order_kind="取消"), delivery(received_on=D)), MONTH) == ()


@pytest.mark.parametrize(
    ("last", "start", "is_year_end"),
    [
        (date(2027, 3, 31), "4", True),
        (date(2027, 2, 28), "4", False),
        (date(2026, 12, 31), "1", True),
        (date(2026, 11, 30), "1", False),
    ],
)
def test_the_last_month_of_the_fiscal_year_is_told(last: date, start: str, is_year_end: bool):
    known = project(delivery(received_on=OCT))
    settings = {Setting: (Setting(key="会計年度開始月", value=start),)}
    known = Project(as_of=D, run_day=D, records=dict(known.records) | settings)
    (found,) = accrual_candidates(known, ClosingMonth(last.replace(day=1), last, last))
    assert found.is_year_end is is_year_end
