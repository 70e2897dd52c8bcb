"""Critical path and float of a schedule, in business days.

How the schedule is understood (PMBOK precedence diagramming; DCMA practice for a schedule kept by hand):

* The as-of date counts as worked: what was reported is the state at its end (definitions.md, Schedule
  forecast). An activity not begun starts no earlier than planned, since a master schedule is dated by people
  and the plan holds what no link says; on the business day after the as-of date once its planned start has
  passed; nor before its predecessors allow, nor before what 決定待ち names is settled.
* A begun one keeps its actual start and ends when what remains of it is done (`remaining`), never before its
  planned end; only FF and SF links still move it. A finished one is fixed and has no float.
* A milestone whose day has passed is reached on the business day after the as-of date at the earliest.
* Where nobody can say when something ends (no 進捗率, a milestone that waits for nothing any more, no dates),
  its date is a lower bound, and so is the date of whatever depends on it.
* Float is counted to the latest open milestone (without one, to the latest finish). Late dates run back from
  its planned day: when it is forecast later than that, its path has negative float. What does not lead to it
  has float to the end of the whole schedule.
* Critical is what leads to that milestone and has no float left. Where a reserve lies before it, the path with
  the least float is the critical one. Without a milestone, critical is whatever has no float.
* A milestone takes no time and may lie anywhere in its day: its predecessor's last day and its successor's
  first day are both fine. One planned for the day after its predecessor's end begins that day, so its
  predecessor has no float although one more day would still be in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar

from pmo_xl.metrics.schedule.backward_pass import Floats, backward, driving_links
from pmo_xl.metrics.schedule.forward_pass import (
    NOTHING,
    Node,
    Span,
    forward,
    milestone_day,
    prepare,
    start_moment,
)
from pmo_xl.metrics.schedule.handed_on import led_by_work, lower_bounds
from pmo_xl.metrics.schedule.network import Activity, Network
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.references import id_key
from pmo_xl.model.unchecked import unchecked_maker


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """One activity with its dates and float (business days; None once it is finished).

    is_lower_bound: it ends on early_finish or later (…以降).
    """

    id: str
    early_start: date
    early_finish: date
    late_start: date | None = None
    late_finish: date | None = None
    total_float: int | None = None
    free_float: int | None = None
    is_critical: bool = False
    is_milestone: bool = False
    is_lower_bound: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not finished."""
        return self.total_float is not None


