"""What the manual pages of REQ001–REQ010 leave out: unreadable cells, fingerprints, ordinary practice."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.requirement import Requirement
from tests.support.ledger import ask, counts, hits


def test_req004_cannot_say_when_the_state_of_its_requirement_cannot_be_read():
    ledger = """
    システム一覧
    | ID | システム名 | 区分 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 新規 |
    | SYS-002 | 決済連携 | 改修 |
    | SYS-003 | 帳票 | 影響なし |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 検討中 |
    | REQ-002 | 会員基盤 | #N/A |
    | REQ-003 | 決済連携 | #N/A |
    | REQ-004 | 会員基盤、sys-002 | 対象 |
    | REQ-005 | 会員基盤 | {} |
    """
    assert counts("REQ004", ledger.format("検討中")) == {"適合": 2, "判定不能": 1, "対象外": 1}
    without = ledger.replace("| REQ-004 | 会員基盤、sys-002 | 対象 |", "| REQ-004 | | 対象 |")
    assert counts("REQ004", without.format("検討中")) == {"判定不能": 2, "対象外": 1}
    assert counts("REQ004", without.format("対象")) == {"適合": 1, "判定不能": 2, "対象外": 1}


def test_req005_speaks_about_the_sheet_once_for_each_category():
    report = ask(
        "REQ005", "要件一覧\n| 要件ID | 種別 | 大項目 |\n|---|---|---|\n| REQ-001 | 非機能 | 可用性 |"
    )
    assert [finding.id for finding in report.findings] == [
        "REQ005/要件一覧/性能・拡張性",
        "REQ005/要件一覧/運用・保守性",
        "REQ005/要件一覧/移行性",
        "REQ005/要件一覧/セキュリティ",
        "REQ005/要件一覧/システム環境・エコロジー",
    ] or [finding.id for finding in report.findings] == sorted(finding.id for finding in report.findings)
    assert len(report.findings) == 5
    assert {(finding.row, finding.row_id, finding.column) for finding in report.findings} == {
        (None, None, None)
    }


def test_req005_takes_an_empty_reason_for_no_reason_and_an_unreadable_row_for_doubt():
    setting = "\n\n設定\n| 項目 | 値 |\n|---|---|\n| 非機能対象外.移行性 | {} |"
    table = "要件一覧\n| 要件ID | 種別 | 大項目 |\n|---|---|---|\n| REQ-001 | {} | 可用性 |"
    assert counts("REQ005", table.format("非機能") + setting.format("")) == {"適合": 1, "違反": 5}
    assert counts("REQ005", table.format("非機能") + setting.format("移すデータなし")) == {
        "適合": 1,
        "違反": 4,
        "対象外": 1,
    }
    assert counts("REQ005", table.format("#N/A")) == {"判定不能": 6}


def test_req006_says_what_it_cannot_read_and_still_finds_the_rest():
    ledger = """
    要件一覧
    | 要件ID | 合意状態 | 合意者 | 合意日 |
    |---|---|---|---|
    | REQ-001 | 合意済 | | 先週 |
    | REQ-002 | 合意済 | 佐藤 花子 | 先週 |
    | REQ-003 | 未合意 | | 先週 |
    """
    assert hits("REQ006", ledger) == ["REQ-001 合意者"]
    assert counts("REQ006", ledger) == {"違反": 1, "判定不能": 1, "対象外": 1}


AGREED = Requirement(
    kind="機能",
    statement="会員を検索する。\n3秒以内。",
    systems=("会員基盤", "帳票"),
    acceptance_criteria="画面で確かめる",
)
STORED = stored_fingerprint(AGREED, date(2026, 5, 10))


def agreed(
    *,
    statement="会員を検索する。<br>3秒以内。",
    systems="会員基盤、帳票",
    stored=STORED,
    agreed_on="2026/5/10",
    changes="",
):
    return f"""
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 | 合意状態 | 合意日 | 合意時指紋 |
    |---|---|---|---|---|---|---|---|
    | REQ-001 | 機能 | {statement} | {systems} | 画面で確かめる | 合意済 | {agreed_on} | {stored} |

    仕様変更管理表
    | 変更ID | 対象要件 | 状態 | 承認日 |
    |---|---|---|---|
    {changes}
    """


@pytest.mark.parametrize(
    "same",
    [
        {}, {"systems": "帳票、会員基盤"}, {"statement": "会員を検索する。<br>３秒以内。"}, {"stored": STORED.upper()},
        {"agreed_on": ""}, {"agreed_on": "2026/6/1"},
    ],
)  # fmt: skip
def test_req007_lets_what_was_agreed_stand_in_any_spelling(same):
    assert counts("REQ007", agreed(**same)) == {"適合": 1}


@pytest.mark.parametrize("changed", [{"statement": "会員を検索する。<br>5秒以内。"}, {"systems": "会員基盤"}])
def test_req007_sees_a_change_of_any_part(changed):
    assert hits("REQ007", agreed(**changed)) == ["REQ-001 要件内容"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("| CHG-001 | REQ-001 | 承認済 | 2026/5/10 |", "要判断"),
        ("| CHG-001 | REQ-001 | 反映済 | 2026/6/1 |", "要判断"),
        ("| CHG-001 | REQ-001 | 承認済 | |", "要判断"),
        ("| CHG-001 | REQ-001 | 承認済 | 2026/5/9 |", "違反"),
        ("| CHG-001 | REQ-001 | 承認待ち | 2026/6/1 |", "違反"),
        ("| CHG-001 | REQ-002 | 承認済 | 2026/6/1 |", "違反"),
    ],
)
def test_req007_asks_a_person_only_where_a_change_was_approved_since(change, expected):
    assert counts("REQ007", agreed(statement="会員を検索する。", changes=change)) == {expected: 1}


@pytest.mark.parametrize(
    "doubt",
    [{"stored": ""}, {"stored": "確認済"}, {"stored": "20261332:" + "0" * 16}, {"agreed_on": "2026/5/11"}],
)
def test_req007_cannot_say_without_the_fingerprint_of_the_agreement(doubt):
    assert counts("REQ007", agreed(**{"statement": "変えた。", **doubt})) == {"判定不能": 1}


def test_req008_judges_the_criteria_though_the_statement_cannot_be_read():
    table = (
        "要件一覧\n| 要件ID | 要件内容 | 受入条件 | 状態 |\n|---|---|---|---|\n| REQ-001 | #N/A | {} | 対象 |"
    )
    assert hits("REQ008", table.format("")) == ["REQ-001 受入条件"]
    assert counts("REQ008", table.format("画面")) == {"判定不能": 1}


def dropped(change: str, more: str = "") -> str:
    return f"""
    要件一覧
    | 要件ID | 状態 |
    |---|---|
    | REQ-001 | 取下げ |

    仕様変更管理表
    | 変更ID | 対象要件 | 変更区分 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | {change} |
    {more}
    """


ORDER = """
    予算管理表
    | 発注ID | 発注区分 | 発注金額 | 発注日 | 起票元 |
    |---|---|---|---|---|
    | ORD-001 | 追加 | 100 | 2026/10/1 | CHG-001 |

    検収支払
    | 検収ID | 発注ID | 検収日 | 検収額 | 支払日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/20 | 60 | 2026/11/30 |
    {}
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("変更 | 保留", {"違反": 1}), ("変更 | 周知済", {"適合": 1}), ("削除 | 承認済", {"適合": 1}),
        ("| 起票", {"違反": 1}), ("変更 | #N/A", {"判定不能": 1}),
    ],
)  # fmt: skip
def test_req009_minds_open_changes_other_than_the_one_that_takes_it_out(change, expected):
    assert counts("REQ009", dropped(change)) == expected


