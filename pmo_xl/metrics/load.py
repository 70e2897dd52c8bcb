"""負荷: how many person-days one person has to work in one month, against what they can (definitions.md, 負荷).

plan is what 要員計画 says. work is what is left of the open leaves of マスタスケジュール: 予定工数 × (1 − 進捗率), in equal
shares to the names in 担当, spread evenly over the business days from max(予定開始, D + BD1) to 見込終了. Figures are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pmo_xl.metrics.on_the_project import leaves_on
from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.remaining import is_share
from pmo_xl.metrics.schedule.schedule import scheduled
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import people, person_key
from pmo_xl.model.task import Task

INDIVIDUAL = "個人"
Key = tuple[str, date]


@dataclass
class MonthLoad:
    """One person in one month. rows: theirs of 要員計画. tasks: the leaves behind `work` with their person-days.

    is_doubtful: a 計画工数 of the month is blank or could not be read, so that plan is a lower bound.
    """

    month: date
    plan: Fraction = Fraction(0)
    rows: list[Allocation] = field(default_factory=list)
    tasks: list[tuple[Task, Fraction]] = field(default_factory=list)
    is_doubtful: bool = False

    @property
    def work(self) -> Fraction:
        """What of the open leaves falls to the person in the month."""
        return sum((days for _, days in self.tasks), Fraction(0))


@dataclass(frozen=True)
class Loads:
    """Everybody's months, by `person_key` and first day of the month.

    elsewhere: person-days of people who are not in 体制表, by month. unmeasured: open leaves without 予定工数 or 見込終了;
    unowned: without 担当. unplaced: rows of 要員計画 whose 氏名 or 月 is blank or cannot be read.
    """

    by_person: Mapping[Key, MonthLoad]
    elsewhere: Mapping[date, Fraction]
    unmeasured: tuple[Task, ...]
    unowned: tuple[Task, ...]
    unplaced: tuple[Allocation, ...]


def is_effort_of_one(project: Project) -> bool:
    """Whether 予定工数 of マスタスケジュール is that of the person in 担当 (予定工数の意味 = 個人), not of a team."""
    return project.settings.text("予定工数の意味").strip() == INDIVIDUAL


def load_of(month: MonthLoad, project: Project) -> Fraction | None:
    """負荷: the plan; where 予定工数 is one person's, the larger of plan and work. None: nothing says how much."""
    if is_effort_of_one(project):
        return max(month.plan, month.work)
    return month.plan if month.rows else None


def capacity_of(person: str, month: MonthLoad, project: Project) -> Fraction:
    """上限, the largest of the person's rows of the month; else their business days of the month × 稼働率."""
    if limits := [row.capacity for row in month.rows if row.capacity is not None]:
        return Fraction(max(limits))
    rows = project.roles_of(person)
    shares = [row.availability for row in rows if row.availability is not None]
    return _days_on_the_project(rows, month.month, project) * Fraction(max(shares, default=Decimal(1)))


def _days_on_the_project(rows: tuple[Member, ...], month: date, project: Project) -> int:
    begins, end = [row.joined_on for row in rows], leaves_on(rows)
    first = max(month, min(filter(None, begins))) if begins and all(begins) else month
    last = min(month_end(month), end) if end else month_end(month)
    return project.calendar.business_days_in(first, last) if first <= last else 0


def loads(project: Project) -> Loads:
    """Everybody's load, made once per project."""
    return project.cached("負荷", lambda: _made(project))


def _made(project: Project) -> Loads:
    found: dict[Key, MonthLoad] = {}
    elsewhere: dict[date, Fraction] = {}
    unplaced = tuple(_add_plans(project, found, elsewhere))
    open_leaves = [task for task in project.tasks if _is_open_leaf(task, project)]
    unowned = tuple(task for task in open_leaves if not people(task.owner or ""))
    unmeasured = tuple(task for task in open_leaves if work_left(task) is None or not span_of(task, project))
    for task in open_leaves:
        _add_work(task, project, found, elsewhere)
    return Loads(found, elsewhere, unmeasured, unowned, unplaced)


def _add_plans(
    project: Project, found: dict[Key, MonthLoad], elsewhere: dict[date, Fraction]
) -> Iterator[Allocation]:
    """Put every row of 要員計画 where it belongs; yields those that name no person or month."""
    for row in project.allocations:
        if not row.member or row.month is None:
            yield row
            continue
        days = Fraction(row.planned_effort or 0)
        if project.member(row.member) is None:
            elsewhere[row.month] = elsewhere.get(row.month, Fraction(0)) + days
            continue
        month = found.setdefault((person_key(row.member), row.month), MonthLoad(row.month))
        month.plan += days
        month.rows.append(row)
        month.is_doubtful |= row.planned_effort is None


def _add_work(
    task: Task, project: Project, found: dict[Key, MonthLoad], elsewhere: dict[date, Fraction]
) -> None:
    days, span, names = work_left(task), span_of(task, project), people(task.owner or "")
    if not days or span is None or not names:
        return
    for month, share in _by_month(days / len(names), *span, project):
        for name in names:
            if project.member(name) is None:
                elsewhere[month] = elsewhere.get(month, Fraction(0)) + share
            else:
                load = found.setdefault((person_key(name), month), MonthLoad(month))
                load.tasks.append((task, share))


def _is_open_leaf(task: Task, project: Project) -> bool:
    return task.kind != MILESTONE and task.actual_finish is None and is_leaf(task, project)


def work_left(task: Task) -> Fraction | None:
    """予定工数 × (1 − 進捗率; blank or no share at all 0); None without 予定工数."""
    if task.planned_effort is None:
        return None
    done = Fraction(task.progress or 0) if is_share(task.progress) else Fraction(0)
    return Fraction(task.planned_effort) * (1 - done)


def span_of(task: Task, project: Project) -> tuple[date, date] | None:
    """From max(予定開始, D + BD1) to 見込終了; None where the schedule has no forecast of the row."""
    forecast = scheduled(task, project)
    if forecast is None or task.planned_start is None:
        return None
    start = max(task.planned_start, project.calendar.add_business_days(project.as_of, 1))
    return start, max(start, forecast.early_finish)


def _by_month(days: Fraction, first: date, last: date, project: Project) -> Iterable[tuple[date, Fraction]]:
    """The person-days that fall in each month; a span without a business day lies in the month of its end."""
    total = project.calendar.business_days_in(first, last)
    if not total:
        yield last.replace(day=1), days
        return
    month = first.replace(day=1)
    while month <= last:
        begin, end = max(first, month), min(last, add_months(month, 1) - timedelta(1))
        inside = project.calendar.business_days_in(begin, end)
        if inside:
            yield month, days * inside / total
        month = add_months(month, 1)
