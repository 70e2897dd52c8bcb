"""The figures of the メニュー sheet: counts by sheet and owner, departments, months, next milestones.

They come from the same functions as the commands, so the dashboard and the commands cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget import BudgetReport
from pmo_xl.metrics.budget_months import sum_by_month
from pmo_xl.metrics.overdue import MILESTONE, WATCHES, open_rows, overdue_report, responsible
from pmo_xl.model.calendar import fiscal_year_months, fiscal_year_of
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

SOON_DAYS = 7


@dataclass(frozen=True)
class Counts:
    """How many rows are open, late, due within a week, and open without a due date."""

    open: int = 0
    late: int = 0
    soon: int = 0
    undated: int = 0


def is_watched(record_class: type[Record]) -> bool:
    """Whether rows of this sheet can be late."""
    return any(watch.record_class is record_class for watch in WATCHES)


def counts_by_sheet(project: Project) -> dict[type[Record], Counts]:
    """The counts of every sheet whose rows can be late."""
    items = overdue_report(project, within=SOON_DAYS).items
    late = Counter(type(item.record) for item in items if item.is_late)
    soon = Counter(type(item.record) for item in items if not item.is_late)
    opened: Counter[type[Record]] = Counter()
    undated: Counter[type[Record]] = Counter()
    for watch in WATCHES:
        for record in open_rows(watch, project):
            opened[watch.record_class] += 1
            undated[watch.record_class] += watch.due(record, project) is None
    return {
        sheet: Counts(opened[sheet], late[sheet], soon[sheet], undated[sheet])
        for sheet in dict.fromkeys(watch.record_class for watch in WATCHES)
    }


def counts_by_owner(project: Project) -> dict[str | None, Counts]:
    """The open and late rows of every person of 体制表, in its order, then of anybody else (None)."""
    order: list[str | None] = [*dict.fromkeys(member.name for member in project.members if member.name), None]
    opened: Counter[str | None] = Counter()
    late: Counter[str | None] = Counter()
    for watch in WATCHES:
        for record in open_rows(watch, project):
            name = responsible(watch.owner(record, project), project)
            owner = name if name in order else None
            due = watch.due(record, project)
            opened[owner] += 1
            late[owner] += due is not None and due < project.as_of
    return {owner: Counts(opened[owner], late[owner]) for owner in order}


def fiscal_months(project: Project, report: BudgetReport) -> list[tuple[date, dict[str, int]]]:
    """The twelve months of the fiscal year of D with their sums (`sum_by_month`)."""
    start = project.settings.fiscal_year_start
    sums = sum_by_month(report.months)
    months = fiscal_year_months(fiscal_year_of(project.as_of, start), start)
    return [(month, sums.get(month, {})) for month in months]


def next_milestones(project: Project, count: int) -> Sequence[Task]:
    """The milestones not reached yet, by 予定終了 (those of one day in the order of the sheet)."""
    waiting = [
        t for t in project.tasks if t.kind == MILESTONE and t.actual_finish is None and t.planned_finish
    ]
    return sorted(waiting, key=lambda task: task.planned_finish or date.max)[:count]
