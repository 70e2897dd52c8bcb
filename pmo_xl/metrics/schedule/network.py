"""The dependency graph of a schedule: which activities wait for which, and what is wrong with the links.

Activities with children are summaries (工程): they have no work of their own, and their links are handed on
to the activities below them. What remains is a graph of leaves that `critical_path` can compute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pmo_xl.metrics.schedule.circles import circles_of
from pmo_xl.metrics.schedule.dependency import Link, LinkKind
from pmo_xl.model.references import id_key


@dataclass(frozen=True, slots=True)
class Activity:
    """A task, milestone or phase of the schedule.

    duration: business days; None takes it from the planned dates. links: its predecessors. parent: the ID of
    the activity above. baseline_finish: 基準終了, for the DCMA measures. is_phase: a 工程, which is no task
    even while nothing stands below it. progress: 進捗率, 0 to 1; None is not known. is_in_steps: 進捗率 only says begun or
    done (0/100, 50/50), so that it tells no pace. not_before: the day before which it cannot begin, as it waits for a decision.
    """

    id: str
    planned_start: date | None = None
    planned_finish: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    duration: int | None = None
    is_milestone: bool = False
    links: tuple[Link, ...] = ()
    parent: str | None = None
    baseline_finish: date | None = None
    is_phase: bool = False
    progress: Decimal | None = None
    is_in_steps: bool = False
    not_before: date | None = None

    @property
    def pace(self) -> Decimal | None:
        """進捗率 as far as it tells a pace: all of it, but of work measured in steps only that it is done."""
        is_a_step = self.is_in_steps and self.progress is not None and self.progress < 1
        return None if is_a_step else self.progress


class LinkFault(StrEnum):
    """What makes a link meaningless."""

    UNKNOWN = "先行作業が見つかりません"
    ITSELF = "自分自身を先行作業にしています"
    FAMILY = "親作業または子作業を先行作業にしています"
    TWICE = "同じ先行作業を二度書いています"


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that is left out of the network, and why."""

    activity: str
    link: Link
    fault: LinkFault


class Dependency(NamedTuple):
    """A usable link between two nodes of the network, by their keys; lag in business days."""

    predecessor: str
    successor: str
    kind: LinkKind
    lag: int


