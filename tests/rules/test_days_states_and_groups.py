"""Days, states and the groups of rules as the definitions have them, on what a workbook holds today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import STATES
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.data.dat011_future_actual_date import FACTS
from pmo_xl.rules.rule import Group
from pmo_xl.workbook.cells import read_value
from tests.support.ledger import ask, hits

DEFINITIONS = (Path(__file__).resolve().parents[2] / "docs" / "definitions.md").read_text(encoding="utf-8")
NO_FACTS = {
    "期限", "判断期限", "回答期限", "恒久対応期限", "予定日", "基準開始", "基準終了", "予定開始", "予定終了", "開始予定",
    "履行開始", "履行終了", "検収予定日", "請求日", "支払期日", "支払予定日", "有効期限", "基本設計提出期限", "接続元希望日",
    "接続先希望日", "対向確定日", "先方合意日", "初検出日", "免除期限", "着任日", "離任日", "日付", "合意期限", "確認期限",
    "初回日時", "終了日", "次回見直し日", "疎通予定日",
}  # fmt: skip


def test_every_date_column_is_a_fact_or_known_to_be_none() -> None:
    labels = {
        column.label
        for sheet in SHEETS
        for column in sheet.columns.values()
        if column.kind in (Kind.DATE, Kind.DATETIME)
    }
    assert labels - FACTS - NO_FACTS == set()
    assert set() == FACTS & NO_FACTS
    (line,) = re.findall(r"^- \*\*Facts\*\* \(DAT011.*?\): (.*?)\. 請求日", DEFINITIONS, re.MULTILINE)
    assert set(re.sub(r"\(.*?\)", "", line).split()) == FACTS, "Facts of docs/definitions.md"


def test_a_lesson_confirmed_in_the_future_is_found() -> None:
    ledger = """
    基準日: 2026-11-30

    ナレッジ
    | 教訓ID | 確認日 |
    |---|---|
    | KNW-001 | 2026/12/1 |
    | KNW-002 | 2026/11/30 |
    """
    assert hits("DAT011", ledger) == ["KNW-001 確認日"]


@pytest.mark.parametrize(
    "typed", ["R8.11", "202611", 202611.0, "2026-11", "2026/11", "2026年11月", "令和8年11月"]
)
def test_a_month_is_read_in_every_form(typed: object) -> None:
    month = read_value(Kind.MONTH, typed)
    assert str(month) == "2026-11-01"


def test_a_month_without_a_year_is_not_understood() -> None:
    assert isinstance(read_value(Kind.MONTH, "11月"), Unread)


def test_hidden_tests_not_done_and_todos_without_a_state_are_open() -> None:
    ledger = """
    試験管理
    | 試験ID | 試験範囲 | 実施日 | (隠れた行) |
    |---|---|---|---|
    | TST-001 | 決済 | | 隠す |
    | TST-002 | 決済 | 2026/11/2 | 隠す |

    議事録
    | 議事ID | 区分 | 状態 | (隠れた行) |
    |---|---|---|---|
    | MTG-001 | ToDo | | 隠す |
    | MTG-002 | 懸念 | | 隠す |
    | MTG-003 | 不明点 | 完了 | 隠す |
    | MTG-004 | 決定 | | 隠す |
    """
    # of a table that is not ours once, at the first of its rows: MTG-002 is counted there
    assert hits("DAT010", ledger) == ["MTG-001", "TST-001"]
    assert "MTG-001 ほか 1 行" in ask("DAT010", ledger).findings[0].message


def test_a_state_without_meaning_is_in_progress_and_warned_of() -> None:
    ledger = """
    選択肢
    | 一覧名 | 値 | 意味 |
    |---|---|---|
    | 課題管理表.状態 | 様子見 | |
    | 課題管理表.状態 | 片付け済 | 完了 |

    課題管理表
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/2 | 様子見 |
    | ISS-002 | 2026/11/2 | 片付け済 |
    """
    assert hits("ISS001", ledger) == ["ISS-001 期限"]
    assert hits("DAT004", ledger) == ["意味 (警告)"]


def test_the_words_of_the_states_and_their_classes() -> None:
    classes = {name: {word: state.value for word, state in words.items()} for name, words in STATES.items()}
    assert classes["要件一覧.状態"] == {
        "検討中": "未着手",
        "対象": "進行中",
        "対象外": "取消",
        "取下げ": "取消",
    }
    assert classes["仕様変更管理表.状態"] == {
        "起票": "未着手", "影響調査中": "進行中", "承認待ち": "進行中", "承認済": "進行中", "保留": "進行中",
        "反映済": "進行中", "周知済": "完了", "却下": "取消",
    }  # fmt: skip
    assert classes["QA表.状態"] == {"未回答": "未着手", "回答済": "進行中", "完了": "完了", "取下げ": "取消"}
    assert classes["仕様書確認.状態"] == {
        "未決": "未着手",
        "確認中": "進行中",
        "解消": "完了",
        "対象外": "取消",
    }
    assert classes["リスク管理表.状態"] == {"監視中": "進行中", "対応中": "進行中", "終了": "完了"}


def test_the_groups_hold_what_the_definitions_say() -> None:
    (line,) = re.findall(
        r"^規則群: 基本 holds (.*?); only in 厳格: (.*?); the rest are 標準", DEFINITIONS, re.MULTILINE
    )
    said = dict(zip((Group.BASIC, Group.STRICT), map(rule_ids, line), strict=True))
    rules = all_rules()
    held = {group: {rule.id for rule in rules if rule.group is group} for group in said}
    assert held == said, "規則群 of docs/definitions.md"


def rule_ids(text: str) -> set[str]:
    """The rules that a list names: "DAT001–003, ACC001" → DAT001, DAT002, DAT003, ACC001."""
    named = re.findall(r"([A-Z]{3})(\d{3})(?:–(\d{3}))?", text)
    return {
        f"{prefix}{number:03}"
        for prefix, first, last in named
        for number in range(int(first), int(last or first) + 1)
    }


@pytest.mark.parametrize(
    ("key", "value", "is_found"),
    [
        ("基準日", "11月末", True), ("基準日", "2026-11-30", False), ("停止開始", "2026/11/30 22:00", False),
        ("終了日", "未定", True), ("会計年度開始月", "四月", True), ("会計年度開始月", "4月", False), ("会計年度開始月", "0", True),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_read_is_told_and_not_taken_for_blank_in_silence(
    key: str, value: str, is_found: bool
) -> None:
    ledger = f"""
    設定
    | 項目 | 値 |
    |---|---|
    | {key} | {value} |
    """
    assert hits("DAT004", ledger) == (["値 (警告)"] if is_found else [])


@pytest.mark.parametrize(("phase", "count"), [("総合試験", 1), ("負荷試験", 0), ("通し試験", 1)])
def test_the_phases_of_tests_are_five_and_the_words_that_mean_one_of_them(phase: str, count: int) -> None:
    rows = "\n".join(f"| QA-{n:03} | 仕様 | 会員基盤 | 2026/11/{n + 2} |" for n in range(1, 6))
    ledger = f"""
選択肢
| 一覧名 | 値 | 意味 |
|---|---|---|
| 工程 | 通し試験 | 総合試験 |
| 工程 | 負荷試験 | |
| 工程 | 総合試験 | |

マスタスケジュール
| 作業ID | 工程 | システム | 実績開始 |
|---|---|---|---|
| WBS-001 | {phase} | 会員基盤 | 2026/11/2 |

QA表
| QA-ID | 分類 | 対象システム | 質問日 |
|---|---|---|---|
{rows}

システム一覧
| ID | システム名 |
|---|---|
| SYS-001 | 会員基盤 |
"""
    assert len(hits("QST009", ledger)) == count
