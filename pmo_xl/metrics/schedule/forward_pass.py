"""The forward pass: the earliest moments of every activity, from plan, actual dates, as-of date and links.

Moments are counted as the number of business days gone by: an activity from Monday to Tuesday runs from
moment 0 to 2. Work on days off (a release on a Sunday) takes no business day. `critical_path` tells the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pmo_xl.metrics.schedule.dependency import LinkKind
from pmo_xl.metrics.schedule.network import Activity, Dependency, Network
from pmo_xl.metrics.schedule.remaining import remaining
from pmo_xl.model.calendar import BusinessCalendar

NOTHING: Mapping[str, int] = {}  # a plain one: schedules that hold it can be pickled


class Span(NamedTuple):
    """From one moment to another."""

    start: int
    finish: int


NO_SPAN = Span(0, 0)
_HOLDING_STARTS = (LinkKind.FS, LinkKind.SS)
_HOLDING_FINISHES = (LinkKind.FF, LinkKind.SF)
_RUNNING_FROM_STARTS = (LinkKind.SS, LinkKind.SF)


class Node(NamedTuple):
    """An activity made ready for the passes.

    span: as planned or, once late, from the as-of date on; a begun one from its actual start to its forecast
    end; actual when finished. duration: business days. is_lower_bound: its end is 下限.
    """

    span: Span
    duration: int
    is_begun: bool = False
    is_finished: bool = False
    is_lower_bound: bool = False


def start_moment(day: date, calendar: BusinessCalendar) -> int:
    """The moment at which the day begins: the business days before it."""
    return calendar.number_before(day)


def held_moment(until: date, calendar: BusinessCalendar, *, is_milestone: bool) -> int:
    """Where a decision on a day lets something begin: work in its morning, a milestone is reached by its evening."""
    return calendar.number(until) if is_milestone else start_moment(until, calendar)


def prepare(
    network: Network, calendar: BusinessCalendar, as_of: date | None, starts_on: date | None
) -> dict[str, Node]:
    """The nodes of the passes by key; an activity without the dates it needs is left out.

    starts_on: where an activity with a duration and no dates begins (None: it is left out too).
    """
    made = {key: _node(each, calendar, as_of, starts_on) for key, each in network.leaves.items()}
    nodes = {key: node for key, node in made.items() if node is not None}
    first = min((node.span.start for node in nodes.values()), default=0)
    nodes |= {relay: Node(Span(first, first), 0) for relay in network.relays}
    return nodes | {key: nodes[key]._replace(is_lower_bound=True) for key in _missed(network, nodes, as_of)}


def forward(
    network: Network,
    nodes: Mapping[str, Node],
    *,
    floors: Mapping[str, int] = NOTHING,
    longer: Mapping[str, int] = NOTHING,
) -> dict[str, Span]:
    """The early moments of every node.

    floors: moments before which activities may not start (not finish, when begun). longer: business days
    by which activities last longer than planned.
    """
    spans: dict[str, Span] = {}
    for key in network.order:
        node = nodes.get(key)
        if node is None:
            continue
        edges = network.incoming.get(key, ())
        if node.is_finished or not (edges or floors or longer):
            spans[key] = node.span
            continue
        bounds = [
            (edge.kind, _moment_after(edge, spans[edge.predecessor], nodes))
            for edge in edges
            if edge.predecessor in spans
        ]
        spans[key] = _early(node, bounds, floors.get(key, 0), longer.get(key, 0))
    return spans


def is_live(edge: Dependency, nodes: Mapping[str, Node]) -> bool:
    """Whether the link can still move something: both its nodes are there, and no end of theirs has happened."""
    before, after = nodes.get(edge.predecessor), nodes.get(edge.successor)
    if before is None or after is None or before.is_finished or after.is_finished:
        return False
    return not (before.is_begun and runs_from_start(edge)) and not (after.is_begun and holds_start(edge))


def milestone_day(milestone: Activity) -> date | None:
    """The day that a milestone is planned for."""
    return milestone.planned_finish or milestone.planned_start


def lag_of(edge: Dependency, nodes: Mapping[str, Node]) -> int:
    """The lag in moments: SF lets a task finish on the very day its predecessor starts, a moment later."""
    lasts = nodes[edge.predecessor].duration > 0 and nodes[edge.successor].duration > 0
    return edge.lag + (edge.kind is LinkKind.SF and lasts)


def holds_start(edge: Dependency) -> bool:
    """Whether the link holds its successor's start (FS, SS), and not its finish."""
    return edge.kind in _HOLDING_STARTS


