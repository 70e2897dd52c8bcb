"""Past: what earlier recorded runs say that a single look at the workbook cannot (期限 moved, texts changed).

Every run carries the past on: for few fields how their values went, and what was reported of each month. So
one file answers for all that came before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task

NO_PAST_REASON = "前回までの記録がありません(pmo-xl record で記録を残すと次から判定します)"

# The fields whose values are followed over the runs.
FOLLOWED: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {
        Requirement: ("statement", "status"),
        Interface: ("status",),
        Issue: ("due_on",),
        Task: ("planned_finish", "progress"),
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """A value that a field took. seen_on: the day of the first run that saw it (Japan). value: as text."""

    seen_on: date
    value: str


Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What was reported of a month: 検収額 (yen, 税抜) and the number of issues 完了."""

    accepted: int
    closed_issues: int


@dataclass(frozen=True)
class Past:
    """Everything the rules know of earlier runs; empty before the first.

    days: the days with a recorded run, ascending. steps: by sheet label and field, by row ID, the values.
    months: by the first day of a month, what was reported when its reporting ended. covered: by sheet label and row
    ID, the text that a change last stood behind, and the day it was last seen.
    """

    days: tuple[date, ...] = ()
    steps: Mapping[tuple[str, str], Mapping[str, Steps]] = field(default_factory=dict)
    months: Mapping[date, MonthFigures] = field(default_factory=dict)
    covered: Mapping[str, Mapping[str, Step]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.days)

    def steps_of(self, record: Record, field: str) -> Steps:
        """The values a field of this row had, the oldest first; none for a row that no run has seen."""
        return self.steps.get((record.sheet.label, field), {}).get(record.row_id or "", ())

    def last_day_before(self, day: date) -> date | None:
        """The last day with a run before this one."""
        return max((each for each in self.days if each < day), default=None)
