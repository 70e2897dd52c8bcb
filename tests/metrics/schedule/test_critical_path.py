"""Critical path and float: hand-made cases, and random networks against an independent computation."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import networkx as nx
import pytest

from pmo_xl.metrics.schedule.critical_path import Schedule, compute_schedule
from pmo_xl.metrics.schedule.dependency import Link, LinkKind, parse_link
from pmo_xl.metrics.schedule.network import Activity, build_network
from pmo_xl.model.calendar import BusinessCalendar

CALENDAR = BusinessCalendar()
MONDAY = date(2026, 6, 1)


def june(day: int) -> date:
    return date(2026, 6, day)


def task(id: str, first: int, last: int, *predecessors: str, **more: object) -> Activity:
    links = tuple(parse_link(text) for text in predecessors)
    return Activity(id, june(first), june(last), links=links, **more)


def milestone(id: str, day: int, *predecessors: str, **more: object) -> Activity:
    return task(id, day, day, *predecessors, is_milestone=True, **more)


def schedule(*activities: Activity, as_of: date | None = None, calendar=CALENDAR) -> Schedule:
    return compute_schedule(build_network(activities), calendar, as_of)


def dates(found: Schedule, id: str) -> tuple[int, int]:
    return found.find(id).early_start.day, found.find(id).early_finish.day


def floats(found: Schedule) -> dict[str, tuple[int, int]]:
    return {each.id: (each.total_float, each.free_float) for each in found.activities.values()}


# 2026-06-01 is a Monday; June 2026 has no public holiday.


def test_a_chain_on_time_is_critical_throughout():
    found = schedule(
        task("A", 1, 3), task("B", 4, 9, "A"), task("C", 4, 5, "A"), milestone("M", 10, "B", "C")
    )
    assert found.critical_path == ("A", "B", "M")
    assert found.critical_paths() == [("A", "B", "M")]
    assert floats(found) == {"A": (0, 0), "B": (0, 0), "C": (2, 2), "M": (0, 0)}
    assert (found.find("C").late_start, found.find("C").late_finish) == (june(8), june(9))
    assert found.finish_milestone == "M"


def test_float_that_a_successor_shares_is_total_and_not_free():
    found = schedule(task("A", 1, 12), task("B", 1, 2), task("C", 3, 4, "B"), milestone("M", 15, "A", "C"))
    assert floats(found)["B"] == (6, 0)
    assert floats(found)["C"] == (6, 6)


def test_a_milestone_on_the_last_day_of_its_predecessor_is_fine():
    found = schedule(task("A", 1, 5), milestone("M", 5, "A"))
    assert (dates(found, "M"), found.find("M").total_float) == ((5, 5), 0)
    assert found.find("A").total_float == 0


def test_work_may_begin_on_the_day_of_its_milestone():
    found = schedule(milestone("K", 1), task("A", 1, 5, "K"), milestone("M", 8, "A"))
    assert dates(found, "A") == (1, 5)
    assert found.critical_path[-2:] == ("A", "M")


def test_an_overlap_pushes_the_successor_and_gives_negative_float():
    found = schedule(task("A", 1, 5), task("B", 4, 9, "A"), milestone("M", 9, "B"))
    assert dates(found, "B") == (8, 11)
    assert dates(found, "M") == (11, 11)
    assert floats(found) == {"A": (-2, 0), "B": (-2, 0), "M": (-2, -2)}
    assert found.critical_path == ("A", "B", "M")
    assert found.find("A").late_finish == june(3)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("A", (8, 10)),
        ("A FS+2", (10, 12)),
        ("A FS-2", (4, 8)),
        ("A SS", (2, 4)),  # as planned
        ("A SS+3", (4, 8)),
        ("A FF", (3, 5)),
        ("A FF+1", (4, 8)),
        ("A SF", (2, 4)),
        ("A SF+5", (4, 8)),
    ],
)
def test_each_kind_of_link_holds_the_end_that_it_names(link, expected):
    assert dates(schedule(task("A", 1, 5), task("B", 2, 4, link)), "B") == expected


def test_finishing_on_the_day_its_predecessor_starts_satisfies_start_to_finish():
    held = schedule(task("A", 10, 12), task("B", 8, 10, "A SF"))
    assert dates(held, "B") == (8, 10)
    pushed = schedule(task("A", 10, 12), task("B", 8, 9, "A SF"))
    assert dates(pushed, "B") == (9, 10)


def test_a_finished_predecessor_still_holds_start_to_finish_on_its_day():
    finished = task("A", 10, 12, actual_start=june(10), actual_finish=june(12))
    assert dates(schedule(finished, task("B", 8, 9, "A SF")), "B") == (9, 10)


def test_a_milestone_needs_no_extra_day_from_start_to_finish():
    assert dates(schedule(milestone("K", 10), task("B", 8, 9, "K SF")), "B") == (8, 9)


def test_lags_and_lengths_jump_over_weekends_and_days_off():
    closed = BusinessCalendar(company_holidays=frozenset({june(8)}), working_days=frozenset({june(13)}))
    found = schedule(task("A", 1, 5), task("B", 8, 12, "A FS+1"), calendar=closed)
    # 06-08 is off: B has 4 days, may begin after one of lag (06-09), and may work on Saturday 06-13
    assert dates(found, "B") == (10, 13)


def test_a_release_on_a_weekend_takes_no_business_day_and_keeps_its_dates():
    found = schedule(task("A", 1, 5), task("R", 6, 7, "A"), task("S", 8, 9, "R"), milestone("M", 9, "S"))
    assert dates(found, "R") == (6, 7)
    assert dates(found, "S") == (8, 9)
    assert floats(found)["R"] == (0, 0)
    late = schedule(task("A", 1, 8), task("R", 6, 7, "A"), milestone("M", 7, "R"))
    assert dates(late, "R") == (9, 9)
    assert late.find("M").total_float == -1


def test_a_milestone_on_a_saturday_may_follow_fridays_work():
    found = schedule(task("A", 1, 5), milestone("M", 6, "A"))
    assert (dates(found, "M"), found.find("A").total_float) == ((6, 6), 0)


def test_what_should_have_begun_starts_on_the_business_day_after_the_as_of_date():
    found = schedule(task("A", 1, 3), task("B", 4, 5, "A"), milestone("M", 5, "B"), as_of=june(4))
    assert dates(found, "A") == (5, 9)
    assert dates(found, "B") == (10, 11)
    assert found.find("A").total_float == -4
    on_the_day = schedule(task("A", 4, 5), milestone("M", 5, "A"), as_of=june(4))
    assert on_the_day.find("A").total_float == 0


def test_what_is_begun_keeps_its_start_and_ends_when_what_remains_is_done():
    # of three days a third is done by the end of the 3rd: two remain
    found = schedule(
        task("A", 1, 3, actual_start=june(2), progress=Decimal("0.34")),
        task("B", 4, 5, "A"),
        milestone("M", 5, "B"),
        as_of=june(3),
    )
    assert dates(found, "A") == (2, 9)
    assert dates(found, "B") == (10, 11)
    assert found.find("A").late_start == june(2)
    assert found.find("A").late_finish == june(3)
    assert found.find("A").total_float == -4


def test_what_is_done_but_not_reported_finished_ends_on_the_as_of_date():
    done = task("A", 1, 3, actual_start=june(1), progress=Decimal(1))
    found = schedule(done, task("B", 4, 5, "A"), as_of=june(9))
    assert dates(found, "A") == (1, 9)
    assert dates(found, "B") == (10, 11)


def test_what_is_begun_is_no_longer_held_at_its_start():
    found = schedule(task("A", 1, 5), task("B", 8, 9, "A", actual_start=june(2)), as_of=june(3))
    assert dates(found, "B") == (2, 9)
    assert found.find("A").early_start == june(4)
    held = schedule(task("A", 1, 5), task("B", 8, 9, "A FF", actual_start=june(2)), as_of=june(3))
    assert dates(held, "B") == (2, 10)


def test_what_is_finished_is_fixed_and_has_no_float():
    found = schedule(
        task("A", 1, 3, actual_start=june(1), actual_finish=june(2)),
        task("B", 4, 5, "A FS+2"),
        milestone("M", 5, "B"),
        as_of=june(3),
    )
    assert dates(found, "A") == (1, 2)
    assert (found.find("A").total_float, found.find("A").is_open) == (None, False)
    assert dates(found, "B") == (5, 8)
    assert found.critical_path == ("B", "M")


def test_the_day_after_a_reached_milestone_is_not_lost():
    found = schedule(milestone("K", 3, actual_finish=june(4)), task("A", 4, 5, "K"), as_of=june(4))
    assert dates(found, "A") == (4, 5)


def test_a_reserve_before_the_last_milestone_leaves_the_least_float_critical():
    found = schedule(task("A", 1, 3), task("B", 1, 2), milestone("M", 10, "A", "B"))
    assert floats(found) == {"A": (4, 4), "B": (5, 5), "M": (0, 0)}
    assert found.critical_path == ("A", "M")


def test_what_does_not_lead_to_the_last_milestone_has_float_to_the_end_of_everything():
    found = schedule(task("A", 1, 5), milestone("M", 8, "A"), task("Z", 9, 10), task("Y", 1, 2))
    assert floats(found)["Z"] == (0, 0)
    assert floats(found)["Y"] == (6, 6)
    assert not found.find("Z").is_critical


def test_without_a_milestone_float_runs_to_the_latest_finish():
    found = schedule(task("A", 1, 5), task("B", 1, 3))
    assert (found.finish, found.critical_path) == (None, ("A",))
    assert floats(found)["B"] == (2, 2)


def test_the_latest_open_milestone_is_the_finish():
    found = schedule(milestone("M1", 5), milestone("M2", 9), milestone("M3", 12, actual_finish=june(2)))
    assert found.finish_milestone == "M2"
    assert schedule(milestone("M1", 5), milestone("M2", 5)).finish_milestone == "M2"


def test_a_milestone_may_be_dated_by_its_start_alone():
    found = schedule(task("A", 1, 5), Activity("M", june(8), is_milestone=True, links=(Link("A"),)))
    assert (found.finish_milestone, dates(found, "M")) == ("M", (8, 8))
    both = Activity("M", june(3), june(8), is_milestone=True)
    assert dates(schedule(both), "M") == (8, 8)


def test_a_task_pushed_from_friday_over_a_weekend_ends_on_a_business_day():
    found = schedule(task("A", 1, 8), task("B", 5, 7, "A"))
    assert dates(found, "B") == (9, 9)


def test_two_critical_paths_are_both_listed_and_the_list_has_a_limit():
    both = schedule(task("A", 1, 5), task("B", 1, 5), milestone("M", 8, "A", "B"))
    assert both.critical_paths() == [("A", "M"), ("B", "M")]
    assert both.critical_paths(limit=1) == [("A", "M")]
    many = schedule(
        *(task(f"T{n}", 1, 5) for n in range(12)), milestone("M", 8, *(f"T{n}" for n in range(12)))
    )
    assert len(many.critical_paths()) == 10


def test_phases_hand_their_links_on_without_standing_in_the_path():
    found = schedule(
        task("P", 1, 3),
        task("A", 1, 3, parent="P"),
        task("B", 1, 2, parent="P"),
        task("Q", 4, 9, "P"),
        task("C", 4, 9, parent="Q"),
        task("D", 8, 8, parent="Q"),
        milestone("M", 10, "Q"),
    )
    assert found.critical_paths() == [("A", "C", "M")]
    assert floats(found) == {"A": (0, 0), "B": (1, 1), "C": (0, 0), "D": (1, 1), "M": (0, 0)}
    assert found.find("P") is None


def test_a_circle_forbids_a_schedule_and_is_named():
    found = schedule(task("A", 1, 2, "B"), task("B", 3, 4, "A"))
    assert found.activities == {}
    assert "循環" in found.reason
    assert "A → B → A" in found.reason or "B → A → B" in found.reason


def test_an_activity_without_dates_is_left_out_and_told():
    found = schedule(Activity("X", june(1)), task("A", 1, 2, "X"))
    assert found.undated == ("X",)
    assert dates(found, "A") == (1, 2)


def test_durations_without_dates_begin_together_where_told():
    network = build_network([Activity("A", duration=3), Activity("B", duration=2, links=(Link("A"),))])
    found = compute_schedule(network, CALENDAR, starts_on=june(1))
    assert dates(found, "B") == (4, 5)
    assert compute_schedule(network, CALENDAR).undated == ("A", "B")


def test_a_finish_before_the_start_lasts_no_time():
    assert schedule(task("A", 5, 3)).find("A").early_finish == june(5)


# --- an independent computation: difference constraints over event nodes, solved as longest paths ---------

HOLIDAYS = BusinessCalendar(
    company_holidays=frozenset({june(10), june(11)}), working_days=frozenset({june(20)})
)
BUSINESS_DAYS = [
    day for day in (date(2025, 1, 1) + timedelta(n) for n in range(1100)) if HOLIDAYS.is_business_day(day)
]


def begins(day: date) -> int:
    return sum(each < day for each in BUSINESS_DAYS)


def ends(day: date) -> int:
    return sum(each <= day for each in BUSINESS_DAYS)


def random_activities(seed: int) -> tuple[list[Activity], date | None]:
    rng = random.Random(seed)
    as_of = june(rng.randint(1, 20)) if seed % 2 else None
    activities = []
    for n in range(rng.randint(4, 18)):
        first = MONDAY + timedelta(rng.randint(0, 40))
        last = first + timedelta(rng.choice([0, 1, 2, 4, 7, 11]))
        predecessors = rng.sample(range(n), min(n, rng.choice([0, 1, 1, 2, 3])))
        links = tuple(
            Link(f"T-{p}", rng.choice(list(LinkKind)), rng.choice([0, 0, 0, 1, 3, -2])) for p in predecessors
        )
        is_milestone = rng.random() < 0.15
        each = Activity(
            f"T-{n}", first, first if is_milestone else last, is_milestone=is_milestone, links=links
        )
        activities.append(_with_actuals(each, as_of, rng))
    end = MONDAY + timedelta(rng.randint(30, 90))
    last_links = tuple(Link(f"T-{p}") for p in range(len(activities)) if rng.random() < 0.5)
    activities.append(Activity("END", end, end, is_milestone=True, links=last_links))
    return activities, as_of


def _with_actuals(each: Activity, as_of: date | None, rng: random.Random) -> Activity:
    if as_of is None or each.planned_start > as_of or rng.random() < 0.3:
        return each
    if each.is_milestone:
        return replace(each, actual_finish=each.planned_start)
    progress = rng.choice([None, Decimal("0.05"), Decimal("0.2"), Decimal("0.7"), Decimal(1)])
    begun = replace(each, actual_start=each.planned_start + timedelta(rng.randint(-2, 2)), progress=progress)
    is_done = each.planned_finish < as_of and rng.random() < 0.7
    return replace(begun, actual_finish=each.planned_finish + timedelta(3)) if is_done else begun


def left_of(a: Activity, as_of: date) -> int:
    """The table of definitions.md, in whole percents."""
    planned, worked = days_from_to(a.planned_start, a.planned_finish), days_from_to(a.actual_start, as_of)
    if a.progress is None:
        return max(planned - worked, 1)
    done = int(a.progress * 100)
    by_plan = -(-planned * (100 - done) // 100)
    return by_plan if done < 20 else max(by_plan, -(-worked * (100 - done) // done))


def days_from_to(first: date, last: date) -> int:
    return sum(first <= day <= last for day in BUSINESS_DAYS)


def constraints(activities: list[Activity], as_of: date | None) -> nx.DiGraph:
    """Every rule as `moment of v ≥ moment of u + weight`; the weights are negated for Bellman-Ford."""
    graph = nx.DiGraph()
    by_id = {each.id: each for each in activities}
    length = {
        a.id: 0 if a.is_milestone else max(0, ends(a.planned_finish) - begins(a.planned_start))
        for a in activities
    }

    def hold(u: object, v: object, weight: int) -> None:
        if not graph.has_edge(u, v) or graph[u][v]["weight"] > -weight:
            graph.add_edge(u, v, weight=-weight)

    for a in activities:
        start, finish = (a.id, "start"), (a.id, "finish")
        if a.actual_finish:
            first = begins(min(a.actual_start or a.actual_finish, a.actual_finish))
            hold("source", start, first)
            hold("source", finish, first if a.is_milestone else ends(a.actual_finish))
            length[a.id] = 0 if a.is_milestone else ends(a.actual_finish) - first
            continue
        if a.actual_start:
            hold("source", start, begins(a.actual_start))
            hold("source", finish, ends(as_of) + left_of(a, as_of))
            length[a.id] = max(ends(as_of) + left_of(a, as_of), ends(a.planned_finish)) - begins(
                a.actual_start
            )
        else:
            is_late = as_of is not None and a.planned_start < as_of
            hold("source", start, ends(as_of) if is_late else begins(a.planned_start))
            hold(finish, start, -length[a.id])
        hold(start, finish, length[a.id])
    for a in activities:
        for link in a.links:
            held = "finish" if link.kind in (LinkKind.FF, LinkKind.SF) else "start"
            if a.actual_finish or (a.actual_start and held == "start"):
                continue
            other = by_id[link.predecessor]
            from_end = "start" if link.kind in (LinkKind.SS, LinkKind.SF) else "finish"
            same_day = link.kind is LinkKind.SF and length[a.id] > 0 and length[other.id] > 0
            hold((other.id, from_end), (a.id, held), link.lag + same_day)
    return graph


def moments(graph: nx.DiGraph) -> dict[object, int]:
    distances = nx.single_source_bellman_ford_path_length(graph, "source")
    return {node: -distance for node, distance in distances.items()}


def latest(graph: nx.DiGraph, early: dict[object, int], activities: list[Activity]) -> dict[str, int]:
    """Late finishes: deadlines minus the longest way to them."""
    still_open = [a for a in activities if not a.actual_finish]
    last = max(
        (a for a in still_open if a.is_milestone), key=lambda a: (a.planned_finish, activities.index(a))
    )
    end = max(early[a.id, "finish"] for a in still_open)
    backwards = graph.reverse(copy=True)
    for a in still_open:
        deadline = min(early[a.id, "finish"], ends(a.planned_finish)) if a is last else end
        backwards.add_edge("sink", (a.id, "finish"), weight=deadline)
    distances = nx.single_source_bellman_ford_path_length(backwards, "sink")
    return {a.id: distances[a.id, "finish"] for a in still_open}


@pytest.mark.parametrize("seeds", [range(n, n + 20) for n in range(0, 200, 20)])
def test_two_hundred_random_networks_agree_with_longest_paths(seeds):
    for seed in seeds:
        activities, as_of = random_activities(seed)
        found = compute_schedule(build_network(activities), HOLIDAYS, as_of)
        graph = constraints(activities, as_of)
        early = moments(graph)
        spans = {id: (span.start, span.finish) for id, span in found.spans.items()}
        offset = begins(MONDAY) - (HOLIDAYS.number(MONDAY) - 1)
        assert {id: (s + offset, f + offset) for id, (s, f) in spans.items()} == {
            a.id: (early[a.id, "start"], early[a.id, "finish"]) for a in activities
        }
        late = latest(graph, early, activities)
        totals = {each.id: each.total_float for each in found.activities.values() if each.is_open}
        assert totals == {id: late[id] - early[id, "finish"] for id in late}
        assert set(found.critical_path) == critical(graph, activities, totals, found.finish_milestone)


def critical(graph: nx.DiGraph, activities: list[Activity], totals: dict[str, int], last: str) -> set[str]:
    begun = {a.id for a in activities if a.actual_start}  # its start has happened: nothing moves it any more
    ends_before = nx.ancestors(graph, (last, "finish")) - {"source"} - {(a, "start") for a in begun}
    leading = {a for a, _ in ends_before if a in totals} | {last}
    early = moments(graph)
    lasting = [totals[a] for a in leading if early[a, "finish"] > early[a, "start"]]
    return {a for a in leading if totals[a] <= max(0, min(lasting, default=0))}


@pytest.mark.parametrize("seeds", [range(n, n + 6) for n in range(0, 36, 6)])
def test_free_float_is_how_far_one_may_move_before_any_other_does(seeds):
    for seed in seeds:
        activities, as_of = random_activities(seed)
        found = compute_schedule(build_network(activities), HOLIDAYS, as_of)
        graph = constraints(activities, as_of)
        early = moments(graph)
        for each in (a for a in found.activities.values() if a.is_open):
            if found.network.outgoing.get(each.id) and each.free_float != each.total_float:
                assert not moved_by(graph, early, each.id, each.free_float)
                assert moved_by(graph, early, each.id, each.free_float + 1)


def moved_by(graph: nx.DiGraph, early: dict[object, int], id: str, days: int) -> bool:
    pushed = graph.copy()
    pushed.add_edge("source", (id, "finish"), weight=-(early[id, "finish"] + days))
    after = moments(pushed)
    return any(after[node] != early[node] for node in early if node != "source" and node[0] != id)
