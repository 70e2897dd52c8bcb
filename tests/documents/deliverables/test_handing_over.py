"""引継書 and 課題管理票: nothing that waits is left behind, and an issue names whatever hangs on it."""

from __future__ import annotations

from datetime import timedelta

from pmo_xl.documents.deliverables.handover import AHEAD
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.record import Record
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import D, book, said, unread
from tests.support.word import sample_source


def handover(*rows: Record) -> Fields:
    return load("引継書").content(book(*rows)).fields


def sheet(row: Issue, *rows: Record) -> Fields:
    return load("課題管理票").content(book(row, *rows), row).fields


def test_the_coming_dates_are_those_of_the_overdue_command():
    source = sample_source()
    items = [item for item in overdue_report(source.project, AHEAD).items if not item.is_late]
    rows = load("引継書").content(source).fields["これから"]
    assert sorted((row["シート"], row["ID"]) for row in rows) == sorted((i.sheet, i.row_id) for i in items)
    assert len(items) > 10


def test_what_is_late_already_and_what_has_no_date_is_counted_beside_the_coming_dates():
    late, blank = (
        Issue(id="ISS-001", due_on=D - timedelta(1), status="対応中"),
        Issue(id="ISS-002", status="対応中"),
    )
    text = said("引継書", late, blank)
    assert (
        "すでに期限を過ぎているものは 1 件です" in text
        and "期限が未記入か読めないものが 1 件あります" in text
    )


def test_open_milestones_are_handed_over_and_reached_ones_are_not():
    rows = [
        Task(id=f"WBS-{n:03}", kind="マイルストーン", title=f"節目{n}", planned_finish=D, actual_finish=done)
        for n, done in enumerate((None, D))
    ]
    assert [row["作業ID"] for row in handover(*rows)["節目"]] == ["WBS-000"]


def test_the_newest_documents_come_first_and_one_without_a_day_last():
    rows = [
        Deliverable(id=f"DOC-{n:03}", title="x", updated_on=day)
        for n, day in enumerate((D - timedelta(9), None, D))
    ]
    assert [row["文書ID"] for row in handover(*rows)["文書"]] == ["DOC-002", "DOC-000", "DOC-001"]


def test_an_issue_that_nobody_takes_over_says_so():
    (row,) = handover(Issue(id="ISS-001", title="停止", status="対応中"))["課題"]
    assert (row["引継先"], row["担当"], row["期限"]) == ("未記入", "未記入", "未記入")


def test_an_issue_sheet_names_every_row_that_names_the_issue():
    rows = (
        MeetingItem(id="MTG-001", statement="障害の報告", links=("ISS-001",), status="未完了"),
        SpecChange(id="CHG-001", title="桁数", origin=("ISS-001",), status="起票"),
        Risk(id="RSK-001", title="遅れ", issues=("ISS-001",), status="監視中"),
        Task(id="WBS-001", title="試験", waits_for=("ISS-001",)),
        SpecChange(id="CHG-002", title="別件", origin=("ISS-002",)),
    )
    found = sheet(Issue(id="ISS-001", title="停止"), *rows)["関わる行"]
    assert {(row["シート"], row["番号"], row["列"], row["状況"]) for row in found} == {
        ("議事録", "MTG-001", "紐づけ", "未完了"),
        ("仕様変更管理表", "CHG-001", "起票元", "起票"),
        ("リスク管理表", "RSK-001", "対応課題", "監視中"),
        ("マスタスケジュール", "WBS-001", "決定待ち", ""),
    }


def test_the_cause_of_a_defect_is_wanted_and_of_other_issues_is_none_to_fill():
    assert sheet(Issue(id="ISS-001", kind="障害"))["原因分類"] == "未記入"
    assert sheet(Issue(id="ISS-001", kind="課題"))["原因分類"] == "－"
    assert sheet(Issue(id="ISS-001", kind="障害", cause_kind="設計"))["原因分類"] == "設計"


def test_a_cell_that_cannot_be_read_stays_as_typed_on_the_sheet():
    assert "4月上旬" in said(
        "課題管理票", Issue(id="ISS-001", title="停止", place=unread(Issue, due_on="4月上旬"))
    )
