"""How the project works together: meetings, tools, phases and lines of escalation, in every paper that tells of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.model.budget import Budget
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project_tool import ProjectTool
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import D, book, said

WEEKLY = Meeting(
    id="MET-001", name="進捗会議", frequency="毎週", first_at=datetime.fromisoformat("2026-01-06T10:00"),
    minutes=60, purpose="遅れの手当て", decision_maker="中村 大輔",
)  # fmt: skip
CHAT = ProjectTool(
    id="TOL-001", purpose="緊急連絡", name="電話網", administrator="髙橋 恵", response_time="30分以内"
)
TEXT = Setting(key="会議体", value="運営会議(隔週月曜)")
ESCALATION = Setting(key="エスカレーション経路", value="PM → 部門長(当日中)")
JOINT = PhaseDefinition(
    id="PHD-001", local_name="結合", phase="結合試験", exit_criteria="残件0", progress_basis="申告"
)
TASK = Task(
    id="WBS-001", kind="作業", title="結合の実施", local_name="結合", phase="結合試験", actual_start=D,
    planned_start=D, planned_finish=D, progress=Decimal("0.85"),
)  # fmt: skip


def fields(name: str, *records: Record) -> Fields:
    return load(name).content(book(*records), None).fields


@pytest.mark.parametrize("name", ["ガイドライン", "キックオフ資料"])
def test_meetings_and_tools_are_told_row_by_row_where_their_sheets_have_rows(name: str):
    text = said(name, WEEKLY, CHAT, TEXT, ESCALATION)
    assert "毎週\n火曜 10:00 から 60 分" in text and "中村 大輔" in text
    assert "電話網" in text and "30分以内" in text
    assert "運営会議(隔週月曜)" not in text
    assert "PM → 部門長(当日中)" in text


@pytest.mark.parametrize("name", ["ガイドライン", "キックオフ資料"])
def test_without_a_row_of_meetings_the_text_of_the_settings_stands_there(name: str):
    text = said(name, TEXT)
    assert "運営会議(隔週月曜)" in text
    assert "連絡の手段と道具の記入はありません。" in text


def test_the_chart_of_the_organisation_tells_how_to_escalate():
    assert "PM → 部門長(当日中)" in said("体制図", ESCALATION)


@pytest.mark.parametrize("name", ["ガイドライン", "マスタスケジュール"])
def test_what_a_system_calls_its_phases_is_explained(name: str):
    text = said(name, JOINT, TASK)
    assert "残件0" in text and "すべて" in text


@pytest.mark.parametrize(("name", "table"), [("マスタスケジュール", "作業"), ("アジェンダ", "着手中")])
def test_progress_says_beside_it_how_it_is_measured(name: str, table: str):
    (row,) = fields(name, JOINT, TASK)[table]
    assert row["進捗率"] == "85%\n(申告)"
    (row,) = fields(name, TASK)[table]
    assert row["進捗率"] == "85%"


def test_defects_are_listed_by_their_cause():
    bug = Issue(id="ISS-001", kind="障害", status="完了", cause_kind="設計")
    other = Issue(id="ISS-002", kind="課題", status="完了", cause_kind="環境")
    assert fields("課題一覧", bug, other)["障害の原因"] == [{"原因分類": "設計", "件数": 1}]
    assert "原因分類" not in said("課題一覧", other)


def test_the_list_of_interfaces_says_who_reported_and_asks_only_where_something_is_open():
    late, wish = date(2026, 11, 2), date(2026, 12, 9)
    done = Interface(id="IF-001", design_due_on=late, wish_source_on=late, wish_target_on=wish, status="完了")
    one_sided = Interface(id="IF-002", wish_source_on=wish, status="設計中", reported_by=("サイト",))
    apart = Interface(
        id="IF-003", design_due_on=late, wish_source_on=late, wish_target_on=wish, status="設計中"
    )
    shown = fields("IF一覧", done, one_sided, apart)
    assert [row["IF_ID"] for row in shown["設計遅れ"]] == ["IF-003"]
    assert [row["IF_ID"] for row in shown["希望日の違い"]] == ["IF-003"]
    assert "報告システム" in said("IF一覧", one_sided)


def test_a_request_for_budget_stands_apart_from_the_budget():
    granted = Budget(id="BUD-001", fiscal_year=2026, department="営業部", amount=1_000, approved_on=D)
    asked = Budget(id="BUD-002", fiscal_year=2026, department="営業部", amount=500, requested_on=D)
    refused = asked.model_copy(update={"id": "BUD-003", "kind": "却下"})
    shown = fields("予算執行報告書", granted, asked, refused)
    assert shown["申請中の合計"] == "500"
    assert [row["予算ID"] for row in shown["申請中の予算"]] == ["BUD-002"]
    assert "申請中の予算が 500 円あります" in said("予算執行報告書", granted, asked)
    assert "申請中" not in said("予算執行報告書", granted)
