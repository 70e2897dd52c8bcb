"""要員計画 of the sample: who works how many days in which month; nobody more than the month has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmo_xl.model.allocation import Allocation
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

_PLAN = (
    ("PM", 12),
    ("PMO", 15),
    ("PMO補佐", 15),
    ("主会員", 12),
    ("主サイト", 10),
    ("主決済", 10),
    ("委会員", 15),
)
_MONTHS = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


def allocations(story: Story, organisation: Organisation) -> tuple[Allocation, ...]:
    """A row per person and month of the last months before the release."""
    return tuple(
        each.model_copy(update={"id": f"ALC-{n:03}"}) for n, each in enumerate(_rows(organisation), 1)
    )


def _rows(organisation: Organisation) -> Iterator[Allocation]:
    for month in _MONTHS:
        for post, days in _PLAN:
            yield Allocation(
                member=organisation.posts[post],
                month=month,
                planned_effort=Decimal(days),
                system=organisation.system_names.get(post[1:]),
            )
