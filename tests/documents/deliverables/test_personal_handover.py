"""個人引継書: everything of the ledger that hangs on one person, as the check counts it, and nothing of others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pmo_xl.documents.deliverables.personal_handover import everybody, leaving
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields, Source
from pmo_xl.metrics.workload import open_work
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.references import person_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.risk import Risk
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_papers_of_one import told
from tests.documents.deliverables.test_true_papers import D, book, unread
from tests.support.word import sample_source

SATO = Member(
    id="PER-001",
    name="佐藤 花子",
    company="青空",
    role="PM",
    left_on=D + timedelta(10),
    successor="鈴木 一郎",
)
SUZUKI = Member(id="PER-002", name="鈴木 一郎", company="青空", role="PMO", reports_to="佐藤 花子")


def fields(source: Source, name: str = "佐藤 花子") -> Fields:
    return load("個人引継書").content(source, name).fields


def issue(number: int, **more: object) -> Issue:
    return Issue(
        **{"id": f"ISS-{number:03}", "title": f"課題{number}", "owner": "佐藤 花子", "status": "対応中"}
        | more
    )


def test_the_open_work_of_everybody_is_what_the_check_says_they_answer_for():
    source = sample_source()
    work = open_work(source.project)
    assert sum(len(each.records) for each in work.values()) > 100
    for subject in everybody(source.project):
        found = fields(source, subject.value)
        expected = (
            {(r.sheet.label, r.row_id) for r in work[person_key(subject.value)].records}
            if person_key(subject.value) in work
            else set()
        )
        shown = {(row["シート"], row["ID"]) for row in found["仕事"]}
        risks = {key for key in shown if key[0] == "リスク管理表"}
        assert shown - risks == expected - risks
        assert found["件数"] == len(shown)


def test_a_row_with_two_due_dates_stands_once_for_each_and_counts_once():
    row = issue(
        1,
        due_on=D - timedelta(3),
        needs_permanent_fix="要",
        permanent_owner="佐藤 花子",
        permanent_due_on=D + timedelta(3),
        progress_notes="11/20 原因を特定\n11/10 調査を開始\n11/01 起票",
    )
    found = fields(book(SATO, row))
    assert found["件数"] == 1
    assert [(each["期限の種類"], each["期限"]) for each in found["仕事"]] == [
        ("期限", "2026/11/27\n3 日超過"),
        ("恒久対応期限", "2026/12/03"),
    ]
    assert found["仕事"][0]["経過"] == "11/20 原因を特定\n11/10 調査を開始"


def test_work_without_a_due_date_is_handed_over_too_and_a_task_says_which_day_waits():
    task = Task(
        id="WBS-001",
        kind="作業",
        title="設計",
        owner="佐藤 花子",
        planned_start=D + timedelta(2),
        planned_finish=D + timedelta(9),
    )
    risk = Risk(id="RSK-001", title="遅れ", owner="佐藤 花子", status="監視中", review_on=D + timedelta(4))
    found = fields(book(SATO, issue(1), task, risk))
    assert {row["ID"]: (row["期限"], row["期限の種類"]) for row in found["仕事"]} == {
        "ISS-001": ("未記入", "期限"),
        "WBS-001": ("2026/12/02", "予定開始"),
        "RSK-001": ("2026/12/04", "次回見直し日"),
    }


def test_a_row_whose_state_cannot_be_read_is_counted_apart():
    odd = issue(1, status=None, place=unread(Issue, status="?"))
    text = told("個人引継書", book(SATO, odd), "佐藤 花子")
    assert "終わったか分からないものが 1 件あります" in text and "終わっていないものは 0 件です" in text


def test_the_coming_days_hold_due_dates_the_ends_of_work_and_meetings_in_order():
    task = Task(
        id="WBS-001",
        kind="作業",
        title="設計",
        owner="佐藤 花子",
        planned_start=D + timedelta(2),
        planned_finish=D + timedelta(9),
    )
    far = issue(2, due_on=D + timedelta(31))
    meeting = Meeting(
        id="MET-001",
        name="定例",
        frequency="隔週",
        first_at=datetime.fromisoformat("2026-12-02T10:00"),
        attendees="佐藤、鈴木 一郎",
        ends_on=date(2026, 12, 20),
    )
    source = book(SATO, issue(1, due_on=D + timedelta(30)), far, task, meeting)
    assert [(row["日付"], row["種類"]) for row in fields(source)["予定"]] == [
        ("2026/12/02", "作業の予定開始"),
        ("2026/12/09", "作業の予定終了"),
        ("2026/12/30", "課題管理表の期限"),
    ]
    assert [row["日付"] for row in fields(source, "鈴木 一郎")["予定"]] == ["2026/12/02", "2026/12/16"]


def test_decisions_agreements_documents_and_systems_are_the_person_s_own():
    agreed = [
        Requirement(id=f"REQ-{n:03}", title="要件", agreed_by="佐藤 花子", agreed_on=D) for n in range(4)
    ]
    mine = Option(id="OPT-001", title="案A", decided_by="佐藤花子様", decided_on=D - timedelta(1))
    theirs = Option(id="OPT-002", title="案B", decided_by="鈴木 一郎", decided_on=D)
    found = fields(
        book(
            SATO,
            SUZUKI,
            *agreed,
            mine,
            theirs,
            Deliverable(id="DOC-001", title="設計書", author="佐藤 花子"),
            Deliverable(id="DOC-002", title="計画書", author="鈴木 一郎"),
            System(id="SYS-001", name="会員基盤", owner="佐藤 花子"),
        )
    )
    assert [(row["日付"], row["種類"], row["件数"], row["対象"]) for row in found["決定"]] == [
        ("2026/11/30", "要件の合意", 4, "REQ-000、REQ-001、REQ-002、REQ-003"),
        ("2026/11/29", "対応案の決定", 1, "OPT-001 案A"),
    ]
    assert [row["文書ID"] for row in found["文書"]] == ["DOC-001"]
    assert (found["主担当システム"], found["報告元"], found["後任"]) == ("会員基盤", "鈴木 一郎", "鈴木 一郎")


@pytest.mark.parametrize(
    ("successor", "expected"),
    [(None, "未記入(後任が空欄です)"), ("田中", "田中(後任「田中」が体制表にありません)")],
)
def test_a_leaver_without_a_sound_successor_is_told_so_on_the_paper(successor: str | None, expected: str):
    assert (
        fields(book(Member(id="PER-001", name="佐藤 花子", left_on=D, successor=successor)))["後任"]
        == expected
    )


def test_those_who_leave_get_a_paper_unasked_and_everybody_when_the_project_is_closed():
    gone = Member(id="PER-003", name="高橋 健太", left_on=D - timedelta(1))
    project = book(SATO, SUZUKI, gone).project
    assert [each.key for each in leaving(project)] == ["佐藤 花子"]
    still = book(SATO, SUZUKI, gone, issue(1, owner="高橋 健太")).project
    assert [each.key for each in leaving(still)] == ["佐藤 花子", "高橋 健太"]
    closed = book(SATO, SUZUKI, gone, Setting(key="案件状態", value="終結")).project
    assert [each.key for each in leaving(closed)] == ["佐藤 花子", "鈴木 一郎"]


def test_a_person_with_two_roles_has_one_paper_that_either_id_means():
    source = book(SUZUKI, Member(id="PER-009", name="鈴木一郎", role="システム担当"))
    (subject,) = everybody(source.project)
    assert subject.is_named("PER-002") and subject.is_named("PER-009") and subject.is_named("鈴木一郎")
    assert fields(source, subject.value)["役割"] == "PMO、システム担当"
