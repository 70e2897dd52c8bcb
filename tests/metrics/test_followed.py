"""How few values went from run to run, and the past carried on by one run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.metrics.followed import carried_on, followed_value, last_seen, moves, walk
from pmo_xl.model.issue import Issue
from pmo_xl.model.past import Past, Step
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task

FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)


def run(day: date, *records: Record, past: Past | None = None) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=day, run_day=day, records=by_class, past=past or Past())


def due(day: date | None) -> Issue:
    return Issue(id="ISS-001", due_on=day)


def steps(past: Past, row: str = "ISS-001") -> list[tuple[date, str]]:
    found = past.steps.get(("課題管理表", "due_on"), {}).get(row, ())
    return [(step.seen_on, step.value) for step in found]


def test_a_value_is_kept_with_the_day_it_was_first_seen():
    past = carried_on(Past(), run(FIRST, due(date(2026, 12, 1))))
    past = carried_on(past, run(SECOND, due(date(2026, 12, 1))))
    past = carried_on(past, run(THIRD, due(date(2026, 12, 8))))
    assert steps(past) == [(FIRST, "2026-12-01"), (THIRD, "2026-12-08")]
    assert past.days == (FIRST, SECOND, THIRD)


def test_a_second_run_of_one_day_replaces_the_first():
    past = carried_on(Past(), run(FIRST, due(date(2026, 12, 1))))
    past = carried_on(past, run(FIRST, due(date(2026, 12, 8))))
    assert (steps(past), past.days) == ([(FIRST, "2026-12-08")], (FIRST,))


def test_a_run_of_an_earlier_day_counts_as_one_of_the_last_day_known():
    past = carried_on(Past(), run(SECOND, due(date(2026, 12, 1))))
    past = carried_on(past, run(FIRST, due(date(2026, 12, 8))))
    assert (steps(past), past.days) == ([(SECOND, "2026-12-08")], (SECOND,))


def test_rows_without_an_id_and_cells_that_cannot_be_read_are_not_followed():
    table = Table(Issue, "課題管理表", 1, {"id": 1, "due_on": 2})
    unread = due(None).model_copy(
        update={"place": Place(table, 2, unread={"due_on": Unread("来週", "日付ではありません")})}
    )
    past = carried_on(Past(), run(FIRST, due(date(2026, 12, 1))))
    past = carried_on(past, run(SECOND, unread, Issue(due_on=date(2026, 12, 3))))
    assert steps(past) == [(FIRST, "2026-12-01")]
    assert set(past.steps["課題管理表", "due_on"]) == {"ISS-001"}


def test_a_row_that_is_gone_keeps_its_past():
    past = carried_on(carried_on(Past(), run(FIRST, due(date(2026, 12, 1)))), run(SECOND))
    assert steps(past) == [(FIRST, "2026-12-01")]


def test_values_are_followed_as_plain_text_and_long_texts_by_a_short_hash():
    assert followed_value(due(None), "due_on") == ""
    assert followed_value(Task(progress=Decimal("0.50")), "progress") == "0.5"
    assert followed_value(Task(progress=Decimal(1)), "progress") == "1"
    same = {followed_value(Requirement(statement=text), "statement") for text in ("会員　ＩＤ ", "会員 ID")}
    assert len(same) == 1
    assert [len(text) for text in same] == [16]  # histories of earlier versions hold so many


def test_the_value_of_today_is_the_last_step_where_it_is_another():
    past = carried_on(Past(), run(FIRST, due(date(2026, 12, 1))))
    moved = run(THIRD, due(date(2026, 12, 8)), past=past)
    assert walk(due(date(2026, 12, 1)), "due_on", moved) == (Step(FIRST, "2026-12-01"),)
    assert [(old.value, new.seen_on) for old, new in moves(due(date(2026, 12, 8)), "due_on", moved)] == [
        ("2026-12-01", THIRD)
    ]
    assert walk(Issue(id="ISS-009"), "due_on", moved) == ()


def test_the_last_day_a_value_was_seen_is_the_run_before_the_change():
    past = Past((FIRST, SECOND))
    assert last_seen(run(THIRD, past=past), Step(THIRD, "")) == SECOND
    assert last_seen(run(THIRD, past=past), Step(SECOND, "")) == FIRST
    assert last_seen(run(THIRD, past=past), Step(FIRST, "")) == FIRST
