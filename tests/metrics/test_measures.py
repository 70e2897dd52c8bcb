"""What a row of KPI measures."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.metrics.metric import Metric
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.verification import Verification

D = date(2026, 11, 30)
LATE = date(2026, 11, 20)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


ROWS = (
    Issue(id="ISS-001", status="対応中", due_on=LATE, needs_permanent_fix="要"),
    Issue(id="ISS-002", status="完了", needs_permanent_fix="要", permanent_closed_on=LATE),
    Question(id="QA-001", status="未回答", asked_on=date(2026, 11, 20), due_on=D),
    Question(id="QA-002", status="完了", asked_on=date(2026, 11, 1), answered_on=date(2026, 11, 6)),
    Question(id="QA-003", status="取下げ", asked_on=date(2026, 1, 1)),
    Issue(id="ISS-003", status="完了", kind="クレーム"),
    Issue(id="ISS-004", status="取下げ", kind="クレーム"),
    MeetingItem(id="MTG-001", meeting="進捗会議", held_on=LATE, attendees="佐藤 花子、田中 誠"),
    MeetingItem(id="MTG-002", meeting="進捗会議", held_on=LATE, attendees="佐藤 花子,田中 誠/鈴木 一郎"),
    MeetingItem(id="MTG-003", meeting="運営会議", held_on=LATE),
    MeetingItem(id="MTG-004", meeting="運営会議", held_on=date(2026, 9, 30)),
    Meeting(id="MET-001", name="進捗 会議", minutes=60),
    Requirement(id="REQ-001", status="対象", agreement="合意済"),
    Requirement(id="REQ-002", status="対象", agreement="再合意要"),
    Requirement(id="REQ-003", status="対象外", agreement="未合意"),
    Announcement(id="ANN-001", due_on=LATE, confirmed_on=LATE),
    Announcement(id="ANN-002", due_on=LATE),
    Announcement(id="ANN-003"),
    QualityRecord(id="QLT-001", phase="結合試験", measured_on=date(2026, 11, 13), resolved=10, reopened=9),
    QualityRecord(id="QLT-002", phase="結合試験", measured_on=LATE, resolved=20, reopened=3),
    QualityRecord(id="QLT-003", phase="単体試験", measured_on=LATE, resolved=4, reopened=0),
    Verification(id="TST-001", planned_on=LATE, executed_on=LATE, defects=4),
    Verification(id="TST-002", planned_on=LATE),
    Verification(id="TST-003", planned_on=D),
    Budget(id="BUD-001", amount=1_000_000),
    Order(id="ORD-001", budget="BUD-001", order_kind="当初", ordered=333_333, ordered_on=LATE),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("期限超過件数", "3"),
        ("未完了課題件数", "1"),
        ("恒久対応未完了件数", "1"),
        ("未回答QA件数", "1"),
        ("QA平均滞留日数", "7.5"),
        ("クレーム件数", "1"),
        ("会議回数", "3"),
        ("月平均会議回数", "1.0"),
        ("会議時間", "2.5"),
        ("再オープン率", "12.5"),
        ("合意済率", "50.0"),
        ("周知確認率", "50.0"),
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
        "月平均会議回数",
        "会議時間",
        "再オープン率",
        "合意済率",
        "周知確認率",
        "納品前指摘件数",
        "納品前是正件数",
    }
    assert all(each.reason for each in found.values() if each.value is None)


def test_a_measure_says_on_how_many_rows_it_stands():
    asked = measure("QA 平均滞留日数", project(*ROWS, Question(id="QA-004", status="未回答")))
    assert (asked.rows, asked.total) == (2, 3)


def test_an_unknown_measure_is_named():
    found = measure("満足度", project(*ROWS))
    assert found.value is None
    assert "満足度" in (found.reason or "")


def test_the_hours_of_meetings_say_how_many_meetings_they_stand_on():
    hours = measure("会議時間", project(*ROWS))
    assert (hours.rows, hours.total) == (1, 3)
    assert hours.is_thin


def test_what_is_late_stands_on_the_rows_that_should_have_a_due_date():
    counted = measure("期限超過件数", project(*ROWS))
    without = measure("期限超過件数", project(*ROWS, Issue(id="ISS-009", status="対応中")))
    assert (without.rows, without.total) == (counted.rows, counted.total + 1)


def test_a_measure_stands_on_nine_tenths_of_its_rows_or_is_thin():
    assert not Metric(Decimal(1), 9, 10).is_thin
    assert Metric(Decimal(1), 89, 100).is_thin
    assert not Metric(Decimal(0), 0, 0).is_thin
