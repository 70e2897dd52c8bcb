"""Circles of a graph: which nodes wait for one another, found in time proportional to nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]
"""By node, the nodes that it waits for."""

_ROUNDS = 8


def circles_of(graph: Graph) -> list[tuple[str, ...]]:
    """Circles that share no node, each node waiting for the one before it; every knot of nodes gives one or more.

    Of a large knot not every circle is told: after _ROUNDS of taking one out, the rest is left for when these
    are mended.
    """
    found: list[tuple[str, ...]] = []
    waiting = [(tuple(graph), 0)]
    while waiting:
        rest, rounds = waiting.pop()
        inside = frozenset(rest)
        for knot in knots_of({node: [each for each in graph[node] if each in inside] for node in rest}):
            circle = _a_circle(graph, knot)
            found.append(circle)
            if rounds < _ROUNDS:
                taken = frozenset(circle)
                waiting.append((tuple(node for node in knot if node not in taken), rounds + 1))
    return found


def knots_of(graph: Graph) -> list[tuple[str, ...]]:
    """The groups of two or more nodes that all wait for one another (strongly connected components; Tarjan)."""
    return list(_Tarjan(graph).knots())


class _Tarjan:
    """Tarjan's algorithm without recursion, which a chain of 10,000 tasks would exhaust."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.number: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.stack: dict[str, None] = {}

    def knots(self) -> Iterator[tuple[str, ...]]:
        """Every strongly connected component, whatever its size."""
        for start in self.graph:
            if start not in self.number:
                yield from self._from(start)

    def _from(self, start: str) -> Iterator[tuple[str, ...]]:
        path = [self._enter(start)]
        while path:
            node, targets = path[-1]
            target = next(targets, None)
            if target is None:
                path.pop()
                if path:
                    self._lower(path[-1][0], self.lowest[node])
                yield from self._closed(node)
            elif target not in self.number:
                path.append(self._enter(target))
            elif target in self.stack:
                self._lower(node, self.number[target])

    def _enter(self, node: str) -> tuple[str, Iterator[str]]:
        self.number[node] = self.lowest[node] = len(self.number)
        self.stack[node] = None
        return node, iter(self.graph[node])

    def _lower(self, node: str, number: int) -> None:
        self.lowest[node] = min(self.lowest[node], number)

    def _closed(self, node: str) -> Iterator[tuple[str, ...]]:
        """The knot that ends with this node; a node alone is none, unless it waits for itself."""
        if self.lowest[node] != self.number[node]:
            return
        knot: list[str] = []
        while not knot or knot[-1] != node:
            knot.append(self.stack.popitem()[0])
        if len(knot) > 1 or node in self.graph[node]:
            yield tuple(reversed(knot))


def _a_circle(graph: Graph, knot: Sequence[str]) -> tuple[str, ...]:
    """Walk back from the first node of a knot until a node comes again."""
    inside = frozenset(knot)
    seen: dict[str, None] = {}
    node = knot[0]
    while node not in seen:
        seen[node] = None
        node = next(each for each in graph[node] if each in inside)
    walked = list(seen)
    return tuple(reversed(walked[walked.index(node) :]))
