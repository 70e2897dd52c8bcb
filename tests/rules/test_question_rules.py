"""What the manual pages of QST001–QST009 leave out: unreadable cells, settings, days off, who is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_xl.model.calendar import BusinessCalendar
from tests.support.ledger import ask, counts, hits


def unanswered(due: str, as_of: str = "2026-11-30", more: str = "") -> str:
    return f"""
    基準日: {as_of}

    QA表
    | QA-ID | 優先度 | 回答期限 | 状態 |
    |---|---|---|---|
    | QA-001 | 中 | {due} | 未回答 |
    {more}
    """


@pytest.mark.parametrize("as_of", [date(2026, 11, 20) + timedelta(days=n) for n in range(14)])
def test_qst001_is_grave_once_the_fifth_business_day_has_passed_weekend_or_not(as_of):
    due = date(2026, 11, 19)
    limit = BusinessCalendar().add_business_days(due, 5)
    assert limit == date(2026, 11, 27)
    found = hits("QST001", unanswered("2026/11/19", as_of.isoformat()))
    assert found == ["QA-001 回答期限 (エラー)" if as_of > limit else "QA-001 回答期限"]


def test_qst001_counts_company_holidays_and_the_threshold_of_the_settings():
    holiday = "\n    休日\n    | 日付 | 区分 |\n    |---|---|\n    | 2026/11/25 | 会社休日 |"
    setting = "\n    設定\n    | 項目 | 値 |\n    |---|---|\n    | 閾値.回答遅れ日数 | 4 |"
    assert hits("QST001", unanswered("2026/11/19")) == ["QA-001 回答期限 (エラー)"]
    assert hits("QST001", unanswered("2026/11/19", more=holiday)) == ["QA-001 回答期限"]
    assert hits("QST001", unanswered("2026/11/20")) == ["QA-001 回答期限"]
    assert hits("QST001", unanswered("2026/11/20", more=setting)) == ["QA-001 回答期限 (エラー)"]


def test_qst001_never_calls_an_unreadable_due_date_in_time():
    assert counts("QST001", unanswered("11月上旬")) == {"判定不能": 1}
    assert counts("QST001", unanswered("")) == {"対象外": 1}
    assert counts("QST001", unanswered("2026/11/30")) == {"適合": 1}


def test_qst001_names_the_one_to_ask():
    ledger = """
    QA表
    | QA-ID | 対象システム | 回答者 | 回答期限 | 状態 |
    |---|---|---|---|---|
    | QA-001 | 会員基盤 | 佐藤課長、高橋 健 | 2026/11/25 | 未回答 |
    | QA-002 | 会員基盤 | | 2026/11/25 | 未回答 |
    | QA-003 | | | 2026/11/25 | 未回答 |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 鈴木 一郎 |
    """
    messages = [finding.message for finding in ask("QST001", ledger).findings]
    assert [
        "回答者 佐藤" in messages[0],
        "回答者 鈴木 一郎" in messages[1],
        "回答者 未定" in messages[2],
    ] == [True] * 3
    assert "2026/11/25 を 5 日過ぎて" in messages[0]


def test_qst002_says_what_it_cannot_read_and_still_finds_the_rest():
    ledger = """
    QA表
    | QA-ID | 質問日 | 回答者 | 回答 | 回答日 | 状態 |
    |---|---|---|---|---|---|
    | QA-001 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | 先週 | 回答済 |
    | QA-002 | 2026/11/2 | | 再利用しません。 | 先週 | 回答済 |
    | QA-003 | 先週 | 佐藤 花子 | 再利用しません。 | 2026/11/2 | 回答済 |
    | QA-004 | 先週 | | | | 未回答 |
    | QA-005 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | 2026/11/2 | 完了 |
    """
    assert hits("QST002", ledger) == ["QA-002 回答者"]
    assert counts("QST002", ledger) == {"適合": 1, "違反": 1, "判定不能": 2, "対象外": 1}


def test_qst003_and_qst004_leave_open_questions_alone():
    ledger = """
    QA表
    | QA-ID | 仕様反映要否 | 状態 |
    |---|---|---|
    | QA-001 | | 未回答 |
    | QA-002 | | 取下げ |
    | QA-003 | 不要 | 完了 |
    | QA-004 | 要 | 回答済 |
    """
    assert counts("QST004", ledger) == {"対象外": 2, "適合": 2}
    assert counts("QST003", ledger) == {"対象外": 3, "違反": 1}


def test_qst005_cannot_say_whether_a_change_was_reflected_on_an_unreadable_day():
    ledger = """
    QA表
    | QA-ID | 仕様反映要否 | 状態 |
    |---|---|---|
    | QA-001 | 要 | 完了 |
    | QA-002 | 要 | 完了 |
    | QA-003 | 要 | 完了 |

    仕様変更管理表
    | 変更ID | 起票元 | 状態 | 反映日 |
    |---|---|---|---|
    | CHG-001 | QA-001、QA-002 | 反映済 | 先週 |
    | CHG-002 | QA-002 | 承認済 | |
    | CHG-003 | QA-002 | 影響調査中 | |
    """
    report = ask("QST005", ledger)
    assert [(f.row_id, f.expected) for f in report.findings] == [("QA-002", "回答済")]
    assert "CHG-002、CHG-003" in report.findings[0].message
    assert counts("QST005", ledger) == {"違反": 1, "判定不能": 1, "対象外": 1}


@pytest.mark.parametrize(
    ("answer", "is_hit"),
    [("検討中の会員は対象外です。", False), ("検討中のため後で答えます。", True), ("確認中の状況です", True), ("ﾍﾞﾂﾄ回答", False), ("別途", True)],
)  # fmt: skip
def test_qst006_tells_a_put_off_from_the_name_of_a_thing(answer, is_hit):
    table = f"QA表\n| QA-ID | 回答 | 状態 |\n|---|---|---|\n| QA-001 | {answer} | 回答済 |"
    assert bool(hits("QST006", table)) is is_hit


def test_qst006_and_qst007_judge_only_their_own_state():
    ledger = """
    QA表
    | QA-ID | 回答 | 回答日 | 状態 |
    |---|---|---|---|
    | QA-001 | 別途回答 | 2026/11/20 | 完了 |
    | QA-002 | 別途回答 | 2026/11/20 | 未回答 |
    | QA-003 | 別途回答 | 先週 | 未回答 |
    """
    assert counts("QST006", ledger) == {"対象外": 3}
    assert counts("QST007", ledger) == {"対象外": 1, "違反": 1, "判定不能": 1}


def silent(asked: str = "", start: str = "2026/11/2", kind: str = "新規", more: str = "") -> str:
    return f"""
    システム一覧
    | ID | システム名 | 区分 |
    |---|---|---|
    | SYS-001 | 会員基盤 | {kind} |

    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 基本設計 | 会員基盤 | |
    | WBS-002 | 基本設計 | SYS-001 | {start} |
    | WBS-003 | 基本設計 | 会員基盤 | 2026/11/27 |

    QA表
    | QA-ID | 対象システム | 質問者 |
    |---|---|---|
    | QA-001 | {asked} | 山本 次郎 |
    {more}
    """


def test_qst008_takes_the_earliest_design_task_of_the_system_under_any_of_its_names():
    assert hits("QST008", silent()) == ["SYS-001 システム名"]
    assert counts("QST008", silent(start="2026/11/13")) == {"対象外": 1}
    assert hits("QST008", silent(start="2026/11/12")) == ["SYS-001 システム名"]
    assert counts("QST008", silent("sys-001")) == {"適合": 1}
    team = "\n    体制表\n    | 氏名 | 担当システム |\n    |---|---|\n    | 山本 次郎 | SYS-001 |"
    assert counts("QST008", silent(more=team)) == {"適合": 1}
    assert hits("QST008", silent(more=team.replace("山本", "山下"))) == ["SYS-001 システム名"]
    assert counts("QST008", silent(kind="影響なし")) == {"対象外": 1}


def test_qst008_cannot_say_when_a_question_or_the_system_cannot_be_read():
    assert counts("QST008", silent("#REF!")) == {"判定不能": 1}
    assert counts("QST008", silent(kind="#REF!")) == {"判定不能": 1}
    assert counts("QST008", silent(start="先週")) == {"判定不能": 1}
    assert counts("QST008", silent("会員基盤", start="先週")) == {"対象外": 1, "判定不能": 1}


def test_qst008_follows_the_threshold_of_the_settings():
    setting = "\n    設定\n    | 項目 | 値 |\n    |---|---|\n    | 閾値.質問なし日数 | 9 |"
    assert hits("QST008", silent(start="2026/11/13", more=setting)) == ["SYS-001 システム名"]


def in_test(*kinds: str, more: str = "") -> str:
    rows = "\n".join(f"| QA-{n:03} | {kind} | | 2026/11/10 |" for n, kind in enumerate(kinds, 1))
    return (
        "マスタスケジュール\n| 作業ID | 工程 | 実績開始 |\n|---|---|---|\n| WBS-001 | 受入試験 | 2026/11/10 |\n"
        f"\nQA表\n| QA-ID | 分類 | 対象システム | 質問日 |\n|---|---|---|---|\n{rows}\n{more}"
    )


def test_qst009_speaks_once_about_the_whole_sheet():
    report = ask("QST009", in_test("仕様", "仕様", "試験", "IF", "運用"))
    (finding,) = report.findings
    assert (finding.sheet, finding.row, finding.row_id, finding.column) == ("QA表", None, None, None)
    assert finding.id == "QST009/QA表"
    assert "5 件のうち 2 件" in finding.message and "20%" in finding.message


def test_qst009_needs_more_than_a_fifth_of_at_least_five():
    assert counts("QST009", in_test("仕様", "試験", "IF", "運用", "その他")) == {"適合": 1}
    assert counts("QST009", in_test("仕様", "仕様", "試験", "IF", "運用")) == {"違反": 1}
    assert counts("QST009", in_test("仕様", "仕様", "仕様", "仕様")) == {"対象外": 1}


def test_qst009_follows_the_thresholds_of_the_settings():
    setting = "\n設定\n| 項目 | 値 |\n|---|---|\n| 閾値.試験中の仕様QA率 | {} |\n| 閾値.試験中のQA件数 | {} |"
    assert counts("QST009", in_test("仕様", "試験", more=setting.format(20, 2))) == {"違反": 1}
    assert counts("QST009", in_test("仕様", "試験", more=setting.format(50, 2))) == {"適合": 1}


def test_qst009_cannot_say_when_an_unreadable_question_could_tip_the_balance():
    assert counts("QST009", in_test("仕様", "試験", "IF", "運用", "#REF!")) == {"判定不能": 1}
    assert counts("QST009", in_test("試験", "試験", "IF", "運用", "#REF!")) == {"対象外": 1}
    assert counts("QST009", in_test("仕様", "仕様", "試験", "IF", "#REF!", "運用")) == {"違反": 1}


def test_qst009_cannot_say_when_the_start_of_a_test_cannot_be_read():
    task = "\nマスタスケジュール\n| 作業ID | 工程 | 実績開始 |\n|---|---|---|\n| WBS-002 | 単体試験 | 先週 |"
    assert counts("QST009", in_test("仕様", more=task)) == {"判定不能": 1}
    assert counts("QST009", in_test(*["仕様"] * 5, more=task)) == {"違反": 1, "判定不能": 1}
    assert counts("QST009", in_test("仕様", more=task.replace("単体試験", "開発"))) == {"対象外": 1}


def test_qst009_compares_a_question_with_the_tests_of_its_own_system():
    ledger = """
    システム一覧
    | ID | システム名 |
    |---|---|
    | SYS-001 | 会員基盤 |
    | SYS-002 | 帳票 |

    マスタスケジュール
    | 作業ID | 工程 | システム | 実績開始 |
    |---|---|---|---|
    | WBS-001 | 結合試験 | SYS-001 | 2026/11/10 |
    | WBS-002 | 結合試験 | 会員基盤 | 2026/11/16 |

    QA表
    | QA-ID | 分類 | 対象システム | 質問日 |
    |---|---|---|---|
    | QA-001 | 仕様 | 会員基盤 | 2026/11/10 |
    | QA-002 | 仕様 | 会員基盤 | 2026/11/11 |
    | QA-003 | 仕様 | SYS-001 | 2026/11/12 |
    | QA-004 | 仕様 | | 2026/11/12 |
    | QA-005 | 仕様 | {system} | {day} |
    """
    assert counts("QST009", ledger.format(system="会員基盤", day="2026/11/10")) == {"違反": 1}
    assert counts("QST009", ledger.format(system="会員基盤", day="2026/11/9")) == {"対象外": 1}
    assert counts("QST009", ledger.format(system="帳票", day="2026/11/20")) == {"対象外": 1}
