"""振り返り, ナレッジ and KPI of the sample: what was learnt, what is handed on, and how success is measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.measures import BY_HAND
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.retro_item import RetroItem
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.story import Story

KICK_OFF = date(2025, 10, 8)
EARLIER = "予約サイトの更改"
"""The project that half of the lessons come from."""


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
            project=EARLIER if n % 2 else None,
        )
        for n, row in enumerate(bank("lessons"), 1)
    )


def retro_items(issues: Sequence[Issue]) -> tuple[RetroItem, ...]:
    """Keep, Problem and Try; every Problem names the lesson kept of it, every Try the issue that carries it out."""
    carried_out = issues[0].id or ""
    ids = {
        (row["countermeasure"] or "").rstrip("。"): f"KNW-{n:03}" for n, row in enumerate(bank("lessons"), 1)
    }
    return tuple(
        RetroItem(
            id=f"KPT-{n:03}",
            kind=row["kind"],
            statement=row["statement"],
            lessons=(ids[row["lesson"]],) if row["lesson"] else (),
            issues=(carried_out,) if row["kind"] == "Try" else (),
        )
        for n, row in enumerate(bank("retro"), 1)
    )


def kpis(story: Story) -> tuple[Kpi, ...]:
    """The measures of the project with their targets; the last is asked of people and typed in."""
    return tuple(_kpi(n, row, story) for n, row in enumerate(bank("kpis"), 1))


def _kpi(n: int, row: Row, story: Story) -> Kpi:
    asked = row["formula"] == BY_HAND
    return Kpi(
        id=f"KPI-{n:03}",
        title=row["title"],
        formula=row["formula"],
        target=Decimal(row["target"]),
        direction=row["direction"] or None,
        unit=row["unit"] or None,
        base=Decimal(row["base"]) if row["base"] else None,
        manual_actual=Decimal("4.1") if asked else None,
        measured_on=story.as_of.replace(day=1) if asked else None,
    )
