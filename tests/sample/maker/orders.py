"""予算枠 and 予算管理表 of the sample: what each department may spend, and what was ordered or is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import add_months
from pmo_xl.model.order import Order
from pmo_xl.model.spec_change import SpecChange
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.spec_changes import APPROVED, MAN_YEN
from tests.sample.maker.story import Story

DEPARTMENTS = ("情報システム部", "会員サービス部", "マーケティング部", "経理部")
_LAST_MONTH = date(2027, 3, 1)


@dataclass(frozen=True)
class Delivery:
    """One delivery planned for an order: the month of its acceptance and its part in percent."""

    month: date
    percent: int | None = None


@dataclass(frozen=True)
class PlannedOrder:
    """A row of orders.tsv as it stands in this story: the record and the deliveries it will have."""

    order: Order
    deliveries: tuple[Delivery, ...]


def planned_orders(
    story: Story, organisation: Organisation, changes: Iterable[SpecChange]
) -> tuple[PlannedOrder, ...]:
    """The orders in the order of the bank; small stories go without the optional ones, large ones have more."""
    found, numbers = tuple(changes), dict[tuple[str, str], str]()
    rows = [row for row in bank("orders") if story.scale >= 1 or not row["is_optional"]]
    rows = [row for row in rows if row["kind"] != "追加" or _causes(row, found, organisation)]
    rows += [_extension(n) for n in range(story.count(30) - 30)]
    return tuple(_planned(n, row, story, organisation, found, numbers) for n, row in enumerate(rows, 1))


def budgets(story: Story, planned: Iterable[PlannedOrder]) -> tuple[Budget, ...]:
    """The budgets: each leaves 12 % or more of itself when every order, placed and expected, is taken off."""
    needs: dict[str, int] = {row["id"]: 0 for row in bank("budgets")}
    for order in (each.order for each in planned):
        if order.budget and order.order_kind not in ("取消", "減額"):
            needs[order.budget] += order.ordered or order.estimated or 0
    return tuple(_budget(row, needs[row["id"]], story) for row in bank("budgets"))


def _extension(n: int) -> Row:
    """A further support contract of the large stories, one month each."""
    base = next(row for row in bank("orders") if row["key"] == "O22")
    month = add_months(date(2026, 6, 1), n % 5)
    days = {"from": month, "until": add_months(month, 1) - timedelta(1), "ordered_on": month - timedelta(10)}
    dates = {key: day.isoformat() for key, day in days.items()} | {"estimated_on": f"{month - timedelta(20)}"}
    return {**base, **dates, "key": f"X{n:04}", "title": f"開発要員の追加支援({n + 1})", "amount": "120"}


def _budget(row: Row, need: int, story: Story) -> Budget:
    spare = Decimal(100 + story.rng(f"budget {row['id']}").randint(16, 24)) / 100
    amount = -(-int(max(need, 2_000_000) * spare) // 500_000) * 500_000
    return Budget(
        id=row["id"],
        fiscal_year=int(row["fiscal_year"]),
        department=row["department"],
        category=row["category"],
        kind=row["kind"],
        amount=amount,
        approved_on=date.fromisoformat(row["approved_on"]),
        remarks=row["remarks"] or None,
    )


def _planned(
    n: int,
    row: Row,
    story: Story,
    organisation: Organisation,
    changes: tuple[SpecChange, ...],
    numbers: dict[tuple[str, str], str],
) -> PlannedOrder:
    budget = next(each for each in bank("budgets") if each["key"] == row["budget"])
    origins = _causes(row, changes, organisation)
    days = _Days.of(row, story)
    share = Decimal(row["share"]) / 100 if row["share"] else None
    amount = _amount(row, story, origins) * int(row["share"] or 100) // 100
    is_placed = days.ordered_on is not None
    deliveries = _deliveries(row, days) if row["kind"] not in ("取消", "減額") else ()
    order = Order(
        id=f"ORD-{n:03}",
        budget=budget["id"],
        system=organisation.system_names[row["system"]],
        title=row["title"],
        order_kind=row["kind"],
        contract=row["contract"],
        vendor=organisation.vendor(row["vendor"]),
        estimated=amount + _discount(row, amount, story),
        estimated_on=days.estimated_on,
        probability=None if is_placed or not row["probability"] else Decimal(row["probability"]) / 100,
        ordered=amount if is_placed else None,
        ordered_on=days.ordered_on,
        order_number=_number(row, days.ordered_on, numbers) if is_placed else None,
        approval_number=f"稟議{days.ordered_on:%y}-{400 + 7 * n:04}" if days.ordered_on else None,
        performs_from=days.performs_from,
        performs_until=days.performs_until,
        acceptance_month=days.last_month,
        payment_month=add_months(days.last_month, 1) if days.last_month else None,
        department=budget["department"],
        share=share,
        origin=tuple(change.id for change in origins if change.id),
        remarks=_REMARKS.get(row["kind"]),
    )
    return PlannedOrder(order, deliveries)


_REMARKS = {"取消": "店舗端末の更新計画に含めるため取りやめ", "減額": "はがき案内の取りやめに伴う減額"}


@dataclass(frozen=True)
class _Days:
    """The days of an order in this story; not ordered when its day has not come."""

    estimated_on: date
    ordered_on: date | None
    performs_from: date | None
    performs_until: date | None
    last_month: date | None

    @classmethod
    def of(cls, row: Row, story: Story) -> _Days:
        """The days of the bank; of a row without them, those of an order about to be placed."""
        if row["kind"] == "取消":
            return cls(date.fromisoformat(row["estimated_on"]), None, None, None, None)
        if not row["estimated_on"]:
            month = min(add_months(story.as_of.replace(day=1), 1), _LAST_MONTH)
            start, end = story.day(story.as_of, 6), story.day(story.as_of, 25)
            return cls(story.day(story.as_of, -2), None, start, end, month)
        estimated_on, ordered_on, start, end = (
            date.fromisoformat(row[key]) for key in ("estimated_on", "ordered_on", "from", "until")
        )
        return cls(estimated_on, story.happened(ordered_on), start, end, _last_month(row, end))


def _last_month(row: Row, end: date) -> date:
    months = re.findall(r"(\d{4})-(\d{2})", row["deliveries"])
    return date(int(months[-1][0]), int(months[-1][1]), 1) if months else end.replace(day=1)


def _deliveries(row: Row, days: _Days) -> tuple[Delivery, ...]:
    """One delivery each month (毎月), or those the bank names with their parts (2026-06:40、2026-10:60)."""
    if row["deliveries"] == "毎月" and days.performs_from and days.last_month:
        first = days.performs_from.replace(day=1)
        count = (days.last_month.year - first.year) * 12 + days.last_month.month - first.month + 1
        return tuple(Delivery(add_months(first, n)) for n in range(count))
    found = re.findall(r"(\d{4})-(\d{2})(?::(\d+))?", row["deliveries"])
    return tuple(Delivery(date(int(y), int(m), 1), int(part) if part else None) for y, m, part in found)


def _causes(row: Row, changes: tuple[SpecChange, ...], organisation: Organisation) -> tuple[SpecChange, ...]:
    """The changes that an additional order pays for, or that a reduction comes from."""
    system = organisation.system_names[row["system"]]
    ours = [change for change in changes if change.systems == (system,) and change.status in APPROVED]
    if row["kind"] == "追加":
        return tuple(change for change in ours if change.cost_impact)
    return tuple(change for change in ours if change.kind == "削除") if row["kind"] == "減額" else ()


def _amount(row: Row, story: Story, origins: tuple[SpecChange, ...]) -> int:
    """Whole 10,000 yen: the bank's amount within ten percent, or what the changes cost."""
    if row["kind"] == "追加":
        return sum(change.cost_impact or 0 for change in origins)
    varied = int(row["amount"]) * story.rng(f"amount {row['title']}").randint(92, 108)
    return varied // 100 * MAN_YEN if varied > 0 else -(-varied // 100) * MAN_YEN


def _discount(row: Row, amount: int, story: Story) -> int:
    """What was taken off the estimate of a fixed-price order: up to 4 %, in whole 10,000 yen."""
    if row["contract"] != "請負" or row["kind"] != "当初":
        return 0
    return amount * story.rng(f"discount {row['title']}").randint(0, 4) // 100 // MAN_YEN * MAN_YEN


def _number(row: Row, ordered_on: date | None, numbers: dict[tuple[str, str], str]) -> str:
    """The number of the order: rows with one title and vendor are the shares of one order."""
    key = (row["title"], row["vendor"])
    return numbers.setdefault(key, f"PO-{ordered_on:%Y}-{101 + len(numbers):04}")
