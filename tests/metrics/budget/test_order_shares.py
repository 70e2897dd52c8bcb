"""Orders that several budgets bear: what belongs together, and whether the rates fit the amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.budget.order_shares import SharedOrder, share_amount, shared_order_of
from pmo_xl.model.order import Order
from tests.support.november import order, project

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def row(number: int, amount: int | None, share: str | None, **values: object) -> Order:
    rate = None if share is None else Decimal(share)
    return order(
        **({"id": f"ORD-{number:03}", "order_number": "PO-1", "ordered": amount, "share": rate} | values)
    )


def shared(*rows: Order) -> SharedOrder:
    found = shared_order_of(rows[0], project(*rows))
    assert found
    return found


@pytest.mark.parametrize(
    ("amount", "fits"), [(333, True), (334, True), (332, True), (331, False), (335, False)]
)
def test_an_amount_may_miss_its_part_of_the_whole_by_one_yen(amount: int, fits: bool):
    rows = (row(1, amount, "0.333"), row(2, 1_000 - amount, "0.667"))
    assert shared(*rows).fits(rows[0]) is fits


@pytest.mark.parametrize(
    ("rates", "is_wrong"),
    [
        (("0.5", "0.5"), False),
        (("0.500000", "0.500001"), False),
        (("0.500000", "0.500002"), True),
        (("0.4", "0.5"), False),  # the first row does not fit either
    ],
)
def test_rates_add_up_to_a_hundred_percent_but_for_what_excel_rounds(rates, is_wrong):
    rows = (row(1, 500, rates[0]), row(2, 500, rates[1]))
    assert shared(*rows).is_only_the_total_wrong is is_wrong


def test_the_rate_that_the_amounts_give_is_told():
    rows = (row(1, 250, "0.5"), row(2, 750, "0.5"))
    assert shared(*rows).rate_by_amount(rows[0]) == Decimal("0.25")
    assert shared(row(1, 0, "0.5"), row(2, 0, "0.5")).rate_by_amount(rows[0]) is None


def test_a_blank_amount_or_rate_leaves_the_whole_open():
    assert shared(row(1, None, "0.5"), row(2, 500, None)) == SharedOrder(
        (row(1, None, "0.5"), row(2, 500, None)), None, None, None
    )
    assert shared(row(1, 500, None), row(2, 500, "0.5")).is_only_the_total_wrong is False


def test_the_estimate_counts_where_nothing_was_ordered_yet():
    assert share_amount(row(1, None, "1", estimated=70)) == 70
    assert share_amount(row(1, 0, "1", estimated=70)) == 0


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, 2),
        ({"ordered_on": JUNE}, 2),  # 当初 is one order whatever its days
        ({"order_number": "ＰＯ－１"}, 2),
        ({"order_number": "PO-2"}, None),
        ({"order_kind": "追加"}, None),
        ({"order_kind": "取消"}, None),
    ],
)
def test_rows_of_one_number_and_kind_bear_one_order(other, expected):
    rows = (row(1, 500, "0.5"), row(2, 500, "0.5", **other))
    found = shared_order_of(rows[0], project(*rows))
    assert (len(found.rows) if found else None) == expected


def test_additions_of_different_days_are_orders_of_their_own():
    first, second, third = (
        row(n, 500, "0.5", order_kind="追加", ordered_on=day) for n, day in enumerate((MAY, MAY, JUNE), 1)
    )
    known = project(first, second, third)
    assert shared_order_of(third, known) is None
    found = shared_order_of(first, known)
    assert found and found.rows == (first, second)


def test_rows_without_a_number_bear_their_order_alone():
    rows = (row(1, 500, "0.5", order_number=None), row(2, 500, "0.5", order_number=None))
    assert shared_order_of(rows[0], project(*rows)) is None
