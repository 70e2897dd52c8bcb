"""What a slip would do: which activities move when one comes later by some business days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.errors import BadOption
from pmo_xl.metrics.critical_path import Schedule, recomputed
from pmo_xl.model.references import id_key


@dataclass(frozen=True, slots=True)
class Move:
    """An activity whose finish moves by so many business days."""

    id: str
    days: int
    finish_before: date
    finish_after: date
    is_milestone: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """What moves when the activity `id` slips by `days`, in the order of the sheet; itself included.

    finish_days: business days by which the last milestone comes later (0: the float takes it up).
    """

    id: str
    days: int
    moves: tuple[Move, ...]
    finish_days: int


def slip(schedule: Schedule, id: str, days: int) -> Slip:
    """Let an activity start (once begun: finish) `days` business days later than it now would.

    A summary slips with every activity below it; what is finished does not move. Raises BadOption for an ID
    without dates, fewer than one day, and a schedule that could not be computed.
    """
    if schedule.reason:
        raise BadOption(f"日程を計算できません。{schedule.reason}")
    if days < 1:
        raise BadOption(f"遅れの日数は1以上で指定してください(指定: {days})。")
    key = id_key(id)
    keys = [each for each in schedule.network.summaries.get(key, (key,)) if each in schedule.spans]
    if not keys:
        raise BadOption(f"作業ID {id} は日程にありません(IDの誤りか、予定開始・予定終了が空欄です)。")
    spans, nodes = schedule.spans, schedule.nodes
    floors = {k: (spans[k].finish if nodes[k].is_begun else spans[k].start) + days for k in keys}
    after = recomputed(schedule, floors=floors)
    moves = tuple(move for key in schedule.activities if (move := _move(schedule, after, key)))
    return Slip(id, days, moves, _finish_days(schedule, after))


def _move(before: Schedule, after: Schedule, key: str) -> Move | None:
    was, now = before.activities[key], after.activities[key]
    if was.early_finish == now.early_finish and was.early_start == now.early_start:
        return None
    days = after.spans[key].finish - before.spans[key].finish
    return Move(was.id, days, was.early_finish, now.early_finish, was.is_milestone)


def _finish_days(before: Schedule, after: Schedule) -> int:
    """Of the last milestone, or without one of the last finish of all."""
    if before.finish is None or after.finish is None:
        return max(s.finish for s in after.spans.values()) - max(s.finish for s in before.spans.values())
    calendar = before.calendar
    return calendar.number(after.finish.early_finish) - calendar.number(before.finish.early_finish)
