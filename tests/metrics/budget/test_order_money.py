"""What one row of 予算管理表 and of 検収支払 is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_xl.metrics.budget.order_money import (
    accepted_amount,
    expected_amount,
    has_figure,
    ordered_amount,
    paid_amount,
    paid_with_tax,
    payable_amount,
)
from pmo_xl.model.order import Order
from pmo_xl.model.record import Place, Table, Unread
from tests.support.november import D, delivery, order

HOPED = {"ordered_on": None, "ordered": None}


def unread(row: Order, field: str) -> Order:
    place = Place(Table(Order, "予算管理表", 1, {}), 2, unread={field: Unread("#N/A", "読み取れません")})
    return row.model_copy(update={"place": place})


@pytest.mark.parametrize(
    ("values", "ordered", "expected"),
    [
        ({"ordered": 700, "estimated": 900}, 700, 0),
        ({"ordered": 0, "estimated": 900}, 0, 0),
        ({"ordered": None, "estimated": 900}, 900, 0),
        ({"ordered": None}, None, 0),
        ({"order_kind": "取消", "ordered": 700}, 0, 0),
        (HOPED | {"estimated": 900}, 0, 900),
        (HOPED | {"estimated": 901, "probability": Decimal("0.5")}, 0, 451),
        (HOPED | {"estimated": -901, "probability": Decimal("0.5")}, 0, -451),
        (HOPED | {"estimated": 900, "probability": Decimal(0)}, 0, 0),
        (HOPED, 0, None),
        (HOPED | {"estimated": 900, "order_kind": "取消"}, 0, 0),
    ],
)
def test_an_order_costs_what_was_ordered_else_what_was_estimated(values, ordered, expected):
    row = order(**values)
    assert (ordered_amount(row), expected_amount(row)) == (ordered, expected)
    assert has_figure(row) is (ordered is not None and expected is not None)


def test_an_amount_that_cannot_be_read_is_not_replaced_by_the_estimate():
    assert ordered_amount(unread(order(ordered=None, estimated=900), "ordered")) is None
    hoped = order(**HOPED, estimated=900)
    assert expected_amount(unread(hoped, "probability")) is None
    assert expected_amount(unread(hoped, "ordered_on")) is None


def test_a_delivery_is_worth_what_was_billed_else_accepted_else_planned():
    assert payable_amount(delivery(invoiced=3, accepted=2, acceptance_planned=1)) == 3
    assert payable_amount(delivery(invoiced=0, accepted=2, acceptance_planned=1)) == 0
    assert payable_amount(delivery(accepted=2, acceptance_planned=1)) == 2
    assert payable_amount(delivery(acceptance_planned=1)) == 1
    assert payable_amount(delivery()) == 0


def test_only_what_has_happened_counts_as_accepted_or_paid():
    row = delivery(accepted=2, invoiced=3, paid=4)
    assert [figure(row) for figure in (accepted_amount, paid_amount, paid_with_tax)] == [0, 0, 0]
    done = delivery(accepted=2, invoiced=3, paid=4, accepted_on=D, paid_on=D)
    assert [figure(done) for figure in (accepted_amount, paid_amount, paid_with_tax)] == [2, 3, 4]
    bare = delivery(accepted_on=D, paid_on=D)
    assert [figure(bare) for figure in (accepted_amount, paid_amount, paid_with_tax)] == [0, 0, 0]
