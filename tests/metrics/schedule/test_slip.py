"""What moves when one activity slips."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.errors import BadOption
from pmo_xl.metrics.schedule.critical_path import Schedule, compute_schedule
from pmo_xl.metrics.schedule.dependency import parse_link
from pmo_xl.metrics.schedule.network import Activity, build_network
from pmo_xl.metrics.schedule.slip import slip
from pmo_xl.model.calendar import BusinessCalendar


def june(day: int) -> date:
    return date(2026, 6, day)


def task(id: str, first: int, last: int, *predecessors: str, **more: object) -> Activity:
    links = tuple(parse_link(text) for text in predecessors)
    return Activity(id, june(first), june(last), links=links, **more)


def schedule(*activities: Activity, as_of: date | None = None) -> Schedule:
    return compute_schedule(build_network(activities), BusinessCalendar(), as_of)


def milestone(id: str, day: int, *predecessors: str, **more: object) -> Activity:
    return task(id, day, day, *predecessors, is_milestone=True, **more)


CHAIN = (
    task("P", 1, 5),
    task("A", 1, 3, parent="P"),
    task("B", 4, 5, "A", parent="P"),
    task("C", 10, 11, "B"),
    task("M", 12, 12, "C", is_milestone=True),
)


def moved(found: Schedule, id: str, days: int) -> list[tuple[str, int, int]]:
    return [(move.id, move.days, move.finish_after.day) for move in slip(found, id, days).moves]


def test_a_slip_moves_what_follows_until_the_float_takes_it_up():
    found = schedule(*CHAIN)
    assert moved(found, "A", 1) == [("A", 1, 4), ("B", 1, 8)]
    assert slip(found, "A", 1).finish_days == 0
    # M from Friday the 12th to Monday the 15th: one business day, in the heading and in the row
    assert moved(found, "A", 4) == [("A", 4, 9), ("B", 4, 11), ("C", 2, 15), ("M", 1, 15)]
    assert slip(found, "A", 4).finish_days == 1


def test_the_last_milestone_moves_once_the_slip_is_longer_than_float_and_milestone_day():
    found = schedule(*CHAIN)
    room = found.find("B").total_float
    assert slip(found, "B", room).moves[-1].id == "B"
    assert slip(found, "B", room + 1).moves[-1].id == "C"  # C now ends on the milestone's own day
    assert slip(found, "B", room + 1).finish_days == 0
    assert slip(found, "B", room + 2).finish_days == 1
    last = slip(found, "B", room + 2).moves[-1]
    assert (last.id, last.is_milestone, last.finish_before) == ("M", True, june(12))


def test_a_phase_slips_as_a_whole_and_not_twice():
    assert moved(schedule(*CHAIN), "P", 2) == [("A", 2, 5), ("B", 2, 9)]


def test_what_is_begun_slips_at_its_finish():
    begun = task("A", 1, 3, actual_start=june(1), progress=Decimal("0.7"))
    found = schedule(begun, task("B", 4, 5, "A"), task("S", 2, 3, "A SS"), as_of=june(2))
    assert moved(found, "A", 2) == [("A", 2, 5), ("B", 2, 9)]


def test_what_is_finished_does_not_slip():
    done = task("A", 1, 3, actual_start=june(1), actual_finish=june(3))
    found = schedule(done, task("B", 4, 5, "A"), as_of=june(4))
    assert moved(found, "A", 5) == []
    assert slip(found, "A", 5).is_finished


def test_a_milestone_slips_from_its_own_day():
    found = schedule(milestone("K", 3), task("B", 4, 5, "K"), as_of=june(2))
    assert moved(found, "K", 2) == [("K", 2, 5), ("B", 2, 9)]
    missed = schedule(milestone("K", 1), task("B", 4, 5, "K"), as_of=june(2))
    assert missed.find("K").early_finish == june(3)
    assert moved(missed, "K", 2) == [("K", 2, 5), ("B", 2, 9)]


def test_what_leads_to_no_milestone_says_nothing_of_the_last_one():
    found = schedule(*CHAIN, task("X", 1, 2), milestone("K", 3, "X"), task("Y", 1, 2))
    assert slip(found, "A", 1).milestones == ("M",)
    assert (slip(found, "X", 1).milestones, slip(found, "X", 1).finish_days) == (("K",), None)
    assert (slip(found, "Y", 1).milestones, slip(found, "Y", 1).finish_days) == ((), None)


@pytest.mark.parametrize("days", [1, 2, 3, 7])
@pytest.mark.parametrize("id", ["A", "B", "C", "M"])
def test_the_heading_and_the_row_of_the_last_milestone_say_one_number(id, days):
    found = slip(schedule(*CHAIN, as_of=june(2)), id, days)
    rows = [move.days for move in found.moves if move.id == "M"]
    assert [found.finish_days] == (rows or [0])


def test_without_a_milestone_the_latest_finish_counts():
    found = schedule(task("A", 1, 3), task("B", 1, 2))
    assert (slip(found, "A", 2).finish_days, slip(found, "A", 2).end_days) == (None, 2)
    assert (slip(found, "B", 1).finish_days, slip(found, "B", 1).end_days) == (None, 0)


@pytest.mark.parametrize(
    ("id", "days", "word"), [("X", 1, "作業ID X"), ("A", 0, "1以上"), ("A", -2, "1以上")]
)
def test_a_slip_that_makes_no_sense_is_refused_in_plain_words(id, days, word):
    with pytest.raises(BadOption) as refused:
        slip(schedule(*CHAIN), id, days)
    assert word in refused.value.message


def test_a_schedule_in_a_circle_cannot_slip():
    with pytest.raises(BadOption, match="循環"):
        slip(schedule(task("A", 1, 2, "B"), task("B", 3, 4, "A")), "A", 1)
