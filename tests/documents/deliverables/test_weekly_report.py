"""週次報告書: the week by its own facts, for a customer's eyes; the page for ourselves only when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pmo_xl.charts.phase_strip import phase_spans
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Changes, Fields, Source
from pmo_xl.documents.word.render import render
from pmo_xl.history.comparison import Difference
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.metrics.waiting_decisions import asked_of_others, waiting_decisions
from pmo_xl.metrics.weekly_facts import system_statuses, week_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.rules.light import project_light
from pmo_xl.rules.severity import Severity
from tests.sample.maker import planted_project
from tests.support.word import made, sample_source, source_of, texts_of

FRIDAY = date(2026, 12, 4)
MONDAY = date(2026, 11, 30)


def book(*rows: Record, on: date = FRIDAY) -> Source:
    kinds = dict.fromkeys(row.__class__ for row in rows)
    return source_of(
        Project(on, on, records={kind: tuple(r for r in rows if type(r) is kind) for kind in kinds})
    )


def fields(*rows: Record) -> Fields:
    return load("週次報告書").content(book(*rows)).fields


def paper(source: Source) -> str:
    return "\n".join(texts_of(made("週次報告書", source)))


def work(number: int, **more: object) -> Task:
    return Task(
        **{"id": f"WBS-{number:03}", "kind": "作業", "title": f"作業{number}", "phase": "開発"} | more
    )


def test_the_week_runs_from_monday_to_sunday_around_the_day():
    assert fields()["報告週"] == "2026/11/30(月)～2026/12/06(日)"
    for on in (MONDAY, date(2026, 12, 6)):
        assert week_of(book(on=on).project).monday == MONDAY


def test_what_was_done_this_week_comes_from_the_dates_of_the_rows_and_not_from_a_record():
    rows = (
        work(1, actual_finish=MONDAY),
        work(2, actual_finish=MONDAY - timedelta(1)),
        Task(id="WBS-003", kind="マイルストーン", title="設計完了", actual_finish=FRIDAY),
        Question(id="QA-001", title="桁数", answered_on=FRIDAY, status="回答済"),
        Issue(id="ISS-001", title="停止", closed_on=FRIDAY, status="完了"),
        SpecChange(id="CHG-001", title="帳票", announced_on=FRIDAY, status="周知済"),
        Issue(id="ISS-002", title="先の日付", closed_on=FRIDAY + timedelta(1), status="完了"),
    )
    found = fields(*rows)
    assert [(row["種類"], row["番号"]) for row in found["完了したこと"]] == [
        ("作業の完了", "WBS-001"),
        ("マイルストーン達成", "WBS-003"),
        ("QAの回答", "QA-001"),
        ("課題の完了", "ISS-001"),
        ("仕様変更の周知", "CHG-001"),
    ]
    assert found["ひとこと"].startswith("報告週に 5 件を終え、")


def test_next_week_has_beginnings_ends_due_dates_and_meetings_but_not_our_money():
    rows = (
        work(1, planned_start=date(2026, 12, 7), planned_finish=date(2026, 12, 11)),
        work(2, planned_start=date(2026, 12, 14), planned_finish=date(2026, 12, 18)),
        Issue(id="ISS-001", title="停止", due_on=date(2026, 12, 9), status="対応中", owner="佐藤"),
        Acceptance(id="ACC-001", acceptance_due_on=date(2026, 12, 9)),
        Meeting(
            id="MET-001",
            name="定例",
            frequency="毎週",
            first_at=datetime.fromisoformat("2026-12-01T10:00"),
            minutes=60,
            ends_on=date(2027, 1, 31),
        ),
    )
    assert [(row["日"], row["種類"], row["番号"]) for row in fields(*rows)["来週のこと"]] == [
        ("2026/12/07", "作業の開始予定", "WBS-001"),
        ("2026/12/08(火) 10:00 ～ 11:00", "会議", "MET-001"),
        ("2026/12/09", "課題管理表の期限", "ISS-001"),
        ("2026/12/11", "作業の終了予定", "WBS-001"),
    ]


def test_many_of_one_kind_on_one_day_are_one_row_with_their_count():
    rows = [work(n, planned_start=date(2026, 12, 7), planned_finish=date(2026, 12, 18)) for n in range(1, 6)]
    (row,) = fields(*rows)["来週のこと"]
    assert row["内容"] == "5 件(WBS-001～WBS-005 など)"


def test_only_what_the_other_side_decides_is_asked_for():
    ours, theirs = (
        Member(id="PER-001", name="佐藤", company="株式会社青空"),
        Member(id="PER-002", name="鈴木", company="海"),
    )
    one = SpecChange(id="CHG-001", title="帳票", status="承認待ち", approved_by="佐藤")
    two = SpecChange(
        id="CHG-002", title="桁数", status="承認待ち", approved_by="鈴木", due_on=date(2026, 12, 2)
    )
    sender = Setting(key="差出人.会社", value="青空")
    (row,) = fields(ours, theirs, one, two, sender)["お願い"]
    assert (row["番号"], row["お願い先"], row["判断期限"], row["経過"]) == (
        "CHG-002",
        "鈴木",
        "2026/12/02",
        "2 稼働日",
    )
    assert len(fields(ours, theirs, one, two)["お願い"]) == 2
    project = book(ours, theirs, one, two).project
    assert len(asked_of_others(project)) == len(waiting_decisions(project)) == 2


@pytest.mark.parametrize(("reported", "expected"), [("黄", "▲ 黄"), ("赤", "● 赤")])
def test_the_light_is_the_reported_one_with_its_mark(reported: str, expected: str):
    assert fields(Setting(key="報告状況", value=reported))["報告の信号"] == expected


def test_without_a_reported_light_the_computed_one_stands_without_its_reasons():
    source = book(Issue(id="ISS-001", priority="高", due_on=MONDAY, status="対応中"))
    light = project_light(source.project, source.report)
    assert light.reasons
    judged = replace(source.report, light=light)
    source = replace(source, check=lambda: judged)
    assert load("週次報告書").content(source).fields["報告の信号"] == light.light.shown


def test_new_and_closed_are_counted_this_week_and_last_by_their_dates():
    rows = [
        Issue(id=f"ISS-{n:03}", raised_on=on, status="対応中", due_on=due)
        for n, (on, due) in enumerate(
            ((MONDAY, FRIDAY), (FRIDAY, MONDAY), (MONDAY - timedelta(1), None), (FRIDAY + timedelta(1), None))
        )
    ]
    rows.append(
        Issue(id="ISS-009", raised_on=date(2026, 1, 5), closed_on=MONDAY - timedelta(3), status="完了")
    )
    issues, *_ = fields(*rows)["動き"]
    assert (issues["新規"], issues["先週の新規"], issues["完了"], issues["先週の完了"]) == (2, 1, 0, 1)
    assert (issues["期限超過"], issues["未完了"]) == (1, 4)


def test_the_late_rows_are_those_of_the_overdue_command_without_our_money():
    source = source_of(planned := planted_project(profile="full").project())
    found = load("週次報告書").content(source).fields
    late = [item for item in overdue_report(planned).items if item.is_late]
    ours = ("検収支払", "予算管理表", "予算枠", "見積一覧", "対応案比較", "リスク管理表", "チェックリスト")
    assert (
        found["対外の期限超過件数"]
        == sum(item.sheet not in ours for item in late)
        < found["期限超過件数"]
        == len(late)
    )


def test_what_changed_since_the_last_record_is_one_line_and_without_one_nothing_is_said_of_records():
    source = book(Issue(id="ISS-001", status="対応中"))
    assert "記録" not in paper(source)
    moved = [
        Difference("課題管理表", "ISS-001", "追加", None, None, "x"),
        Difference("QA表", "QA-001", "変更", "状態", "a", "b"),
        Difference("QA表", "QA-001", "変更", "回答", "a", "b"),
    ]
    since = replace(source, compare=lambda: Changes("2026/11/27", moved))
    assert (
        "前回(2026/11/27)から: 課題 追加 1 件・更新 0 件、QA 追加 0 件・更新 1 件、仕様変更 追加 0 件・更新 0 件"
        in paper(since)
    )


def test_a_chart_without_data_is_left_out_and_not_explained():
    text = paper(book(Issue(id="ISS-001", status="対応中")))
    assert "品質" not in text and "描けません" not in text and "図 1" not in text


def test_each_system_has_its_work_its_delay_its_issues_and_questions():
    rows = (
        System(id="SYS-001", name="会員基盤"),
        System(id="SYS-002", name="決済"),
        work(1, system="会員基盤", actual_finish=MONDAY),
        work(2, system="SYS-001", planned_finish=MONDAY, actual_start=MONDAY),
        Issue(id="ISS-001", status="対応中", systems=("決済", "会員基盤")),
        Question(id="QA-001", status="未回答", system="決済"),
    )
    one, two = system_statuses(book(*rows).project)
    assert (one.done, one.total, one.late, one.issues, one.questions) == (1, 2, 1, 1, 0)
    assert (two.done, two.total, two.late, two.issues, two.questions) == (0, 0, 0, 1, 1)
    assert fields(*rows)["システム別"][1]["進捗"] == "作業なし"


def test_the_strip_counts_the_tasks_of_each_phase_that_are_done():
    project = sample_source().project
    for span in phase_spans(project):
        leaves = [
            t
            for t in project.tasks
            if t.phase == span.name and t.kind == "作業" and not project.tasks.naming("parent", t.id)
        ]
        assert (span.done, span.total) == (sum(t.actual_finish is not None for t in leaves), len(leaves))


WORDS_OF_OURS = ("判定不能", "点検", "pmo-xl", "エラー", "規則", "検収", "予算", "CHG00", "DAT0")


def test_a_customer_reads_no_word_of_ours_and_we_read_them_when_we_ask():
    source = source_of(planted_project(profile="full").project())
    body = [each for each in texts_of(made("週次報告書", source)) if "根拠" not in each]
    told = "\n".join(body[: next((n for n, each in enumerate(body) if each.startswith("台帳「")), len(body))])
    assert not [word for word in WORDS_OF_OURS if word in told.replace("予算の追加", "")]
    ours = replace(source, is_internal=True)
    document = load("週次報告書")
    text = "\n".join(texts_of(render(document, document.content(ours), ours)))
    assert "点検(社内用)" in text and "KPIの目標と実績" in text and "記録がありません" in text
    counts = {row["重要度"]: row["件数"] for row in document.content(ours).fields["点検"]}
    assert counts == {s.label: len(list(ours.report.of_severity(s))) for s in Severity}
