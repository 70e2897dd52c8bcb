"""Putting the nodes of a graph into layers and each layer into an order with few crossings.

After Sugiyama, Tagawa and Toda (1981), but for a page: the number of layers and their size are given, two
nodes that are joined never share a layer, and a node goes where its edges are short and, of like places,
where they run from the left to the right. Edges that span layers pass through each as a place of their own,
and the layers are ordered by the means of their neighbours. Deterministic.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[str, str]
Through = tuple[int, int]
"""Where an edge passes a layer: the number of the edge and of the layer."""
Place = str | Through

_SWEEPS = 8
_PASSES = 12
_IMPOSSIBLE = 1e6
_LEFTWARD = 0.4
_TO_MIDDLE = 0.01


@dataclass(frozen=True)
class Layers:
    """layers: what lies in each, ordered. chains: by edge, what it runs through, from the left to the right.

    turned: the numbers of the edges that run from the right to the left.
    """

    layers: tuple[tuple[Place, ...], ...]
    chains: tuple[tuple[Place, ...], ...]
    turned: frozenset[int]
    crossings: int


def layered(nodes: Sequence[str], edges: Sequence[Pair], count: int, capacity: int) -> Layers:
    """The nodes in `count` layers of at most `capacity`, in more where that is not possible.

    edges name nodes, none of them a node with itself.
    """
    level = _Levels(nodes, edges, count, capacity).level
    turned = frozenset(n for n, (source, target) in enumerate(edges) if level[source] > level[target])
    chains = tuple(
        _chain(number, edge[::-1] if number in turned else edge, level) for number, edge in enumerate(edges)
    )
    layers, crossings = _ordered(_filled(nodes, chains, level), chains)
    return Layers(tuple(tuple(layer) for layer in layers), chains, turned, crossings)


class _Levels:
    """The layer of each node: put down one by one, the best joined first, then moved while that helps."""

    def __init__(self, nodes: Sequence[str], edges: Sequence[Pair], count: int, capacity: int) -> None:
        self.after = _neighbours(nodes, edges)
        self.before = _neighbours(nodes, [(target, source) for source, target in edges])
        self.capacity = capacity
        self.filled = [0] * count
        self.level: dict[str, int] = {}
        for node in self._by_weight(nodes):
            self._put(node)
        for _ in range(_PASSES):
            moved = [self._move(node) for node in nodes]
            if not any(moved):
                break

    def _by_weight(self, nodes: Sequence[str]) -> list[str]:
        """The node with the most edges first, then always the one most joined to those before it."""
        degree = {node: len(self.after[node]) + len(self.before[node]) for node in nodes}
        rest, joined, order = list(nodes), dict.fromkeys(nodes, 0), []
        while rest:
            node = max(rest, key=lambda each: (joined[each], degree[each]))
            rest.remove(node)
            order.append(node)
            for each in (*self.after[node], *self.before[node]):
                joined[each] += 1
        return order

    def _put(self, node: str) -> None:
        layer = min(range(len(self.filled)), key=lambda each: self._cost(node, each))
        if self._cost(node, layer) >= _IMPOSSIBLE:
            self.filled.append(0)
            layer = len(self.filled) - 1
        self.level[node] = layer
        self.filled[layer] += 1

    def _move(self, node: str) -> bool:
        """Take the node to a better layer; whether there was one."""
        old = self.level.pop(node)
        self.filled[old] -= 1
        best = min(range(len(self.filled)), key=lambda each: (self._cost(node, each), each != old))
        self.level[node] = best
        self.filled[best] += 1
        return best != old

    def _cost(self, node: str, layer: int) -> float:
        """How long the edges to the nodes already placed are, and how many run to the left."""
        if self.filled[layer] >= self.capacity:
            return _IMPOSSIBLE
        middle = _TO_MIDDLE * abs(layer - (len(self.filled) - 1) / 2)
        leftward = _LEFTWARD * sum(self.level.get(each, layer) < layer for each in self.after[node])
        leftward += _LEFTWARD * sum(self.level.get(each, layer) > layer for each in self.before[node])
        placed = (self.level.get(each) for each in (*self.after[node], *self.before[node]))
        return middle + leftward + sum(_span(layer, other) for other in placed if other is not None)


def _span(layer: int, other: int) -> float:
    return _IMPOSSIBLE if layer == other else abs(layer - other) - 1


def _neighbours(nodes: Iterable[str], edges: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in dict.fromkeys(edges):
        found[source].append(target)
    return found


def _chain(number: int, edge: Pair, level: Mapping[str, int]) -> tuple[Place, ...]:
    source, target = edge
    return (source, *((number, layer) for layer in range(level[source] + 1, level[target])), target)


def _filled(
    nodes: Sequence[str], chains: Sequence[Sequence[Place]], level: Mapping[str, int]
) -> list[list[Place]]:
    layers: list[list[Place]] = [[] for _ in range(max(level.values()) + 1)]
    for node in nodes:
        layers[level[node]].append(node)
    for chain in chains:
        for place in chain[1:-1]:
            layers[place[1]].append(place)  # type: ignore[index] # between its ends a chain passes through
    return [layer for layer in layers if layer]


Links = list[tuple[Place, Place]]


def _ordered(layers: list[list[Place]], chains: Sequence[Sequence[Place]]) -> tuple[list[list[Place]], int]:
    """The best order of some sweeps to the right and back."""
    links = list(_links_between(layers, chains))
    best, fewest = [list(layer) for layer in layers], _crossings(layers, links)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        _sweep(layers, links, is_back=sweep % 2 == 1)
        crossings = _crossings(layers, links)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best, fewest


def _links_between(layers: Sequence[Sequence[Place]], chains: Sequence[Sequence[Place]]) -> Iterator[Links]:
    layer_of = {place: number for number, layer in enumerate(layers) for place in layer}
    between: list[Links] = [[] for _ in layers[1:]]
    for chain in chains:
        for left, right in pairwise(chain):
            between[layer_of[left]].append((left, right))
    return iter(between)


def _sweep(layers: list[list[Place]], links: Sequence[Links], *, is_back: bool) -> None:
    numbers = range(len(layers) - 2, -1, -1) if is_back else range(1, len(layers))
    for number in numbers:
        fixed = layers[number + 1 if is_back else number - 1]
        pairs = links[number] if is_back else [(right, left) for left, right in links[number - 1]]
        layers[number] = _by_barycentre(layers[number], fixed, pairs)


def _by_barycentre(layer: list[Place], fixed: Sequence[Place], pairs: Links) -> list[Place]:
    """The layer by the mean position of its neighbours; what has none keeps its place."""
    position = {place: number for number, place in enumerate(fixed)}
    found: dict[Place, list[int]] = {}
    for place, neighbour in pairs:
        found.setdefault(place, []).append(position[neighbour])
    scale = len(fixed) / max(len(layer), 1)
    weight = {
        place: sum(found[place]) / len(found[place]) if place in found else number * scale
        for number, place in enumerate(layer)
    }
    return sorted(layer, key=lambda place: weight[place])


def _crossings(layers: Sequence[Sequence[Place]], links: Sequence[Links]) -> int:
    return sum(
        _crossings_between(layers[number], layers[number + 1], pairs) for number, pairs in enumerate(links)
    )


def _crossings_between(left: Sequence[Place], right: Sequence[Place], pairs: Links) -> int:
    here = {place: number for number, place in enumerate(left)}
    there = {place: number for number, place in enumerate(right)}
    seen: list[int] = []
    count = 0
    for _, end in sorted((here[a], there[b]) for a, b in pairs):
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count
