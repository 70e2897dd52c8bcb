"""The traffic light of a project: what the workbook's own formulas can say, and what the library adds.

Source: definitions.md, "Traffic light". Questions a person must decide and what could not be judged come
from `check`; they are handed in as further reasons. Always a word and a mark, never a colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pmo_xl.metrics.budget import BudgetLine, budget_report
from pmo_xl.metrics.legal_breaches import legal_breaches, makes_red
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.progress import project_progress
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project

MILESTONE_DAYS = 10
ISSUE_DAYS = 5
ISSUES_FOR_RED = 3
LEAST_SHARE_LEFT = 10  # percent of the budget
LEAST_INDEX = Decimal("0.95")  # of SPI


class Light(StrEnum):
    """The colours, by their words."""

    RED = "赤"
    AMBER = "黄"
    GREY = "灰"
    GREEN = "緑"

    @property
    def mark(self) -> str:
        """The mark that says the colour without colour."""
        return {Light.RED: "●", Light.AMBER: "▲", Light.GREEN: "■", Light.GREY: "－"}[self]


@dataclass(frozen=True)
class LightReasons:
    """Why a light is not green: Japanese phrases for 赤 and for 黄."""

    red: tuple[str, ...] = ()
    amber: tuple[str, ...] = ()

    @property
    def light(self) -> Light:
        """The light these reasons make; without any, 緑."""
        if self.red:
            return Light.RED
        return Light.AMBER if self.amber else Light.GREEN


def ledger_light(project: Project) -> LightReasons:
    """The reasons that budgets, milestones and issues give."""
    lines = budget_lines(project)
    late_issues = late_priority_issues(project, 0)
    red = (
        ("予算を超えています", any(_is_overspent(line) for line in lines)),
        ("マイルストーンが大きく遅れています", late_milestones(project) > 0),
        ("優先度 高 の課題が続けて遅れています", late_priority_issues(project, ISSUE_DAYS) >= ISSUES_FOR_RED),
    )
    amber = (
        ("残予算が10%を切りました", any(_is_short(line) for line in lines)),
        ("優先度 高 の課題が遅れています", late_issues > 0),
    )
    return LightReasons(_said(red), _said(amber))


def project_reasons(project: Project) -> LightReasons:
    """The reasons of `ledger_light`, with those of the payment law and of earned value."""
    return project.cached("light reasons", lambda: _project_reasons(project))


def _project_reasons(project: Project) -> LightReasons:
    ledgers, breaches = ledger_light(project), legal_breaches(project)
    progress = project_progress(project)
    red = ((f"取適法の違反が {len(breaches)} 件あります", any(map(makes_red, breaches))),)
    amber = (
        ("出来高が計画に追いついていません(SPI)", progress.spi is not None and progress.spi < LEAST_INDEX),
        ("終わった作業の数が基準に追いついていません(BEI)", progress.bei.is_met is False),
    )
    return LightReasons((*ledgers.red, *_said(red)), (*ledgers.amber, *_said(amber)))


def budget_lines(project: Project) -> Sequence[BudgetLine]:
    """The lines whose remaining budget matters: every department, and the total."""
    report = budget_report(project)
    return (*(line for line in report.departments if line.department), report.total)


def late_milestones(project: Project) -> int:
    """How many milestones are more than ten business days late."""
    limit = project.calendar.add_business_days(project.as_of, -MILESTONE_DAYS)
    return sum(
        task.kind == MILESTONE
        and task.actual_finish is None
        and task.planned_finish is not None
        and task.planned_finish < limit
        for task in project.tasks
    )


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


def _is_overspent(line: BudgetLine) -> bool:
    return (line.remaining or 0) < 0


def _is_short(line: BudgetLine) -> bool:
    return (
        line.remaining is not None
        and bool(line.amount)
        and line.remaining * 100 < (line.amount or 0) * LEAST_SHARE_LEFT
    )


def _said(reasons: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    return tuple(text for text, holds in reasons if holds)
