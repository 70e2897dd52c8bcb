"""What a change would do: to the tests made, to the budgets of its systems' orders, and to the last milestone.

Nothing is estimated: a blank 影響費用 or 影響工期 has no after-figure, and without a path to the last milestone nobody can
say how it moves. Source: definitions.md, Money and Schedule forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.budget import BudgetLine, budget_report
from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.metrics.change_links import costs_of, systems_of
from pmo_xl.metrics.milestones import milestone_of
from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.release import RELEASE_PHASE
from pmo_xl.metrics.schedule.critical_path import Schedule
from pmo_xl.metrics.schedule.outlook import unlinked_reason
from pmo_xl.metrics.schedule.schedule import key_of, project_schedule
from pmo_xl.metrics.schedule.slip import Slip, leads_to_the_end, slip_together
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.budget import Budget
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task


def budgets_of(change: SpecChange, project: Project) -> tuple[Budget, ...]:
    """The budgets that bear the orders of the systems a change touches, each once, in the order of 予算枠."""
    keys = {system_key(name, project) for name in systems_of(change, project)}
    named = {
        id_key(order.budget)
        for order in project.orders
        if order.budget and not is_cancelled(order) and system_key(order.system, project) in keys
    }
    return tuple(each for each in project.budgets if each.id and id_key(each.id) in named)


def line_of(budget: Budget, project: Project) -> BudgetLine | None:
    """The line of `pmo-xl budget` of one budget."""
    return next((line for line in budget_report(project).budgets if line.id == budget.id), None)


def is_arranged(change: SpecChange, project: Project) -> bool:
    """Whether an order or an estimate names the change, so that its cost is in the figures already."""
    return any(True for _ in costs_of(change, project))


def other_pending(change: SpecChange, project: Project) -> Sequence[SpecChange]:
    """The other changes that are 承認待ち or later, cost something, and that no order and no estimate names."""
    return [
        other
        for other in project.spec_changes
        if other is not change
        and other.is_submitted
        and other.cost_impact
        and not is_arranged(other, project)
    ]


@dataclass(frozen=True)
class ScheduleImpact:
    """How 影響工期 moves the dates. leaves: the tasks that were made to slip. is_named: their 決定待ち names the change.

    slip: what moves; None where nobody can say, and then `reason` says why, in Japanese. finish, service: before and
    after, of the last milestone and of the リリース milestone.
    """

    leaves: tuple[Task, ...] = ()
    is_named: bool = False
    slip: Slip | None = None
    reason: str = ""
    finish: tuple[date, date] | None = None
    service: tuple[date, date] | None = None


def schedule_impact(change: SpecChange, project: Project) -> ScheduleImpact:
    """The slip of 影響工期 on the tasks that wait for the change, else on the earliest open leaf of each system."""
    schedule = project_schedule(project)
    held = held_by(change, project)
    leaves = held or _earliest(change, schedule, project)
    found = ScheduleImpact(leaves, is_named=bool(held))
    days = change.schedule_impact
    if reason := _no_schedule(schedule) or ("" if leaves else _NO_LEAF):
        return ScheduleImpact(leaves, found.is_named, reason=reason)
    if days is None:
        return ScheduleImpact(leaves, found.is_named, reason=_NOT_ASSESSED)
    finish = schedule.finish
    if days <= 0 or finish is None:
        now = finish.early_finish if finish else None
        return ScheduleImpact(
            leaves, found.is_named, finish=(now, now) if now else None, service=_still(schedule, project)
        )
    moved = slip_together(schedule, [key_of(leaf, project) for leaf in leaves], days)
    if moved.finish_days is None:
        return ScheduleImpact(leaves, found.is_named, moved, _NO_PATH)
    return ScheduleImpact(
        leaves, found.is_named, moved,
        finish=_moved(moved, finish.id, finish.early_finish), service=_service(schedule, moved, project),
    )  # fmt: skip


_NOT_ASSESSED = "影響工期が未記入のため、見込みは出していません"
_NO_LEAF = "影響を受けるシステムに、最終マイルストーンへつながる未完了の作業がないため、計算できません"
_NO_PATH = "遅らせる作業が最終マイルストーンへつながらないため、計算できません"


def held_by(change: SpecChange, project: Project) -> tuple[Task, ...]:
    """The open leaves whose 決定待ち names the change."""
    named = project.tasks.naming("waits_for", change.id) if change.id else ()
    return tuple(task for task in named if _is_open_leaf(task, project))


def _is_open_leaf(task: Task, project: Project) -> bool:
    return task.kind != MILESTONE and not is_finished(task) and is_leaf(task, project)


def _no_schedule(schedule: Schedule) -> str:
    """Why the last milestone cannot be forecast; empty where it can."""
    if schedule.reason:
        return f"日程を計算できません。{schedule.reason}".rstrip("。")
    if schedule.finish_milestone is None:
        return "未完了のマイルストーンがありません"
    return unlinked_reason(schedule, id_key(schedule.finish_milestone)) or ""


def _earliest(change: SpecChange, schedule: Schedule, project: Project) -> tuple[Task, ...]:
    """Of each system the open leaf that begins first of those that lead to the last milestone."""
    found: dict[str, Task] = {}
    keys = [system_key(name, project) for name in systems_of(change, project)]
    for task in project.tasks:
        key, system = key_of(task, project), system_key(task.system, project)
        if system not in keys or not _is_open_leaf(task, project) or key not in schedule.activities:
            continue
        start = schedule.activities[key].early_start
        known = found.get(system)
        is_first = known is None or start < schedule.activities[key_of(known, project)].early_start
        if is_first and leads_to_the_end(schedule, key):
            found[system] = task
    return tuple(found[key] for key in dict.fromkeys(keys) if key in found)


def _moved(slip: Slip, id: str, before: date) -> tuple[date, date]:
    move = next((each for each in slip.moves if each.id == id), None)
    return before, move.finish_after if move else before


def _release(schedule: Schedule, project: Project) -> tuple[str, date] | None:
    milestone = milestone_of(RELEASE_PHASE, None, project)
    found = schedule.activities.get(key_of(milestone, project)) if milestone else None
    return (found.id, found.early_finish) if found else None


def _service(schedule: Schedule, slip: Slip, project: Project) -> tuple[date, date] | None:
    found = _release(schedule, project)
    return _moved(slip, *found) if found else None


def _still(schedule: Schedule, project: Project) -> tuple[date, date] | None:
    found = _release(schedule, project)
    return (found[1], found[1]) if found else None
