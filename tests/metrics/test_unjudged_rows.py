"""A table without the column that says so: nothing of it is late or not late, and a 0 says of how many."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pmo_xl.documents.overdue import overdue_json, overdue_listing, overdue_note
from tests.support.staff_book import Percent, staff_book

DAY = date(2026, 11, 10)


def issues(folder, *heads):
    cells = {"課題番号": 1, "件名": "夜間処理", "担当者": "佐藤", "期限": DAY, "状況": "対応中"}
    return staff_book(folder, {"課題一覧": [list(heads), [cells[head] for head in heads]]})


def test_without_a_state_column_nothing_is_late_and_the_dates_are_listed_as_they_stand(tmp_path):
    report = issues(tmp_path, "課題番号", "件名", "担当者", "期限").overdue()
    assert (len(report), report.counts) == (
        0,
        {"期限超過": 0, "これから期限": 0, "期限なし": 0, "判定不能": 1},
    )
    assert "期限超過 判定不能  「課題一覧」は状態の列がないため 1 件を判定できません" in overdue_note(report)
    assert overdue_listing(report).rows == [
        ("佐藤", DAY, None, None, None, "課題管理表", "1", "夜間処理", "D2")
    ]


def test_the_count_of_what_was_not_judged_is_in_the_json(tmp_path):
    report = issues(tmp_path, "課題番号", "件名", "担当者", "期限").overdue()
    assert json.loads(json.dumps(overdue_json(report)))["unjudged"] == [
        {"sheet": "課題管理表", "sheet_title": "課題一覧", "column": "状態", "rows": 1}
    ]


def test_a_row_whose_state_is_blank_is_not_taken_for_done(tmp_path):
    rows = [
        ["課題番号", "件名", "担当者", "期限", "状況"],
        [1, "夜間処理", "佐藤", DAY, None],
        [2, "回線", "佐藤", DAY, "対応中"],
        [3, "帳票", "佐藤", DAY, "完了"],
        [4, "期限のない行", "佐藤", None, None],
    ]
    report = staff_book(tmp_path, {"課題一覧": rows}).overdue()
    assert [item.row_id for item in report] == ["2"]
    assert "「課題一覧」は状態が空欄か、意味の分からない言葉のため 1 件を判定できません" in overdue_note(
        report
    )


def test_a_state_column_without_any_word_is_no_all_clear(tmp_path):
    report = staff_book(
        tmp_path, {"課題一覧": [["課題番号", "件名", "期限", "状況"], [1, "夜間処理", DAY, None]]}
    ).overdue()
    assert "期限超過 判定不能" in overdue_note(report)


def test_without_a_due_column_the_same(tmp_path):
    report = issues(tmp_path, "課題番号", "件名", "担当者", "状況").overdue()
    assert "「課題一覧」は期限の列がないため 1 件を判定できません" in overdue_note(report)


def test_without_an_owner_column_what_is_late_is_late_and_the_lack_is_said(tmp_path):
    report = issues(tmp_path, "課題番号", "件名", "期限", "状況").overdue()
    assert [item.owner for item in report] == [None]
    assert "「課題一覧」に担当の列はありません" in overdue_note(report)


def test_a_zero_says_of_how_many(tmp_path):
    rows = [
        ["課題番号", "件名", "担当者", "期限", "状況"],
        *([n, "件", "佐藤", DAY, "完了"] for n in range(1, 13)),
    ]
    report = staff_book(tmp_path, {"課題一覧": rows}).overdue()
    assert "期限超過 0 件(12 件のうち)" in overdue_note(report)


@pytest.mark.parametrize(("progress", "late"), [(Percent(1.0), 0), (Percent(0.5), 1), (None, 1)])
def test_a_schedule_that_only_keeps_progress_is_late_until_all_is_done(tmp_path, progress, late):
    heads = ["タスクID", "タスク名", "担当者", "開始予定日", "終了予定日", "進捗率"]
    other = [2, "総合試験", "佐藤", DAY, date(2026, 12, 20), Percent(0.1)]
    report = staff_book(tmp_path, {"WBS": [heads, [1, "設計", "佐藤", DAY, DAY, progress], other]}).overdue()
    assert (len(report), report.unjudged) == (late, ())


def test_a_schedule_without_progress_and_actual_dates_is_not_judged(tmp_path):
    heads = ["タスクID", "タスク名", "担当者", "開始予定日", "終了予定日"]
    report = staff_book(
        tmp_path, {"WBS": [heads, [1, "設計", "佐藤", DAY, DAY], [2, "試験", "佐藤", DAY, DAY]]}
    ).overdue()
    assert [(each.column, each.rows) for each in report.unjudged] == [("実績終了", 2)]


HEADS = ["タスクID", "タスク名", "担当者", "開始予定日", "終了予定日"]
END = date(2026, 11, 20)


def schedule(folder, heading, *said):
    rows = [[n, "設計", "佐藤", DAY, END, word] for n, word in enumerate(said, 1)]
    return staff_book(folder, {"WBS": [[*HEADS, heading], *rows]})


@pytest.mark.parametrize("heading", ["ステータス", "進捗状況", "状態"])
def test_a_schedule_that_says_its_progress_in_words_is_late_where_they_do_not_say_done(tmp_path, heading):
    book = schedule(tmp_path, heading, "完了", "作業中", "未着手", "【完了】")
    assert [task.progress for task in book.project.tasks] == [1, None, 0, 1]
    assert [item.row_id for item in book.overdue()] == ["2", "3"]
    assert [f.row_id for f in book.check(["WBS006"]).findings] == ["2", "3"]


def test_a_word_that_says_neither_done_nor_open_is_not_judged(tmp_path):
    book = schedule(tmp_path, "ステータス", "完了", "様子見", "作業中")
    (count,) = book.check(["WBS006"]).rules
    assert ([f.row_id for f in book.check(["WBS006"]).findings], count.undeterminable) == (["3"], 1)


def test_prose_under_a_heading_of_progress_is_no_progress(tmp_path):
    said = (
        "資料を作成し、3/1にレビューの予定",
        "客先と調整している。先方の回答を待つ",
        "まだ手を付けていない",
    )
    book = schedule(tmp_path, "状況", *said)
    assert "progress" not in book.layouts.tables[0].columns
    assert [each.rows for each in book.overdue().unjudged] == [3]