def test_req009_minds_orders_until_everything_is_paid():
    partly, all_of_it = ORDER.format(""), ORDER.format("| ACC-002 | ORD-001 | 2026/11/20 | 40 | 2026/11/30 |")
    assert "ORD-001" in ask("REQ009", dropped("変更 | 周知済", partly)).findings[0].message
    assert hits("REQ009", dropped("削除 | 周知済", partly)) == []
    assert hits("REQ009", dropped("変更 | 周知済", all_of_it)) == []
    assert (
        hits(
            "REQ009",
            dropped(
                "変更 | 周知済",
                all_of_it.replace("| 2026/11/20 | 40 | 2026/11/30 |", "| 2026/11/20 | 40 | |"),
            ),
        )
        != []
    )


def test_req009_names_each_user_once():
    qa = "\n    QA表\n    | QA-ID | 対象要件 | 状態 |\n    |---|---|---|\n    | QA-001 | REQ-001 | 回答済 |\n"
    (finding,) = ask("REQ009", dropped("変更 | 承認済", qa + ORDER.format(""))).findings
    assert "CHG-001、ORD-001、QA-001" in finding.message


def test_req010_takes_any_change_for_the_reason():
    assert counts("REQ010", dropped("変更 | 却下")) == {"適合": 1}
    assert hits("REQ010", dropped("変更 | 却下").replace("CHG-001 | REQ-001", "CHG-001 | REQ-0001")) == [
        "REQ-001 状態"
    ]
