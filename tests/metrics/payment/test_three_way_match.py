"""Order, acceptance, invoice and payment side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_xl.metrics.payment.three_way_match import ThreeWayMatch, three_way_match
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.verdict import Verdict
from tests.support.november import D, delivery, order, project, unreadable


def matched(*rows: Acceptance, kept: Order | None = None) -> tuple[ThreeWayMatch, ...]:
    known = project(kept or order(), *rows)
    return tuple(three_way_match(row, known) for row in rows)


def verdicts(*rows: Acceptance, kept: Order | None = None) -> list[Verdict]:
    return [found.verdict for found in matched(*rows, kept=kept)]


def paid(**values: object) -> Acceptance:
    usual = {"accepted": 1_000, "invoiced": 1_000, "tax_rate": Decimal("0.1"), "tax": 100, "paid_on": D}
    return delivery(**(usual | {"paid": 1_100} | values))


def test_nothing_is_matched_before_anything_was_accepted_or_paid():
    (found,) = matched(delivery())
    assert (found.verdict, found.reason) == (Verdict.OUT_OF_SCOPE, "まだ検収されていません。")
    assert verdicts(delivery(accepted=0)) == [Verdict.FITS]
    assert verdicts(paid()) == [Verdict.FITS]


def test_amounts_stand_side_by_side():
    kept = order(ordered=None, estimated=5_000)
    first, _ = matched(paid(), delivery(id="ACC-002", accepted=300), kept=kept)
    assert (first.ordered, first.accepted_of_order, first.accepted, first.invoiced) == (
        5_000,
        1_300,
        1_000,
        1_000,
    )
    assert (first.tax, first.paid_with_tax) == (100, 1_100)
    (free,) = matched(delivery(order="ORD-009", accepted=1))
    assert free.ordered is None
    (both,) = matched(delivery(), kept=order(ordered=0, estimated=9))
    assert both.ordered == 0


@pytest.mark.parametrize(
    ("ordered", "accepted", "expected"),
    [
        (1_000, (600, 400), [Verdict.FITS, Verdict.FITS]),
        (1_000, (600, 401), [Verdict.FITS, Verdict.VIOLATION]),
        (1_000, (1_001, 1), [Verdict.VIOLATION, Verdict.FITS]),
        (0, (0, 0), [Verdict.FITS, Verdict.FITS]),
        (0, (1, 0), [Verdict.VIOLATION, Verdict.FITS]),
        (-500, (-300, -200), [Verdict.FITS, Verdict.FITS]),
        (-500, (-300, -201), [Verdict.FITS, Verdict.VIOLATION]),
    ],
)
def test_what_passes_the_orders_amount_is_found_where_the_sum_passes_it(ordered, accepted, expected):
    rows = [delivery(id=f"ACC-{n:03}", accepted=amount) for n, amount in enumerate(accepted, 1)]
    assert verdicts(*rows, kept=order(ordered=ordered)) == expected


def test_without_an_amount_of_the_order_nothing_can_be_said():
    assert verdicts(delivery(accepted=1), kept=order(ordered=None)) == [Verdict.UNDETERMINABLE]
    assert verdicts(delivery(), kept=order(ordered=None)) == [Verdict.OUT_OF_SCOPE]


@pytest.mark.parametrize(("amount", "expected"), [(1_099, Verdict.FITS), (1_101, Verdict.FITS), (1_098, Verdict.VIOLATION), (1_102, Verdict.VIOLATION)])  # fmt: skip
def test_one_yen_may_be_missing_from_a_payment(amount: int, expected: Verdict):
    assert verdicts(paid(paid=amount)) == [expected]


def test_the_transfer_fee_may_be_missing_where_the_vendor_bears_it():
    assert verdicts(paid(paid=660, fee_borne_by="先方")) == [Verdict.FITS]
    assert verdicts(paid(paid=660, fee_borne_by="当社")) == [Verdict.VIOLATION]
    assert verdicts(paid(paid=1_098, fee_borne_by="先方")) == [Verdict.VIOLATION]


def test_the_worst_is_told_and_all_of_its_kind():
    (found,) = matched(paid(accepted=2_000, paid=900))
    assert found.verdict is Verdict.VIOLATION
    assert found.reason.count("。") == 3  # beyond the order, billed otherwise, paid otherwise
    (unread,) = matched(unreadable(delivery(accepted=500, invoiced=600), "paid_on"))
    assert unread.verdict is Verdict.VIOLATION and "読み取れない" not in unread.reason
    (open_,) = matched(unreadable(delivery(accepted=500), "paid_on"))
    assert open_.verdict is Verdict.UNDETERMINABLE
