"""見積一覧 of the sample: the estimate behind every order, and a few that were not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.model.estimate import Estimate
from pmo_xl.model.order import Order
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

UNIT_PRICE = 1_000_000
_VALID = timedelta(90)
_BY_EFFORT = ("請負", "準委任")


def estimates(story: Story, organisation: Organisation, links: Links) -> tuple[Estimate, ...]:
    """One estimate for each order (the shares of one order have one), then the ones of other vendors."""
    groups = _by_estimate(links.orders)
    taken = [_taken(n, orders, story) for n, orders in enumerate(groups.values(), 1)]
    by_title = {orders[0].title: estimate for orders, estimate in zip(groups.values(), taken, strict=True)}
    return (*taken, *_others(organisation, by_title, len(taken) + 1))


def with_estimates(orders: Sequence[Order]) -> tuple[Order, ...]:
    """The orders with the estimate that each was placed on."""
    groups = enumerate(_by_estimate(orders).values(), 1)
    ids = {order.id: _id(n) for n, group in groups for order in group if order.order_kind != "取消"}
    return tuple(order.model_copy(update={"estimate": ids.get(order.id)}) for order in orders)


def _by_estimate(orders: Sequence[Order]) -> dict[str, list[Order]]:
    """The orders that stand on one estimate, by 発注書番号 (their own ID without one)."""
    groups: dict[str, list[Order]] = {}
    for order in orders:
        if order.order_kind != "減額" and order.estimated and order.estimated_on:
            groups.setdefault(order.order_number or order.id or "", []).append(order)
    return groups


def _id(n: int) -> str:
    return f"EST-{n:03}"


def _taken(n: int, orders: Sequence[Order], story: Story) -> Estimate:
    first, amount = orders[0], sum(order.estimated or 0 for order in orders)
    effort = Decimal(amount) / UNIT_PRICE if first.contract in _BY_EFFORT and amount > 0 else None
    received_on = first.estimated_on
    return Estimate(
        id=_id(n),
        system=first.system,
        vendor=first.vendor,
        kind="正式" if first.ordered_on else "概算",
        tax_basis="税抜",
        effort=effort,
        unit_price=UNIT_PRICE if effort else None,
        amount=amount,
        breakdown_total=amount,
        assumptions=f"「{first.title}」の範囲に限る。打合せは週1回までとする。",
        received_on=received_on,
        valid_until=_valid_until(orders, story),
        origin=first.origin,
        is_adopted=True if first.order_kind != "取消" else None,
    )


def _valid_until(orders: Sequence[Order], story: Story) -> date | None:
    """90 days after it was received; where the order came later or is still to come, it was prolonged in time."""
    received_on, ordered = orders[0].estimated_on, [order.ordered_on for order in orders if order.ordered_on]
    if received_on is None:
        return None
    return max(received_on + _VALID, min(ordered, default=story.as_of + timedelta(30)))


def _others(
    organisation: Organisation, by_title: dict[str | None, Estimate], first: int
) -> Iterator[Estimate]:
    rows = [row for row in bank("estimates_others") if row["title"] in by_title]
    for n, row in enumerate(rows, first):
        yield _other(n, row, by_title[row["title"]], organisation)


def _other(n: int, row: Row, base: Estimate, organisation: Organisation) -> Estimate:
    effort = Decimal((base.amount or 0) * int(row["rate"]) // 100 // 10_000) / 100
    amount = int(effort * UNIT_PRICE)
    taken = {
        "vendor": organisation.vendor(row["vendor"]),
        "assumptions": row["assumptions"],
        "is_adopted": None,
    }
    figures = {"effort": effort, "amount": amount, "breakdown_total": amount, "unit_price": UNIT_PRICE}
    return base.model_copy(update={"id": _id(n), "kind": "正式", **taken, **figures})
