"""The forecast on plans computed by hand, and what must hold of every plan (definitions.md, Schedule forecast).

2026-11-30 is a Monday. Of the days used here 2026-11-23 is a public holiday (勤労感謝の日), and so is
2026-11-03 (文化の日); every Saturday and Sunday is off. BDn below is the n-th business day after D.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.documents.forecast import assumption, finish_sentence, without_forecast
from pmo_xl.metrics.schedule.critical_path import ScheduledActivity
from pmo_xl.metrics.schedule.outlook import outlook
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.metrics.schedule.slip import slip
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


def work(id: str, start: date | None, finish: date | None, *before: str, **more: object) -> Task:
    days = {"planned_start": start, "planned_finish": finish}
    named = {"id": id, "kind": "作業", "title": f"作業 {id}", "predecessors": before}
    return Task.model_validate(named | days | more)


def milestone(id: str, day: date, *before: str, **more: object) -> Task:
    return work(id, day, day, *before, kind="マイルストーン", **more)


def plan(*tasks: Task, on: date = D, holidays: tuple[Holiday, ...] = ()) -> Project:
    return Project(as_of=on, run_day=on, records={Task: tasks, Holiday: holidays})


def ends(project: Project) -> dict[str, tuple[date, bool]]:
    """By ID the forecast end, and whether it is a lower bound (…以降)."""
    found = project_schedule(project).activities.values()
    return {each.id: (each.early_finish, each.is_lower_bound) for each in found}


def test_plan_1_late_work_at_70_and_at_5_percent_over_weekends_and_a_company_day_off():
    # D = Monday 11-30. Both were planned 11-09 (Mon) to 11-20 (Fri): P = 10 business days; both began on
    # 11-10 (Tue). E from 11-10 to 11-30: 10 11 12 13, 16 17 18 19 20, 24 25 26 27, 30 = 14 (11-23 is a holiday).
    #  70 %: plan 10 × 0.3 = 3; own pace 14 × 0.3 ÷ 0.7 = 6; the slower: 6. BD6 after 11-30 with 12-04 (Fri) a
    #        company day off: 12-01 02 03 07 08 09 → 12-09.
    #   5 %: below 20 %, so the plan: 10 × 0.95 = 9.5, up to 10. BD10: … 12-09 is BD6, 10 11 14 15 → 12-15.
    off = (Holiday(on=dec(4), kind="会社休日"),)
    late = {"actual_start": nov(10)}
    project = plan(
        work("A", nov(9), nov(20), progress=Decimal("0.7"), **late),
        work("B", nov(9), nov(20), progress=Decimal("0.05"), **late),
        milestone("M", dec(1), "A", "B"),
        holidays=off,
    )
    assert ends(project) == {
        "A": (dec(9), False),
        "B": (dec(15), False),
        "M": (dec(15), False),
    }
    # M, planned 12-01, comes on 12-15: 02 03 07 08 09 10 11 14 15 = 9 business days late.
    assert outlook(project_schedule(project), "M").days_late == 9
    assert finish_sentence(project) == (
        "最終マイルストーン「作業 M」の見込 2026/12/15(予定 2026/12/01 から 9 日遅れ)"
    )


def test_plan_2_blank_progress_is_a_lower_bound_that_the_chain_hands_on():
    # D = Monday 11-30. A: 11-24 (Tue) to 12-03 (Thu), P = 8 (24 25 26 27 30 01 02 03); begun 11-25 (Wed), E = 4
    #    (25 26 27 30). Blank: max(8 − 4, 1) = 4. BD4: 12-01 02 03 04 → 12-04以降.
    # B: 12-04 to 12-08 after A, P = 3 (04 07 08). A ends on 12-04, so B runs 12-07 08 09 → 12-09以降.
    # C: 12-01 to 12-02, after nothing: 12-02, and no lower bound.
    # M: 12-09 after B and C → 12-09以降: not late as far as anybody can say, and not on time either.
    project = plan(
        work("A", nov(24), dec(3), actual_start=nov(25)),
        work("B", dec(4), dec(8), "A"),
        work("C", dec(1), dec(2)),
        milestone("M", dec(9), "B", "C"),
    )
    assert ends(project) == {
        "A": (dec(4), True),
        "B": (dec(9), True),
        "C": (dec(2), False),
        "M": (dec(9), True),
    }
    assert "進捗率が空欄の 1 件は、見込みではなく下限です。" in assumption(project)
    assert finish_sentence(project) == (
        "最終マイルストーン「作業 M」の見込 2026/12/09以降(下限では予定どおり)"
    )


def in_steps(basis: str, *, share: str, local_name: str | None = "結合") -> Project:
    """A, as in plan 2 (P = 8, E = 4), with this 進捗率, whose 呼称 is measured so; B is measured by nothing."""
    a = work("A", nov(24), dec(3), actual_start=nov(25), progress=Decimal(share), local_name=local_name)
    b = work("B", dec(1), dec(2))
    definition = PhaseDefinition(id="PHD-001", local_name="結合", phase="結合試験", progress_basis=basis)
    return Project(as_of=D, run_day=D, records={Task: (a, b), PhaseDefinition: (definition,)})


@pytest.mark.parametrize(
    ("basis", "share", "end", "is_lower_bound"),
    [
        ("0/100", "0", dec(4), True),  # max(8 − 4, 1) = 4: 12-01 02 03 04
        ("50/50", "0.5", dec(4), True),
        ("50/50", "1", dec(3), False),  # done, though 実績終了 is blank (WBS007 speaks): the planned end
        ("件数比", "0.5", dec(4), False),  # the plan's pace and its own: 4 and 4
        ("申告", "0.4", dec(8), False),  # its own: 4 × 0.6 ÷ 0.4 = 6: 12-01 02 03 04 07 08
    ],
)
def test_work_measured_in_steps_tells_no_pace(basis: str, share: str, end: date, is_lower_bound: bool):
    project = in_steps(basis, share=share)
    assert ends(project)["A"] == (end, is_lower_bound)
    said = assumption(project)
    assert ("進捗を 0/100 か 50/50 で測る 1 件も下限です。" in said) == is_lower_bound
    assert "進捗率が空欄" not in said


def test_a_task_without_the_name_is_measured_by_nothing():
    assert ends(in_steps("50/50", share="0.5", local_name=None))["A"] == (dec(4), False)


@pytest.mark.parametrize(("others", "is_said"), [(0, True), (1, False)])
def test_progress_that_more_than_half_of_the_open_work_only_reports_is_called_so(others: int, is_said: bool):
    project = in_steps("申告", share="0.4")
    kept = tuple(project.tasks)[: 1 + others]
    said = assumption(replace(project, records={**project.records, Task: kept}, _shared={}, _sets={}))
    assert ("進捗率は申告です。" in said) == is_said


def test_plan_3_what_has_not_begun_starts_on_the_next_business_day_and_a_missed_milestone_too():
    # D = Friday 11-27. A: 11-24 to 11-26 (P = 3), not begun though 進捗率 says 50 %: 実績開始 is blank, so that
    #    is not used. It starts on D + BD1 = Monday 11-30 and lasts 3: 11-30 12-01 02 → 12-02.
    # B: 11-27 to 11-30 (P = 2), to begin on D itself: it still may. → 11-30, as planned.
    # K: 11-26, waits for nothing, not reached: D + BD1 = 11-30以降. E: 12-01 to 12-01 after K → 12-01以降.
    # M: 12-03 after A, B and E → 12-03以降.
    project = plan(
        work("A", nov(24), nov(26), progress=Decimal("0.5")),
        work("B", nov(27), nov(30)),
        milestone("K", nov(26)),
        work("E", dec(1), dec(1), "K"),
        milestone("M", dec(3), "A", "B", "E"),
        on=nov(27),
    )
    assert ends(project) == {
        "A": (dec(2), False),
        "B": (nov(30), False),
        "K": (nov(30), True),
        "E": (dec(1), True),
        "M": (dec(3), True),
    }
    starts = {each.id: each.early_start for each in project_schedule(project).activities.values()}
    assert (starts["A"], starts["B"]) == (nov(30), nov(27))
    assert "進捗率が空欄" not in assumption(project)


def test_plan_4_without_links_the_last_milestone_is_not_judged():
    # D = Monday 11-30. A: 11-16 to 11-20, P = 5; begun 11-16, E = 10 (16–20, 24–27, 30); 50 %: plan 2.5 → 3, own
    #    pace 10 × 0.5 ÷ 0.5 = 10. BD10: 12-14. B: 12-07 to 12-18, not begun → 12-18.
    # M: 12-11, with no 先行作業: nothing can be said. Of 3 open rows 3 have none; the latest work ends on 12-18.
    project = plan(
        work("A", nov(16), nov(20), actual_start=nov(16), progress=Decimal("0.5")),
        work("B", dec(7), dec(18)),
        milestone("M", dec(11)),
    )
    assert ends(project) == {"A": (dec(14), False), "B": (dec(18), False), "M": (dec(11), False)}
    found = outlook(project_schedule(project), "M")
    assert found.reason == "先行作業の記入がないため、つながりは計算していません(3 件中 3 件)"
    assert found.known_delay is None
    said = finish_sentence(project)
    assert said == (
        "最終マイルストーン「作業 M」の見込は判定不能: 先行作業の記入がないため、つながりは計算していません(3 件中 3 件)。"
        "未完了の作業の見込終了は、いちばん遅いもので 2026/12/18(B)です。"
    )
    assert "予定どおり" not in said
    assert slip(project_schedule(project), "B", 3).finish_days is None


def test_plan_5_a_milestone_follows_its_slowest_way_and_a_row_without_dates_is_named():
    # D = Sunday 11-29 (a day off): the state is that of Friday 11-27.
    # A: 11-16 to 12-04, P = 14 (16–20, 24–27, 30, 01–04); begun 11-16, E = 9; 20 %: plan 11.2 → 12, own pace
    #    9 × 0.8 ÷ 0.2 = 36. BD36 after 11-29: 11-30 is BD1, December has 22 more (01–04, 07–11, 14–18, 21–25, 28–31
    #    = 4+5+5+5+4 = 23, so 12-31 is BD24), January 01 (Fri) is a holiday: 04–08 = BD29, 12–15 = BD33 (11 is
    #    成人の日), 18 19 20 = BD36 → 2027-01-20.
    # B: 100 % without 実績終了, planned 11-16 to 11-27: nothing remains → D = 11-29.
    # X: no 予定終了: no forecast, named. C: 12-07 to 12-08 after B and X → 12-08以降, for X may end any day.
    # M: 12-10 after A and C → 2027-01-20以降.
    project = plan(
        work("A", nov(16), dec(4), actual_start=nov(16), progress=Decimal("0.2")),
        work("B", nov(16), nov(27), actual_start=nov(16), progress=Decimal(1)),
        work("X", dec(1), None),
        work("C", dec(7), dec(8), "B", "X"),
        milestone("M", dec(10), "A", "C"),
        on=nov(29),
    )
    assert ends(project) == {
        "A": (date(2027, 1, 20), False),
        "B": (nov(29), False),
        "C": (dec(8), True),
        "M": (date(2027, 1, 20), True),
    }
    assert without_forecast(project_schedule(project)) == (
        "予定開始か予定終了がない(または日付が読めない)ため見込みを出せない 1 件: X"
    )
    # 12-11 … 01-20: 12-11, 14–18, 21–25, 28–31, 01-04–08, 12–15, 18–20 = 1+5+5+4+5+4+3 = 27
    assert "少なくとも 27 日遅れ" in finish_sentence(project)


@pytest.mark.parametrize("progress", [None, Decimal("0.5"), Decimal("0.7"), Decimal(1)])
def test_nothing_is_forecast_before_its_planned_end(progress):
    project = plan(work("A", nov(16), dec(18), actual_start=nov(16), progress=progress))
    assert ends(project)["A"][0] == dec(18)


def test_a_milestone_whose_work_is_all_done_is_not_on_time_by_itself():
    done = {"actual_start": nov(16), "actual_finish": nov(20)}
    project = plan(work("A", nov(16), nov(20), **done), milestone("M", dec(4), "A"))
    assert outlook(project_schedule(project), "M").reason == (
        "先行作業はすべて終わっていて、つながる未完了の作業がありません"
    )
    missed = plan(work("A", nov(16), nov(20), **done), milestone("M", nov(26), "A"))
    assert ends(missed)["M"] == (dec(1), True)
    assert outlook(project_schedule(missed), "M").known_delay == 3  # 27, 30, 12-01


def test_a_milestone_behind_other_milestones_only_is_not_judged():
    project = plan(milestone("K", dec(4)), milestone("M", dec(11), "K"), work("A", dec(1), dec(2)))
    found = outlook(project_schedule(project), "M")
    assert found.reason == "先行作業の記入がないため、つながりは計算していません(3 件中 2 件)"


def test_where_only_work_without_dates_leads_to_a_milestone_that_is_said():
    project = plan(work("X", None, None), milestone("M", dec(11), "X"))
    assert "予定開始か予定終了がない" in (outlook(project_schedule(project), "M").reason or "")


def test_float_of_a_missed_last_milestone_says_the_same_days_as_its_delay():
    project = plan(milestone("M", nov(26)))
    found: ScheduledActivity | None = project_schedule(project).finish
    assert found and (found.early_finish, found.total_float) == (dec(1), -3)


PERCENTS = st.one_of(st.none(), st.integers(0, 100).map(lambda percent: Decimal(percent) / 100))
DAYS = st.integers(0, 60).map(lambda n: date(2026, 11, 1) + timedelta(n))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Task, ...]:
    """Some tasks in a chain of sorts, begun before November the 20th or not, and a last milestone."""
    tasks = []
    for n in range(draw(st.integers(1, 6))):
        start = draw(DAYS)
        begun = draw(st.one_of(st.none(), st.integers(-5, 19))) if start < nov(20) else None
        more = (
            {} if begun is None else {"actual_start": nov(1) + timedelta(begun), "progress": draw(PERCENTS)}
        )
        before = draw(st.lists(st.sampled_from([f"T-{m}" for m in range(n)]), unique=True)) if n else []
        tasks.append(work(f"T-{n}", start, start + timedelta(draw(st.integers(0, 20))), *before, **more))
    last = draw(st.lists(st.sampled_from([task.id for task in tasks]), unique=True))
    return (*tasks, milestone("M", draw(DAYS), *(id for id in last if id)))


@given(plans(), st.integers(0, 40))
def test_no_forecast_lies_before_the_plan_nor_before_the_as_of_date(tasks, later):
    on = nov(20) + timedelta(later)
    project = plan(*tasks, on=on)
    for id, (forecast, _) in ends(project).items():
        assert forecast >= max(project.tasks[id].planned_finish, on)


@given(plans(), st.integers(0, 40), st.integers(1, 20))
def test_the_same_state_looked_at_later_never_ends_earlier(tasks, on, more):
    now = ends(plan(*tasks, on=nov(20) + timedelta(on)))
    then = ends(plan(*tasks, on=nov(20) + timedelta(on + more)))
    assert all(then[id][0] >= forecast for id, (forecast, _) in now.items())


@given(plans(), st.integers(0, 40), st.integers(20, 100), st.integers(20, 100))
def test_more_progress_never_moves_anything_later(tasks, on, one, other):
    less, more = (Decimal(percent) / 100 for percent in sorted((one, other)))

    def at(progress: Decimal) -> dict[str, tuple[date, bool]]:
        begun = [t.model_copy(update={"progress": progress}) if t.actual_start else t for t in tasks]
        return ends(plan(*begun, on=nov(20) + timedelta(on)))

    slow, quick = at(less), at(more)
    assert all(quick[id][0] <= forecast for id, (forecast, _) in slow.items())


@given(plans(), st.integers(0, 40))
def test_a_lower_bound_is_handed_on_to_everything_that_still_waits(tasks, on):
    found = ends(plan(*tasks, on=nov(20) + timedelta(on)))
    for task in tasks:
        if not task.actual_start and any(found[id][1] for id in task.predecessors):
            assert found[task.id][1]
