"""Faults of the schedule as a whole (WBS009–WBS013) and of its effort (EVM001, EVM002)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pmo_xl.model.task import Task
from tests.sample.maker.faults.field import Field, NoRoom, Plant
from tests.sample.maker.faults.schedule import is_begun, is_done, is_work

_ENOUGH = 30
_FLOAT_DAYS = 46


def _last(field: Field) -> Task:
    """The last milestone; shared by several plants, so nobody takes it for itself alone."""
    milestones = [row for row in field.all(Task) if row.kind == "マイルストーン" and not row.actual_finish]
    if not milestones:
        raise NoRoom(Task.sheet.label)
    return max(milestones, key=lambda row: row.planned_finish or field.as_of)


def _open(field: Field) -> list[Task]:
    return [row for row in field.all(Task) if is_work(row) and not row.actual_finish]


def _waiting_for(field: Field, task: Task) -> list[Task]:
    """The tasks that name this one as a predecessor."""
    return [row for row in field.all(Task) if task.id in {link.split()[0] for link in row.predecessors}]


def _some(field: Field, found: list[Task]) -> list[Task]:
    """More than five percent of the open tasks, out of these."""
    wanted = len(_open(field)) // 20 + 1
    if len(found) < wanted:
        raise NoRoom(Task.sheet.label)
    return found[:wanted]


def _no_logic(field: Field) -> None:
    """Tasks that have not begun lose their predecessors, which keep other successors."""

    def is_free(row: Task) -> bool:
        """Whether it has not begun and nothing else hangs on its links."""
        before = [field.find(Task, link.split()[0]) for link in row.predecessors]
        has_peers = all(len(_waiting_for(field, each)) > 3 for each in before)
        return is_work(row) and row.actual_start is None and not row.system and has_peers

    for task in _some(field, field.free(Task, is_free)):
        field.put(task, predecessors=())
    field.broken("WBS009", Task, None, "未完了の作業の5%を超えて先行作業がない")


def _lead(field: Field) -> None:
    def is_linked(row: Task) -> bool:
        """Whether it is open and its first link has no lag yet."""
        return (
            is_work(row)
            and not row.actual_finish
            and bool(row.predecessors)
            and " " not in row.predecessors[0]
        )

    task = field.pick(Task, is_linked)
    field.put(task, predecessors=(f"{task.predecessors[0]} FS-3", *task.predecessors[1:]))
    field.broken("WBS010", Task, None, "先行作業に負のラグ(リード)がある")


def _loose(field: Field) -> None:
    """Early tasks lead to nothing but the last milestone, so that they have months of float."""
    last, calendar = _last(field), field.story.calendar

    def is_early(row: Task) -> bool:
        """Whether it ends months before the last milestone and nobody waits for it alone."""
        days = calendar.business_days_between(
            row.planned_finish or field.as_of, last.planned_finish or field.as_of
        )
        others = _waiting_for(field, row)
        is_spare = bool(others) and all(len(each.predecessors) > 1 for each in others)
        return is_work(row) and not row.actual_finish and days > _FLOAT_DAYS and is_spare

    chosen: list[Task] = []
    for task in field.free(Task, is_early):
        if len(chosen) <= len(_open(field)) // 20 and is_early(task):
            for other in _waiting_for(field, task):
                kept = tuple(link for link in other.predecessors if link.split()[0] != task.id)
                field.put(other, predecessors=kept)
            chosen.append(task)
    ids = tuple(task.id for task in _some(field, chosen) if task.id)
    last = _last(field)
    field.put(last, predecessors=(*last.predecessors, *ids))
    field.broken("WBS011", Task, None, "未完了の作業の5%を超えて余裕が44稼働日を超える")


def _four_days_before_its_end(field: Field, task: Task) -> date:
    return field.story.day(task.actual_finish or field.as_of, -4)


def _missed(field: Field) -> None:
    """More than five percent of what is done came after its baseline."""
    done = [row for row in field.all(Task) if is_done(row)]

    def is_long_past(row: Task) -> bool:
        is_past = is_done(row) and (row.actual_start or field.as_of) < field.ago(30)
        return is_past and (row.baseline_start or field.as_of) <= _four_days_before_its_end(field, row)

    found = field.free(Task, is_long_past)
    wanted = len(done) // 20 + 2
    if len(found) < wanted:
        raise NoRoom(Task.sheet.label)
    for task in field.rng.sample(found, wanted):
        field.put(task, baseline_finish=_four_days_before_its_end(field, task))
    field.broken("WBS012", Task, None, "基準終了より遅れて終わった作業が5%を超える")


def _forecast_late(field: Field) -> None:
    """The baseline of the last milestone lies two weeks before its plan."""
    last = _last(field)
    day = field.story.day(last.planned_finish or field.as_of, -10)
    field.put(last, baseline_start=day, baseline_finish=day)
    field.broken("WBS013", Task, None, "最終マイルストーンの見込みが基準より10稼働日遅れている")


def _effort_unwritten(field: Field) -> None:
    task = field.put(
        field.pick(Task, lambda row: is_done(row) and bool(row.planned_effort)), actual_effort=None
    )
    field.broken("EVM001", task, "actual_effort", "終わった作業の実績工数が空欄")


def _earned_before_planned(field: Field) -> None:
    """Begun before its baseline begins."""
    task = field.pick(Task, lambda row: is_begun(row) and row.actual_effort is not None)
    later = {
        name: field.story.day(field.as_of, days)
        for name, days in (("baseline_start", 3), ("baseline_finish", 9))
    }
    field.broken("EVM001", field.put(task, **later), "progress", "基準の開始より前に進捗がある")


def _too_costly(field: Field) -> None:
    """What was done has cost a fifth more than planned."""
    for task in [row for row in field.all(Task) if row.actual_effort]:
        spent = (task.actual_effort or Decimal(0)) * Decimal("1.2")
        field.put(task, actual_effort=spent.quantize(Decimal("0.1")))
    field.broken("EVM002", Task, None, "実績工数が予定を2割超え、CPIが0.9を下回る")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "WBS009": (_no_logic,),
    "WBS011": (_loose,),
    "EVM001": (_effort_unwritten, _earned_before_planned),
    "WBS010": (_lead,),
    "WBS012": (_missed,),
    "WBS013": (_forecast_late,),
}
LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"EVM002": (_too_costly,)}
