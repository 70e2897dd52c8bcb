"""DCMA 14-point measures of a schedule, each with its count, of how many, and its limit.

Source: DCMA 14-Point Assessment (limits in law.md). Points 5 (hard constraints), 9 (invalid dates) and 10
(resources) have no columns here or are rules of their own. Tasks are leaves that are neither milestones nor phases; a master
schedule is coarse, so below 30 of them a measure is a count and no percentage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.schedule.critical_path import Schedule, ScheduledActivity
from pmo_xl.metrics.schedule.dependency import Link, LinkKind
from pmo_xl.metrics.schedule.forward_pass import forward
from pmo_xl.metrics.schedule.network import Activity, Network
from pmo_xl.metrics.schedule.outlook import no_critical_path_reason
from pmo_xl.model.references import id_key

ENOUGH_TASKS = 30
LONG_DAYS = 44
TEST_DAYS = 600
_TENTH, _TWENTIETH, _INDEX = Decimal("0.10"), Decimal("0.05"), Decimal("0.95")


@dataclass(frozen=True, slots=True)
class DcmaPoint:
    """One DCMA point.

    point: its number. count of total: how many break it, of how many. most: the largest share allowed.
    index and least: of the points that are an index, its value and the lowest allowed. ids: what was counted.
    reason: why it is not computable, in Japanese; then nothing else is set.
    """

    point: int
    name: str
    count: int | None = None
    total: int | None = None
    most: Decimal | None = None
    index: Decimal | None = None
    least: Decimal | None = None
    ids: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def share(self) -> Decimal | None:
        """How large a part breaks it; None without anything to count."""
        return Decimal(self.count) / self.total if self.count is not None and self.total else None

    @property
    def is_coarse(self) -> bool:
        """Whether there is too little to speak of percentages."""
        return self.total is not None and self.total < ENOUGH_TASKS

    @property
    def is_met(self) -> bool | None:
        """Whether the limit holds; None when the measure is not computable or has nothing to count."""
        if self.index is not None and self.least is not None:
            return self.index >= self.least
        return self.share <= self.most if self.share is not None and self.most is not None else None


def dcma(schedule: Schedule) -> tuple[DcmaPoint, ...]:
    """Every measure, by its point."""
    measures: tuple[Callable[[Schedule], DcmaPoint], ...] = (
        missing_logic,
        leads,
        lags,
        other_links,
        high_float,
        negative_float,
        long_duration,
        missed,
        critical_path_test,
        cpli,
        bei,
    )
    return tuple(measure(schedule) for measure in measures)


def missing_logic(schedule: Schedule) -> DcmaPoint:
    """Point 1: open tasks without a predecessor or without a successor, at most 5 %."""
    network, tasks = schedule.network, schedule.network.open_tasks
    missing = [
        task.id for key, task in tasks.items() if key not in network.incoming or key not in network.outgoing
    ]
    return _counted(1, "先行・後続のない作業", missing, len(tasks), _TWENTIETH)


def leads(schedule: Schedule) -> DcmaPoint:
    """Point 2: links with a negative lag, none allowed. Links are those into what is still open."""
    return _links(2, "リード(負のラグ)", schedule.network, lambda link: link.lag < 0, Decimal(0))


def lags(schedule: Schedule) -> DcmaPoint:
    """Point 3: links with a positive lag, at most 5 %."""
    return _links(3, "ラグ", schedule.network, lambda link: link.lag > 0, _TWENTIETH)


def other_links(schedule: Schedule) -> DcmaPoint:
    """Point 4: links other than finish-to-start, at most 10 %."""
    return _links(4, "FS以外の依存", schedule.network, lambda link: link.kind is not LinkKind.FS, _TENTH)


def high_float(schedule: Schedule, most_days: int = LONG_DAYS) -> DcmaPoint:
    """Point 6: open tasks with over 44 business days of total float, at most 5 %."""
    return _floats(6, "余裕の大きい作業", schedule, lambda days: days > most_days, _TWENTIETH)


def negative_float(schedule: Schedule) -> DcmaPoint:
    """Point 7: open tasks with negative total float, none allowed."""
    return _floats(7, "余裕が負の作業", schedule, lambda days: days < 0, Decimal(0))


def long_duration(schedule: Schedule, most_days: int = LONG_DAYS) -> DcmaPoint:
    """Point 8: open tasks planned for over 44 business days, at most 5 %."""
    lengths = {task.id: _length(schedule, task) for task in schedule.network.open_tasks.values()}
    known = {id: days for id, days in lengths.items() if days is not None}
    long = [id for id, days in known.items() if days > most_days]
    return _counted(8, "長すぎる作業", long, len(known), _TWENTIETH)


def missed(schedule: Schedule) -> DcmaPoint:
    """Point 11: of the tasks whose baseline ends by the as-of date, those finished later or not yet; 5 %.

    One that is due on the as-of date itself is not late yet.
    """
    if schedule.as_of is None:
        return DcmaPoint(11, "基準に遅れた作業", reason="基準日がありません。")
    due = _due(schedule.network, schedule.as_of)
    late = [task.id for task, finish in due if (task.actual_finish or schedule.as_of) > finish]
    return _counted(11, "基準に遅れた作業", late, len(due), _TWENTIETH, "基準終了を迎えた作業がありません。")


def critical_path_test(schedule: Schedule) -> DcmaPoint:
    """Point 12: whether 600 more days on an open critical task move the last milestone.

    The first critical task is tried. count is 1 when the milestone stays, so the path is broken; ids names the
    task, or the milestone when no task leads to it.
    """
    name = "クリティカルパスの試験"
    if schedule.finish is None:
        return DcmaPoint(12, name, reason=schedule.reason or "未完了のマイルストーンがありません。")
    critical = (id_key(id) for id in schedule.critical_path)
    lasting = [key for key in critical if schedule.nodes[key].duration > 0]
    finish = id_key(schedule.finish.id)
    if not lasting:
        if schedule.network.incoming.get(finish) or not schedule.network.open_tasks:
            return DcmaPoint(12, name, reason="最終マイルストーンまでに残っている作業がありません。")
        return _counted(12, name, [schedule.finish.id], 1, Decimal(0))
    after = forward(schedule.network, schedule.nodes, longer={lasting[0]: TEST_DAYS})
    is_broken = after[finish].finish <= schedule.spans[finish].finish
    tried = schedule.network.leaves[lasting[0]].id
    return DcmaPoint(12, name, int(is_broken), 1, Decimal(0), ids=(tried,))


def cpli(schedule: Schedule) -> DcmaPoint:
    """Point 13: CPLI = (critical path length + total float) ÷ critical path length, at least 0.95.

    Length: business days from the as-of date to the forecast of the last milestone. Float: from that forecast
    to its baseline (else planned) day, negative when it comes later. Where no unfinished work leads to the
    milestone a good value says nothing, and the measure is not computable.
    """
    name = "CPLI"
    if schedule.finish is None or schedule.as_of is None:
        return DcmaPoint(
            13, name, reason=schedule.reason or "基準日または未完了のマイルストーンがありません。"
        )
    milestone, calendar = schedule.network.leaves[id_key(schedule.finish.id)], schedule.calendar
    wanted = milestone.baseline_finish or milestone.planned_finish or milestone.planned_start
    forecast = calendar.number(schedule.finish.early_finish)
    length = forecast - calendar.number(schedule.as_of)
    if length <= 0 or wanted is None:
        return DcmaPoint(13, name, reason="最終マイルストーンまでの営業日が残っていません。")
    index = Decimal(length + calendar.number(wanted) - forecast) / length
    if not schedule.is_linked and index >= _INDEX:
        return DcmaPoint(13, name, reason=no_critical_path_reason(schedule))
    return DcmaPoint(13, name, index=index, least=_INDEX, ids=(milestone.id,))


def bei(schedule: Schedule) -> DcmaPoint:
    """Point 14: BEI = tasks finished ÷ tasks whose baseline ends by the as-of date, at least 0.95.

    Counts the tasks that have a baseline; those due on the as-of date itself count as due.
    """
    if schedule.as_of is None:
        return DcmaPoint(14, "BEI", reason="基準日がありません。")
    due = len(_due(schedule.network, schedule.as_of))
    if not due:
        return DcmaPoint(14, "BEI", reason="基準終了を迎えた作業がありません。")
    done = sum(1 for task in schedule.network.tasks.values() if task.baseline_finish and task.actual_finish)
    return DcmaPoint(14, "BEI", done, due, index=Decimal(done) / due, least=_INDEX)


def _due(network: Network, as_of: date) -> list[tuple[Activity, date]]:
    """The tasks whose baseline ends by this day, with that end."""
    return [
        (task, task.baseline_finish)
        for task in network.tasks.values()
        if task.baseline_finish and task.baseline_finish <= as_of
    ]


def _length(schedule: Schedule, task: Activity) -> int | None:
    if task.duration is not None:
        return task.duration
    if task.planned_start is None or task.planned_finish is None:
        return None
    return schedule.calendar.business_days_in(task.planned_start, task.planned_finish)


def _links(
    point: int, name: str, network: Network, is_counted: Callable[[Link], bool], most: Decimal
) -> DcmaPoint:
    found = [
        (key, link)
        for key, links in network.links.items()
        if links and _is_open(network, key)
        for link in links
    ]
    counted = [_id(network, key) for key, link in found if is_counted(link)]
    return _counted(point, name, counted, len(found), most, "未完了の作業に依存がありません。")


def _is_open(network: Network, key: str) -> bool:
    """Whether the activity, or any leaf of a summary, is not finished."""
    return any(not network.leaves[leaf].actual_finish for leaf in network.summaries.get(key, (key,)))


def _id(network: Network, key: str) -> str:
    return network.leaves[key].id if key in network.leaves else key


def _floats(
    point: int, name: str, schedule: Schedule, is_counted: Callable[[int], bool], most: Decimal
) -> DcmaPoint:
    if reason := no_critical_path_reason(schedule):
        return DcmaPoint(point, name, reason=reason)
    tasks = [schedule.activities[key] for key in schedule.network.open_tasks if key in schedule.activities]
    return _counted(point, name, _with_float(tasks, is_counted), len(tasks), most)


def _with_float(tasks: Iterable[ScheduledActivity], is_counted: Callable[[int], bool]) -> list[str]:
    return [task.id for task in tasks if task.total_float is not None and is_counted(task.total_float)]


def _counted(
    point: int,
    name: str,
    ids: list[str],
    total: int,
    most: Decimal,
    nothing: str = "未完了の作業がありません。",
) -> DcmaPoint:
    """The measure of these IDs; not computable, for the reason `nothing`, when there is nothing to count."""
    if not total:
        return DcmaPoint(point, name, reason=nothing)
    return DcmaPoint(point, name, len(ids), total, most, ids=tuple(ids))
