"""What a row of KPI measures."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.verification import Verification

D = date(2026, 11, 30)
LATE = date(2026, 11, 20)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[type(record)] = (*by_class.get(type(record), ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


ROWS = (
    Issue(id="ISS-001", status="対応中", due_on=LATE, needs_permanent_fix="要"),
    Issue(id="ISS-002", status="完了", needs_permanent_fix="要", permanent_closed_on=LATE),
    Question(id="QA-001", status="未回答", asked_on=date(2026, 11, 20), due_on=D),
    Question(id="QA-002", status="完了", asked_on=date(2026, 11, 1), answered_on=date(2026, 11, 6)),
    Question(id="QA-003", status="取下げ", asked_on=date(2026, 1, 1)),
    MeetingItem(id="MTG-001", meeting="進捗会議", held_on=LATE),
    MeetingItem(id="MTG-002", meeting="進捗会議", held_on=LATE),
    MeetingItem(id="MTG-003", meeting="運営会議", held_on=LATE),
    Verification(id="TST-001", planned_on=LATE, executed_on=LATE, defects=4),
    Verification(id="TST-002", planned_on=LATE),
    Verification(id="TST-003", planned_on=D),
    Budget(id="BUD-001", amount=1_000_000),
    Order(id="ORD-001", budget="BUD-001", order_kind="当初", ordered=333_333, ordered_on=LATE),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("期限超過件数", "2"),
        ("未完了課題件数", "1"),
        ("恒久対応未完了件数", "1"),
        ("未回答QA件数", "1"),
        ("QA平均滞留日数", "7.5"),
        ("会議回数", "2"),
        ("試験実施率", "33.3"),
        ("不具合件数", "4"),
        ("予算執行率", "33.3"),
        ("残予算", "666667"),
    ],
)
def test_each_measure_counts_what_its_name_says(name: str, value: str):
    assert measure(name, project(*ROWS)).value == Decimal(value)


def test_every_measure_of_an_empty_project_is_none_or_zero():
    found = {name: measure(name, project()) for name in MEASURES}
    assert {name for name, each in found.items() if each.value is None} == {
        "QA平均滞留日数",
        "試験実施率",
        "予算執行率",
    }
    assert all(each.reason for each in found.values() if each.value is None)


def test_a_measure_says_on_how_many_rows_it_stands():
    asked = measure("QA 平均滞留日数", project(*ROWS, Question(id="QA-004", status="未回答")))
    assert (asked.rows, asked.total) == (2, 3)


def test_an_unknown_measure_is_named():
    found = measure("満足度", project(*ROWS))
    assert found.value is None
    assert "満足度" in (found.reason or "")
