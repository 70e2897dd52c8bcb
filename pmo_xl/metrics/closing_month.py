"""The month that a month end closes: which one, by which day it is judged, and what belongs to it.

Source: definitions.md, Days: D = the last day of the month when that is before R, else R; without a month
given, the one before R's until day 10, else R's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.reported_months import LAST_DAY_OF_REPORTING
from pmo_xl.model.calendar import add_months, month_end


class Part(StrEnum):
    """Why a row stands in a list of the month."""

    PLANNED = "当月予定"
    CARRIED = "持越し"
    DONE = "予定外の月の実績"
    UNDATED = "予定日なし"


@dataclass(frozen=True, slots=True)
class ClosingMonth:
    """first, last: its days. as_of: D."""

    first: date
    last: date
    as_of: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def is_past(self, day: date | None) -> bool:
        """Whether the day lies before this month."""
        return day is not None and day < self.first

    def part(self, planned_on: date | None, done_on: date | None) -> Part | None:
        """Why a row planned and done on these days is listed; None when it is of another month."""
        if planned_on in self:
            return Part.PLANNED
        if done_on in self:
            return Part.DONE
        if done_on is None and planned_on is None:
            return Part.UNDATED
        return Part.CARRIED if done_on is None and self.is_past(planned_on) else None


def closing_month(month: date | None, run_day: date) -> ClosingMonth:
    """The month to close (any day of it; None: the one that is due on the run day) and its D."""
    if month is None:
        is_reporting = run_day.day <= LAST_DAY_OF_REPORTING
        month = add_months(run_day.replace(day=1), -1 if is_reporting else 0)
    last = month_end(month)
    return ClosingMonth(month.replace(day=1), last, min(last, run_day))
