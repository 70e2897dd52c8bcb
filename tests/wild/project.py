"""The clean project that is written down: items with days, persons, states and amounts that agree with each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.wild import words
from tests.wild.truth import CANCELLED, DONE, OPEN

AS_OF = date(2026, 11, 30)


@dataclass
class Item:
    """One issue, question, task …: what it is about and how it stands on the as-of date."""

    number: int
    title: str
    owner: str
    raised_by: str
    raised_on: date
    due_on: date | None
    state: str
    closed_on: date | None
    phase: str
    vendor: str
    amount: int


def items(draw: Random, count: int) -> list[Item]:
    phases = sorted(draw.sample(range(len(words.PHASES)), draw.randint(2, 3)))
    return [_item(draw, n, words.PHASES[phases[n * len(phases) // (count + 1)]]) for n in range(1, count + 1)]


def _item(draw: Random, number: int, phase: str) -> Item:
    raised = date(2026, 8, 3) + timedelta(draw.randint(0, 100))
    due = raised + timedelta(draw.choice((3, 7, 10, 14, 14, 21, 30, 45, 60)))
    state = draw.choices((OPEN, DONE, CANCELLED), (5, 4, 1))[0]
    closed = min(due, AS_OF) - timedelta(draw.randint(0, 2)) if state == DONE else None
    owner, raiser = draw.sample(words.PEOPLE, 2)
    title = (
        f"{draw.choice(words.TITLES)}"
        if draw.random() < 0.7
        else f"{draw.choice(words.TITLES)}({number}件目)"
    )
    money = draw.choice((480_000, 1_200_000, 2_500_000, 7_800_000, 12_000_000, 36_500_000))
    is_dated = draw.random() < 0.93
    return Item(
        number,
        title,
        owner,
        raiser,
        raised,
        due if is_dated else None,
        state,
        closed,
        phase,
        draw.choice(words.VENDORS),
        money,
    )
