"""baseline: 予定 into 基準 where it is empty, or anew with a reason that stays in the row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from pmo_xl.errors import BadOption
from pmo_xl.model.task import Task
from pmo_xl.operations.baseline import baseline
from pmo_xl.operations.planned import Plan
from tests.support.master import opened, small_book

START, FINISH = date(2026, 11, 2), date(2026, 11, 20)
TASKS = (
    Task(id="WBS-001", kind="作業", title="設計", planned_start=START, planned_finish=FINISH),
    Task(
        id="WBS-002",
        kind="作業",
        title="開発",
        baseline_start=date(2026, 10, 1),
        planned_start=START,
        planned_finish=FINISH,
        remarks="前からの備考",
    ),
    Task(id="WBS-003", kind="作業", title="試験"),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("small"), {Task: TASKS}).read_bytes()


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "会員基盤刷新.xlsx"
    path.write_bytes(small)
    return path


def shown(plan: Plan) -> list[tuple[str | None, str, str, str]]:
    return [(p.change.row_id, p.change.column, p.change.before, p.change.after) for p in plan.changes]


def baselines(path: Path) -> list[tuple[date | None, date | None]]:
    return [(task.baseline_start, task.baseline_finish) for task in opened(path).tasks]


def test_empty_baselines_take_the_plan_and_a_second_run_does_nothing(path):
    before = path.read_bytes()
    plan = baseline(opened(path))
    assert shown(plan) == [
        ("WBS-001", "基準開始", "", "2026/11/02"),
        ("WBS-001", "基準終了", "", "2026/11/20"),
        ("WBS-002", "基準終了", "", "2026/11/20"),
    ]
    assert path.read_bytes() == before
    assert baseline(opened(path), apply=True).saved
    assert baselines(path) == [(START, FINISH), (date(2026, 10, 1), FINISH), (None, None)]
    assert baseline(opened(path), apply=True).changes == []


def test_a_baseline_is_taken_anew_only_where_asked_and_the_reason_stays_in_the_row(path):
    baseline(opened(path), apply=True, again=["wbs-002"], reason="要件追加のため ")
    task = opened(path).tasks["WBS-002"]
    assert task.baseline_start == START
    assert task.remarks == "2026/11/30 基準を取り直し: 要件追加のため\n前からの備考"
    again = baseline(opened(path), apply=True, again=["WBS-002"], reason="もう一度")
    assert again.changes == [] and opened(path).tasks["WBS-002"].remarks == task.remarks


@pytest.mark.parametrize(
    ("again", "reason", "said"),
    [
        (["WBS-002"], None, "--reason で理由"),
        (["WBS-002"], "  ", "--reason で理由"),
        (["WBS-099"], "要件追加", "WBS-099 がありません"),
    ],
)
def test_a_baseline_without_a_reason_or_of_no_task_is_not_taken(path, again, reason, said):
    with pytest.raises(BadOption, match=said):
        baseline(opened(path), again=again, reason=reason)


def test_a_workbook_without_a_schedule_says_so(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "課題.xlsx")) as book:
        sheet = book.add_worksheet("課題管理表")
        sheet.write_row(0, 0, ["課題ID", "件名", "担当", "期限", "状態"])
        sheet.write_row(1, 0, ["ISS-001", "遅い", "佐藤", "2026/11/20", "対応中"])
    with pytest.raises(BadOption, match="マスタスケジュールがない"):
        baseline(opened(tmp_path / "課題.xlsx"))