def runs_from_start(edge: Dependency) -> bool:
    """Whether the link runs from its predecessor's start (SS, SF), and not from its finish."""
    return edge.kind in _RUNNING_FROM_STARTS


def _moment_after(edge: Dependency, span: Span, nodes: Mapping[str, Node]) -> int:
    """The moment that the predecessor's span allows at that end of the successor which the link holds."""
    return (span.start if runs_from_start(edge) else span.finish) + lag_of(edge, nodes)


def _early(node: Node, bounds: list[tuple[LinkKind, int]], floor: int, longer: int) -> Span:
    duration = node.duration + longer
    finishes = [moment for kind, moment in bounds if kind in _HOLDING_FINISHES]
    if node.is_begun:
        return Span(node.span.start, max(node.span.start + duration, floor, *finishes))
    starts = [moment for kind, moment in bounds if kind in _HOLDING_STARTS]
    start = max(node.span.start, floor, *starts, *(finish - duration for finish in finishes))
    return Span(start, start + duration)


def _node(
    activity: Activity, calendar: BusinessCalendar, as_of: date | None, starts_on: date | None
) -> Node | None:
    if activity.actual_finish:
        return _finished(activity, activity.actual_finish, calendar)
    planned = _planned(activity, calendar, starts_on)
    if planned is None:
        return None
    if activity.actual_start and not activity.is_milestone:
        return _begun(activity, activity.actual_start, planned, calendar, as_of)
    day = milestone_day(activity) if activity.is_milestone else activity.planned_start
    is_late = as_of is not None and day is not None and day < as_of
    start = calendar.number(as_of) if as_of and is_late else planned.start
    if activity.not_before:
        start = max(start, held_moment(activity.not_before, calendar, is_milestone=activity.is_milestone))
    duration = planned.finish - planned.start
    return Node(Span(start, start + duration), duration)


def _begun(
    activity: Activity, begun_on: date, planned: Span, calendar: BusinessCalendar, as_of: date | None
) -> Node:
    """Ends when what remains is done, never before its planned end; without an as-of date it lasts as planned."""
    start, length = start_moment(begun_on, calendar), planned.finish - planned.start
    if as_of is None:
        return Node(Span(start, start + length), length, is_begun=True)
    left = remaining(length, calendar.business_days_in(begun_on, as_of), activity.pace)
    finish = max(start, planned.finish, calendar.number(as_of) + left.days)
    return Node(Span(start, finish), finish - start, is_begun=True, is_lower_bound=left.is_lower_bound)


def _missed(network: Network, nodes: Mapping[str, Node], as_of: date | None) -> list[str]:
    """The milestones not reached though their day has passed and all they wait for is done: 下限."""
    return [
        key
        for key, each in network.leaves.items()
        if each.is_milestone and key in nodes and not nodes[key].is_finished
        if as_of and (milestone_day(each) or as_of) < as_of
        if all(before in nodes and nodes[before].is_finished for before in predecessors_of(key, network))
    ]


def predecessors_of(key: str, network: Network) -> list[str]:
    """The leaves that a node waits for, those behind relays too."""
    found: dict[str, None] = {}
    waiting = [key]
    while waiting:
        before = [edge.predecessor for edge in network.incoming.get(waiting.pop(), ())]
        waiting += [each for each in before if each in network.relays]
        found |= dict.fromkeys(each for each in before if each not in network.relays)
    return list(found)


def _finished(activity: Activity, finish: date, calendar: BusinessCalendar) -> Node:
    """A milestone lies at the beginning of its day, so that what follows may start on that day."""
    start_on = finish if activity.is_milestone else activity.actual_start or activity.planned_start or finish
    start = start_moment(min(start_on, finish), calendar)
    span = Span(start, start if activity.is_milestone else calendar.number(finish))
    return Node(span, span.finish - span.start, is_begun=True, is_finished=True)


def _planned(activity: Activity, calendar: BusinessCalendar, starts_on: date | None) -> Span | None:
    """The planned moments; None when a date is missing. A finish before the start lasts no time."""
    if activity.is_milestone:
        day = milestone_day(activity) or starts_on
        return Span(start_moment(day, calendar), start_moment(day, calendar)) if day else None
    start_on = activity.planned_start or (None if activity.duration is None else starts_on)
    if start_on is None:
        return None
    start = start_moment(start_on, calendar)
    if activity.duration is not None:
        return Span(start, start + activity.duration)
    return (
        Span(start, max(start, calendar.number(activity.planned_finish))) if activity.planned_finish else None
    )
