"""Story: the seed, the size and the day of one sample project, and the few questions every builder asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from pmo_xl.model.calendar import BusinessCalendar

STARTS_ON = date(2025, 10, 1)
SERVICE_STARTS_ON = date(2027, 2, 22)
ENDS_ON = date(2027, 3, 31)
FIRST_AS_OF, LAST_AS_OF = date(2026, 10, 26), date(2027, 4, 30)

COMPANY_HOLIDAYS = tuple(
    date(year, month, day)
    for year, month, day in (
        (2025, 12, 29),
        (2025, 12, 30),
        (2025, 12, 31),
        (2026, 1, 2),
        (2026, 8, 13),
        (2026, 8, 14),
        (2026, 12, 29),
        (2026, 12, 30),
        (2026, 12, 31),
    )
)


@dataclass(frozen=True)
class Story:
    """What a sample project is made from: the same story gives the same records.

    scale: 1.0 = the size of the demo (120 requirements, 40 changes, 80 QA, 100 issues).
    """

    seed: int
    scale: float
    as_of: date

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The project's business days."""
        return BusinessCalendar(company_holidays=frozenset(COMPANY_HOLIDAYS))

    def rng(self, topic: str) -> Random:
        """A generator of its own for each topic, so that a change in one leaves the others as they were."""
        return Random(f"{self.seed}/{topic}")

    def count(self, base: int) -> int:
        """How many rows a sheet of `base` rows at scale 1 has here; at least one."""
        return max(1, round(base * self.scale))

    def day(self, day: date, business_days: int) -> date:
        """The day that lies this many business days later (earlier when negative)."""
        return self.calendar.add_business_days(day, business_days)

    def open_day(self, day: date) -> date:
        """The day itself when the project works on it, else the business day before it."""
        return day if self.calendar.is_business_day(day) else self.day(day, -1)

    def within(self, rng: Random, first: date, last: date) -> date:
        """A business day from `first` to `last`, neither of them in the future; at the latest the as-of date."""
        low, high = self.calendar.number(min(first, self.as_of)), self.calendar.number(min(last, self.as_of))
        return self.calendar.business_day(rng.randint(min(low, high), high))

    def happened(self, day: date | None) -> date | None:
        """The day when it has come by the as-of date, else None: a fact cannot lie in the future."""
        return day if day and day <= self.as_of else None
