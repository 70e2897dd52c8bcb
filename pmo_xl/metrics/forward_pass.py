"""The forward pass: the earliest moments of every activity, from plan, actual dates, as-of date and links.

Moments are counted as the number of business days gone by: an activity from Monday to Tuesday runs from
moment 0 to 2. Work on days off (a release on a Sunday) takes no business day. `critical_path` tells the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pmo_xl.metrics.dependency import LinkKind
from pmo_xl.metrics.network import Activity, Dependency, Network
from pmo_xl.model.calendar import BusinessCalendar

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    start: int
    finish: int


@dataclass(frozen=True, slots=True)
class Node:
    """An activity made ready for the passes.

    span: as planned, or actual when finished; a begun one has its actual start. duration: business days.
    earliest_finish: the moment before which a begun activity cannot end.
    """

    span: Span
    duration: int
    is_begun: bool = False
    is_finished: bool = False
    earliest_finish: int | None = None


def start_moment(day: date, calendar: BusinessCalendar) -> int:
    """The moment at which the day begins: the business days before it."""
    return calendar.number(day) - calendar.is_business_day(day)


def prepare(
    network: Network, calendar: BusinessCalendar, as_of: date | None, starts_on: date | None
) -> dict[str, Node]:
    """The nodes of the passes by key; an activity without the dates it needs is left out.

    starts_on: where an activity with a duration and no dates begins (None: it is left out too).
    """
    made = {key: _node(each, calendar, as_of, starts_on) for key, each in network.leaves.items()}
    nodes = {key: node for key, node in made.items() if node is not None}
    first = min((node.span.start for node in nodes.values()), default=0)
    return nodes | {relay: Node(Span(first, first), 0) for relay in network.relays}


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
        if key not in nodes:
            continue
        bounds = [
            (edge.kind, _moment_after(edge, spans[edge.predecessor], nodes))
            for edge in network.incoming.get(key, ())
            if edge.predecessor in spans
        ]
        spans[key] = _early(nodes[key], bounds, floors.get(key, 0), longer.get(key, 0))
    return spans


def lag_of(edge: Dependency, nodes: Mapping[str, Node]) -> int:
    """The lag in moments: SF lets a task finish on the very day its predecessor starts, a moment later."""
    lasts = nodes[edge.predecessor].duration > 0 and nodes[edge.successor].duration > 0
    return edge.lag + (edge.kind is LinkKind.SF and lasts)


def holds_start(edge: Dependency) -> bool:
    """Whether the link holds its successor's start (FS, SS), and not its finish."""
    return edge.kind in (LinkKind.FS, LinkKind.SS)


def runs_from_start(edge: Dependency) -> bool:
    """Whether the link runs from its predecessor's start (SS, SF), and not from its finish."""
    return edge.kind in (LinkKind.SS, LinkKind.SF)


def _moment_after(edge: Dependency, span: Span, nodes: Mapping[str, Node]) -> int:
    """The moment that the predecessor's span allows at that end of the successor which the link holds."""
    return (span.start if runs_from_start(edge) else span.finish) + lag_of(edge, nodes)


def _early(node: Node, bounds: list[tuple[LinkKind, int]], floor: int, longer: int) -> Span:
    if node.is_finished:
        return node.span
    duration = node.duration + longer
    finishes = [moment for kind, moment in bounds if kind in (LinkKind.FF, LinkKind.SF)]
    if node.is_begun:
        earliest = node.span.start if node.earliest_finish is None else node.earliest_finish
        return Span(node.span.start, max(node.span.start + duration, earliest, floor, *finishes))
    starts = [moment for kind, moment in bounds if kind in (LinkKind.FS, LinkKind.SS)]
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
    duration = planned.finish - planned.start
    if activity.actual_start and not activity.is_milestone:
        start = start_moment(activity.actual_start, calendar)
        floor = calendar.number(as_of) if as_of else None
        return Node(Span(start, start + duration), duration, is_begun=True, earliest_finish=floor)
    start = max(planned.start, start_moment(as_of, calendar)) if as_of else planned.start
    return Node(Span(start, start + duration), duration)


def _finished(activity: Activity, finish: date, calendar: BusinessCalendar) -> Node:
    """A milestone lies at the beginning of its day, so that what follows may start on that day."""
    start_on = finish if activity.is_milestone else activity.actual_start or activity.planned_start or finish
    start = start_moment(min(start_on, finish), calendar)
    span = Span(start, start if activity.is_milestone else calendar.number(finish))
    return Node(span, span.finish - span.start, is_begun=True, is_finished=True)


def _planned(activity: Activity, calendar: BusinessCalendar, starts_on: date | None) -> Span | None:
    """The planned moments; None when a date is missing. A finish before the start lasts no time."""
    if activity.is_milestone:
        day = activity.planned_finish or activity.planned_start or starts_on
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
