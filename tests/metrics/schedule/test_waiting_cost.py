"""What a waiting decision costs, on plans computed by hand. 2026-11-30 is a Monday, 2026-11-23 a public holiday."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.metrics.schedule.waiting_cost import NO_AMOUNT, daily_amount, waiting_cost
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

D = date(2026, 11, 30)
BY = date(2026, 11, 20)
CHANGE = SpecChange(id="CHG-001", status="承認待ち", due_on=BY)
HELD = Task(
    id="WBS-001", kind="作業", planned_start=date(2026, 11, 24), planned_finish=date(2026, 11, 27),
    waits_for=("CHG-001",),
)  # fmt: skip
MILESTONE = Task(
    id="WBS-002", kind="マイルストーン", planned_start=date(2026, 12, 2), planned_finish=date(2026, 12, 2),
    predecessors=("WBS-001",),
)  # fmt: skip


def project(*records: Record, daily: str = "") -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {Setting: (Setting(key="遅延日額", value=daily),)}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


def starts(made: Project, id: str = "WBS-001") -> date:
    found = project_schedule(made).find(id)
    assert found is not None
    return found.early_start


def test_work_that_waits_for_a_decision_starts_on_the_business_day_after_d_or_the_day_of_the_decision():
    assert starts(project(HELD, MILESTONE)) == date(2026, 12, 1)  # late anyway
    coming = HELD.model_copy(update={"planned_start": date(2026, 12, 3), "planned_finish": date(2026, 12, 8)})
    assert starts(project(CHANGE, coming)) == date(2026, 12, 3)
    for by, expected in ((date(2026, 12, 9), date(2026, 12, 9)), (None, date(2026, 12, 3))):
        later = CHANGE.model_copy(update={"due_on": by})
        assert starts(project(later, coming)) == expected
    settled = CHANGE.model_copy(update={"due_on": date(2026, 12, 9), "status": "承認済"})
    assert starts(project(settled, coming)) == date(2026, 12, 3)


def test_days_lost_are_those_by_which_the_last_milestone_comes_later_than_with_the_decision_in_time():
    # Now: 12-01 to 12-04 (four days), the milestone on 12-04. Decided on 11-20: 11-24 to 11-27, the milestone on its
    # day 12-02: two days lost. Decided a day later than D + BD1: 12-02 to 12-07, one day more.
    cost = waiting_cost(CHANGE, project(CHANGE, HELD, MILESTONE, daily="300,000円"))
    assert (cost.days_lost, cost.days_more, cost.amount) == (2, 1, 600_000)
    assert (cost.held, cost.reason, cost.why_no_amount) == ((HELD,), None, None)


def test_without_a_daily_amount_there_are_days_and_no_yen():
    cost = waiting_cost(CHANGE, project(CHANGE, HELD, MILESTONE))
    assert (cost.days_lost, cost.amount, cost.why_no_amount) == (2, None, NO_AMOUNT)


def test_a_decision_without_a_day_has_waited_since_today():
    # Decided on D: 11-30 to 12-03; now 12-01 to 12-04.
    undated = CHANGE.model_copy(update={"due_on": None})
    assert waiting_cost(undated, project(undated, HELD, MILESTONE)).days_lost == 1


def test_a_reserve_before_the_milestone_takes_the_waiting_up():
    far = MILESTONE.model_copy(
        update={"planned_start": date(2026, 12, 11), "planned_finish": date(2026, 12, 11)}
    )
    cost = waiting_cost(CHANGE, project(CHANGE, HELD, far))
    assert (cost.days_lost, cost.days_more) == (0, 0)


def test_the_last_milestone_may_wait_itself_where_work_leads_to_it():
    # The work ends on D, the milestone's day: now held until 12-01, one day lost, and a day later until 12-02.
    done = {"waits_for": (), "actual_start": date(2026, 11, 24), "progress": Decimal(1)}
    free = HELD.model_copy(update=done)
    waiting = MILESTONE.model_copy(
        update={"waits_for": ("CHG-001",), "planned_start": D, "planned_finish": D}
    )
    cost = waiting_cost(CHANGE, project(CHANGE, free, waiting))
    assert (cost.days_lost, cost.days_more, cost.reason) == (1, 1, None)
    assert project_schedule(project(CHANGE, free, waiting)).finish.early_finish == date(2026, 12, 1)
    moved = waiting.model_copy(update={"planned_finish": date(2026, 12, 2)})  # its day is the planned end
    assert waiting_cost(CHANGE, project(CHANGE, free, moved)).days_lost == 0
    alone = waiting.model_copy(update={"predecessors": ()})
    assert "つながらない" in (waiting_cost(CHANGE, project(CHANGE, alone)).reason or "")


def test_another_decision_that_holds_the_work_is_not_laid_to_this_one():
    other = Issue(id="ISS-001", status="対応中", due_on=date(2026, 12, 1))
    both = HELD.model_copy(update={"waits_for": ("CHG-001", "ISS-001")})
    cost = waiting_cost(CHANGE, project(CHANGE, other, both, MILESTONE))
    assert (cost.days_lost, cost.days_more) == (0, 1)


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ((CHANGE, MILESTONE), "決定待ち"),
        ((CHANGE, HELD.model_copy(update={"actual_start": D}), MILESTONE), "決定待ち"),
        (
            (CHANGE, HELD, MILESTONE.model_copy(update={"predecessors": ()})),
            "最終マイルストーンへつながらない",
        ),
        ((CHANGE, HELD.model_copy(update={"predecessors": ("WBS-002",)}), MILESTONE), "循環"),
    ],
)
def test_without_held_work_or_a_path_nothing_is_told_and_never_zero(records: tuple[Record, ...], why: str):
    cost = waiting_cost(CHANGE, project(*records))
    assert (cost.days_lost, cost.days_more, cost.amount) == (None, None, None)
    assert why in (cost.reason or "")


SETTLED = [
    (CHANGE, {"status": "却下"}),
    (CHANGE, {"status": "周知済"}),
    (Issue(id="CHG-001", status="対応中", due_on=BY), {"status": "取下げ"}),
    (Question(id="CHG-001", status="未回答", due_on=BY), {"status": "回答済"}),
    (Budget(id="CHG-001", requested_on=BY, due_on=BY), {"approved_on": D}),
    (Budget(id="CHG-001", requested_on=BY, due_on=BY), {"kind": "却下"}),
    (Option(id="CHG-001", subject="構成", due_on=BY), {"decision": "採用"}),
]


@pytest.mark.parametrize(("decision", "settled"), SETTLED)
def test_what_is_settled_holds_nothing_and_costs_nothing_that_can_be_told(
    decision: Record, settled: dict[str, object]
):
    assert waiting_cost(decision, project(decision, HELD, MILESTONE)).days_lost == 2
    done = decision.model_copy(update=settled)
    assert waiting_cost(done, project(done, HELD, MILESTONE)).reason == "すでに決まっています"


def test_a_question_with_several_options_holds_what_waits_for_any_of_them():
    asked = Option(id="OPT-001", subject="構成", due_on=BY)
    named = Option(id="OPT-002", subject="構成")
    held = HELD.model_copy(update={"waits_for": ("OPT-002",)})
    assert waiting_cost(asked, project(asked, named, held, MILESTONE)).days_lost == 2


@pytest.mark.parametrize(
    ("text", "amount"),
    [("300000", 300_000), ("¥300,000", 300_000), ("３０万円", None), ("", None), ("約30000", None)],
)
def test_the_daily_amount_is_yen_or_nothing(text: str, amount: int | None):
    assert daily_amount(project(daily=text)) == amount


def test_a_decision_point_of_the_release_holds_no_work_of_the_schedule():
    point = ReleaseStep(id="REL-001", kind="判断点", starts_at=datetime.fromisoformat("2026-12-01T12:00"))
    cost = waiting_cost(point, project(point, HELD, MILESTONE))
    assert (cost.days_lost, cost.held) == (None, ())
    assert "決定待ち" in (cost.reason or "")
    decided = point.model_copy(update={"criteria": "差異が0件"})
    assert waiting_cost(decided, project(decided)).reason == "すでに決まっています"
