"""判断待ち: the decisions that somebody waits for, each with the day by which it should be taken.

Source: definitions.md, "判断待ち, 決定待ち". A change on 保留 waits for nobody and stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.option_topics import topics
from pmo_xl.metrics.overdue import responsible, title_of
from pmo_xl.metrics.release import DECISION, is_release_over, steps_of
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.vocabulary import UNDECIDED_CHANGES


@dataclass(frozen=True, slots=True)
class WaitingDecision:
    """One decision not taken yet. at: the row that asks for it. due_on: 判断期限 or 期限, None where nobody set one."""

    at: Record
    due_on: date | None

    def is_late(self, project: Project) -> bool:
        """Whether it waits past its day."""
        return self.due_on is not None and self.due_on < project.as_of


def waiting_decisions(project: Project) -> tuple[WaitingDecision, ...]:
    """Changes, topics of 対応案比較, budget requests, 判断点 without 判断基準 and grave issues that work waits for."""
    sources = (_changes, _topics, _requests, _decision_points, _issues)
    return tuple(found for source in sources for found in source(project))


def _changes(project: Project) -> Iterator[WaitingDecision]:
    for change in project.spec_changes:
        if change.status in UNDECIDED_CHANGES or "status" in change.unread:
            yield WaitingDecision(change, change.due_on)


def _topics(project: Project) -> Iterator[WaitingDecision]:
    """Each 論点 once, at the option with the earliest 判断期限."""
    for topic in topics(project):
        if topic.name and not topic.is_settled:
            asked = topic.due or topic.options[0]
            yield WaitingDecision(asked, asked.due_on)


def _requests(project: Project) -> Iterator[WaitingDecision]:
    for budget in project.budgets:
        if budget.is_request and budget.kind != TURNED_DOWN:
            yield WaitingDecision(budget, budget.due_on)


def _decision_points(project: Project) -> Iterator[WaitingDecision]:
    for step in steps_of(DECISION, project):
        if not step.criteria and not is_release_over(project):
            yield WaitingDecision(step, step.starts_at.date() if step.starts_at else None)


def _issues(project: Project) -> Iterator[WaitingDecision]:
    for issue in project.issues:
        held = project.tasks.naming("waits_for", issue.id) if issue.id else ()
        if issue.priority == "高" and project.is_open(issue) and not all(map(is_finished, held)):
            yield WaitingDecision(issue, issue.due_on)


def asked_of_others(project: Project) -> list[WaitingDecision]:
    """Those to ask the other side for, by their day; without 差出人.会社 all of them."""
    found = [each for each in waiting_decisions(project) if is_asked_of_others(each, project)]
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on))


def is_asked_of_others(waiting: WaitingDecision, project: Project) -> bool:
    """Whether its decider is not known to be one of ours."""
    ours = project.settings.text("差出人.会社")
    member = project.member(decider_of(waiting, project))
    company = member.company if member else None
    return not ours or not company or company_key(company) != company_key(ours)


def decider_of(waiting: WaitingDecision, project: Project) -> str | None:
    """Who decides: 承認者 or 担当 where the row names one, else the first approver of 体制表; None when there is nobody."""
    row = waiting.at
    named = row.approved_by if isinstance(row, SpecChange) else None
    if not isinstance(row, SpecChange | Option | Budget):
        named = getattr(row, "owner", None)
    return responsible(named, project) or _first_approver(project)


def _first_approver(project: Project) -> str | None:
    entitled = entitled_roles(project)
    here = (m for m in project.members if m.left_on is None or m.left_on >= project.as_of)
    return next((member.name for member in here if member.role in entitled and member.name), None)


def what_is_asked(waiting: WaitingDecision, project: Project) -> str:
    """What is to be decided, in words; no amounts, which are ours."""
    row = waiting.at
    if isinstance(row, Budget):
        return f"予算の追加({row.department or ''} {row.fiscal_year or ''}年度)"
    if isinstance(row, Option):
        return f"「{row.subject or ''}」の案の選択"
    if isinstance(row, ReleaseStep):
        return f"リリースの判断点「{row.title or ''}」の判断基準"
    if isinstance(row, SpecChange):
        return f"仕様変更「{row.title or ''}」の可否"
    return title_of(row, project) or ""
