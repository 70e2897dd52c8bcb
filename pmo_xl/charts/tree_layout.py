"""Laying out a tree of equal boxes so that it fills a page: beside one another, in several rows, or hanging.

For each node and each of a few widths the lowest block is found from the blocks of its children, leaves
first; what fits the page largest in the end wins. No library on PyPI wraps a tree to a page. Pure
geometry in the unit of the box, deterministic, and without recursion: a chain of any length is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmo_xl.charts.marks import Point, shifted
from pmo_xl.charts.style import Area

Tree = Mapping[str, Sequence[str]]
"""By node, its children in order. No circles: every node is reached once from the roots."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """The size of every box, and the room between boxes (across, down) and for a line beside them."""

    box: Area
    across: float = 8
    down: float = 16
    lane: float = 10


@dataclass(frozen=True)
class TreeLayout:
    """Where each box's top left corner stands, the lines between them, and how large all is."""

    places: Mapping[str, Point]
    lines: tuple[tuple[Point, ...], ...]
    area: Area


@dataclass(frozen=True, slots=True)
class _Block:
    """A node with all below it. box_x: where its own box begins; parts: the blocks below it, placed."""

    node: str
    area: Area
    box_x: float
    parts: tuple[tuple[float, float, _Block], ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()


def tree_layout(tree: Tree, roots: Sequence[str], spacing: Spacing, page: Area) -> TreeLayout:
    """Places for every node; the caller scales the whole by `fit` of its area."""
    nodes = _leaves_first(tree, roots)
    widths = _widths(len(nodes), spacing)
    shapes: dict[str, _Shapes] = {}
    for node in nodes:
        shapes[node] = _shapes(node, [shapes[child] for child in tree.get(node, ())], widths, spacing)
    choices = _alike([shapes[root] for root in roots])
    forests = [_packed(blocks, width, spacing) for width in widths for blocks in choices]
    area, parts = max(forests, key=lambda forest: (fit(forest[0], page), -forest[0].height))
    return _flattened(area, parts, spacing)


def fit(area: Area, page: Area) -> float:
    """By how much an area must be scaled to fit the page; never more than 1."""
    return min(1.0, page.width / max(area.width, 1e-9), page.height / max(area.height, 1e-9))


def _widths(count: int, spacing: Spacing) -> list[float]:
    """The widths to try: so many boxes side by side, each with the lanes of a few levels."""
    sides = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 26, 40, 80]
    return [side * (spacing.box.width + spacing.across) + 3 * spacing.lane for side in sides if side <= count]


def _leaves_first(tree: Tree, roots: Sequence[str]) -> list[str]:
    order, waiting = [], list(roots)
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += tree.get(node, ())
    return order[::-1]


_Shapes = Sequence[_Block]
"""The blocks a node may take: each wider one lower than the one before."""
_Parts = tuple[tuple[float, float, _Block], ...]
_MOST_HEIGHTS = 24


def _shapes(node: str, children: Sequence[_Shapes], widths: Sequence[float], spacing: Spacing) -> _Shapes:
    """The lowest block of a node for each width."""
    if not children:
        return (_Block(node, spacing.box, 0),)
    found = [each for blocks in _alike(children) for each in _all_in_rows(node, blocks, widths, spacing)]
    found += [_hanging(node, [_lowest(each, width) for each in children], spacing) for width in widths]
    return _improving(sorted(found, key=lambda block: (block.area.width, block.area.height)))


def _all_in_rows(
    node: str, children: Sequence[_Block], widths: Sequence[float], spacing: Spacing
) -> Iterator[_Block]:
    """The children in rows of each width, up to the one that holds them in a single row."""
    for width in widths:
        rows = _rows_of(children, width - spacing.lane, spacing.across)
        yield _in_rows(node, rows, spacing)
        if len(rows) == 1:
            return


def _improving(blocks: Sequence[_Block]) -> _Shapes:
    kept: list[_Block] = []
    for block in blocks:
        if not kept or block.area.height < kept[-1].area.height:
            kept.append(block)
    return kept


