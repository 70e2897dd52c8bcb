"""Where a finding about many rows stands: in the examples of every rule's own page (definitions.md)."""

from __future__ import annotations

import pytest

from pmo_xl.rules.run import run
from tests.support.examples import project_of
from tests.support.ledger import ask, rule_of

AT_A_ROW = {
    "ISS008": ("体制表", None),
    "ORG002": ("体制表", None),
    "QST008": ("システム一覧", None),
    "REQ004": ("システム一覧", None),
    "RAG001": ("設定", "報告状況"),
}
AT_THE_SHEET = {
    "REQ005": "要件一覧",
    "QST009": "QA表",
    "WBS009": "マスタスケジュール",
    "WBS010": "マスタスケジュール",
    "WBS011": "マスタスケジュール",
    "WBS012": "マスタスケジュール",
    "WBS013": "マスタスケジュール",
    "EVM002": "マスタスケジュール",
}


def _findings(rule_id: str):
    rule = rule_of(rule_id)
    broken = [example for example in rule.page.examples if example.heading.startswith("違反例")]
    found = [finding for example in broken for finding in run(project_of(example), [rule]).findings]
    assert found, rule_id
    return found


@pytest.mark.parametrize("rule_id", AT_A_ROW)
def test_a_finding_about_a_person_a_system_or_the_light_stands_at_its_row(rule_id):
    sheet, key = AT_A_ROW[rule_id]
    for finding in _findings(rule_id):
        assert finding.sheet == sheet and finding.row is not None and finding.cell, finding
        assert key is None or key in finding.message


@pytest.mark.parametrize("rule_id", AT_THE_SHEET)
def test_a_finding_about_many_rows_stands_at_their_sheet_and_at_no_row(rule_id):
    places = {(f.sheet, f.row, f.row_id, f.cell) for f in _findings(rule_id)}
    assert places == {(AT_THE_SHEET[rule_id], None, None, None)}


def test_a_system_without_an_owner_and_a_vacant_role_stand_at_their_sheets():
    assert {(f.sheet, f.row_id) for f in _findings("ORG001") if f.row is None} == {("体制表", None)}


def test_what_is_left_at_closing_stands_at_each_row_left():
    assert all(f.row is not None for f in _findings("CLS001"))


def test_a_budget_overdrawn_by_a_department_stands_at_the_sheet():
    found = [f for f in _findings("BUD001") if f.row is None]
    assert found and {(f.sheet, f.cell) for f in found} == {("予算枠", None)}


PEOPLE = """
基準日: 2026-11-30

体制表
| 氏名 | 会社 | 役割 | 着任日 | 離任日 | 備考 |
|---|---|---|---|---|---|
| 佐藤 花子 | 当社 | PM | 2026/4/1 | {} | |
| 鈴木 一郎 | 当社 | PMO | 2026/4/1 | | |
| 佐藤　花子 | 当社 | PMO | 2026/6/1 | {} | |

課題管理表
| 課題ID | 件名 | 担当 | 期限 | 状態 |
|---|---|---|---|---|
| ISS-001 | 遅い | 佐藤 花子様 | 2026/12/25 | 対応中 |
"""


@pytest.mark.parametrize(
    ("first", "second", "leaves"),
    [
        ("2026/12/4", "2026/12/7", True),
        ("2026/11/20", "2026/11/25", True),
        ("2026/12/4", "", False),
        ("", "2026/12/4", False),
    ],
)
def test_a_person_of_two_roles_is_there_until_the_later_day_and_stands_at_the_first_row(
    first, second, leaves
):
    found = ask("ORG002", PEOPLE.format(first, second)).findings
    assert [(f.sheet, f.row) for f in found] == ([("体制表", 2)] if leaves else [])


@pytest.mark.parametrize(("last", "is_gone"), [("2026/11/29", True), ("2026/11/30", False), ("", False)])
def test_a_person_of_two_roles_is_gone_when_the_last_of_them_has_ended(last, is_gone):
    assert bool(ask("ISS002", PEOPLE.format("2026/11/20", last)).findings) is is_gone


def test_findings_at_one_cell_have_ids_of_their_own():
    for rule_id in (*AT_THE_SHEET, *AT_A_ROW, "CLS001", "BUD001", "ORG001"):
        rule = rule_of(rule_id)
        for example in rule.page.examples:
            found = [f.id for f in run(project_of(example), [rule]).findings]
            assert not [each for each in found if each.endswith(")") and each[-2].isdigit()], found
