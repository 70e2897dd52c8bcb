"""What a decision that nobody takes costs: the days that it has already taken from the last milestone, and will take.

Source: definitions.md, "判断待ち, 決定待ち and what waiting costs". Without work that waits for it, or where that work does
not lead to the last milestone, it is 判定不能 and never 0. No amount is estimated: 設定 遅延日額, or none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.held_work import decide_by, held_until, is_settled
from pmo_xl.metrics.option_topics import topic_of
from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.critical_path import Schedule, recomputed
from pmo_xl.metrics.schedule.forward_pass import Node, Span, held_moment, start_moment
from pmo_xl.metrics.schedule.schedule import key_of, project_schedule
from pmo_xl.metrics.schedule.slip import leads_to_the_end
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task

NO_AMOUNT = "金額は設定の「遅延日額」がないため出していません"
_NOT_HELD = "決定待ちにこの番号を書いた未着手の作業がないため、待つことの影響は分かりません"
_NO_PATH = "待っている作業が最終マイルストーンへつながらないため、待つことの影響は分かりません"
_SETTLED = "すでに決まっています"


@dataclass(frozen=True, slots=True)
class WaitingCost:
    """held: the open leaves that wait for it. reason: why nothing can be told (判定不能), in Japanese; None when it can.

    days_lost: business days by which the last milestone is later than with the decision taken on min(判断期限, D).
    days_more: by how many further it comes later if the decision comes one business day later. daily_amount: 遅延日額.
    """

    held: tuple[Task, ...]
    days_lost: int | None = None
    days_more: int | None = None
    reason: str | None = None
    daily_amount: int | None = None

    @property
    def amount(self) -> int | None:
        """What the days lost so far cost, in whole yen; None without days or without 遅延日額."""
        if self.days_lost is None or self.daily_amount is None:
            return None
        return self.days_lost * self.daily_amount

    @property
    def why_no_amount(self) -> str | None:
        """Why there are days and no amount; None where there is one, or no days."""
        return NO_AMOUNT if self.days_lost is not None and self.daily_amount is None else None


def waiting_cost(decision: Record, project: Project) -> WaitingCost:
    """What it costs that this row of 仕様変更管理表, 対応案比較, 予算枠, 課題管理表 or QA表 is not decided."""
    held, schedule = held_leaves(decision, project), project_schedule(project)
    if is_settled(decision, project):
        return WaitingCost(held, reason=_SETTLED)
    if schedule.reason:
        return WaitingCost(held, reason=f"日程を計算できません({schedule.reason.rstrip('。')})")
    by_key = {key: task for task in held if (key := key_of(task, project)) in schedule.activities}
    if not by_key:
        return WaitingCost(held, reason=_NOT_HELD)
    if not any(leads_to_the_end(schedule, key) or _is_the_end(key, schedule) for key in by_key):
        return WaitingCost(held, reason=_NO_PATH)
    in_time = _decided_in_time(decision, by_key, schedule, project)
    later = recomputed(schedule, floors=dict(_one_day_later(decision, held, project)))
    lost, more = _moved(in_time, schedule), _moved(schedule, later)
    return WaitingCost(held, max(lost, 0), max(more, 0), daily_amount=daily_amount(project))


def _is_the_end(key: str, schedule: Schedule) -> bool:
    """Whether it is the last milestone itself that waits, and work leads to it, so that its day is known."""
    last = schedule.finish_milestone
    return last is not None and key == id_key(last) and key in schedule.led


def held_leaves(decision: Record, project: Project) -> tuple[Task, ...]:
    """The leaves not begun whose 決定待ち names the decision; of a 論点, one of its options."""
    rows = topic_of(decision, project).options if isinstance(decision, Option) else (decision,)
    named = (task for row in rows if row.row_id for task in project.tasks.naming("waits_for", row.row_id))
    found = {id(task): task for task in named}
    return tuple(task for task in found.values() if _can_wait(task, project))


def _can_wait(task: Task, project: Project) -> bool:
    is_open = task.actual_start is None and not is_finished(task)
    return is_open and (task.kind == MILESTONE or is_leaf(task, project))


def daily_amount(project: Project) -> int | None:
    """設定 遅延日額 in whole yen; None where it is blank or no amount."""
    text = unicodedata.normalize("NFKC", project.settings.text("遅延日額"))
    digits = re.sub(r"[,\s¥]|円$", "", text.strip())
    return int(digits) if digits.isdecimal() else None


def _decided_in_time(
    decision: Record, held: Mapping[str, Task], schedule: Schedule, project: Project
) -> Schedule:
    """The forecast if the decision had been taken on min(判断期限, D): what it held need not wait for D."""
    taken_on = min(decide_by(decision, project) or project.as_of, project.as_of)
    nodes = {
        key: _begun_by_plan(task, schedule.nodes[key], taken_on, held_until(task, project, decision), project)
        for key, task in held.items()
    }
    return recomputed(schedule, nodes={**schedule.nodes, **nodes})


def _begun_by_plan(
    task: Task, node: Node, taken_on: date, held_by_others: date | None, project: Project
) -> Node:
    """The node as planned, not before the decision, nor before what else it waits for."""
    days = (task.planned_start, task.planned_finish)
    planned = next(filter(None, reversed(days) if task.kind == MILESTONE else days), taken_on)
    decided = [_moment(task, day, project) for day in (taken_on, held_by_others) if day]
    start = max(start_moment(planned, project.calendar), *decided)
    return node._replace(span=Span(start, start + node.duration))


def _one_day_later(decision: Record, held: tuple[Task, ...], project: Project) -> Iterator[tuple[str, int]]:
    """By key, the moment before which the held work cannot start if the decision comes a business day later."""
    tomorrow = project.calendar.add_business_days(project.as_of, 1)
    decided_on = max(tomorrow, decide_by(decision, project) or tomorrow)
    later = project.calendar.add_business_days(decided_on, 1)
    for task in held:
        yield key_of(task, project), _moment(task, later, project)


def _moment(task: Task, decided_on: date, project: Project) -> int:
    return held_moment(decided_on, project.calendar, is_milestone=task.kind == MILESTONE)


def _moved(before: Schedule, after: Schedule) -> int:
    """Business days by which the last milestone comes later."""
    if not (before.finish and after.finish):
        return 0
    return before.calendar.business_days_between(before.finish.early_finish, after.finish.early_finish)