@dataclass(frozen=True, repr=False)
class Schedule(ItemReport):
    """The computed schedule. `activities` are leaves by `id_key` of their IDs, in their order.

    finish_milestone: ID of the latest open milestone. undated: IDs left out for want of dates. reason: why
    nothing could be computed, in Japanese (a circle); None when it could. led: the keys of what unfinished
    work leads to.
    """

    network: Network
    calendar: BusinessCalendar
    as_of: date | None
    activities: Mapping[str, ScheduledActivity] = field(default_factory=dict)
    finish_milestone: str | None = None
    undated: tuple[str, ...] = ()
    reason: str | None = None
    nodes: Mapping[str, Node] = field(default_factory=dict, repr=False)
    spans: Mapping[str, Span] = field(default_factory=dict, repr=False)
    critical: frozenset[str] = field(default=frozenset(), repr=False)
    led: frozenset[str] = field(default=frozenset(), repr=False)

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("作業ID", name="id"),
        ListColumn("見込開始", Kind.DATE, name="early_start"),
        ListColumn("見込終了", Kind.DATE, name="early_finish"),
        ListColumn("最遅開始", Kind.DATE, name="late_start"),
        ListColumn("最遅終了", Kind.DATE, name="late_finish"),
        ListColumn("余裕", Kind.INT, name="total_float"),
        ListColumn("クリティカル", Kind.FLAG, name="is_critical"),
        ListColumn("マイルストーン", Kind.FLAG, name="is_milestone"),
    )

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[ScheduledActivity, ...]:
        """The activities, as the values of `activities`."""
        return tuple(self.activities.values())

    @property
    def counts(self) -> Mapping[str, int]:
        """作業, 未完了, クリティカル and 日付なし."""
        return {
            "作業": len(self.activities),
            "未完了": sum(each.is_open for each in self.items),
            "クリティカル": sum(each.is_critical for each in self.items),
            "日付なし": len(self.undated),
        }

    def find(self, id: str) -> ScheduledActivity | None:
        """The activity of this ID, compared as IDs are; None when unknown, undated or a summary."""
        return self.activities.get(id_key(id))

    @property
    def finish(self) -> ScheduledActivity | None:
        """The milestone that float is counted to."""
        return self.find(self.finish_milestone) if self.finish_milestone else None

    @property
    def is_linked(self) -> bool:
        """Whether work leads to the last milestone; without that, float and the critical path say nothing."""
        return self.finish_milestone is None or id_key(self.finish_milestone) in self.led

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The IDs of every critical activity, by early start."""
        found = [each for each in self.activities.values() if each.is_critical]
        return tuple(
            each.id for each in sorted(found, key=lambda each: (each.early_start, each.early_finish))
        )

    def critical_paths(self, limit: int = 10) -> list[tuple[str, ...]]:
        """The critical activities as chains, each driving the next; at most `limit` of them."""
        links = driving_links(self.network, self.nodes, self.spans)
        drives: dict[str, list[str]] = {}
        for link in links:
            if link.predecessor in self.critical and link.successor in self.critical:
                drives.setdefault(link.predecessor, []).append(link.successor)
        first = self.critical.difference(*drives.values())
        waiting: list[tuple[str, ...]] = [(key,) for key in reversed(self.network.order) if key in first]
        chains: list[tuple[str, ...]] = []
        while waiting and len(chains) < limit:
            path = waiting.pop()
            further = [(*path, key) for key in reversed(dict.fromkeys(drives.get(path[-1], ())))]
            waiting += further
            if not further:
                chains.append(tuple(self.activities[key].id for key in path if key in self.activities))
        return chains


def compute_schedule(
    network: Network, calendar: BusinessCalendar, as_of: date | None = None, starts_on: date | None = None
) -> Schedule:
    """The schedule of a network as it stands on the as-of date (None: as planned, as if before its start).

    starts_on: where activities with a duration and no dates begin. A network with a circle has no schedule;
    its `reason` says so.
    """
    if network.circles:
        circle = " → ".join((*network.circles[0], network.circles[0][0]))
        return Schedule(network, calendar, as_of, reason=f"先行作業が循環しています({circle})。")
    return _computed(network, calendar, as_of, prepare(network, calendar, as_of, starts_on))


def recomputed(
    schedule: Schedule,
    *,
    floors: Mapping[str, int] = NOTHING,
    longer: Mapping[str, int] = NOTHING,
    nodes: Mapping[str, Node] | None = None,
) -> Schedule:
    """The schedule if some activities came later or lasted longer (see `forward`); by key. nodes: in place of its own."""
    ready = schedule.nodes if nodes is None else nodes
    return _computed(schedule.network, schedule.calendar, schedule.as_of, ready, floors, longer)


def _computed(
    network: Network,
    calendar: BusinessCalendar,
    as_of: date | None,
    nodes: Mapping[str, Node],
    floors: Mapping[str, int] = NOTHING,
    longer: Mapping[str, int] = NOTHING,
) -> Schedule:
    spans = forward(network, nodes, floors=floors, longer=longer)
    finish = _latest_milestone(network, nodes)
    dates = _Dates(calendar, as_of, lower_bounds(network, nodes))
    target = dates.target(network.leaves[finish], spans[finish]) if finish else 0
    floats = backward(network, nodes, spans, finish, target)
    leaves = network.leaves
    known = [key for key in leaves if key in nodes]
    return Schedule(
        network,
        calendar,
        as_of,
        {key: dates.of(key, leaves[key], nodes[key], spans[key], floats) for key in known},
        leaves[finish].id if finish else None,
        tuple(activity.id for key, activity in leaves.items() if key not in nodes),
        nodes=nodes,
        spans=spans,
        critical=floats.critical,
        led=led_by_work(network, nodes),
    )


def _latest_milestone(network: Network, nodes: Mapping[str, Node]) -> str | None:
    """The open milestone with the latest planned day (of several the lowest in the sheet)."""
    milestones = [
        key
        for key, activity in network.leaves.items()
        if activity.is_milestone and key in nodes and not nodes[key].is_finished
    ]
    return max(
        reversed(milestones), key=lambda key: milestone_day(network.leaves[key]) or date.min, default=None
    )


@dataclass(frozen=True)
class _Dates:
    """Moments as dates: a moment ends one business day and begins the next; planned days are kept."""

    calendar: BusinessCalendar
    as_of: date | None
    lower_bounds: frozenset[str]

    def target(self, milestone: Activity, early: Span) -> int:
        """The moment a milestone should be reached: anywhere in its planned day is in time.

        One that has only its own day behind it comes at the beginning of a day, and so is its target.
        """
        day = milestone_day(milestone)
        if day is None:
            return early.finish
        planned = self.calendar.number(day)
        is_missed = self.as_of and day < self.as_of and early.finish == self.calendar.number(self.as_of)
        return planned - 1 if is_missed else min(early.finish, planned)

    def of(self, key: str, activity: Activity, node: Node, early: Span, floats: Floats) -> ScheduledActivity:
        """The days of one activity: early and late, with its floats."""
        start, finish = self._early(activity, node, early)
        if node.is_finished:
            return ScheduledActivity(activity.id, start, finish, is_milestone=activity.is_milestone)
        late = Span(floats.late_finish[key] - node.duration, floats.late_finish[key])
        late_start, late_finish = self._span(activity, late)
        made: ScheduledActivity = unchecked_maker(ScheduledActivity)(  # in the order of its fields
            activity.id,
            start,
            finish,
            start if node.is_begun else late_start,
            late_finish,
            floats.total[key],
            floats.free[key],
            key in floats.critical,
            activity.is_milestone,
            key in self.lower_bounds,
        )
        return made

    def _early(self, activity: Activity, node: Node, early: Span) -> tuple[date, date]:
        """Never before the as-of date, except for what has happened."""
        if activity.actual_finish:
            start = activity.actual_start or activity.planned_start or activity.actual_finish
            return min(start, activity.actual_finish), activity.actual_finish
        earliest = self._earliest(activity, node)
        start, finish = (max(day, earliest) for day in self._span(activity, early))
        return (activity.actual_start or start, finish) if node.is_begun else (start, finish)

    def _earliest(self, activity: Activity, node: Node) -> date:
        """The as-of date, which is worked; the business day after it for what should have begun or be reached."""
        if self.as_of is None:
            return date.min
        day = milestone_day(activity) if activity.is_milestone else activity.planned_start
        is_late = not node.is_begun and day is not None and day < self.as_of
        return self.tomorrow if is_late else self.as_of

    @cached_property
    def tomorrow(self) -> date:
        """The business day after the as-of date."""
        return self.calendar.add_business_days(self.as_of, 1) if self.as_of else date.min

    def _span(self, activity: Activity, span: Span) -> tuple[date, date]:
        if activity.is_milestone:
            day = self._milestone(activity, span.finish)
            return day, day
        calendar, planned, last = self.calendar, activity.planned_start, activity.planned_finish
        is_planned = planned is not None and start_moment(planned, calendar) == span.start
        start = planned if planned and is_planned else calendar.business_day(span.start + 1)
        if last and last >= start and calendar.number(last) == span.finish:
            return start, last
        return start, max(start, calendar.business_day(span.finish))

    def _milestone(self, activity: Activity, moment: int) -> date:
        """Its planned day when that holds the moment, else the day that ends with it."""
        day = milestone_day(activity)
        if day and start_moment(day, self.calendar) <= moment <= self.calendar.number(day):
            return day
        return self.calendar.business_day(moment)
