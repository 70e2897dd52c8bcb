"""The traffic light of a project: its colours, and the reasons that figures of the ledgers give.

Source: definitions.md, "Traffic light". What the findings of a check add is in pmo_xl/rules/light.py; メニュー
says `live_reasons` in formulas (pmo_xl/workbook/author/light.py). Always a word and a mark, never a colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.budget_balance import department_balances
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.model.calendar import fiscal_year_of
from pmo_xl.model.display import day, yen
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

MILESTONE_DAYS = 10
ISSUE_DAYS = 5
ISSUES_FOR_RED = 3
LEAST_SHARE_LEFT = 10  # percent of the budget
LEAST_INDEX = Decimal("0.95")  # of SPI
MOST_NAMED = 2
OVERSPENT, SHORT = "予算超過", f"残予算が{LEAST_SHARE_LEFT}%未満"
LATE_MILESTONE, LATE_ISSUES = "マイルストーンの遅れ", "優先度 高 の課題の遅れ"
WHOLE = "全体"


class Light(StrEnum):
    """The colours by their words, the worst first."""

    RED = "赤"
    GREY = "灰"
    AMBER = "黄"
    GREEN = "緑"

    @property
    def mark(self) -> str:
        """The mark that says the colour without colour."""
        return {Light.RED: "●", Light.AMBER: "▲", Light.GREEN: "■", Light.GREY: "－"}[self]

    @property
    def shown(self) -> str:
        """Mark and word: ● 赤."""
        return f"{self.mark} {self.value}"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Light).index(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of reason: the light it asks for, and a Japanese line with its figure and what it is about."""

    light: Light
    text: str


@dataclass(frozen=True, slots=True)
class ProjectLight:
    """The light, its reasons (the worst first), and how many errors of form stand beside it (台帳の書き方)."""

    light: Light
    reasons: tuple[str, ...] = ()
    form_errors: int = 0

    def __str__(self) -> str:
        """The mark, the word and every reason: ● 赤(予算超過: 販売部 2026年度 ▲1,200,000円)."""
        return f"{self.light.shown}({self.why})" if self.reasons else self.light.shown

    @property
    def why(self) -> str:
        """Every reason in one line."""
        return " / ".join(self.reasons)

    @property
    def short(self) -> str:
        """As much as a short place holds: the mark, the word, the first two reasons and 「ほか n」."""
        first = " / ".join(self.reasons[:MOST_NAMED]) + _more(len(self.reasons))
        return f"{self.light.shown}({first})" if self.reasons else self.light.shown

    @property
    def form(self) -> str:
        """What stands beside the light; empty where the ledgers are well written."""
        return f"台帳の書き方 {self.form_errors} 件" if self.form_errors else ""


def light_of(reasons: Iterable[Reason], form_errors: int = 0) -> ProjectLight:
    """The light that these reasons make; without any, 緑."""
    ordered = sorted(reasons, key=lambda reason: reason.light.rank)
    light = ordered[0].light if ordered else Light.GREEN
    return ProjectLight(light, tuple(reason.text for reason in ordered), form_errors)


def figure_reasons(project: Project) -> Sequence[Reason]:
    """What budgets, milestones, issues and earned value say."""
    return project.cached("light reasons", lambda: tuple(_figure_reasons(project)))


def _figure_reasons(project: Project) -> Iterator[Reason]:
    yield from _budget_reasons(_money(project))
    yield from _work_reasons(project)
    progress = project_progress(project)
    if progress.spi is not None and progress.spi < LEAST_INDEX:
        yield Reason(Light.AMBER, f"出来高の遅れ: SPI {_index(progress.spi)}")
    if progress.bei.is_met is False and progress.bei.index is not None:
        yield Reason(Light.AMBER, f"終わった作業の遅れ: BEI {_index(progress.bei.index)}")


def live_reasons(project: Project) -> Sequence[Reason]:
    """What メニュー finds by formulas alone: budgets, milestones and issues."""
    return (*_budget_reasons(_money(project)), *_work_reasons(project))


def is_empty(project: Project) -> bool:
    """Whether メニュー has nothing to go by: no issue, no task, no budget."""
    return not any(len(records) for records in (project.issues, project.tasks, project.budgets))


