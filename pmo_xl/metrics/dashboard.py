"""The figures of the メニュー sheet: counts by sheet and owner, departments, months, next milestones.

They come from the same functions as the commands, so the dashboard and the commands cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.budget import BudgetReport
from pmo_xl.metrics.budget.budget_months import sum_by_month
from pmo_xl.metrics.overdue import DUE_DATES, MILESTONE, DueDate, open_rows, responsible
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

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.open + other.open,
            self.late + other.late,
            self.soon + other.soon,
            self.undated + other.undated,
        )


DueColumn = tuple[type[Record], str]
"""One line of the overdue table: the sheet and the field of its due date."""


def counts_by_due_column(project: Project) -> dict[DueColumn, Counts]:
    """The counts of every line of the overdue table; their late rows add up to the items of `overdue`."""
    return {(watch.record_class, watch.due_field): _counts(watch, project) for watch in DUE_DATES}


def _counts(watch: DueDate, project: Project) -> Counts:
    dues = [watch.due(record, project) for record in open_rows(watch, project)]
    days = [(due - project.as_of).days for due in dues if due]
    return Counts(
        open=len(dues),
        late=sum(day < 0 for day in days),
        soon=sum(0 <= day <= SOON_DAYS for day in days),
        undated=len(dues) - len(days),
    )


def counts_by_sheet(project: Project) -> dict[type[Record], Counts]:
    """The same by sheet: a row that waits in two due columns counts in both."""
    found: dict[type[Record], Counts] = {}
    for (sheet, _), counts in counts_by_due_column(project).items():
        found[sheet] = found.get(sheet, Counts()) + counts
    return found


def waiting_rows(project: Project) -> int:
    """How many rows are open in any due column, each once however many of its dates it waits for."""
    found: dict[type[Record], set[int]] = {}
    for watch in DUE_DATES:
        found.setdefault(watch.record_class, set()).update(map(id, open_rows(watch, project)))
    return sum(map(len, found.values()))


def counts_by_owner(project: Project, among: Iterable[DueDate] = DUE_DATES) -> dict[str | None, Counts]:
    """The open and late rows of every person of 体制表, in its order, then of anybody else (None).

    among: the lines of the table of due dates that are counted.
    """
    order: list[str | None] = [*dict.fromkeys(member.name for member in project.members if member.name), None]
    opened: Counter[str | None] = Counter()
    late: Counter[str | None] = Counter()
    for watch in among:
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
