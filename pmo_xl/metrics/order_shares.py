"""Orders that several budgets bear: the rows of 予算管理表 that share one 発注書番号.

Source: definitions.md, Money: over one 発注書番号 the rates add up to 100 % and each amount is the rate's part
of the whole within 1 円. 追加 and 減額 under the number of the first order are orders of their own, told apart
by 発注区分 and 発注日; 取消 rows bear nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pmo_xl.metrics.order_money import is_cancelled
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key

_ALLOWED_YEN = 1
_ALLOWED_RATE = Decimal("0.000001")  # thirds that Excel has rounded in the fifteenth digit
_FIRST = "当初"


def shares_of(order: Order, project: Project) -> tuple[Order, ...]:
    """The rows that bear the same order, this one among them; empty when the row bears it alone."""
    return project.cached("order shares", lambda: _shared(project)).get(id(order), ())


def share_amount(order: Order) -> int | None:
    """What the row bears: 発注金額, else 見積金額; None when neither is known."""
    return order.estimated if order.ordered is None and order.is_known("ordered") else order.ordered


def share_by_amount(order: Order, rows: tuple[Order, ...]) -> Decimal | None:
    """The rate that the amounts of the rows give this one; None when an amount is missing or all are 0."""
    amounts = [share_amount(row) for row in rows]
    whole = sum(amount or 0 for amount in amounts)
    if None in amounts or whole == 0:
        return None
    return Decimal(share_amount(order) or 0) / whole


def fits_amounts(order: Order, rows: tuple[Order, ...]) -> bool:
    """Whether the row's amount is its rate's part of the whole within 1 円. Both must be known."""
    part = sum(share_amount(row) or 0 for row in rows) * (order.share or Decimal(0))
    return abs((share_amount(order) or 0) - part) <= _ALLOWED_YEN


def total_share(rows: tuple[Order, ...]) -> Decimal:
    """What the rates of the rows add up to."""
    return sum((row.share or Decimal(0) for row in rows), Decimal(0))


def adds_up(rows: tuple[Order, ...]) -> bool:
    """Whether the rates of the rows make 100 %."""
    return abs(total_share(rows) - 1) <= _ALLOWED_RATE


def _shared(project: Project) -> Mapping[int, tuple[Order, ...]]:
    groups: dict[object, list[Order]] = {}
    for order in project.orders:
        if order.order_number and not is_cancelled(order):
            placed = None if order.order_kind == _FIRST else order.ordered_on
            groups.setdefault((id_key(order.order_number), order.order_kind, placed), []).append(order)
    return {id(row): tuple(rows) for rows in groups.values() if len(rows) > 1 for row in rows}
