"""What a slip would do: which activities move when one comes later by some business days.

Days are business days in (before, after], of dates: one number wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pmo_xl.errors import BadOption
from pmo_xl.metrics.schedule.critical_path import Schedule, recomputed
from pmo_xl.metrics.schedule.handed_on import handed_on
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.kind import Kind
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.references import id_key


@dataclass(frozen=True, slots=True)
class Move:
    """An activity whose finish moves by so many business days. is_lower_bound: both days are, or later."""

    id: str
    days: int
    finish_before: date
    finish_after: date
    is_milestone: bool
    is_lower_bound: bool = False


@dataclass(frozen=True, repr=False)
class Slip(ItemReport):
    """What moves when the activity `id` slips by `days`, in the order of the sheet; itself included.

    milestones: the IDs of the open milestones that it leads to. finish_days: business days by which the last
    milestone comes later (0: the float takes it up); None when it does not lead there, so that nobody can say.
    end_days: the same of the latest finish of all. is_finished: it is done, and nothing can move.
    """

    id: str
    days: int
    moves: tuple[Move, ...]
    milestones: tuple[str, ...]
    finish_days: int | None
    end_days: int
    is_finished: bool = False

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("作業ID", name="id"),
        ListColumn("いまの見込終了", Kind.DATE, name="finish_before"),
        ListColumn("遅れたとき", Kind.DATE, name="finish_after"),
        ListColumn("動く稼働日", Kind.INT, name="days"),
    )

    __hash__ = ItemReport.__hash__

    @property
    def items(self) -> Sequence[Move]:
        """What moves, as `moves`."""
        return self.moves

    @property
    def undated(self) -> tuple[()]:
        """Nothing: what has no dates is not in the schedule that slips."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """動く作業, and how many of them are マイルストーン."""
        return {"動く作業": len(self.moves), "マイルストーン": sum(move.is_milestone for move in self.moves)}


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
        raise BadOption(f"作業ID {id} は日程にありません(IDの誤りか、予定開始・予定終了に日付がありません)。")
    return _slipped(schedule, id, keys, days)


def slip_together(schedule: Schedule, ids: Sequence[str], days: int) -> Slip:
    """Let several activities slip at once, as `slip` does one; `id` of the result names them all.

    Raises BadOption where none of them has dates, for fewer than one day, and without a schedule.
    """
    if schedule.reason:
        raise BadOption(f"日程を計算できません。{schedule.reason}")
    keys = [key for key in map(id_key, ids) if key in schedule.spans]
    if days < 1 or not keys:
        raise BadOption(f"遅らせる作業がないか、日数が1より小さいです(作業 {len(keys)} 件、{days} 日)。")
    return _slipped(schedule, "、".join(ids), keys, days)


def leads_to_the_end(schedule: Schedule, key: str) -> bool:
    """Whether live links lead from an activity to the last milestone."""
    reached = handed_on(schedule.network, schedule.nodes, (key,))
    return schedule.finish_milestone is not None and id_key(schedule.finish_milestone) in reached


def _slipped(schedule: Schedule, id: str, keys: Sequence[str], days: int) -> Slip:
    open_keys = [each for each in keys if not schedule.nodes[each].is_finished]
    after = recomputed(schedule, floors={each: _moment(schedule, each) + days for each in open_keys})
    moves = tuple(move for each in schedule.activities if (move := _move(schedule, after, each)))
    reached = handed_on(schedule.network, schedule.nodes, open_keys).union(open_keys)
    milestones = tuple(m.id for k, m in schedule.activities.items() if k in reached and m.is_milestone)
    finish_days = _finish_days(schedule, after, milestones)
    ends = _days(schedule, _latest(schedule), _latest(after))
    return Slip(id, days, moves, milestones, finish_days, ends, is_finished=not open_keys)


def _moment(schedule: Schedule, key: str) -> int:
    """From where the slip counts: the start, once begun the finish, of a milestone the end of its day."""
    if schedule.activities[key].is_milestone:
        return schedule.calendar.number(schedule.activities[key].early_finish)
    span = schedule.spans[key]
    return span.finish if schedule.nodes[key].is_begun else span.start


def _move(before: Schedule, after: Schedule, key: str) -> Move | None:
    was, now = before.activities[key], after.activities[key]
    if was.early_finish == now.early_finish and was.early_start == now.early_start:
        return None
    days = _days(before, was.early_finish, now.early_finish)
    return Move(was.id, days, was.early_finish, now.early_finish, was.is_milestone, now.is_lower_bound)


def _finish_days(before: Schedule, after: Schedule, milestones: Iterable[str]) -> int | None:
    if before.finish is None or after.finish is None or before.finish.id not in milestones:
        return None
    return _days(before, before.finish.early_finish, after.finish.early_finish)


def _latest(schedule: Schedule) -> date:
    return max(each.early_finish for each in schedule.activities.values())


def _days(schedule: Schedule, before: date, after: date) -> int:
    return schedule.calendar.business_days_between(before, after)
