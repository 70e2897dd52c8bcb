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
    dice = random.Random(seed)
    sample = planted_project(seed % 7, 0.3, AS_OF[seed % len(AS_OF)], rules=("ACC", "BUD"))
    records = dict(sample.records)
    records[Order] = tuple(_order(row, dice) for row in records[Order])
    records[Acceptance] = tuple(_delivery(row, sample.as_of, dice) for row in records[Acceptance])
    return replace(sample, records=records)


def random_project(seed: int) -> Project:
    """The book of a seed as rules and metrics see it."""
    return random_book(seed).project()


def _order(row: Record, dice: random.Random) -> Record:
    changes: dict[str, object] = {}
    if dice.random() < 0.15:
        changes["order_kind"] = dice.choice(("取消", "減額", "追加"))
    for field in ("acceptance_month", "payment_month", "ordered", "ordered_on", "department", "system"):
        if dice.random() < 0.1:
            changes[field] = None
    if dice.random() < 0.3:
        changes["toritekihou"] = dice.choice(("対象", "対象", "対象", "対象外", "未判定", None))
    return row.model_copy(update=changes)


def _just_received(as_of: date, dice: random.Random) -> dict[str, object]:
    """A delivery on its ordinary way, not paid yet."""
    received_on = as_of - timedelta(dice.randint(0, 50))
    due_on = as_of + timedelta(dice.randint(0, 20))
    return {
        "received_on": received_on, "accepted_on": as_of, "payment_due_on": due_on, "paid_on": None, "paid": None,
        "payment_method": "振込", "fee_borne_by": "当社", "deferral_agreed": True,
    }  # fmt: skip


def _delivery(row: Record, as_of: date, dice: random.Random) -> Record:
    changes: dict[str, object] = {}
    if dice.random() < 0.25:
        return row.model_copy(update=_just_received(as_of, dice))
    for field in _DAYS:
        luck = dice.random()
        if luck < 0.15:
            changes[field] = None
        elif luck < 0.3:
            changes[field] = as_of + timedelta(dice.randint(*dice.choice(((-400, 0), (-60, 60)))))
    if dice.random() < 0.3:
        changes["closing"] = dice.choice(("月締め", "都度", None))
    if dice.random() < 0.2:
        changes["payment_method"] = dice.choice(("手形", "電子記録債権", "振込"))
    if dice.random() < 0.2:
        changes["deferral_agreed"] = dice.choice((True, False, None))
    if dice.random() < 0.03:
        changes["order"] = "ORD-999"
    return row.model_copy(update=changes)
