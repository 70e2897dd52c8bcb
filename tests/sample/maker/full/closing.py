"""振り返り, ナレッジ and KPI of the sample: what was learnt, what is handed on, and how success is measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.retro_item import RetroItem
from tests.sample.maker.bank import bank

KICK_OFF = date(2025, 10, 8)


def lessons() -> tuple[Lesson, ...]:
    """The lessons of earlier projects, all looked at by the kick-off."""
    return tuple(
        Lesson(
            id=f"KNW-{n:03}",
            phase=row["phase"],
            category=row["category"],
            situation=row["situation"],
            cause=row["cause"],
            countermeasure=row["countermeasure"],
            confirmed_on=KICK_OFF,
        )
        for n, row in enumerate(bank("lessons"), 1)
    )


def retro_items() -> tuple[RetroItem, ...]:
    """Keep, Problem and Try; every Problem names the lesson kept of it."""
    ids = {
        (row["countermeasure"] or "").rstrip("。"): f"KNW-{n:03}" for n, row in enumerate(bank("lessons"), 1)
    }
    return tuple(
        RetroItem(
            id=f"KPT-{n:03}",
            kind=row["kind"],
            statement=row["statement"],
            lessons=(ids[row["lesson"]],) if row["lesson"] else (),
        )
        for n, row in enumerate(bank("retro"), 1)
    )


def kpis() -> tuple[Kpi, ...]:
    """The measures of the project with their targets."""
    return tuple(
        Kpi(id=f"KPI-{n:03}", title=row["title"], formula=row["formula"], target=Decimal(row["target"]))
        for n, row in enumerate(bank("kpis"), 1)
    )
