"""Earned value: the formulas, what is not computable, and on how many rows a figure stands."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.schedule.evm import EarnedValue, LeafTask, earned_share, earned_value, planned_value
from pmo_xl.model.calendar import BusinessCalendar

CALENDAR = BusinessCalendar()
AS_OF = date(2026, 6, 12)  # a Friday
DONE = LeafTask(
    Decimal(10),
    date(2026, 6, 1),
    date(2026, 6, 5),
    Decimal(1),
    date(2026, 6, 1),
    date(2026, 6, 5),
    Decimal(12),
)
HALF = LeafTask(
    Decimal(10), date(2026, 6, 8), date(2026, 6, 12), Decimal("0.5"), date(2026, 6, 8), None, Decimal(8)
)
TO_COME = LeafTask(Decimal(20), date(2026, 6, 15), date(2026, 6, 19))


def evm(*tasks: LeafTask) -> EarnedValue:
    return earned_value(tasks, AS_OF, CALENDAR)


def test_the_figures_follow_their_formulas():
    found = evm(DONE, HALF, TO_COME)
    values = {
        name: getattr(found, name).value for name in ("bac", "pv", "ev", "ac", "sv", "cv", "spi", "cpi")
    }
    assert values == {
        "bac": 40,
        "pv": 20,
        "ev": 15,
        "ac": 20,
        "sv": -5,
        "cv": -5,
        "spi": Decimal("0.75"),
        "cpi": Decimal("0.75"),
    }
    assert found.eac.value == 20 + 25 / Decimal("0.75")
    assert found.vac.value == 40 - found.eac.value
    assert found.tcpi.value == Decimal(25) / 20
    assert {(figure.rows, figure.total, figure.reason) for figure in figures(found)} == {(3, 3, None)}


def figures(found: EarnedValue) -> list:
    return [getattr(found, name) for name in found.__slots__]


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        (date(2026, 4, 27), 0),
        (date(2026, 4, 28), 2),  # the first of five business days, 04-29 and 05-03 … 05-06 being off
        (date(2026, 4, 29), 2),
        (date(2026, 5, 1), 6),
        (date(2026, 5, 6), 6),
        (date(2026, 5, 8), 10),
        (date(2026, 6, 1), 10),
    ],
)
def test_planned_value_grows_with_the_business_days_gone_by(as_of, value):
    assert planned_value(Decimal(10), date(2026, 4, 28), date(2026, 5, 8), as_of, CALENDAR) == value


@pytest.mark.parametrize(("as_of", "value"), [(date(2026, 6, 6), 0), (date(2026, 6, 7), 3)])
def test_weekend_work_is_planned_to_be_done_on_its_last_day(as_of, value):
    assert planned_value(Decimal(3), date(2026, 6, 6), date(2026, 6, 7), as_of, CALENDAR) == value


@pytest.mark.parametrize(
    ("progress", "started", "finished", "share"),
    [
        ("0.4", True, False, Decimal("0.4")),
        ("0.4", True, True, Decimal("0.4")),  # a contradiction is a rule's matter
        ("0", True, False, Decimal(0)),
        (None, True, True, Decimal(1)),
        (None, True, False, None),
        (None, False, False, Decimal(0)),
    ],
)
def test_a_blank_progress_is_known_only_before_and_after_the_work(progress, started, finished, share):
    task = LeafTask(
        progress=None if progress is None else Decimal(progress),
        actual_start_on=AS_OF if started else None,
        actual_finish_on=AS_OF if finished else None,
    )
    assert earned_share(task) == share


def test_a_begun_row_without_progress_makes_nobody_late():
    unknown = LeafTask(
        Decimal(30), date(2026, 6, 1), date(2026, 6, 5), None, date(2026, 6, 1), None, Decimal(30)
    )
    found = evm(DONE, unknown)
    assert (found.ev.rows, found.pv.rows, found.ev.total) == (1, 2, 2)
    assert (found.pv.value, found.ev.value, found.ac.value) == (40, 10, 42)
    assert (found.spi.value, found.spi.rows, found.sv.value) == (1, 1, 0)
    assert (found.cpi.value, found.cpi.rows) == (Decimal(10) / 12, 1)
    assert found.eac.value == 12 + 30 / (Decimal(10) / 12)


def test_without_recorded_effort_there_is_no_cost_figure():
    found = evm(
        LeafTask(Decimal(10), date(2026, 6, 1), date(2026, 6, 5), Decimal(1), date(2026, 6, 1)), TO_COME
    )
    assert found.spi.value == 1
    assert (found.ac.rows, found.cpi.rows) == (0, 0)
    for figure in (found.ac, found.cv, found.cpi, found.eac, found.vac, found.tcpi):
        assert (figure.value, figure.reason) == (None, "実績工数が記入されていません。")


def test_a_begun_row_without_recorded_effort_is_left_out_of_the_cost_figures():
    unrecorded = LeafTask(Decimal(10), progress=Decimal(1), actual_start_on=AS_OF, actual_finish_on=AS_OF)
    found = evm(DONE, unrecorded, TO_COME)
    assert (found.ac.value, found.ac.rows) == (12, 2)
    assert (found.cpi.value, found.cpi.rows) == (Decimal(10) / 12, 2)
    claimed = LeafTask(Decimal(10), progress=Decimal("0.5"))  # progress without 実績開始
    assert evm(DONE, claimed).cpi.rows == 1


def test_without_planned_effort_nothing_is_computable():
    found = evm(LeafTask(start_on=AS_OF, finish_on=AS_OF, progress=Decimal(1), actual_effort=Decimal(1)))
    assert found.bac.reason == "予定工数が記入されていません。"
    assert found.ac.value == 1
    for figure in figures(found):
        assert figure is found.ac or (figure.value is None and figure.reason)


def test_no_task_at_all_gives_reasons_and_no_figure():
    assert all(f.value is None and f.reason and f.total == 0 for f in figures(evm()))


def test_a_denominator_of_zero_is_said():
    early = LeafTask(Decimal(20), date(2026, 6, 15), date(2026, 6, 19), actual_effort=Decimal(0))
    found = evm(early)
    assert (found.spi.value, found.spi.reason) == (None, "PVが0のため計算できません。")
    assert (found.cpi.value, found.cpi.reason) == (None, "ACが0のため計算できません。")
    assert found.eac.reason == found.vac.reason == "ACが0のため計算できません。"
    assert found.tcpi.value == 1


def test_a_project_that_earned_nothing_has_no_estimate_at_completion():
    spent = LeafTask(Decimal(10), date(2026, 6, 1), AS_OF, Decimal(0), date(2026, 6, 1), None, Decimal(4))
    found = evm(spent)
    assert found.cpi.value == 0
    assert (found.eac.value, found.eac.reason) == (None, "CPIが0のため計算できません。")
    assert found.vac.value is None


@pytest.mark.parametrize(("spent", "value"), [("9.5", 10), ("10", None), ("11", None)])
def test_tcpi_ends_where_the_budget_is_spent(spent, value):
    task = LeafTask(Decimal(10), date(2026, 6, 1), AS_OF, Decimal("0.5"), AS_OF, None, Decimal(spent))
    assert evm(task).tcpi.value == value
    assert (evm(task).tcpi.reason is None) == (value is not None)


@given(
    st.lists(st.tuples(st.integers(1, 500), st.integers(0, 100), st.integers(0, 700)), min_size=1, max_size=8)
)
def test_complete_rows_agree_with_the_sums_shown(rows):
    start, finish = date(2026, 6, 1), date(2026, 6, 30)
    found = evm(
        *(LeafTask(Decimal(e), start, finish, Decimal(p) / 100, start, None, Decimal(a)) for e, p, a in rows)
    )
    assert found.sv.value == found.ev.value - found.pv.value
    assert found.cv.value == found.ev.value - found.ac.value
    assert found.spi.value == found.ev.value / found.pv.value
    if found.eac.value is not None:
        assert found.vac.value == found.bac.value - found.eac.value
        left = found.bac.value - found.ev.value
        assert abs(found.eac.value - (found.ac.value + left * found.ac.value / found.ev.value)) < Decimal(
            "0.001"
        )
