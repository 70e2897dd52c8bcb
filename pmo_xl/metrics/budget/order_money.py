"""What one row of 予算管理表 and of 検収支払 is worth: the arithmetic every budget figure stands on.

Source: definitions.md, Money. Whole yen without tax. None means that a figure cannot be known, because
the amount is missing or a cell it needs could not be read.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order

CANCELLED = "取消"
REDUCTION = "減額"


def is_cancelled(order: Order) -> bool:
    """Whether the order was called off: none of its amounts count."""
    return order.order_kind == CANCELLED


def is_chased(order: Order | None) -> bool:
    """Whether deliveries and payments of the order are waited for: neither 取消 nor 減額."""
    return order is None or order.order_kind not in (CANCELLED, REDUCTION)


def is_placed(order: Order) -> bool:
    """Whether the order was placed: 発注日 is set and 発注区分 is not 取消."""
    return order.ordered_on is not None and order.order_kind != CANCELLED


def ordered_amount(order: Order) -> int | None:
    """What a placed order costs: 発注金額, else 見積金額. 0 for one that is not placed."""
    if not is_placed(order):
        return 0
    if order.ordered is not None or "ordered" in order.unread:
        return order.ordered
    return order.estimated


def expected_amount(order: Order) -> int | None:
    """What an order not placed yet may cost: 見積金額 × 確度, a half rounded away from zero, 確度 blank = 100 %.

    0 for one that is placed or called off; None without 見積金額.
    """
    if order.ordered_on is not None or order.order_kind == CANCELLED:
        return 0
    estimated, unread, share = order.estimated, order.unread, order.probability
    if estimated is None or "probability" in unread or "ordered_on" in unread:
        return None
    return estimated if share is None else int((estimated * share).quantize(Decimal(1), ROUND_HALF_UP))


def has_figure(order: Order) -> bool:
    """Whether the row says what it costs or may cost."""
    return ordered_amount(order) is not None and expected_amount(order) is not None


def accepted_amount(acceptance: Acceptance) -> int:
    """検収額 of a delivery that was accepted, else 0."""
    return acceptance.accepted or 0 if acceptance.accepted_on else 0


def invoiced_amount(acceptance: Acceptance) -> int | None:
    """請求額, else 検収額: what is paid for the delivery, without tax."""
    return acceptance.accepted if acceptance.invoiced is None else acceptance.invoiced


def paid_amount(acceptance: Acceptance) -> int:
    """What was paid for a delivery, without tax: 請求額 (else 検収額) of a row with 支払日, else 0."""
    return invoiced_amount(acceptance) or 0 if acceptance.paid_on else 0


def paid_with_tax(acceptance: Acceptance) -> int:
    """支払額 of a row with 支払日, tax included, else 0."""
    return acceptance.paid or 0 if acceptance.paid_on else 0


def payable_amount(acceptance: Acceptance) -> int:
    """What is to be paid for the delivery as known today: 請求額, else 検収額, else 検収予定額."""
    amount = invoiced_amount(acceptance)
    return acceptance.acceptance_planned or 0 if amount is None else amount
