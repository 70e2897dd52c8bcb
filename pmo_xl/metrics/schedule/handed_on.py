"""What links hand on from one activity to the next: that work leads there, or that a date is a lower bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmo_xl.metrics.schedule.forward_pass import NO_SPAN, Node, is_live
from pmo_xl.metrics.schedule.network import Network


def handed_on(network: Network, nodes: Mapping[str, Node], sources: Iterable[str]) -> frozenset[str]:
    """The nodes to which live links lead from one of `sources` (a source only when another leads to it)."""
    origins, reached = frozenset(sources), set[str]()
    for key in network.order:
        edges = network.incoming.get(key, ())
        if any(
            (edge.predecessor in origins or edge.predecessor in reached) and is_live(edge, nodes)
            for edge in edges
        ):
            reached.add(key)
    return frozenset(reached)


def led_by_work(network: Network, nodes: Mapping[str, Node]) -> frozenset[str]:
    """The open nodes to which unfinished work leads: only of these a forecast by links can be given."""
    leaves = network.leaves.items()
    work = (key for key, each in leaves if not each.is_milestone and not each.actual_finish and key in nodes)
    return handed_on(network, nodes, work)


def lower_bounds(network: Network, nodes: Mapping[str, Node]) -> frozenset[str]:
    """The open nodes whose forecast is 下限: their own, or of something that they depend on.

    What has no dates may end any day, so whatever depends on it has a lower bound too.
    """
    undated = {
        key: Node(NO_SPAN, 0, is_begun=each.actual_start is not None)
        for key, each in network.leaves.items()
        if key not in nodes
    }
    own = {key for key, node in nodes.items() if node.is_lower_bound}
    reached = handed_on(network, {**nodes, **undated}, own | undated.keys())
    return frozenset((own | reached) - undated.keys())
