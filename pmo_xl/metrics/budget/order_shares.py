"""Orders that several budgets bear: the rows of 予算管理表 that share one 発注書番号.

Source: definitions.md, Money: over one 発注書番号 the rates add up to 100 % and each amount is the rate's part
of the whole within 1 円. 追加 and 減額 under the number of the first order are orders of their own, told apart
by 発注区分 and 発注日; 取消 rows bear nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key

_ALLOWED_YEN = 1
_ALLOWED_RATE = Decimal("0.000001")  # thirds that Excel has rounded in the fifteenth digit
_FIRST = "当初"


@dataclass(frozen=True, slots=True)
class SharedOrder:
    """The rows that bear one order, in the order of the sheet.

    whole: their amounts together; None when one is blank or unreadable. total: their rates together; None
    when one is blank. unread: the first row whose rate could not be read.
    """

    rows: tuple[Order, ...]
    whole: int | None
    total: Decimal | None
    unread: Order | None

    def fits(self, order: Order) -> bool:
        """Whether the row's amount is its rate's part of the whole within 1 円."""
        part = (self.whole or 0) * (order.share or Decimal(0))
        return abs((share_amount(order) or 0) - part) <= _ALLOWED_YEN

    def rate_by_amount(self, order: Order) -> Decimal | None:
        """The rate that the amounts give the row; None when they give none."""
        return Decimal(share_amount(order) or 0) / self.whole if self.whole else None

    @property
    def is_only_the_total_wrong(self) -> bool:
        """Whether the rates miss 100 % although each row by itself fits its amount."""
        if self.total is None or abs(self.total - 1) <= _ALLOWED_RATE:
            return False
        return all(self.fits(row) for row in self.rows)


def shared_order_of(order: Order, project: Project) -> SharedOrder | None:
    """The order that the row bears together with others; None when it bears its order alone."""
    return project.cached("shared orders", lambda: _shared(project)).get(id(order))


def share_amount(order: Order) -> int | None:
    """What the row bears: 発注金額, else 見積金額; None when neither is known."""
    return order.estimated if order.ordered is None and order.is_known("ordered") else order.ordered


def _shared(project: Project) -> Mapping[int, SharedOrder]:
    groups: dict[object, list[Order]] = {}
    for order in project.orders:
        if order.order_number and not is_cancelled(order):
            placed = None if order.order_kind == _FIRST else order.ordered_on
            groups.setdefault((id_key(order.order_number), order.order_kind, placed), []).append(order)
    several = [_together(tuple(rows)) for rows in groups.values() if len(rows) > 1]
    return {id(row): shared for shared in several for row in shared.rows}


def _together(rows: tuple[Order, ...]) -> SharedOrder:
    amounts = [amount for row in rows if (amount := share_amount(row)) is not None]
    rates = [row.share for row in rows if row.share is not None]
    return SharedOrder(
        rows,
        sum(amounts) if len(amounts) == len(rows) else None,
        sum(rates, Decimal(0)) if len(rates) == len(rows) else None,
        next((row for row in rows if not row.is_known("share")), None),
    )
