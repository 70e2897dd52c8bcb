"""Random books whose payments fall due around bank holidays, some of them agreed to be paid on the next bank day."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.order import Order
from pmo_xl.model.public_holidays import public_holiday_days
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.vendor import Vendor
from tests.support.small_project import small_project

# Ordinary weekends, holidays of one, three and five days in a row, the turn of the year, and a holiday's eve.
DAYS = (
    date(2026, 11, 30), date(2026, 11, 29), date(2026, 11, 28), date(2026, 11, 24), date(2026, 11, 23),
    date(2026, 11, 14), date(2026, 11, 16), date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 3), date(2026, 12, 31), date(2026, 12, 30),
    date(2026, 12, 25), date(2026, 9, 24), date(2026, 9, 22), date(2026, 9, 15), date(2026, 5, 7), date(2026, 4, 29),
    date(2026, 4, 30), date(2026, 2, 11), date(2026, 2, 12), date(2026, 2, 4), date(2030, 12, 31), date(2031, 1, 13),
)  # fmt: skip
_OWNERS_SYSTEMS = ("会員基盤", "決済連携", None)
_VENDORS = ("東都ソフト株式会社", "港システムズ株式会社", "北斗開発株式会社", "名簿にない会社", None)


def postponed_payments(as_of: date, seed: int) -> Mapping[type[Record], Sequence[Record]]:
    """The records of a book of this seed on this day, as `write_workbook` takes them."""
    rng = random.Random(seed)
    settings = [Setting(key="案件名", value="順延"), Setting(key="基準日", value=as_of.isoformat())]
    agreed = [True, None, rng.choice((True, False, None))]
    vendors = [
        Vendor(id=f"VEN-{n:03}", name=name, deferral_agreed=flag)
        for n, (name, flag) in enumerate(zip(_VENDORS, agreed, strict=False), 1)
    ]
    changed: dict[type[Record], Sequence[Record]] = {
        Setting: settings,
        Vendor: vendors,
        Order: [_order(n, rng) for n in range(1, 13)],
        Acceptance: [_delivery(n, as_of, rng) for n in range(1, 61)],
        Holiday: _holidays(as_of, rng),
    }
    return dict(small_project()) | changed


def _order(number: int, rng: random.Random) -> Order:
    return Order(
        id=f"ORD-{number:03}", title="開発", budget="BUD-001", vendor=rng.choice(_VENDORS), system=rng.choice(_OWNERS_SYSTEMS),
        order_kind=rng.choice(("新規", "新規", "新規", "取消", "減額")), ordered_on=date(2025, 10, 1),
        ordered=1_000_000, payment_month=rng.choice((date(2026, 11, 1), date(2027, 2, 1), None)),
    )  # fmt: skip


def _delivery(number: int, as_of: date, rng: random.Random) -> Acceptance:
    due_on = as_of + timedelta(rng.randint(*rng.choice(((-4, 1), (4, 12), (-90, 90)))))
    return Acceptance(
        id=f"ACP-{number:03}", order=rng.choice([*(f"ORD-{n:03}" for n in range(1, 13)), "ORD-999"]),
        accepted=100_000, accepted_on=as_of - timedelta(60), payment_due_on=due_on if rng.random() < 0.95 else None,
        deferral_agreed=rng.choice((True, False, None, None)), paid_on=as_of if rng.random() < 0.1 else None,
    )  # fmt: skip


def _holidays(as_of: date, rng: random.Random) -> Sequence[Holiday]:
    """休日 as staff keep it: some public holidays taken out or worked on, one of the staff's own, company days."""
    near = [day for day in sorted(public_holiday_days()) if abs((day - as_of).days) < 90]
    kept = [
        Holiday(on=day, kind=rng.choice(("祝日", "祝日", "稼働日"))) for day in near if rng.random() < 0.8
    ]
    own = [
        Holiday(on=as_of + timedelta(rng.randint(-3, 12)), kind=kind)
        for kind in ("祝日", "会社休日", "稼働日")
    ]
    return [*kept, *own]
