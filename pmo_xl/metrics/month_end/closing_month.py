"""The month that a month end closes: which one, by which day it is judged, and what belongs to it.

Source: definitions.md, Days: D = the last day of the month when that is before R, else R; without a month
given, the one before R's until day 10, else R's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.month_end.reported_months import LAST_DAY_OF_REPORTING
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.display import day, month


class Part(StrEnum):
    """Why a row stands in a list of the month."""

    PLANNED = "当月予定"
    CARRIED = "持越し"
    DONE = "予定外の月の実績"
    UNDATED = "予定日なし"
    LATER = "翌月以降の予定"


@dataclass(frozen=True, slots=True)
class ClosingMonth:
    """first, last: its days. as_of: D. said_by: who said D: "option", "month" (its last day) or "today"."""

    first: date
    last: date
    as_of: date
    said_by: str = field(default="month", compare=False)

    def __str__(self) -> str:
        """What stands in a heading: 2026年11月(2026/11/01〜2026/11/30、基準日 2026/11/30)."""
        return f"{month(self.first)}({day(self.first)}〜{day(self.last)}、基準日 {day(self.as_of)})"

    def __contains__(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    def is_past(self, on: date | None) -> bool:
        """Whether the day lies before this month."""
        return on is not None and on < self.first

    def part(
        self, planned_on: date | None, done_on: date | None, late_since: date | None = None
    ) -> Part | None:
        """Why a row planned and done on these days is listed; None when it is of another month.

        late_since: the due day of what is late on D; nothing late is left out, whenever it was planned.
        """
        if planned_on in self:
            return Part.PLANNED
        if done_on in self:
            return Part.DONE
        if done_on is None and planned_on is None and late_since is None:
            return Part.UNDATED
        if done_on is None and self.is_past(planned_on):
            return Part.CARRIED
        return self._part_of_late(late_since) if late_since else None

    def _part_of_late(self, due_on: date) -> Part:
        if due_on in self:
            return Part.PLANNED
        return Part.CARRIED if self.is_past(due_on) else Part.LATER


def closing_month(of: date | None, run_day: date) -> ClosingMonth:
    """The month to close (any day of it; None: the one that is due on the run day) and its D."""
    if of is None:
        is_reporting = run_day.day <= LAST_DAY_OF_REPORTING
        of = add_months(run_day.replace(day=1), -1 if is_reporting else 0)
    last = month_end(of)
    return ClosingMonth(of.replace(day=1), last, min(last, run_day), "month" if last <= run_day else "today")
