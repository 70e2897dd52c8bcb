"""What the facts of many books come to: clashes of releases, decisions, the same problem, vendors, weeks (people: people.py).

Every sum takes the projects one after the other, so that memory holds one of them and the sum; rows that are only put in order wait on disk.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from pmo_xl.documents.portfolio.facts import (
    BookFacts,
    DecisionFact,
    MilestoneFact,
    Place,
    ReleaseFact,
    TrendPoint,
    Trouble,
    VendorFact,
)
from pmo_xl.documents.portfolio.of_partners import KEYS
from pmo_xl.documents.portfolio.on_disk import OnDisk, sorted_on_disk
from pmo_xl.model.references import company_key, name_key

NEAR_RELEASES: Final = 7
"""Releases of one system that lie so many calendar days apart, or fewer, clash."""
LEAST_PROJECTS: Final = 2
LEAST_SPI: Final = Decimal("0.95")
SAME_DAY, SAME_SYSTEM = "同じ日のリリース", "同じシステムのリリース"


@dataclass(frozen=True, slots=True)
class ProjectMilestone:
    """A milestone with its project. clashes: what its release clashes with, a sentence each."""

    project: str
    milestone: MilestoneFact
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Releases that hinder each other. on: the day, of one system the first of the days. system: "" for one day."""

    kind: str
    on: date
    system: str
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectDecision:
    """A decision that is waited for, with its project."""

    project: str
    decision: DecisionFact


@dataclass(frozen=True, slots=True)
class ProjectTrouble:
    """What one project has of a problem."""

    project: str
    late: int
    defects: int
    complaints: int
    rows: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A vendor, system or cause that troubles two projects or more."""

    kind: str
    name: str
    late: int
    defects: int
    complaints: int
    projects: tuple[ProjectTrouble, ...]


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor over all projects. answer_days: the median of business days, of `answered` questions; None without one."""

    name: str
    projects: tuple[str, ...]
    answer_days: Decimal | None
    answered: int
    unanswered: int
    deliveries: int
    deliveries_late: int
    open_issues: int
    defects: int
    complaints: int
    estimated: int
    estimates_left_out: int
    ordered: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Week:
    """All projects in one ISO week, by the last record of each. week: its Monday. books: how many have one in it.

    overdue, open_issues, remaining: of the projects that say it, *_known of them; None where none does. spi_known, spi_low:
    of how many SPI is known, and lies below 0.95. found, mended: against each one's record before.
    """

    week: date
    books: int
    overdue: int | None
    overdue_known: int
    open_issues: int | None
    open_issues_known: int
    remaining: int | None
    remaining_known: int
    spi_known: int
    spi_low: int
    errors: int
    found: int
    mended: int


def clashes(projects: Iterable[BookFacts]) -> tuple[Clash, ...]:
    """Releases of two projects on one day, and releases of one system within a week."""
    releases = [(project.name, project.release) for project in projects if project.release]
    by_day: dict[date, list[str]] = defaultdict(list)
    by_system: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    for name, release in releases:
        by_day[release.on].append(name)
        for system in release.systems:
            by_system[name_key(system)].append((release.on, name, system))
    found = [Clash(SAME_DAY, on, "", tuple(names)) for on, names in by_day.items() if len(names) > 1]
    found += [clash for rows in by_system.values() for clash in _near(sorted(rows))]
    return tuple(sorted(found, key=lambda clash: (clash.on, clash.kind, clash.system)))


def _near(rows: Sequence[tuple[date, str, str]]) -> Iterator[Clash]:
    """Groups of releases of a system, each within a week of the one before."""
    group = [rows[0]]
    for row in (*rows[1:], None):
        if row is not None and row[0] - group[-1][0] <= timedelta(days=NEAR_RELEASES):
            group.append(row)
            continue
        if len(group) > 1:
            yield Clash(SAME_SYSTEM, group[0][0], group[0][2], tuple(name for _, name, _ in group))
        if row is not None:
            group = [row]


def all_milestones(projects: Iterable[BookFacts], found: Sequence[Clash]) -> Sequence[ProjectMilestone]:
    """The milestones of all projects by their day; those of a release that clashes say with what."""
    rows = (
        ProjectMilestone(project.name, each, _told(project, each, found))
        for project in projects
        for each in project.milestones
    )
    return sorted_on_disk(rows, lambda row: (day_of(row.milestone) or date.max, row.project))


def day_of(milestone: MilestoneFact) -> date | None:
    """The day it was reached, else its forecast, else its plan."""
    return milestone.reached or milestone.forecast or milestone.planned


def _told(project: BookFacts, milestone: MilestoneFact, found: Sequence[Clash]) -> tuple[str, ...]:
    if milestone.phase != "リリース" or milestone.reached or project.release is None:
        return ()
    mine = (clash for clash in found if project.name in clash.projects)
    return tuple(clash_sentence(clash, project.name) for clash in mine)


