"""Which waiting decisions are somebody else's: those whose decider works for another company than 差出人.会社."""

from __future__ import annotations

from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.overdue import responsible, title_of
from pmo_xl.metrics.waiting_decisions import WaitingDecision, waiting_decisions
from pmo_xl.model.budget import Budget
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.spec_change import SpecChange


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
