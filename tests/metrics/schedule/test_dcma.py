"""DCMA measures with their counts and limits."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmo_xl.metrics.schedule import dcma
from pmo_xl.metrics.schedule.critical_path import Schedule, compute_schedule
from pmo_xl.metrics.schedule.dependency import parse_link
from pmo_xl.metrics.schedule.network import Activity, build_network
from pmo_xl.model.calendar import BusinessCalendar

AS_OF = date(2026, 6, 15)


def june(day: int) -> date:
    return date(2026, 6, 1) + timedelta(day - 1)


def task(id: str, first: int, last: int, *predecessors: str, **more: object) -> Activity:
    links = tuple(parse_link(text) for text in predecessors)
    return Activity(id, june(first), june(last), links=links, **more)


def milestone(id: str, day: int, *predecessors: str, **more: object) -> Activity:
    return task(id, day, day, *predecessors, is_milestone=True, **more)


def done(first: int, last: int) -> dict[str, date]:
    return {"actual_start": june(first), "actual_finish": june(last)}


def schedule(*activities: Activity, as_of: date | None = None) -> Schedule:
    return compute_schedule(build_network(activities), BusinessCalendar(), as_of)


def counted(measure: dcma.DcmaPoint) -> tuple[int, int, tuple[str, ...]]:
    assert measure.reason is None
    return measure.count, measure.total, measure.ids


CHAIN = (task("A", 1, 3), task("B", 4, 5, "A"), milestone("M", 8, "B"))
CIRCLE = (task("A", 1, 3, "B"), task("B", 4, 5, "A"), milestone("M", 8, "B"))


def test_open_tasks_lack_logic_at_either_end_and_milestones_do_not_count():
    loose = (*CHAIN, task("X", 1, 2), task("Y", 1, 2, **done(1, 2)))
    assert counted(dcma.missing_logic(schedule(*loose))) == (2, 3, ("A", "X"))


def test_the_links_of_a_phase_are_logic_of_its_tasks():
    phases = (task("P", 1, 3), task("A", 1, 3, parent="P"), task("Q", 4, 5, "P"), task("B", 4, 5, parent="Q"))
    assert dcma.missing_logic(schedule(*phases, milestone("M", 8, "Q"))).ids == ("A",)


def test_leads_lags_and_other_links_are_counted_of_the_links_into_open_work():
    found = schedule(
        task("A", 1, 3),
        task("B", 4, 5, "A FS-1"),
        task("C", 4, 5, "A FS+2", "B SS"),
        task("D", 4, 5, "A FF+1", **done(4, 5)),
    )
    assert counted(dcma.leads(found)) == (1, 3, ("B",))
    assert counted(dcma.lags(found)) == (1, 3, ("C",))
    assert counted(dcma.other_links(found)) == (1, 3, ("C",))


def test_the_links_of_a_phase_count_once_while_any_of_it_is_open():
    tree = [
        task("N", 1, 2),
        task("P", 3, 5, "N SS"),
        task("A", 3, 4, parent="P"),
        task("B", 3, 5, parent="P"),
    ]
    assert counted(dcma.other_links(schedule(*tree))) == (1, 1, ("P",))
    closed = [replace(each, **done(3, 4)) if each.parent else each for each in tree]
    assert dcma.other_links(schedule(*closed)).reason


@pytest.mark.parametrize(("length", "count"), [(44, 0), (45, 1)])
def test_a_task_is_long_beyond_forty_four_business_days(length, count):
    start = date(2026, 6, 1)
    finish = BusinessCalendar().add_business_days(start, length - 1)
    found = schedule(Activity("A", start, finish), Activity("B", duration=44), Activity("C", start))
    assert dcma.long_duration(found).count == count
    assert dcma.long_duration(found).total == 2


@pytest.mark.parametrize(("room", "count"), [(44, 0), (45, 1)])
def test_float_is_high_beyond_forty_four_business_days(room, count):
    calendar = BusinessCalendar()
    day = calendar.add_business_days(june(1), room + 1)
    found = schedule(task("A", 1, 1), Activity("M", day, day, is_milestone=True, links=(parse_link("A"),)))
    assert dcma.high_float(found).count == count


def test_negative_float_is_counted_on_open_tasks():
    found = schedule(task("A", 1, 5), task("B", 4, 9, "A"), task("C", 1, 1), milestone("M", 9, "B"))
    assert counted(dcma.negative_float(found)) == (2, 3, ("A", "B"))
    assert dcma.negative_float(found).is_met is False
    assert dcma.negative_float(schedule(*CHAIN)).is_met is True


@pytest.mark.parametrize(
    ("baseline", "more", "is_missed"),
    [
        (15, {}, False),  # due on the as-of date: not late yet
        (14, {}, True),
        (12, done(10, 12), False),
        (12, done(10, 13), True),
    ],
)
def test_a_baseline_is_missed_by_finishing_later_or_not_at_all(baseline, more, is_missed):
    found = schedule(
        task("A", 1, 20, baseline_finish=june(baseline), **more),
        task("B", 1, 20, baseline_finish=june(16)),
        task("C", 1, 20),
        as_of=AS_OF,
    )
    assert counted(dcma.missed(found)) == (int(is_missed), 1, ("A",) if is_missed else ())


def test_bei_compares_what_is_finished_with_what_should_be():
    found = schedule(
        task("A", 1, 5, baseline_finish=june(5), **done(1, 5)),
        task("B", 1, 5, baseline_finish=june(15)),
        task("C", 1, 5, baseline_finish=june(16), **done(1, 5)),
        task("D", 1, 5, **done(1, 5)),  # no baseline: not compared
        milestone("M", 5, baseline_finish=june(5)),
        as_of=AS_OF,
    )
    assert (dcma.bei(found).index, dcma.bei(found).is_met) == (Decimal(1), True)
    behind = schedule(task("A", 1, 5, baseline_finish=june(5)), as_of=AS_OF)
    assert (dcma.bei(behind).index, dcma.bei(behind).is_met) == (Decimal(0), False)


def test_the_critical_path_test_passes_when_the_milestone_moves():
    assert counted(dcma.critical_path_test(schedule(*CHAIN))) == (0, 1, ("A",))


def test_the_critical_path_test_tries_a_task_of_one_day_too():
    assert counted(dcma.critical_path_test(schedule(task("A", 1, 1), milestone("M", 2, "A")))) == (
        0,
        1,
        ("A",),
    )


def test_a_path_held_together_by_starts_only_breaks_the_test():
    found = schedule(task("A", 1, 5), task("B", 1, 5, "A SS"), milestone("M", 5, "B"))
    assert found.critical_path[0] == "A"
    assert counted(dcma.critical_path_test(found)) == (1, 1, ("A",))


def test_a_last_milestone_that_nothing_leads_to_breaks_the_test():
    assert counted(dcma.critical_path_test(schedule(task("A", 1, 5), milestone("M", 9)))) == (1, 1, ("M",))


def test_the_critical_path_test_needs_open_work_and_an_open_milestone():
    finished = task("A", 1, 5, **done(1, 5))
    assert "残っている作業" in dcma.critical_path_test(schedule(finished, milestone("M", 9, "A"))).reason
    assert "残っている作業" in dcma.critical_path_test(schedule(milestone("M", 9))).reason
    assert "マイルストーン" in dcma.critical_path_test(schedule(task("A", 1, 5))).reason


def test_cpli_is_below_one_when_the_milestone_is_forecast_late():
    late = (task("A", 15, 26), milestone("M", 26, "A", baseline_finish=june(25)))
    found = dcma.cpli(schedule(*late, as_of=AS_OF))
    # from 06-15 to 06-26 nine business days, one too many
    assert found.index == Decimal(8) / 9
    assert found.is_met is False
    in_time = (late[0], replace(late[1], baseline_finish=None))
    assert dcma.cpli(schedule(*in_time, as_of=AS_OF)).index == 1


@pytest.mark.parametrize(("over", "is_met"), [(1, True), (2, False)])
def test_cpli_has_its_limit_at_ninety_five_hundredths(over, is_met):
    calendar = BusinessCalendar()
    finish = calendar.add_business_days(AS_OF, 20)
    wanted = calendar.add_business_days(AS_OF, 20 - over)
    link = (parse_link("A"),)
    end = Activity("M", finish, finish, is_milestone=True, links=link, baseline_finish=wanted)
    assert dcma.cpli(schedule(task("A", 15, 16), end, as_of=AS_OF)).is_met is is_met


def test_cpli_is_computable_until_the_day_before_the_milestone():
    assert dcma.cpli(schedule(task("A", 15, 15), milestone("M", 16, "A"), as_of=AS_OF)).index == 1
    due = dcma.cpli(schedule(task("A", 15, 15), milestone("M", 15, "A"), as_of=AS_OF))
    assert "営業日が残っていません" in due.reason


def test_cpli_says_nothing_good_of_a_milestone_that_no_open_work_leads_to():
    free = dcma.cpli(schedule(task("A", 15, 18), milestone("M", 22), as_of=AS_OF))
    assert free.index is None
    assert "先行作業の記入がないため、つながりは計算していません(2 件中 2 件)" in free.reason
    missed = dcma.cpli(schedule(milestone("M", 8), as_of=AS_OF))
    assert (missed.index, missed.is_met) == (Decimal(-5), False)  # a day passed is late all the same


def test_indices_need_the_dates_they_rest_on():
    assert dcma.cpli(schedule(*CHAIN)).reason
    assert dcma.cpli(schedule(task("A", 1, 5), as_of=AS_OF)).reason
    assert dcma.bei(schedule(*CHAIN)).reason
    assert dcma.bei(schedule(*CHAIN, as_of=AS_OF)).reason
    assert dcma.missed(schedule(*CHAIN)).reason
    assert dcma.missed(schedule(*CHAIN, as_of=AS_OF)).reason


def test_a_circle_leaves_the_measures_that_need_no_dates():
    measures = {m.point: m for m in dcma.dcma(schedule(*CIRCLE, as_of=AS_OF))}
    assert {point for point, m in measures.items() if m.reason and "循環" in m.reason} == {6, 7, 12, 13}
    assert measures[1].count == 0
    assert measures[8].count == 0


def test_every_point_is_measured_and_an_empty_schedule_gives_reasons():
    assert [m.point for m in dcma.dcma(schedule(*CHAIN))] == [1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14]
    assert [m.point for m in dcma.dcma(schedule(as_of=AS_OF))] == [1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14]
    assert all(m.reason and m.is_met is None and m.share is None for m in dcma.dcma(schedule(as_of=AS_OF)))


@pytest.mark.parametrize(("loose", "is_met"), [(2, True), (3, False)])
def test_a_share_is_compared_with_its_limit(loose, is_met):
    chain = [task("T0", 1, 1, "K"), *(task(f"T{n}", 1, 1, f"T{n - 1}") for n in range(1, 40 - loose))]
    tail = [
        milestone("K", 1),
        milestone("M", 9, f"T{39 - loose}"),
        *(task(f"X{n}", 1, 1) for n in range(loose)),
    ]
    found = dcma.missing_logic(schedule(*chain, *tail))
    assert (found.total, found.is_met, found.is_coarse) == (40, is_met, False)
    assert found.share == Decimal(loose) / 40
    assert dcma.cpli(schedule(*CHAIN, as_of=june(1))).share is None
    assert dcma.missing_logic(schedule(*chain[:29])).is_coarse
    assert not dcma.missing_logic(schedule(*chain[:30])).is_coarse


def test_a_last_milestone_that_nothing_leads_to_fails_the_critical_path_test():
    found = dcma.critical_path_test(schedule(task("A", 1, 3), milestone("M", 8)))
    assert (counted(found), found.most, found.is_met) == ((1, 1, ("M",)), 0, False)
