"""The rule about sequences that nobody has agreed to as they are, and the fingerprints that `fix` writes for it."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.reviews import review_fingerprint
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.interface import Interface
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.operations.repairs.library_columns import missing_review_fingerprints
from pmo_xl.workbook.records.record_cells import RecordCells
from tests.support.rule_table import cases_of, report_of, said_of

NOW = "229e97a1df6db0c5"
LEDGER = f"""
基準日: 2026-11-30

シーケンス
| シーケンスID | 機能 | 順序 | 送信元 | 送信先 | 種類 | 情報 | IF-ID | 保持データ |
|---|---|---|---|---|---|---|---|---|
| SEQ-001 | 会員登録 | 1 | サイト | 会員基盤 | 同期 | 氏名とメール | | |

レビュー記録
| レビューID | 種別 | 対象 | システム | 確認者 | 確認日 | 結果 | 確認時指紋 |
|---|---|---|---|---|---|---|---|
| REV-001 | シーケンス | 会員登録 | サイト | 佐藤 花子 | 2026/10/1 | 合意 | 20261001:{NOW} |
| REV-002 | シーケンス | 照会 | サイト | 佐藤 花子 | 2026/9/1 | 合意 | |

システム一覧
| システム名 | 区分 | 主担当 |
|---|---|---|
| サイト | 改修 | 佐藤 花子 |
| 会員基盤 | 影響なし | 鈴木 一郎 |

マスタスケジュール
| 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 | 実績終了 |
|---|---|---|---|---|---|---|
| WBS-001 | マイルストーン | 基本設計 | | 基本設計完了 | 2026/11/30 | |
"""
CASES = """
SEQ001 |                                  | 適合
       | 情報=氏名                         | 違反
       | 順序=2                            | 違反
       | 情報=氏名とメール ; 送信先=会員基盤 | 適合
       | 機能=会員 登録                    | 適合
       | 受信側機能=登録                   | 違反
       | 順序=いちばん                     | 判定不能
       | 送信元=                           | 判定不能
       | レビュー記録.結果=条件付合意; 情報=氏名 | 違反
       | レビュー記録.結果=差戻し          | 違反(警告)
       | レビュー記録.結果=                | 判定不能
       | レビュー記録.確認日=; レビュー記録.結果= | 違反(警告)
       | レビュー記録.確認日=10月上旬      | 違反(警告)
       | レビュー記録.確認時指紋=          | 判定不能
       | レビュー記録.確認時指紋=確認済    | 判定不能
       | 情報=氏名; レビュー記録.確認日=2026/10/2 | 判定不能
       | レビュー記録.システム=            | 適合
       | レビュー記録.システム=; レビュー記録.確認者=鈴木 一郎 | 違反(警告)
       | レビュー記録.システム=会員基盤    | 違反(警告)
       | レビュー記録.対象=退会            | 違反(警告)
       | レビュー記録.対象#2=会員登録; レビュー記録.結果#2=差戻し | 適合
       | レビュー記録.対象#2=会員登録; レビュー記録.結果#2=差戻し; レビュー記録.確認日#2=2026/10/1 | 違反(警告)
       | レビュー記録.種別=設計書          | 違反(警告)
       | レビュー記録.種別=設計書; レビュー記録.種別#2=要件 | 対象外
       | レビュー記録.対象=退会; マスタスケジュール.予定終了=2026/12/1 | 対象外
       | レビュー記録.対象=退会; マスタスケジュール.予定終了=2026/12/1; マスタスケジュール.実績終了=2026/11/30 | 違反(警告)
       | レビュー記録.対象=退会; マスタスケジュール.システム=会員基盤 | 対象外
       | レビュー記録.対象=退会; マスタスケジュール.予定終了=11月末 | 判定不能
       | 情報=氏名; マスタスケジュール.予定終了=2026/12/1 | 違反
       | システム一覧.区分=影響なし        | 対象外
       | システム一覧.区分#2=新規          | 違反(警告)
       | 情報=氏名; システム一覧.区分#2=新規 | 違反
       | -情報                             | 判定不能
       | -レビュー記録.結果                | 判定不能
       | レビュー記録=∅                    | 対象外
       | !レビュー記録                     | 対象外
       | シーケンス=∅                      | 対象外
       | !シーケンス                       | 対象外
       | !システム一覧                     | 判定不能
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(CASES))
def test_a_rule_says_of_a_changed_ledger_what_its_page_promises(
    rule: str, changed: str, expected: str
) -> None:
    assert said_of(rule, LEDGER, changed) == expected


