"""Faults of 仕様変更管理表."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.sample.maker.faults.data import is_announced
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def is_free_of_cost(change: SpecChange) -> bool:
    """Announced, and nobody pays for it."""
    return is_announced(change) and not change.cost_impact


def _nobody_approved(field: Field) -> None:
    change = field.put(field.pick(SpecChange, is_announced), approved_by=None)
    field.broken("CHG001", change, "approved_by", "承認済より先へ進んだのに承認者が空欄")


def _wrong_approver(field: Field) -> None:
    manager = next(row.name for row in field.all(Member) if row.role == "PM")
    change = field.put(field.pick(SpecChange, is_announced), approved_by=manager)
    field.broken("CHG001", change, "approved_by", "事業責任者でない人が承認した")


def _done_before_approval(field: Field) -> None:
    change = field.pick(SpecChange, is_free_of_cost)
    later = field.story.day(change.reflected_on or field.as_of, 3)
    change = field.put(change, approved_on=later, announced_on=max(later, change.announced_on or later))
    field.broken("CHG002", change, "reflected_on", "承認日より前に反映した")


def _approved_long_ago(field: Field, business_days: int) -> None:
    on = field.ago(business_days)
    change = field.pick(SpecChange, lambda row: row.status == "承認済")
    values = {"approved_on": on, "raised_on": field.story.day(on, -6), "due_on": field.story.day(on, 2)}
    change = field.put(change, **values)
    field.broken("CHG003", change, "reflected_on", f"承認から{business_days}稼働日たっても反映されていない")


def _approved_a_week_ago(field: Field) -> None:
    _approved_long_ago(field, 7)


def _approved_weeks_ago(field: Field) -> None:
    _approved_long_ago(field, 13)


def _version_ahead(field: Field) -> None:
    change = field.pick(SpecChange, lambda row: is_announced(row) and len(row.reflected_in) == 1)
    change = field.put(change, reflected_version="2.6")
    field.broken("CHG004", change, "reflected_version", "反映版が成果物一覧の最新版より新しい")


def _cost_not_ordered(field: Field) -> None:
    ordered = {origin for order in field.all(Order) for origin in order.origin}
    change = field.pick(SpecChange, lambda row: is_free_of_cost(row) and row.id not in ordered)
    change = field.put(change, cost_impact=350_000)
    field.broken("CHG006", change, "cost_impact", "影響費用があるのに発注がない")


def _delay_not_planned(field: Field) -> None:
    change = field.pick(SpecChange, is_free_of_cost)
    system = _unmoved_system(field, change.approved_on or field.as_of)
    change = field.put(change, systems=(system,), schedule_impact=4)
    field.broken("CHG007", change, "schedule_impact", "影響工期があるのに予定が動いていない")


def _unmoved_system(field: Field, since: date) -> str:
    """A system with open tasks, none of those open since that day having left its baseline."""
    for name in (system.name for system in field.all(System)):
        tasks = [task for task in field.all(Task) if task.system == name]
        later = [task for task in tasks if not task.actual_finish or task.actual_finish >= since]
        is_unmoved = all(task.planned_finish == task.baseline_finish for task in later)
        if name and is_unmoved and not all(task.actual_finish for task in later):
            return name
    raise NoRoom(System.sheet.label)


def _not_announced(field: Field) -> None:
    change = field.pick(
        SpecChange, lambda row: is_announced(row) and (row.reflected_on or field.as_of) < field.ago(4)
    )
    change = field.put(change, status="反映済", announced_on=None, announced_to=None)
    field.broken("CHG008", change, "announced_on", "反映したのに周知していない")


def _impact_unknown(field: Field) -> None:
    change = field.put(field.pick(SpecChange, lambda row: row.status == "承認待ち"), cost_impact=None)
    field.broken("CHG009", change, "cost_impact", "承認待ちなのに影響費用が空欄")


def _delay_unknown(field: Field) -> None:
    change = field.put(field.pick(SpecChange, is_free_of_cost), schedule_impact=None)
    field.broken("CHG009", change, "schedule_impact", "承認されたのに影響工期が空欄")


def _no_target(field: Field) -> None:
    change = field.put(field.pick(SpecChange, is_announced), requirements=())
    field.broken("CHG011", change, "requirements", "対象要件も対象IFも空欄")


def _no_version(field: Field) -> None:
    change = field.put(field.pick(SpecChange, is_announced), reflected_version=None)
    field.broken("CHG012", change, "reflected_version", "周知済なのに反映版が空欄")


def _owner_not_told(field: Field) -> None:
    change = field.put(field.pick(SpecChange, is_announced), announced_to="PMO", announced_on=field.ago(3))
    field.broken("CHG013", change, "announced_to", "周知先に影響するシステムの主担当がいない")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "CHG001": (_nobody_approved, _wrong_approver),
    "CHG003": (_approved_a_week_ago, _approved_weeks_ago),
    "CHG009": (_impact_unknown, _delay_unknown),
    "CHG002": (_done_before_approval,),
    "CHG004": (_version_ahead,),
    "CHG006": (_cost_not_ordered,),
    "CHG007": (_delay_not_planned,),
    "CHG008": (_not_announced,),
    "CHG011": (_no_target,),
    "CHG012": (_no_version,),
    "CHG013": (_owner_not_told,),
}
