"""Laying out boxes joined by labelled arrows, in layers from the left to the right, to fill a page.

Every arrow has a port of its own on its box, its label lies on the straight piece next to where it begins,
and it bends only between the layers: so boxes, labels and lines keep clear of one another by construction.
The number of layers is tried out. (PyPI: grandalf is no longer kept and lets nodes share a place;
the newer ones place neither labels nor ports.) Pure geometry, deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmo_xl.charts.layers import Layers, Pair, Place, layered
from pmo_xl.charts.marks import Point
from pmo_xl.charts.spreading import spread
from pmo_xl.charts.style import Area
from pmo_xl.charts.tree_layout import fit

_PORT, _LABEL_GAP, _HEAD_ROOM = 6.0, 2.5, 9.0
_NODE_GAP, _LANE_GAP, _LANE = 9.0, 4.0, 3.0
_BEND = (22.0, 64.0)
_SWEEPS = 6
_MOST_LAYERS = 9


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two different boxes, and how large its label is."""

    source: str
    target: str
    label: Area


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an arrow: cubic Bézier points, its tip, where it points to, and its label's top left corner."""

    points: tuple[Point, ...]
    tip: Point
    towards: Point
    label: Point


@dataclass(frozen=True)
class FlowLayout:
    """The top left corner and size of each box, the way of each arrow, and how large all is."""

    boxes: Mapping[str, tuple[Point, Area]]
    routes: tuple[Route, ...]
    area: Area


def flow_layout(sizes: Mapping[str, Area], arrows: Sequence[Arrow], page: Area) -> FlowLayout:
    """The arrangement that can be drawn largest on the page; of like ones, that with the fewest crossings.

    sizes: the least size of each box (a box grows with its arrows). The caller scales by `fit` of the area.
    """
    nodes, edges = list(sizes), [(arrow.source, arrow.target) for arrow in arrows]
    tried = [_try(nodes, edges, shape, sizes, arrows) for shape in _shapes(len(nodes))]
    best = max(tried, key=lambda each: (round(fit(each[0].area, page), 2), -each[1]))
    return best[0]