def _alike(children: Sequence[_Shapes]) -> list[list[_Block]]:
    """For each of some heights, the children as narrow as they can be within it."""
    heights = sorted({block.area.height for shapes in children for block in shapes})
    step = -(-len(heights) // _MOST_HEIGHTS)
    return [[_narrowest(shapes, height) for shapes in children] for height in [*heights[::step], heights[-1]]]


def _narrowest(shapes: _Shapes, height: float) -> _Block:
    return next((block for block in shapes if block.area.height <= height), shapes[-1])


def _lowest(shapes: _Shapes, width: float) -> _Block:
    return next((block for block in reversed(shapes) if block.area.width <= width), shapes[0])


def _hanging(node: str, children: Sequence[_Block], spacing: Spacing) -> _Block:
    """The children below one another, on a line that runs down under the left of the node's box."""
    indent, gap = 2 * spacing.lane, spacing.down / 2
    y, parts, spine = spacing.box.height, [], spacing.lane
    lines: list[tuple[Point, ...]] = []
    middle = y
    for child in children:
        y += gap
        middle = y + spacing.box.height / 2
        parts.append((indent, y, child))
        lines.append(((spine, middle), (indent + child.box_x, middle)))
        y += child.area.height
    lines.append(((spine, spacing.box.height), (spine, middle)))
    widest = max(child.area.width for child in children)
    area = Area(max(spacing.box.width, indent + widest), y)
    return _Block(node, area, 0, tuple(parts), tuple(lines))


def _in_rows(node: str, rows: Sequence[Sequence[_Block]], spacing: Spacing) -> _Block:
    """The children in rows, each below a line across, which a line at the left joins when there are several."""
    lane = spacing.lane if len(rows) > 1 else 0.0
    inner = max(_row_width(row, spacing.across) for row in rows)
    total = max(lane + inner, spacing.box.width)
    box_x = lane + (total - lane - spacing.box.width) / 2
    box_x = max(box_x, 0.0)
    parts, buses, y = [], [], spacing.box.height
    for row in rows:
        x = lane + (total - lane - _row_width(row, spacing.across)) / 2
        bus, y = y + spacing.down / 2, y + spacing.down
        anchors = []
        for child in row:
            parts.append((x, y, child))
            anchors.append(x + child.box_x + spacing.box.width / 2)
            x += child.area.width + spacing.across
        buses.append((bus, y, tuple(anchors)))
        y += max(child.area.height for child in row)
    lines = _bus_lines(buses, box_x + spacing.box.width / 2, spacing)
    return _Block(node, Area(total, y), box_x, tuple(parts), lines)


def _bus_lines(
    buses: Sequence[tuple[float, float, tuple[float, ...]]], stem: float, spacing: Spacing
) -> tuple[tuple[Point, ...], ...]:
    """The stem from the node, the line over each row with its drops, and the spine at the left."""
    spine = spacing.lane / 2
    lines: list[tuple[Point, ...]] = [((stem, spacing.box.height), (stem, buses[0][0]))]
    for number, (bus, top, anchors) in enumerate(buses):
        ends = [*anchors, *((stem,) if number == 0 else ()), *((spine,) if len(buses) > 1 else ())]
        lines.append(((min(ends), bus), (max(ends), bus)))
        lines += [((x, bus), (x, top)) for x in anchors]
    if len(buses) > 1:
        lines.append(((spine, buses[0][0]), (spine, buses[-1][0])))
    return tuple(lines)


def _rows_of(children: Sequence[_Block], width: float, across: float) -> list[list[_Block]]:
    """The children in as many rows as the width needs, then in rows as even as that number allows."""
    rows = _fill(children, width, across)
    if len(rows) > 1:
        even = -(-len(children) // len(rows))
        chunks = [list(children[i : i + even]) for i in range(0, len(children), even)]
        if all(_row_width(row, across) <= width for row in chunks):
            return chunks
    return rows


def _fill(children: Sequence[_Block], width: float, across: float) -> list[list[_Block]]:
    rows: list[list[_Block]] = []
    for child in children:
        if rows and _row_width([*rows[-1], child], across) <= width:
            rows[-1].append(child)
        else:
            rows.append([child])
    return rows


def _row_width(row: Sequence[_Block], across: float) -> float:
    return sum(child.area.width for child in row) + across * (len(row) - 1)


def _packed(blocks: Sequence[_Block], width: float, spacing: Spacing) -> tuple[Area, _Parts]:
    """The trees of all roots in rows."""
    parts, y, gap = [], 0.0, 2 * spacing.across
    rows = _rows_of(blocks, width, gap)
    total = max(_row_width(row, gap) for row in rows)
    for row in rows:
        x = (total - _row_width(row, gap)) / 2
        for block in row:
            parts.append((x, y, block))
            x += block.area.width + gap
        y += max(block.area.height for block in row) + spacing.down
    return Area(total, y - spacing.down), tuple(parts)


def _flattened(area: Area, parts: _Parts, spacing: Spacing) -> TreeLayout:
    places, lines = {}, []
    for x, y, block in _walk(parts):
        places[block.node] = (x + block.box_x, y)
        lines += [shifted(line, x, y) for line in block.lines]
    return TreeLayout(places, tuple(lines), area)


def _walk(parts: _Parts) -> Iterator[tuple[float, float, _Block]]:
    waiting = list(reversed(parts))
    while waiting:
        x, y, block = waiting.pop()
        yield x, y, block
        waiting += [(x + dx, y + dy, part) for dx, dy, part in reversed(block.parts)]
