"""The layouts: no boxes overlap, everything lies inside, the same input gives the same layout."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_xl.charts.flow_layout import Arrow, FlowLayout, flow_layout
from pmo_xl.charts.layers import layered
from pmo_xl.charts.marks import Box
from pmo_xl.charts.spreading import spread
from pmo_xl.charts.style import LANDSCAPE, Area
from pmo_xl.charts.tree_layout import Spacing, fit, tree_layout

SPACING = Spacing(Area(70, 34))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=20), st.floats(0, 10))
def test_spread_keeps_order_and_gaps_and_moves_nothing_without_need(wishes, gap):
    found = spread(wishes, [gap] * (len(wishes) - 1))
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(found))
    if all(b - a >= gap for a, b in pairwise(wishes)):
        assert all(abs(a - b) < 1e-6 for a, b in zip(found, wishes, strict=True))
    assert abs(sum(found) - sum(wishes)) < 1e-6 * max(1, len(wishes) * 100)


@st.composite
def forests(draw):
    count = draw(st.integers(1, 40))
    above = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(count)]
    tree: dict[str, list[str]] = {}
    for n, over in enumerate(above):
        if over is not None:
            tree.setdefault(str(over), []).append(str(n))
    return count, tree, [str(n) for n, over in enumerate(above) if over is None]


def boxes_of_tree(layout) -> dict[str, Box]:
    size = SPACING.box
    return {name: Box(x, y, size.width, size.height, name=name) for name, (x, y) in layout.places.items()}


@settings(max_examples=20, deadline=None)
@given(forests())
def test_a_tree_places_everybody_once_inside_and_without_overlap(forest):
    count, tree, roots = forest
    layout = tree_layout(tree, roots, SPACING, LANDSCAPE)
    boxes = boxes_of_tree(layout)
    assert len(boxes) == count
    assert not any(one.overlaps(other) for one, other in combinations(boxes.values(), 2))
    for box in boxes.values():
        assert box.x >= -0.01 and box.y >= -0.01
        assert box.right <= layout.area.width + 0.01 and box.bottom <= layout.area.height + 0.01
    assert layout == tree_layout(tree, roots, SPACING, LANDSCAPE)


@settings(max_examples=20, deadline=None)
@given(forests())
def test_no_line_of_a_tree_runs_through_a_box(forest):
    _, tree, roots = forest
    layout = tree_layout(tree, roots, SPACING, LANDSCAPE)
    for (x1, y1), (x2, y2) in layout.lines:
        line = Box(min(x1, x2), min(y1, y2), abs(x2 - x1) + 0.001, abs(y2 - y1) + 0.001)
        for box in boxes_of_tree(layout).values():
            inner = Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
            assert not inner.overlaps(line, 1e-6)


def test_eighty_people_under_one_fill_the_page():
    layout = tree_layout({"0": [str(n) for n in range(1, 80)]}, ["0"], SPACING, LANDSCAPE)
    assert fit(layout.area, LANDSCAPE) > 0.8


def test_a_chain_longer_than_python_may_recurse_is_laid_out():
    tree = {str(n): [str(n + 1)] for n in range(1200)}
    assert len(tree_layout(tree, ["0"], SPACING, LANDSCAPE).places) == 1201


@st.composite
def graphs(draw):
    count = draw(st.integers(2, 14))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda each: each[0] != each[1]
    )
    pairs = draw(st.lists(ends, max_size=30))
    heights = draw(st.lists(st.sampled_from([9.0, 18.0, 30.0]), min_size=len(pairs), max_size=len(pairs)))
    arrows = [Arrow(str(a), str(b), Area(34, height)) for (a, b), height in zip(pairs, heights, strict=True)]
    return {str(n): Area(80, 24) for n in range(count)}, arrows


def boxes_of_flow(layout: FlowLayout) -> list[Box]:
    return [Box(*corner, size.width, size.height) for corner, size in layout.boxes.values()]


def labels_of(layout: FlowLayout, arrows: list[Arrow]) -> list[Box]:
    routes = zip(layout.routes, arrows, strict=True)
    return [Box(*route.label, arrow.label.width, arrow.label.height) for route, arrow in routes]


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_boxes_and_labels_of_a_graph_keep_clear_of_one_another(graph):
    sizes, arrows = graph
    layout = flow_layout(sizes, arrows, LANDSCAPE)
    things = [*boxes_of_flow(layout), *labels_of(layout, arrows)]
    assert len(layout.boxes) == len(sizes)
    assert not any(one.overlaps(other) for one, other in combinations(things, 2))
    for thing in things:
        assert thing.x >= -0.01 and thing.y >= -0.01
        assert thing.right <= layout.area.width + 0.01 and thing.bottom <= layout.area.height + 0.01
    assert layout == flow_layout(sizes, arrows, LANDSCAPE)


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_every_arrow_begins_at_its_source_and_its_tip_touches_its_target(graph):
    sizes, arrows = graph
    layout = flow_layout(sizes, arrows, LANDSCAPE)
    for arrow, route in zip(arrows, layout.routes, strict=True):
        (x, y), size = layout.boxes[arrow.target]
        edge = x if route.towards[0] > 0 else x + size.width
        assert abs(route.tip[0] - edge) < 0.01
        assert y <= route.tip[1] <= y + size.height
        (x, y), size = layout.boxes[arrow.source]
        other = route.points[0] if route.tip == route.points[-1] else route.points[-1]
        assert min(abs(other[0] - x), abs(other[0] - x - size.width)) < 0.01
        assert y <= other[1] <= y + size.height


@settings(max_examples=20, deadline=None)
@given(graphs(), st.integers(1, 6))
def test_joined_nodes_never_share_a_layer(graph, count):
    sizes, arrows = graph
    edges = [(arrow.source, arrow.target) for arrow in arrows]
    found = layered(list(sizes), edges, count, 3)
    layer = {place: number for number, places in enumerate(found.layers) for place in places}
    assert all(layer[a] != layer[b] for a, b in edges)
    assert all(layer[b] - layer[a] == 1 for chain in found.chains for a, b in pairwise(chain))