def _shapes(count: int) -> list[tuple[int, int]]:
    """Numbers of layers and of boxes per layer to try."""
    sides = range(1, min(count, _MOST_LAYERS) + 1)
    return [(layers, -(-count // layers) + spare) for layers in sides for spare in (0, 1, 3)]


def _try(
    nodes: Sequence[str],
    edges: Sequence[Pair],
    shape: tuple[int, int],
    sizes: Mapping[str, Area],
    arrows: Sequence[Arrow],
) -> tuple[FlowLayout, int]:
    layers = layered(nodes, edges, *shape)
    return _Flow(layers, sizes, arrows).layout(), layers.crossings


class _Flow:
    """The geometry of boxes and arrows whose layers and order are settled."""

    def __init__(self, layers: Layers, sizes: Mapping[str, Area], arrows: Sequence[Arrow]) -> None:
        self.layers = layers
        self.arrows = arrows
        self.layer_of = {place: number for number, layer in enumerate(layers.layers) for place in layer}
        self.ports = self._collect_ports()
        self.size = {place: self._size(place, sizes) for layer in layers.layers for place in layer}
        self.middle = self._middles()
        self.port_y = dict(self._port_heights())
        self.left = self._lefts()

    def layout(self) -> FlowLayout:
        """Boxes and routes, moved so that the topmost touches 0."""
        top = min(self.middle[place] - self.size[place].height / 2 for place in self.size)
        boxes = {
            place: ((self.left[self.layer_of[place]], self.middle[place] - area.height / 2 - top), area)
            for place, area in self.size.items()
            if isinstance(place, str)
        }
        routes = tuple(self._route(number, -top) for number in range(len(self.arrows)))
        bottom = max(self.middle[place] + self.size[place].height / 2 for place in self.size)
        last = self.layers.layers[-1]
        width = self.left[-1] + max(self.size[place].width for place in last)
        return FlowLayout(boxes, routes, Area(width, bottom - top))

    def _collect_ports(self) -> dict[tuple[Place, bool], list[int]]:
        """By box and side (True: right), the arrows that begin or end there."""
        ports: dict[tuple[Place, bool], list[int]] = {}
        for number, chain in enumerate(self.layers.chains):
            ports.setdefault((chain[0], True), []).append(number)
            ports.setdefault((chain[-1], False), []).append(number)
        return ports

    def _slot(self, number: int, is_right: bool) -> float:
        """The height that an arrow needs at a side of a box: that of its label where it begins."""
        is_start = is_right != (number in self.layers.turned)
        return max(_PORT, self.arrows[number].label.height + _LABEL_GAP) if is_start else _PORT

    def _size(self, place: Place, sizes: Mapping[str, Area]) -> Area:
        if not isinstance(place, str):
            return Area(0, _LANE)
        needed = max(
            sum(self._slot(number, side) for number in self.ports.get((place, side), ()))
            for side in (False, True)
        )
        return Area(sizes[place].width, max(sizes[place].height, needed))

    def _middles(self) -> dict[Place, float]:
        """The height of every place: near the middle of its neighbours."""
        middle = {place: y for layer in self.layers.layers for place, y in self._stacked(layer)}
        neighbours = self._neighbours()
        count = len(self.layers.layers)
        for sweep in range(_SWEEPS):
            order = range(1, count) if sweep % 2 == 0 else range(count - 2, -1, -1)
            step = -1 if sweep % 2 == 0 else 1
            for number in order:
                self._settle(self.layers.layers[number], number + step, neighbours, middle)
        return middle

    def _stacked(self, layer: Sequence[Place]) -> Iterator[tuple[Place, float]]:
        offsets = spread([0.0] * len(layer), self._gaps(layer))
        return zip(layer, offsets, strict=True)

    def _gaps(self, layer: Sequence[Place]) -> list[float]:
        """From the middle of each place to that of the next."""
        return [
            (self.size[above].height + self.size[below].height) / 2
            + (_NODE_GAP if isinstance(above, str) and isinstance(below, str) else _LANE_GAP)
            for above, below in pairwise(layer)
        ]

    def _neighbours(self) -> dict[Place, list[Place]]:
        found: dict[Place, list[Place]] = {}
        for chain in self.layers.chains:
            for left, right in pairwise(chain):
                found.setdefault(left, []).append(right)
                found.setdefault(right, []).append(left)
        return found

    def _settle(
        self,
        layer: Sequence[Place],
        beside: int,
        neighbours: Mapping[Place, Sequence[Place]],
        middle: dict[Place, float],
    ) -> None:
        wishes = []
        for place in layer:
            near = [middle[each] for each in neighbours.get(place, ()) if self.layer_of[each] == beside]
            wishes.append(sum(near) / len(near) if near else middle[place])
        middle.update(zip(layer, spread(wishes, self._gaps(layer)), strict=True))

    def _port_heights(self) -> Iterator[tuple[tuple[int, bool], float]]:
        """By arrow and side of its box, the height at which it touches: in the order of where it goes."""
        for (place, is_right), numbers in self.ports.items():
            ordered = sorted(numbers, key=lambda number: self.middle[self._next(number, is_right)])
            total = sum(self._slot(number, is_right) for number in ordered)
            y = self.middle[place] - total / 2
            for number in ordered:
                slot = self._slot(number, is_right)
                yield (number, is_right), y + slot / 2
                y += slot

    def _next(self, number: int, is_right: bool) -> Place:
        chain = self.layers.chains[number]
        return chain[1] if is_right else chain[-2]

    def _y(self, number: int, position: int) -> float:
        """The height of an arrow at the place of this position in its chain."""
        chain = self.layers.chains[number]
        if position == 0:
            return self.port_y[number, True]
        return self.port_y[number, False] if position == len(chain) - 1 else self.middle[chain[position]]

    def _lefts(self) -> list[float]:
        """The x at which each layer begins."""
        lefts = [0.0]
        for number, layer in enumerate(self.layers.layers[:-1]):
            widest = max(self.size[place].width for place in layer)
            lefts.append(lefts[-1] + widest + sum(self._channel(number)))
        return lefts

    def _channel(self, number: int) -> tuple[float, float, float]:
        """What lies between a layer and the next: labels of the left boxes, the bends, labels of the right ones."""
        labels = {True: 0.0, False: 0.0}
        rise = 0.0
        for arrow, chain in enumerate(self.layers.chains):
            first, last = self.layer_of[chain[0]], self.layer_of[chain[-1]]
            is_turned = arrow in self.layers.turned
            if first == number and not is_turned:
                labels[True] = max(labels[True], self.arrows[arrow].label.width)
            if last == number + 1 and is_turned:
                labels[False] = max(labels[False], self.arrows[arrow].label.width)
            if first <= number < last:
                rise = max(rise, abs(self._y(arrow, number - first) - self._y(arrow, number - first + 1)))
        bend = min(max(_BEND[0], 0.3 * rise), _BEND[1])
        return labels[True] + _HEAD_ROOM, bend, labels[False] + _HEAD_ROOM

    def _right(self, number: int) -> float:
        return self.left[number] + max(self.size[place].width for place in self.layers.layers[number])

    def _route(self, number: int, down: float) -> Route:
        chain, is_turned = self.layers.chains[number], number in self.layers.turned
        start = self.left[self.layer_of[chain[0]]] + self.size[chain[0]].width
        points: list[Point] = [(start, self._y(number, 0) + down)]
        for position in range(len(chain) - 1):
            self._bend(points, number, position, down)
        end = points[-1]
        label = self.arrows[number].label
        if is_turned:
            corner = (end[0] - _HEAD_ROOM / 2 - label.width, end[1] - label.height / 2)
            return Route(tuple(points), points[0], (-1, 0), corner)
        corner = (start + _HEAD_ROOM / 2, points[0][1] - label.height / 2)
        return Route(tuple(points), end, (1, 0), corner)

    def _bend(self, points: list[Point], number: int, position: int, down: float) -> None:
        """Add the way from a place of the chain to the next: straight, bent, straight."""
        layer = self.layer_of[self.layers.chains[number][position]]
        labels, bend, _ = self._channel(layer)
        y, target = points[-1][1], self._y(number, position + 1) + down
        x = self._right(layer) + labels
        middle, end, there = x + bend / 2, x + bend, self.left[layer + 1]
        points += [points[-1], (x, y), (x, y), (middle, y), (middle, target), (end, target)]
        points += [(end, target), (there, target), (there, target)]
