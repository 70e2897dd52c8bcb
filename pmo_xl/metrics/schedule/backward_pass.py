"""The backward pass: latest moments, total and free float, and what is critical. `critical_path` tells the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pmo_xl.metrics.schedule.forward_pass import Node, Span, holds_start, is_live, lag_of, runs_from_start
from pmo_xl.metrics.schedule.network import Dependency, Network


@dataclass(frozen=True)
class Floats:
    """Of every open node by key: its latest finish as a moment, total and free float; the critical ones."""

    late_finish: Mapping[str, int]
    total: Mapping[str, int]
    free: Mapping[str, int]
    critical: frozenset[str]


@dataclass(frozen=True)
class _Passes:
    network: Network
    nodes: Mapping[str, Node]
    early: Mapping[str, Span]

    @cached_property
    def open_nodes(self) -> Sequence[str]:
        """The nodes that are not finished, each before its predecessors."""
        return [key for key in reversed(self.network.order) if self.is_open(key)]

    def is_open(self, key: str) -> bool:
        """Whether it is an activity of the network that is not finished."""
        return key in self.nodes and not self.nodes[key].is_finished

    def live_edges(self, key: str) -> Sequence[Dependency]:
        """The links of a node that can still move something: no end of theirs has happened."""
        return self.live.get(key, ())

    @cached_property
    def live(self) -> Mapping[str, Sequence[Dependency]]:
        """Those links by node; a node without any is left out."""
        found: dict[str, Sequence[Dependency]] = {}
        for key, edges in self.network.outgoing.items():
            if self.is_open(key) and (live := [edge for edge in edges if is_live(edge, self.nodes)]):
                found[key] = live
        return found

    def slack(self, edge: Dependency, held: int) -> int:
        """How far the predecessor may move before the successor's held end (a moment) must."""
        span = self.early[edge.predecessor]
        return held - lag_of(edge, self.nodes) - (span.start if runs_from_start(edge) else span.finish)


def backward(
    network: Network, nodes: Mapping[str, Node], early: Mapping[str, Span], finish: str | None, target: int
) -> Floats:
    """Latest moments and floats of the open nodes.

    finish: the node that float is counted to, and target: the moment it should be reached (ignored without it).
    """
    passes = _Passes(network, nodes, early)
    late = _late_finishes(passes, finish, target)
    total = {key: moment - early[key].finish for key, moment in late.items()}
    return Floats(late, total, _free_floats(passes, total), _critical(passes, total, finish))


def driving_links(network: Network, nodes: Mapping[str, Node], early: Mapping[str, Span]) -> list[Dependency]:
    """The links without slack: those that decide when their successor begins or ends."""
    passes = _Passes(network, nodes, early)
    return [
        edge
        for key in network.order
        for edge in passes.live_edges(key)
        if passes.slack(edge, _held(edge, early[edge.successor])) == 0
    ]


def _held(edge: Dependency, successor: Span) -> int:
    return successor.start if holds_start(edge) else successor.finish


def _late_finishes(passes: _Passes, finish: str | None, target: int) -> dict[str, int]:
    keys = passes.open_nodes
    end = max((passes.early[key].finish for key in keys), default=0)
    late: dict[str, int] = {}
    for key in keys:
        edges = passes.live_edges(key)
        if not edges and key != finish:
            late[key] = end
            continue
        moments = [end, *([target] if key == finish else [])]
        for edge in edges:
            last = late[edge.successor]
            span = Span(last - passes.nodes[edge.successor].duration, last)
            moments.append(passes.early[key].finish + passes.slack(edge, _held(edge, span)))
        late[key] = min(moments)
    return late


def _free_floats(passes: _Passes, total: Mapping[str, int]) -> dict[str, int]:
    """How far an activity may move before any other must; with nobody waiting, its total float.

    Behind a relay stand the activities that it hands on to.
    """
    free: dict[str, int] = {}
    for key in passes.open_nodes:
        if key not in passes.live:
            free[key] = total[key]
            continue
        slacks = []
        for edge in passes.live_edges(key):
            beyond = free[edge.successor] if edge.successor in passes.network.relays else 0
            slacks.append(passes.slack(edge, _held(edge, passes.early[edge.successor])) + beyond)
        free[key] = min(slacks)
    return free


def _critical(passes: _Passes, total: Mapping[str, int], finish: str | None) -> frozenset[str]:
    """What has no float left; of what leads to `finish`, the least float when all of it has some."""
    if finish is None:
        return frozenset(key for key, days in total.items() if days <= 0)
    leading = _leading_to(passes, finish)
    reserve = min((total[key] for key in leading if passes.nodes[key].duration > 0), default=0)
    return frozenset(key for key in leading if total[key] <= max(0, reserve))


def _leading_to(passes: _Passes, finish: str) -> set[str]:
    """The nodes from which live links lead to `finish`."""
    leading = {finish}
    for key in passes.open_nodes:
        for edge in passes.live_edges(key):
            if edge.successor in leading:
                leading.add(key)
                break
    return leading
