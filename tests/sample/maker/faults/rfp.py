"""Faults of RFP照合表, and of what an RFP needs elsewhere (RFP001–RFP006)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmo_xl.metrics.rfp import PROCUREMENT, asked_systems, issue_days
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.sample.maker.faults.field import Field, Plant


def _steady(field: Field) -> RfpItem:
    """A row of a requirement that no change names."""
    changed = {name for change in field.all(SpecChange) for name in change.requirements}
    return field.pick(RfpItem, lambda row: row.requirement not in changed and row.requirement is not None)


def _not_asked(field: Field) -> None:
    item = _steady(field)
    requirement = field.take(field.find(Requirement, item.requirement))
    field.put(item, requirement=None, section="9.1 提案の体制", issued_fingerprint=None)
    field.broken("RFP001", requirement, "id", "RFP照合表のどの行の要件にもない")


def _without_requirement(field: Field) -> None:
    like = next(row for row in field.all(RfpItem) if row.obligation == "必須" and row.answer_kind == "適合")
    item = field.add(like.model_copy(update={"requirement": None, "issued_fingerprint": None}))
    field.broken("RFP002", item, "requirement", "必須の要求なのに要件が空欄")


def _changed_after_issue(field: Field) -> None:
    item = _steady(field)
    (issued_on,) = issue_days(field.project())
    changed = field.put(item, issued_fingerprint=f"{issued_on:%Y%m%d}:0123456789abcdef")
    field.broken("RFP003", changed, "requirement", "発行の後で要件の内容が変わった")


def _not_cleared_up(field: Field) -> None:
    item = field.put(field.pick(RfpItem), answer_kind="別途", questions=())
    field.broken("RFP004", item, "questions", "回答が別途なのに確認QAが空欄")


def _criteria_missing(field: Field) -> None:
    setting = field.put(next(row for row in field.all(Setting) if row.key == "RFP.評価基準"), value=None)
    field.broken("RFP005", setting, "value", "評価基準が空欄のままRFPを出した")


def _too_late(field: Field) -> None:
    """The choice for one system is planned to end after its 基本設計 has begun."""
    asked = {system.name for system in asked_systems(field.project())}
    system = field.pick(System, lambda row: row.name in asked)
    like = next(row for row in field.all(Task) if row.phase == PROCUREMENT and row.predecessors)
    late = date(2026, 2, 6)
    values = {"baseline_finish": late, "planned_finish": late, "actual_finish": late}
    title = f"{system.name}の開発会社の選定"
    own = {"title": title, "system": system.name, "parent": None}
    field.add(like.model_copy(update=own | values))
    field.broken("RFP006", system, "is_outsourced", "選定の予定終了が基本設計の予定開始より後")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "RFP001": (_not_asked,),
    "RFP002": (_without_requirement,),
    "RFP003": (_changed_after_issue,),
    "RFP004": (_not_cleared_up,),
    "RFP005": (_criteria_missing,),
    "RFP006": (_too_late,),
}
