"""Random books for the money: samples whose orders and deliveries somebody has been at, days and words at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from tests.sample.maker import Sample, planted_project

AS_OF = (date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 29), date(2027, 3, 31))
_DAYS = ("received_on", "acceptance_due_on", "accepted_on", "invoiced_on", "payment_due_on", "payment_planned_on", "paid_on")  # fmt: skip


@cache
def random_book(seed: int) -> Sample:
    """The book of a seed: a sample in which about half of the rows of the money were changed."""
    rng = random.Random(seed)
    sample = planted_project(seed % 7, 0.3, AS_OF[seed % len(AS_OF)], rules=("ACC", "BUD"))
    records = dict(sample.records)
    records[Order] = tuple(_order(row, rng) for row in records[Order])
    records[Acceptance] = tuple(_delivery(row, sample.as_of, rng) for row in records[Acceptance])
    return replace(sample, records=records)


def random_project(seed: int) -> Project:
    """The book of a seed as rules and metrics see it."""
    return random_book(seed).project()


def _order(row: Record, rng: random.Random) -> Record:
    changes: dict[str, object] = {}
    if rng.random() < 0.15:
        changes["order_kind"] = rng.choice(("取消", "減額", "追加"))
    for field in ("acceptance_month", "payment_month", "ordered", "ordered_on", "department", "system"):
        if rng.random() < 0.1:
            changes[field] = None
    if rng.random() < 0.3:
        changes["toritekihou"] = rng.choice(("対象", "対象", "対象", "対象外", "未判定", None))
    return row.model_copy(update=changes)


def _just_received(as_of: date, rng: random.Random) -> dict[str, object]:
    """A delivery on its ordinary way, not paid yet."""
    received_on = as_of - timedelta(rng.randint(0, 50))
    due_on = as_of + timedelta(rng.randint(0, 20))
    return {
        "received_on": received_on, "accepted_on": as_of, "payment_due_on": due_on, "paid_on": None, "paid": None,
        "payment_method": "振込", "fee_borne_by": "当社", "deferral_agreed": True,
    }  # fmt: skip


def _delivery(row: Record, as_of: date, rng: random.Random) -> Record:
    changes: dict[str, object] = {}
    if rng.random() < 0.25:
        return row.model_copy(update=_just_received(as_of, rng))
    for field in _DAYS:
        luck = rng.random()
        if luck < 0.15:
            changes[field] = None
        elif luck < 0.3:
            changes[field] = as_of + timedelta(rng.randint(*rng.choice(((-400, 0), (-60, 60)))))
    if rng.random() < 0.3:
        changes["closing"] = rng.choice(("月締め", "都度", None))
    if rng.random() < 0.2:
        changes["payment_method"] = rng.choice(("手形", "電子記録債権", "振込"))
    if rng.random() < 0.2:
        changes["deferral_agreed"] = rng.choice((True, False, None))
    if rng.random() < 0.03:
        changes["order"] = "ORD-999"
    return row.model_copy(update=changes)