def clash_sentence(clash: Clash, project: str = "") -> str:
    """A clash in words. project: whose it is told to."""
    others = "、".join(name for name in clash.projects if name != project)
    what = f"{clash.kind}({clash.system})" if clash.system else clash.kind
    return f"{what}: {others}"


def decisions(projects: Iterable[BookFacts]) -> Sequence[ProjectDecision]:
    """The decisions that are waited for: those that delay a project first, then the latest."""
    rows = (ProjectDecision(project.name, each) for project in projects for each in project.decisions)

    def weight(row: ProjectDecision) -> tuple[int, int, date, str]:
        """What stands first."""
        found = row.decision
        return -(found.days_lost or 0), -found.days_late, found.due_on or date.max, row.project

    return sorted_on_disk(rows, weight)


def problems(projects: Iterable[BookFacts]) -> Sequence[Problem]:
    """Vendors, systems and causes with something late, 障害 or クレーム in two projects or more."""
    waiting: OnDisk[tuple[str, Trouble]] = OnDisk()
    found: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("q"))
    for project in projects:
        for each in project.troubles:
            found[each.kind, KEYS[each.kind](each.name)].append(waiting.add((project.name, each)))
    made = (
        _problem(kind, [waiting[number] for number in numbers])
        for (kind, _), numbers in found.items()
        if len(numbers) >= LEAST_PROJECTS
    )
    return sorted_on_disk(made, lambda each: (-len(each.projects), -each.late, each.kind, each.name))


def _problem(kind: str, rows: Sequence[tuple[str, Trouble]]) -> Problem:
    return Problem(
        kind,
        rows[0][1].name,
        sum(each.late for _, each in rows),
        sum(each.defects for _, each in rows),
        sum(each.complaints for _, each in rows),
        tuple(
            ProjectTrouble(name, each.late, each.defects, each.complaints, each.rows) for name, each in rows
        ),
    )


def vendors(projects: Iterable[BookFacts]) -> tuple[Vendor, ...]:
    """Every vendor over the projects, by its name."""
    found: dict[str, list[tuple[str, VendorFact]]] = defaultdict(list)
    for project in projects:
        for each in project.vendors:
            found[company_key(each.name)].append((project.name, each))
    return tuple(sorted(map(_vendor, found.values()), key=lambda each: (-each.deliveries_late, each.name)))


def _vendor(rows: Sequence[tuple[str, VendorFact]]) -> Vendor:
    days = sorted(day for _, each in rows for day in each.answer_days)

    def total(of: Callable[[VendorFact], int]) -> int:
        """A figure over all its projects."""
        return sum(of(each) for _, each in rows)

    return Vendor(
        rows[0][1].name,
        tuple(name for name, _ in rows),
        Decimal(str(median(days))) if days else None,
        len(days),
        total(lambda each: each.unanswered),
        total(lambda each: each.deliveries),
        total(lambda each: each.deliveries_late),
        total(lambda each: each.open_issues),
        total(lambda each: each.defects),
        total(lambda each: each.complaints),
        total(lambda each: each.estimated),
        total(lambda each: each.estimates_left_out),
        total(lambda each: each.ordered),
        total(lambda each: each.accepted),
    )


def weeks(projects: Iterable[BookFacts]) -> tuple[Week, ...]:
    """All projects week by week, the oldest first; a project counts in the weeks of which it has a record."""
    found: dict[date, Week] = {}
    for project in projects:
        for point in {monday(each.on): each for each in project.trend}.values():
            week = monday(point.on)
            found[week] = _with(
                found.get(week) or Week(week, 0, None, 0, None, 0, None, 0, 0, 0, 0, 0, 0), point
            )
    return tuple(week for _, week in sorted(found.items()))


def _with(week: Week, point: TrendPoint) -> Week:
    """The week with one project more."""
    return Week(
        week.week,
        week.books + 1,
        _plus(week.overdue, point.overdue),
        week.overdue_known + (point.overdue is not None),
        _plus(week.open_issues, point.open_issues),
        week.open_issues_known + (point.open_issues is not None),
        _plus(week.remaining, point.remaining),
        week.remaining_known + (point.remaining is not None),
        week.spi_known + (point.spi is not None),
        week.spi_low + (point.spi is not None and point.spi < LEAST_SPI),
        week.errors + point.errors,
        week.found + (point.found or 0),
        week.mended + (point.mended or 0),
    )


def _plus(total: int | None, more: int | None) -> int | None:
    """The sum of what is known; None where nothing is."""
    return total if more is None else (total or 0) + more


def monday(day: date) -> date:
    """The Monday of its ISO week."""
    return day - timedelta(days=day.weekday())


def release_text(release: ReleaseFact | None) -> str:
    """The release that lies ahead, in words."""
    return "" if release is None else f"{release.on:%Y/%m/%d} {'、'.join(release.systems)}".strip()