def test_a_result_that_cannot_be_read_is_no_blank_result() -> None:
    (broken,) = report_of("SEQ001", LEDGER, "レビュー記録.結果=#REF!").rules
    assert (broken.judged, broken.undeterminable) == (0, 1)
    assert "「結果」" in broken.reason and "空欄" not in broken.reason
    (blank,) = report_of("SEQ001", LEDGER, "レビュー記録.結果=").rules
    assert "結果が空欄" in blank.reason


DAY = date(2026, 10, 1)


def _message(number: int, **values: object) -> Message:
    plain: dict[str, object] = {
        "function": "会員登録",
        "order": number,
        "source": "サイト",
        "target": "会員基盤",
    }
    return Message.model_validate({"id": f"SEQ-{number:03}", "kind": "同期", "data": "氏名"} | plain | values)


def _review(number: int = 1, *subjects: str, **values: object) -> ReviewRecord:
    plain: dict[str, object] = {
        "kind": "シーケンス",
        "subjects": subjects,
        "reviewed_on": DAY,
        "result": "合意",
    }
    return ReviewRecord.model_validate({"id": f"REV-{number:03}"} | plain | values)


def _project(*messages: Message, reviews: tuple[ReviewRecord, ...] = ()) -> Project:
    records = {
        Message: messages,
        ReviewRecord: reviews,
        Requirement: (Requirement(id="REQ-001", kind="機能", statement="再利用しない。"),),
        Deliverable: (Deliverable(id="DOC-001", title="基本設計書", version="1.0"),),
        Interface: (Interface(id="IF-001", title="会員照会", source="サイト", target="会員基盤"),),
    }
    return Project(date(2026, 11, 30), date(2026, 11, 30), records=records)


def test_a_sequence_is_the_same_whatever_order_its_rows_stand_in():
    one, two, other = _message(1), _message(2, data="結果"), _message(3, function="照会")
    review = _review(1, "会員登録")
    assert review_fingerprint(review, _project(one, two)) == review_fingerprint(
        review, _project(two, one, other)
    )
    assert review_fingerprint(review, _project(one)) != review_fingerprint(review, _project(one, two))


def test_two_functions_are_told_by_both_in_any_order_and_a_name_with_a_comma_is_one():
    rows = (_message(1), _message(2, function="照会"), _message(3, function="登録、照会"))
    both = review_fingerprint(_review(1, "会員登録", "照会"), _project(*rows))
    assert both == review_fingerprint(_review(1, "照会", "会員登録"), _project(*rows))
    assert both not in (
        review_fingerprint(_review(1, each), _project(*rows)) for each in ("会員登録", "照会")
    )
    whole = review_fingerprint(_review(1, "登録", "照会"), _project(*rows))
    assert whole == review_fingerprint(_review(1, "登録、照会"), _project(*rows))


@pytest.mark.parametrize("subject", ["REQ-001", "DOC-001", "IF-001"])
def test_a_requirement_a_document_and_an_interface_have_fingerprints_and_nothing_else(subject: str):
    project = _project()
    assert review_fingerprint(_review(1, subject, kind="要件"), project)
    assert review_fingerprint(_review(1, "TST-001", kind="試験計画"), project) is None
    assert review_fingerprint(_review(1, subject, "TST-001", kind="その他"), project) is None


def test_fix_writes_what_somebody_agreed_to_and_nothing_else():
    reviews = (
        _review(1, "会員登録"),
        _review(2, "会員登録", reviewed_fingerprint="20260901:0123456789abcdef"),
        _review(3, "会員登録", reviewed_fingerprint="20261001:0123456789abcdef"),
        _review(4, "会員登録", reviewed_fingerprint="確認済"),
        _review(5, "会員登録", result="差戻し"),
        _review(6, "会員登録", reviewed_on=None),
        _review(7, "照会"),
        _review(8, "REQ-001", kind="要件", result="条件付合意"),
    )
    project = _project(_message(1), reviews=reviews)
    found = list(missing_review_fingerprints(project, RecordCells((), ())))
    assert [proposal.record.row_id for proposal in found] == ["REV-001", "REV-002", "REV-008"]
    assert found[0].value == found[1].value == f"20261001:{review_fingerprint(reviews[0], project)}"
    assert {(proposal.rule, proposal.field) for proposal in found} == {("SEQ001", "reviewed_fingerprint")}