@dataclass(frozen=True)
class Network:
    """Leaves by their keys (`id_key` of the ID), the dependencies between them, and what is wrong.

    links: the sound links as written, by the key of their activity, summaries' included. summaries: the
    keys of the leaves below each. relays: nodes without work that stand between two summaries, so that not
    every leaf is joined to every other.
    order: every node after its predecessors, empty when there are circles. circles: lists of IDs, each
    waiting for the one before it.
    """

    leaves: Mapping[str, Activity]
    dependencies: tuple[Dependency, ...]
    links: Mapping[str, tuple[Link, ...]]
    summaries: Mapping[str, tuple[str, ...]]
    broken: tuple[BrokenLink, ...] = ()
    relays: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    incoming: Mapping[str, tuple[Dependency, ...]] = field(default_factory=dict, repr=False)
    outgoing: Mapping[str, tuple[Dependency, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def tasks(self) -> Mapping[str, Activity]:
        """The leaves that are work: no milestones, and no phases under which nothing stands yet."""
        leaves = self.leaves.items()
        return {key: task for key, task in leaves if not task.is_milestone and not task.is_phase}

    @cached_property
    def open_tasks(self) -> Mapping[str, Activity]:
        """Those of `tasks` that are not finished."""
        return {key: task for key, task in self.tasks.items() if not task.actual_finish}


def build_network(activities: Iterable[Activity]) -> Network:
    """The network of these activities; of two with one ID the first counts."""
    tree = _Tree(activities)
    sound, broken = _sift(tree)
    leaves = {key: activity for key, activity in tree.by_key.items() if key not in tree.children}
    expansion = _Expansion(tree)
    for key, links in sound.items():
        for link in links:
            expansion.add(key, link)
    dependencies = tuple(dict.fromkeys(expansion.dependencies))
    order, circles = _in_order([*leaves, *sorted(expansion.relays)], dependencies, tree)
    return Network(
        leaves,
        dependencies,
        sound,
        {key: tuple(tree.leaves(key)) for key in tree.children},
        tuple(broken),
        frozenset(expansion.relays),
        order,
        circles,
        incoming=_grouped((d.successor, d) for d in dependencies),
        outgoing=_grouped((d.predecessor, d) for d in dependencies),
    )


class _Tree:
    """Activities by key, with who is above and below whom."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        self.by_key: dict[str, Activity] = {}
        for activity in activities:
            self.by_key.setdefault(id_key(activity.id), activity)
        self.parents = {key: id_key(each.parent) for key, each in self.by_key.items() if each.parent}
        self.children: dict[str, list[str]] = {}
        for key, parent in self.parents.items():
            if parent in self.by_key and parent != key:
                self.children.setdefault(parent, []).append(key)

    def below(self, key: str) -> list[str]:
        """Everything under `key`, however deep; a circle of parents is walked once."""
        found: dict[str, None] = {}
        waiting = [key]
        while waiting:
            new = [child for child in self.children.get(waiting.pop(), ()) if child not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return list(found)

    def leaves(self, key: str) -> list[str]:
        """The leaves under `key`, or `key` itself when it is one; none under a circle of parents."""
        return (
            [each for each in self.below(key) if each not in self.children] if key in self.children else [key]
        )

    def are_family(self, one: str, other: str) -> bool:
        """Whether one lies under the other."""
        return (one in self.children and self._is_above(one, other)) or (
            other in self.children and self._is_above(other, one)
        )

    def _is_above(self, upper: str, lower: str) -> bool:
        seen: set[str] = set()
        while (parent := self.parents.get(lower)) is not None and lower not in seen:
            if parent == upper:
                return True
            seen.add(lower)
            lower = parent
        return False


class _Expansion:
    """Links of summaries, handed on to the leaves below them."""

    def __init__(self, tree: _Tree) -> None:
        self.tree = tree
        self.dependencies: list[Dependency] = []
        self.relays: set[str] = set()

    def add(self, key: str, link: Link) -> None:
        """Add what the link of the activity `key` means between leaves."""
        summaries = self.tree.children
        if key not in summaries and link.predecessor not in summaries:
            self.dependencies.append(Dependency(link.predecessor, key, link.kind, link.lag))
            return
        before, after = self._before(link), self._after(key, link.kind)
        if len(before) > 1 and len(after) > 1:
            relay = f"{link.predecessor} → {key} {link.kind}{link.lag:+d}"
            self.relays.add(relay)
            self._join(before, [relay], link.kind, 0)
            self._join([relay], after, link.kind, link.lag)
        else:
            self._join(before, after, link.kind, link.lag)

    def _join(self, before: list[str], after: list[str], kind: LinkKind, lag: int) -> None:
        self.dependencies += [Dependency(one, other, kind, lag) for one in before for other in after]

    def _before(self, link: Link) -> list[str]:
        """A summary finishes with its last leaf (any may be it) and starts with its first as planned."""
        leaves = self.tree.leaves(link.predecessor)
        if link.kind in (LinkKind.FS, LinkKind.FF) or not leaves:
            return leaves
        return [min(leaves, key=lambda leaf: self.tree.by_key[leaf].planned_start or date.max)]

    def _after(self, key: str, kind: LinkKind) -> list[str]:
        """No leaf of a summary starts before the summary may; its last as planned finishes for it."""
        leaves = self.tree.leaves(key)
        if kind in (LinkKind.FS, LinkKind.SS) or not leaves:
            return leaves
        return [max(leaves, key=lambda leaf: self.tree.by_key[leaf].planned_finish or date.min)]


def _sift(tree: _Tree) -> tuple[dict[str, tuple[Link, ...]], list[BrokenLink]]:
    """The sound links of every activity, and the broken ones. SS and FF on one predecessor are no duplicate."""
    sound: dict[str, tuple[Link, ...]] = {}
    broken: list[BrokenLink] = []
    for key, activity in tree.by_key.items():
        if not activity.links:
            sound[key] = ()
            continue
        kept: dict[tuple[str, LinkKind], Link] = {}
        for link in activity.links:
            fault = _fault(tree, key, link)
            if fault is None and (link.predecessor, link.kind) in kept:
                fault = LinkFault.TWICE
            if fault is None:
                kept[link.predecessor, link.kind] = link
            else:
                broken.append(BrokenLink(activity.id, link, fault))
        sound[key] = tuple(kept.values())
    return sound, broken


def _fault(tree: _Tree, key: str, link: Link) -> LinkFault | None:
    if link.predecessor == key:
        return LinkFault.ITSELF
    if link.predecessor not in tree.by_key:
        return LinkFault.UNKNOWN
    return LinkFault.FAMILY if tree.are_family(key, link.predecessor) else None


def _in_order(
    nodes: list[str], dependencies: tuple[Dependency, ...], tree: _Tree
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The nodes, each after its predecessors; or no order and the circles that forbid one."""
    graph: dict[str, list[str]] = {node: [] for node in nodes}
    for dependency in dependencies:
        graph[dependency.successor].append(dependency.predecessor)
    order = _sorted(graph)
    if len(order) == len(graph):
        return order, ()
    circles = (tuple(key for key in circle if key in tree.by_key) for circle in circles_of(graph))
    return (), tuple(tuple(tree.by_key[key].id for key in circle) for circle in circles)


def _sorted(graph: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The nodes, each after those that it waits for (by node); without those of circles and what waits for them."""
    mentioned = dict.fromkeys(each for node, before in graph.items() for each in (node, *before))
    waiting = {node: len(before) for node, before in graph.items()}
    following: dict[str, list[str]] = {}
    for node, before in graph.items():
        for each in before:
            following.setdefault(each, []).append(node)
    order = [node for node in mentioned if not waiting[node]]
    for node in order:  # which grows meanwhile
        for each in following.get(node, ()):
            waiting[each] -= 1
            if not waiting[each]:
                order.append(each)
    return tuple(order)


def _grouped(pairs: Iterable[tuple[str, Dependency]]) -> dict[str, tuple[Dependency, ...]]:
    found: dict[str, list[Dependency]] = {}
    for key, dependency in pairs:
        found.setdefault(key, []).append(dependency)
    return {key: tuple(dependencies) for key, dependencies in found.items()}
