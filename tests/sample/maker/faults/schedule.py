"""Faults of マスタスケジュール, row by row (WBS001–WBS008, WBS016, WBS017)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.schedule.critical_path import compute_schedule
from pmo_xl.metrics.schedule.network import build_network
from pmo_xl.metrics.schedule.schedule import activity_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from tests.sample.maker.faults.field import Field, Plant


def is_work(task: Task) -> bool:
    """A leaf that is no milestone."""
    return task.kind == "作業"


def is_done(task: Task) -> bool:
    """A finished leaf that is no milestone."""
    return is_work(task) and task.actual_finish is not None


def is_begun(task: Task) -> bool:
    """A leaf that has begun, shows progress, and is not finished."""
    return is_work(task) and task.actual_finish is None and bool(task.progress)


def _before(field: Field, task: Task) -> list[Task]:
    """The predecessors of a task."""
    ids = {link.split()[0] for link in task.predecessors}
    return [row for row in field.all(Task) if row.id in ids]


def _parent(field: Field, task: Task) -> Task:
    return field.find(Task, task.parent)


def _finish_before_start(field: Field) -> None:
    def has_room(row: Task) -> bool:
        """Whether it is done and its phase began three business days before it."""
        parent = _parent(field, row) if is_done(row) else row
        return is_done(row) and _earlier(field, row, 3) >= (parent.planned_start or field.as_of)

    task = field.pick(Task, has_room)
    task = field.put(task, planned_finish=_earlier(field, task, 3))
    field.broken("WBS001", task, "planned_finish", "予定終了が予定開始より前")


def _earlier(field: Field, task: Task, business_days: int) -> date:
    return field.story.day(task.planned_start or field.as_of, -business_days)


def _finished_before_begun(field: Field) -> None:
    task = field.pick(Task, lambda row: is_done(row) and row.phase in ("要件定義", "詳細設計"))
    later = field.story.day(task.actual_finish or field.as_of, 2)
    field.broken("WBS001", field.put(task, actual_start=later), "actual_finish", "実績終了が実績開始より前")


def _outside_parent(field: Field) -> None:
    """The first task of a phase starts before the phase, yet after all it waits for."""

    def has_room(row: Task) -> bool:
        """Whether it is done, opens its phase, and waits for nothing of the last days."""
        if not is_done(row) or row.planned_start != _parent(field, row).planned_start:
            return False
        return all((b.planned_finish or field.as_of) < _earlier(field, row, 5) for b in _before(field, row))

    task = field.pick(Task, has_room)
    task = field.put(task, planned_start=_earlier(field, task, 4))
    field.broken("WBS002", task, "planned_start", "予定開始が親の工程より前")


def _too_early(field: Field) -> None:
    """It starts before its predecessor ends, and still within its phase."""

    def has_room(row: Task) -> bool:
        """Whether it is done, later in its phase than tasks it waits for."""
        if not is_done(row) or row.planned_start == _parent(field, row).planned_start:
            return False
        links = _before(field, row)
        is_plain = bool(links) and all(" " not in link for link in row.predecessors)
        is_within = all(b.kind == "作業" and b.parent == row.parent for b in links)
        return (
            is_plain
            and is_within
            and any((b.planned_finish or field.as_of) >= _earlier(field, row, 4) for b in links)
        )

    task = field.pick(Task, has_room)
    task = field.put(task, planned_start=_earlier(field, task, 4))
    field.broken("WBS003", task, "planned_start", "先行作業の予定終了より前に始まる")


def _add_link(field: Field, link: Callable[[Task], str | None], note: str) -> None:
    task = field.pick(Task, lambda row: is_done(row) and bool(row.predecessors))
    task = field.put(task, predecessors=(*task.predecessors, link(task)))
    field.broken("WBS004", task, "predecessors", note)


def _unknown_predecessor(field: Field) -> None:
    _add_link(field, lambda task: "WBS-987", "先行作業がマスタスケジュールにない")


def _own_predecessor(field: Field) -> None:
    _add_link(field, lambda task: task.id, "自分自身を先行作業にしている")


def _late_start(field: Field) -> None:
    """A task that could still begin today without moving the end of the project has not begun."""
    blank = dict.fromkeys(("actual_start", "progress", "actual_effort"))

    def has_room(row: Task) -> bool:
        """Whether it was to begin before today and may begin today without harm."""
        is_late = is_begun(row) and (row.planned_start or field.as_of) < field.as_of
        return is_late and _is_in_time(field, row, row.model_copy(update=blank))

    task = field.put(field.pick(Task, has_room), **blank)
    field.broken("WBS005", task, "planned_start", "予定開始を過ぎたのに始まっていない")


def _is_in_time(field: Field, old: Task, new: Task) -> bool:
    """Whether nothing has negative float when one task stands otherwise."""
    tasks = (new if row is old else row for row in field.all(Task))
    network = build_network(activity_of(row, row.id or "") for row in tasks)
    schedule = compute_schedule(network, field.story.calendar, field.as_of)
    floats = (each.total_float for each in schedule.activities.values())
    return all(days is None or days >= 0 for days in floats)


def _has_moved_peer(field: Field, task: Task) -> bool:
    """Whether another open task of its system has left the baseline, so that CHG007 stays satisfied."""
    peers = (row for row in field.all(Task) if row.system == task.system and row is not task)
    return any(row.planned_finish != row.baseline_finish and not row.actual_finish for row in peers)


def _late_finish(field: Field) -> None:
    day = field.ago(3)

    def is_long_begun(row: Task) -> bool:
        """Whether it began long enough ago to have been due."""
        return is_begun(row) and (row.planned_start or day) < day and _has_moved_peer(field, row)

    task = field.put(field.pick(Task, is_long_begun), planned_finish=day)
    field.broken("WBS006", task, "planned_finish", "予定終了を3稼働日過ぎて終わっていない")


def _done_by_progress_only(field: Field) -> None:
    task = field.put(field.pick(Task, is_begun), progress=Decimal(1))
    field.broken("WBS007", task, "progress", "進捗率100%なのに実績終了が空欄")


def _finished_at_ninety(field: Field) -> None:
    task = field.pick(Task, lambda row: is_done(row) and (row.planned_effort or 0) < 100)
    field.broken(
        "WBS007", field.put(task, progress=Decimal("0.9")), "progress", "実績終了があるのに進捗率90%"
    )


def _delivery_on_saturday(field: Field) -> None:
    def saturday_before(row: Acceptance) -> date:
        """The last Saturday before its day."""
        day = row.acceptance_due_on or field.as_of
        return day - timedelta(day.weekday() + 2)

    def is_ahead(row: Acceptance) -> bool:
        """Whether its acceptance, and the Saturday before it, lie ahead."""
        return row.accepted_on is None and saturday_before(row) >= field.as_of

    row = field.pick(Acceptance, is_ahead)
    row = field.put(row, acceptance_due_on=saturday_before(row))
    field.broken("WBS008", row, "acceptance_due_on", "検収予定日が土曜日")


def _test_on_holiday(field: Field) -> None:
    def has_room(row: Task) -> bool:
        """Whether it is an open 対向試験, and a day off of its phase lies right before it."""
        before = (row.planned_start or field.as_of) - timedelta(1)
        is_off = not field.story.calendar.is_business_day(before)
        inside = before >= (_parent(field, row).planned_start or before) if row.parent else False
        return row.phase == "対向試験" and is_work(row) and not row.actual_finish and is_off and inside

    task = field.pick(Task, has_room)
    day = (task.planned_start or field.as_of) - timedelta(1)
    field.broken("WBS008", field.put(task, planned_start=day), "planned_start", "対向試験の予定開始が休日")


def _is_nameless_design(row: Task) -> bool:
    return is_done(row) and row.phase == "詳細設計" and not row.local_name


def _undefined_name(field: Field) -> None:
    task = field.pick(Task, lambda row: is_done(row) and row.system is not None and not row.local_name)
    field.broken("WBS018", field.put(task, local_name="移行前確認"), "local_name", "呼称が工程定義にない")


def _other_service_day(field: Field) -> None:
    row = next(row for row in field.all(Setting) if row.key == "停止終了")
    field.broken(
        "WBS019", field.put(row, value="2027-02-23 10:00"), "value", "停止終了がサービスイン日より後"
    )


def _late_without_cause(field: Field) -> None:
    """Its baseline ended six business days before the work did, with room for the start."""

    def has_room(row: Task) -> bool:
        """Whether it is done and its baseline begins long enough before its end."""
        if not is_done(row) or row.actual_finish is None or row.baseline_start is None:
            return False
        return row.baseline_start < field.story.day(row.actual_finish, -8)

    task = field.pick(Task, has_room)
    task = field.put(task, baseline_finish=field.story.day(task.actual_finish or field.as_of, -6))
    field.broken("WBS020", task, "delay_cause", "基準より6稼働日遅れて終わったのに遅延原因が空欄")


def _other_phase_same_name(field: Field) -> None:
    like = next(row for row in field.all(Task) if row.local_name and row.phase == "基本設計")
    task = field.pick(Task, lambda row: _is_nameless_design(row) and row.system != like.system)
    field.broken(
        "WBS016",
        field.put(task, local_name=like.local_name),
        "local_name",
        "基本設計と詳細設計で同じ呼称を使っている",
    )


def _no_baseline(field: Field) -> None:
    task = field.pick(Task, lambda row: is_work(row) and not row.system and row.actual_start is None)
    task = field.put(task, baseline_start=None, baseline_finish=None)
    field.broken("WBS017", task, "baseline_finish", "予定があるのに基準が空欄")


FIRST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"WBS005": (_late_start,)}
PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "WBS002": (_outside_parent,),
    "WBS003": (_too_early,),
    "WBS001": (_finish_before_start, _finished_before_begun),
    "WBS008": (_test_on_holiday, _delivery_on_saturday),
    "WBS006": (_late_finish, _late_finish),
    "WBS007": (_done_by_progress_only, _finished_at_ninety),
    "WBS016": (_other_phase_same_name,),
    "WBS017": (_no_baseline,),
    "WBS004": (_unknown_predecessor, _own_predecessor),
    "WBS020": (_late_without_cause,),
    "WBS019": (_other_service_day,),
}
FULL_PLANTS: Mapping[str, tuple[Plant, ...]] = {"WBS018": (_undefined_name,)}
