"""Portfolio: all projects on one page, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from pmo_xl.documents.month_end.result import FailedBook, Keeping, LeftOutCopy
from pmo_xl.documents.portfolio import sums
from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.documents.portfolio.people import Person, people_of
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn


@dataclass(frozen=True, repr=False)
class Portfolio(ItemReport):
    """All projects, those reported better than they are first, then the worst. It is also the sequence of them.

    run_at: UTC. failed: workbooks that could not be read. copies: workbooks of a project that is counted from another file.
    policy_file: the office's settings of `--policy`, with their hash. kept: how many were taken from the cache. cache: where the
    writer remembers which files stand for this result. The sums
    over all are `milestones`, `clashes`, `people`, `decisions`, `problems`, `vendors` and `trend`.
    """

    run_day: date
    run_at: datetime
    version: str
    projects: Sequence[BookFacts]
    failed: tuple[FailedBook, ...] = ()
    copies: tuple[LeftOutCopy, ...] = ()
    policy_file: str | None = None
    remarks: tuple[str, ...] = ()
    kept: int = 0
    cache: Keeping | None = None

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("案件", name="name", width=34),
        ListColumn("信号", of=lambda each: each.light.light.shown, width=9),
        ListColumn("報告", name="reported", width=7),
        ListColumn("期限超過", Kind.INT, name="overdue", empty="—"),
        ListColumn("残予算", Kind.MONEY, of=lambda each: each.money.remaining),
    )

    __hash__ = ItemReport.__hash__

    def __iter__(self) -> Iterator[BookFacts]:
        return iter(self.projects)

    def __len__(self) -> int:
        return len(self.projects)

    @property
    def items(self) -> Sequence[BookFacts]:
        """The projects."""
        return self.projects

    @cached_property
    def as_of(self) -> date | None:
        """D of all projects; None where they differ."""
        days = {project.reading.as_of for project in self.projects}
        return days.pop() if len(days) == 1 else None

    @cached_property
    def lights(self) -> Mapping[Light, int]:
        """How many projects have each light."""
        return Counter(project.light.light for project in self.projects)

    @property
    def counts(self) -> Mapping[str, int]:
        """The projects, their lights, and what was not counted."""
        named = {light.value: self.lights[light] for light in Light}
        return {"案件": len(self.projects), **named, "読めない": len(self.failed), "複製": len(self.copies)}

    @cached_property
    def clashes(self) -> tuple[sums.Clash, ...]:
        """Releases that hinder each other."""
        return sums.clashes(self.projects)

    @cached_property
    def milestones(self) -> Sequence[sums.ProjectMilestone]:
        """The milestones of all projects by their day."""
        return sums.all_milestones(self.projects, self.clashes)

    @cached_property
    def people(self) -> Sequence[Person]:
        """Everybody with their months, the fullest first."""
        return people_of(self.projects)

    @cached_property
    def decisions(self) -> Sequence[sums.ProjectDecision]:
        """判断待ち of all projects."""
        return sums.decisions(self.projects)

    @cached_property
    def problems(self) -> Sequence[sums.Problem]:
        """What troubles two projects or more."""
        return sums.problems(self.projects)

    @cached_property
    def vendors(self) -> tuple[sums.Vendor, ...]:
        """Every vendor over all projects."""
        return sums.vendors(self.projects)

    @cached_property
    def trend(self) -> tuple[sums.Week, ...]:
        """All projects week by week."""
        return sums.weeks(self.projects)

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The workbook of each project, by its name."""
        return {project.name: project.path for project in self.projects}

    @cached_property
    def over_full(self) -> int:
        """How many person-months hold more than a whole month."""
        return sum(month.is_over for person in self.people for month in person.months)
