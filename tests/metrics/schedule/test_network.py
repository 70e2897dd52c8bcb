"""The dependency graph and what can be wrong with its links."""

from datetime import date

import pytest

from pmo_xl.metrics.schedule.dependency import Link, LinkKind, parse_link
from pmo_xl.metrics.schedule.network import Activity, LinkFault, build_network


def activity(id: str, *predecessors: str, parent: str | None = None) -> Activity:
    return Activity(id, links=tuple(parse_link(text) for text in predecessors), parent=parent)


def faults(*activities: Activity) -> list[tuple[str, str, LinkFault]]:
    return [(b.activity, b.link.predecessor, b.fault) for b in build_network(activities).broken]


def joined(*activities: Activity) -> set[str]:
    return {
        f"{d.predecessor} {d.kind}{d.lag:+d} {d.successor}" for d in build_network(activities).dependencies
    }


def test_a_sound_network_has_no_faults_and_an_order():
    network = build_network([activity("C", "B"), activity("B", "A SS+2"), activity("A")])
    assert network.broken == network.circles == ()
    assert network.order == ("A", "B", "C")
    assert network.links["B"] == (Link("A", LinkKind.SS, 2),)


def test_ids_compare_whatever_their_width_and_case():
    assert faults(activity("ＷＢＳ－１"), activity("WBS-2", "wbs-1")) == []


@pytest.mark.parametrize(
    ("predecessor", "fault"), [("WBS-9", LinkFault.UNKNOWN), ("WBS-2", LinkFault.ITSELF)]
)
def test_an_unknown_predecessor_and_itself_are_told_apart(predecessor, fault):
    assert faults(activity("WBS-1"), activity("WBS-2", predecessor)) == [("WBS-2", predecessor, fault)]


def test_a_predecessor_written_twice_counts_once():
    one, two = activity("WBS-1"), activity("WBS-2", "WBS-1", "WBS-1 FS+3")
    assert faults(one, two) == [("WBS-2", "WBS-1", LinkFault.TWICE)]
    assert joined(one, two) == {"WBS-1 FS+0 WBS-2"}


def test_start_and_finish_may_both_be_linked_to_one_predecessor():
    assert faults(activity("WBS-1"), activity("WBS-2", "WBS-1 SS", "WBS-1 FF")) == []


def test_parents_and_children_of_any_depth_cannot_wait_for_each_other():
    tree = [activity("P"), activity("Q", parent="P"), activity("T", "P", parent="Q")]
    assert faults(*tree) == [("T", "P", LinkFault.FAMILY)]
    assert faults(activity("P", "T"), *tree[1:2], activity("T", parent="Q")) == [("P", "T", LinkFault.FAMILY)]


def test_a_circle_is_returned_as_the_ids_in_their_order():
    network = build_network([activity("A", "C"), activity("B", "A"), activity("C", "B"), activity("D", "C")])
    (circle,) = network.circles
    assert set(circle) == {"A", "B", "C"}
    turned = circle[circle.index("A") :] + circle[: circle.index("A")]
    assert turned == ("A", "B", "C")
    assert network.order == ()


def test_every_circle_is_found():
    two = [activity("A", "B"), activity("B", "A"), activity("C", "D", "A"), activity("D", "C")]
    assert sorted(sorted(circle) for circle in build_network(two).circles) == [["A", "B"], ["C", "D"]]


def test_a_circle_through_a_phase_is_found():
    loop = [activity("P"), activity("T", "U", parent="P"), activity("U", "P")]
    assert [set(circle) for circle in build_network(loop).circles] == [{"T", "U"}]


def test_the_links_of_a_phase_are_handed_on_to_its_leaves():
    tree = [activity("P"), activity("A", parent="P"), activity("B", parent="P"), activity("N", "P FS+1")]
    assert joined(*tree) == {"A FS+1 N", "B FS+1 N"}
    assert build_network(tree).summaries == {"P": ("A", "B")}
    waiting = [activity("P", "N"), *tree[1:3], activity("N")]
    assert joined(*waiting) == {"N FS+0 A", "N FS+0 B"}


def test_between_two_phases_stands_a_relay_instead_of_every_pair():
    first = [activity("P"), *(activity(f"A{n}", parent="P") for n in range(30))]
    second = [activity("Q", "P FS+2"), *(activity(f"B{n}", parent="Q") for n in range(30))]
    network = build_network([*first, *second])
    assert len(network.dependencies) == 60
    assert len(network.relays) == 1
    assert not network.relays & set(network.leaves)


def test_parents_in_a_circle_do_not_hang_the_network():
    network = build_network(
        [activity("P", "X", parent="Q"), activity("Q", parent="P"), activity("X"), activity("Y", "Q SS", "P")]
    )
    assert set(network.leaves) == {"X", "Y"}
    assert network.dependencies == ()


def test_of_two_activities_with_one_id_the_first_counts():
    network = build_network([Activity("A", duration=1), Activity("a", duration=2)])
    assert network.leaves["A"].duration == 1


def dated(id: str, first: int, last: int, *predecessors: str) -> Activity:
    links = tuple(parse_link(text) for text in predecessors)
    return Activity(id, date(2026, 6, first), date(2026, 6, last), links=links, parent="P")


def test_a_phase_starts_with_its_first_task_and_finishes_with_its_last():
    leaves = [dated("B", 2, 9), dated("A", 1, 3), dated("C", 4, 5)]
    assert joined(activity("P"), *leaves, activity("N", "P SS+1")) == {"A SS+1 N"}
    assert joined(activity("P", "N FF"), *leaves, activity("N")) == {"N FF+0 B"}
    undated = [activity("D", parent="P"), *leaves]
    assert joined(activity("P"), *undated, activity("N", "P SF")) == {"A SF+0 N"}
    assert joined(activity("P", "N SF"), *undated, activity("N")) == {"N SF+0 B"}