@dataclass(frozen=True, slots=True)
class Money:
    """What is left of a 負担部門 in one 年度, or of everything."""

    name: str
    year: int | None
    amount: int
    remaining: int
    is_over: bool = False  # the fiscal year has ended: little left is in order

    @property
    def whose(self) -> str:
        """販売部 2026年度; 全体 of everything."""
        return self.name if self.year is None else f"{self.name} {self.year}年度"

    @property
    def is_short(self) -> bool:
        """Whether less than a tenth is left, and something is."""
        used = self.amount > 0 and not self.is_over
        return used and 0 <= self.remaining * 100 < self.amount * LEAST_SHARE_LEFT

    @property
    def share(self) -> Fraction:
        """How large a part of the budget is left."""
        return Fraction(self.remaining, self.amount or 1)


def _money(project: Project) -> list[Money]:
    total = budget_report(project).total
    return [*department_money(project).values(), Money(WHOLE, None, 0, total.remaining or 0)]


def overspent(project: Project) -> Sequence[Money]:
    """What has more ordered than its budget, the worst first: 負担部門 by 年度, the whole only where none of them has."""
    return _overspent(_money(project))


def _overspent(lines: Sequence[Money]) -> Sequence[Money]:
    over = sorted((line for line in lines if line.remaining < 0), key=lambda line: line.remaining)
    return [line for line in over if line.whose != WHOLE] or over


def department_money(project: Project) -> Mapping[tuple[str, int], Money]:
    """What is left of every 負担部門 and 年度, in the order of `department_balances`."""
    this_year = fiscal_year_of(project.as_of, project.settings.fiscal_year_start)
    return {
        (name, year): Money(name, year, balance.amount, balance.remaining, is_over=year < this_year)
        for (name, year), balance in department_balances(project).items()
    }


def _budget_reasons(lines: Sequence[Money]) -> Iterator[Reason]:
    named = _overspent(lines)
    if named:
        yield Reason(Light.RED, f"{OVERSPENT}: {named[0].whose} {yen(named[0].remaining)}円{_others(named)}")
    short = sorted((line for line in lines if line.is_short), key=lambda line: line.share)
    if short:
        worst = short[0]
        figures = f"{yen(worst.remaining)}円 / 予算 {yen(worst.amount)}円"
        yield Reason(Light.AMBER, f"{SHORT}: {worst.whose} {figures}{_others(short)}")


def _work_reasons(project: Project) -> Iterator[Reason]:
    late = late_milestones(project)
    if late:
        first = late[0]
        planned = f"(予定 {day(first.planned_finish)})" if first.planned_finish else ""
        yield Reason(Light.RED, f"{LATE_MILESTONE}: {first.title or ''}{planned}{_others(late)}")
    issues, long_late = late_priority_issues(project, 0), late_priority_issues(project, ISSUE_DAYS)
    if issues:
        light = Light.RED if long_late >= ISSUES_FOR_RED else Light.AMBER
        yield Reason(light, f"{LATE_ISSUES}: {issues} 件(うち{ISSUE_DAYS}営業日超 {long_late} 件)")


def _index(value: Decimal) -> Decimal:
    """An index as it is shown: never rounded up to a limit that it does not reach."""
    return value.quantize(Decimal("0.01"), ROUND_DOWN)


def _others(found: Sequence[object]) -> str:
    return f" ほか {len(found) - 1} 件" if len(found) > 1 else ""


def _more(count: int) -> str:
    return f" ほか {count - MOST_NAMED}" if count > MOST_NAMED else ""


def listed(counts: Mapping[str, int], most: int = 3) -> str:
    """Counts by name, the most first: IF一覧 3、仕様書確認 2、試験管理 2 ほか 4."""
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    rest = sum(count for _, count in ordered[most:])
    return "、".join(f"{name} {count}" for name, count in ordered[:most]) + (f" ほか {rest}" if rest else "")


def late_milestones(project: Project) -> Sequence[Task]:
    """The milestones more than ten business days late."""
    limit = project.calendar.add_business_days(project.as_of, -MILESTONE_DAYS)
    return [
        task
        for task in project.tasks
        if task.kind == MILESTONE
        and task.actual_finish is None
        and task.planned_finish is not None
        and task.planned_finish < limit
    ]


def late_priority_issues(project: Project, business_days: int) -> int:
    """How many open issues of 優先度 高 are late by more than so many business days."""
    limit = (
        project.calendar.add_business_days(project.as_of, -business_days) if business_days else project.as_of
    )
    return sum(
        issue.priority == "高"
        and issue.due_on is not None
        and issue.due_on < limit
        and project.is_open(issue)
        for issue in project.of(Issue)
    )
