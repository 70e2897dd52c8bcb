"""Circles of a graph: every one is a true walk, none is left in a small graph, large ones are quick."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.schedule.circles import circles_of, knots_of

NODES = "ABCDEFGH"
GRAPHS = st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), unique=True) for node in NODES})


def is_ordered(graph: dict[str, list[str]]) -> bool:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return False
    return True


def without(graph: dict[str, list[str]], taken: set[str]) -> dict[str, list[str]]:
    return {n: [p for p in before if p not in taken] for n, before in graph.items() if n not in taken}


@given(GRAPHS)
def test_each_node_of_a_circle_waits_for_the_one_before_it(graph):
    for circle in circles_of(graph):
        assert all(
            before in graph[node] for before, node in zip(circle, (*circle[1:], circle[0]), strict=True)
        )


@given(GRAPHS)
def test_without_the_circles_found_nothing_waits_for_itself(graph):
    circles = circles_of(graph)
    assert is_ordered(graph) == (not circles)
    assert is_ordered(without(graph, {node for circle in circles for node in circle}))


@given(GRAPHS)
def test_circles_share_no_node(graph):
    nodes = [node for circle in circles_of(graph) for node in circle]
    assert len(nodes) == len(set(nodes))


def test_a_knot_holds_all_that_wait_for_one_another():
    assert knots_of({"A": ["B"], "B": ["C"], "C": ["A"], "D": ["A"], "E": ["E"]}) == [("A", "B", "C"), ("E",)]


def test_a_chain_of_ten_thousand_needs_no_recursion():
    chain = {f"{n}": [f"{n + 1}"] for n in range(10_000)} | {"10000": ["0"]}
    assert [len(circle) for circle in circles_of(chain)] == [10_001]


def test_thousands_of_small_circles_are_found():
    """Looking at each from every other would take hours."""
    pairs = {f"{n}": [f"{n ^ 1}"] for n in range(10_000)}
    assert len(circles_of(pairs)) == 5_000
