"""The rules about the RFP, each on a ledger that breaks it, and the fingerprints that `fix` writes for RFP003."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.operations.repairs.library_columns import missing_issue_fingerprints
from pmo_xl.workbook.records.record_cells import RecordCells
from tests.support.rule_table import cases_of, said_of

LEDGER = """
基準日: 2026-03-04

RFP照合表
| RFP-ID | 要求 | 要件 | 必須任意 | RFP章 | 発行日 | 提案者 | 回答区分 | 確認QA | 発行時指紋 |
|---|---|---|---|---|---|---|---|---|---|
| RFP-001 | 登録 | REQ-001 | 必須 | 3.1 会員 | 2026/2/2 | 甲社 | 適合 | | 20260202:988fcf56093630a0 |
| RFP-002 | 契約 | | 必須 | 8. 契約 | | | | | |

要件一覧
| 要件ID | 要件名 | 種別 | 要件内容 | 関連システム | 受入条件 | 状態 |
|---|---|---|---|---|---|---|
| REQ-001 | 会員登録 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる | 対象 |

システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |

仕様変更管理表
| 変更ID | 対象要件 | 起票日 | 状態 |
|---|---|---|---|
| CHG-001 | REQ-001 | 2026/2/2 | 承認済 |

見積一覧
| 見積ID | 提出者 | 金額 | 起票元 | 取得日 | 採用 |
|---|---|---|---|---|---|
| EST-001 | 甲社 | 1000000 | | 2026/2/2 | |

マスタスケジュール
| 作業ID | 作業名 | 種別 | 工程 | システム | 予定開始 | 予定終了 |
|---|---|---|---|---|---|---|
| WBS-001 | 会社の選定 | 作業 | RFP・調達 | | 2026/2/2 | 2026/3/31 |
| WBS-002 | 会員基盤の基本設計 | 作業 | 基本設計 | 会員基盤 | 2026/3/31 | 2026/5/29 |

設定
| 項目 | 値 |
|---|---|
| RFP.質問期限 | 2026-02-02 |
| RFP.提案期限 | 2026-03-04 |
| 目的 | 会員情報を1つにする。 |
| サービス概要 | 会員登録と照会。 |
| RFP.提出先 | 購買部 |
| RFP.評価基準 | 価格 |
| RFP.契約条件 | 請負 |
"""
CASES = """
RFP001 |                                          | 適合
       | 要件=REQ-009                             | 対象外
       | 要件=REQ-009; マスタスケジュール.システム=会員基盤 | 違反
       | 要件=; マスタスケジュール.システム=会員基盤 | 違反
       | 要件=; マスタスケジュール.システム=会員基盤; 要件一覧.状態=検討中 | 対象外
       | 要件=; マスタスケジュール.システム=会員基盤; 要件一覧.状態=取下げ | 対象外
       | 要件=; マスタスケジュール.システム=会員基盤; 要件一覧.関連システム= | 対象外
       | 要件=; マスタスケジュール.システム=会員基盤; システム一覧.外注=たぶん | 判定不能
       | 要件=; マスタスケジュール.システム=会員基盤; システム一覧.外注= | 対象外
       | 要件=; マスタスケジュール.システム=会員基盤; 仕様変更管理表.起票日=2026/2/3 | 対象外
       | 要件=; マスタスケジュール.システム=会員基盤; 仕様変更管理表.起票日=2026/2/3; 仕様変更管理表.状態=却下 | 違反
       | 要件=; マスタスケジュール.システム=会員基盤; 仕様変更管理表.起票日=2026/2/3; 発行日= | 違反
       | -要件                                    | 判定不能
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
       | !システム一覧                            | 判定不能
RFP002 |                                          | 適合
       | 要件=                                    | 違反
       | 要件=; 必須任意=任意                     | 違反(情報)
       | 要件=; 必須任意=                         | 判定不能
       | 要件=; RFP章=                            | 違反
       | 要件=; RFP章=4. 納品物                   | 適合
       | 要件=; RFP章=見積の前提; 必須任意=       | 適合
       | -要件                                    | 判定不能
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
RFP003 |                                          | 適合
       | 要件一覧.要件内容=再利用しない。         | 違反
       | 要件一覧.要件名=登録                     | 適合
       | 要件一覧.種別=非機能                     | 違反
       | 要件一覧.関連システム=帳票               | 違反
       | 要件一覧.受入条件=                       | 違反
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001 | 適合
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 仕様変更管理表.状態=起票 | 適合
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 仕様変更管理表.状態=却下 | 違反
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 仕様変更管理表.対象要件=REQ-002 | 違反
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 見積一覧.取得日=2026/2/1 | 違反
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 見積一覧.取得日= | 違反
       | 要件一覧.受入条件=; 見積一覧.起票元=CHG-001; 見積一覧.取得日=2月中 | 判定不能
       | 要件一覧.受入条件=; !見積一覧            | 違反
       | 要件一覧.受入条件=; 発行日=2026/2/3      | 判定不能
       | 発行日=2026/2/3                          | 適合
       | 要件一覧.受入条件=; 発行日=              | 対象外
       | 要件一覧.受入条件=; 要件=                | 対象外
       | 発行時指紋=                              | 判定不能
       | 発行時指紋=発行済                        | 判定不能
       | -発行時指紋                              | 判定不能
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
RFP004 |                                          | 適合
       | 回答区分=一部適合                        | 違反
       | 回答区分=不適合                          | 違反
       | 回答区分=別途                            | 違反
       | 回答区分=別途; 確認QA=QA-001             | 適合
       | 回答区分=別途; 発行日=                   | 対象外
       | 回答区分=別途; 見積一覧.採用=○           | 違反(エラー)
       | 回答区分=別途; 見積一覧.採用=○; 必須任意=任意 | 違反
       | 回答区分=別途; 見積一覧.採用=○; 見積一覧.提出者=乙社 | 違反
       | 回答区分=                                | 適合
       | 回答区分=; 設定.値#2=2026-03-03          | 違反
       | 回答区分=; 設定.値#2=                    | 適合
       | 回答区分=; 設定.値#2=; 発行日=2026/2/1   | 違反
       | 回答区分=; 設定.値#2=3月上旬             | 判定不能
       | 回答区分=; 設定.値#2=3月上旬; RFP照合表.発行日#2=2026/2/3; RFP照合表.要件#2=REQ-002; RFP照合表.回答区分#2=適合 | 適合
       | 回答区分=別途; 提案者=                   | 違反
       | -回答区分                                | 判定不能
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
RFP005 |                                          | 適合
       | 設定.値#3=                               | 違反(エラー)
       | 設定.値#3=; 発行日=                      | 違反
       | 設定.値#3=; 発行日=2026/3/4              | 違反(エラー)
       | 設定.値#7=                               | 違反(エラー)
       | 設定.値#1=2026-02-01                     | 違反(エラー)
       | 設定.値#1=2026-03-04                     | 適合
       | 設定.値#1=2026-03-05                     | 違反(エラー)
       | 設定.値#1=2月上旬                        | 判定不能
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
RFP006 |                                          | 適合
       | マスタスケジュール.予定終了=2026/4/1     | 違反
       | マスタスケジュール.予定終了=2026/4/1; マスタスケジュール.システム=会員基盤 | 違反
       | マスタスケジュール.システム=帳票         | 違反
       | マスタスケジュール.工程=準備             | 違反
       | マスタスケジュール.工程=準備; マスタスケジュール.作業名=提案依頼書の作成 | 適合
       | マスタスケジュール.種別=工程             | 違反
       | マスタスケジュール.種別=マイルストーン   | 適合
       | マスタスケジュール.予定終了=             | 適合
       | マスタスケジュール.予定終了=4月上旬      | 判定不能
       | マスタスケジュール.工程=準備; システム一覧.区分=影響なし | 対象外
       | マスタスケジュール.工程=準備; システム一覧.外注= | 対象外
       | マスタスケジュール.工程=準備; 要件一覧.関連システム=帳票 | 対象外
       | マスタスケジュール.工程=準備; 要件=      | 対象外
       | RFP照合表=∅                              | 対象外
       | !RFP照合表                               | 対象外
       | !マスタスケジュール                      | 判定不能
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(CASES))
def test_a_rule_says_of_a_changed_ledger_what_its_page_promises(
    rule: str, changed: str, expected: str
) -> None:
    assert said_of(rule, LEDGER, changed) == expected


DAY = date(2026, 2, 2)
REQUIREMENT = Requirement(id="REQ-001", kind="機能", statement="再利用しない。")


def _item(number: int, **values: object) -> RfpItem:
    plain: dict[str, object] = {"id": f"RFP-{number:03}", "requirement": "REQ-001", "issued_on": DAY}
    return RfpItem.model_validate(plain | values)


def test_fix_writes_the_fingerprint_of_what_went_out_and_nothing_else():
    items = (
        _item(1),
        _item(2, issued_fingerprint="20260201:0123456789abcdef"),
        _item(3, issued_fingerprint="20260202:0123456789abcdef"),
        _item(4, issued_fingerprint="発行済"),
        _item(5, issued_on=None),
        _item(6, requirement=None),
        _item(7, requirement="REQ-009"),
    )
    project = Project(DAY, DAY, records={RfpItem: items, Requirement: (REQUIREMENT,)})
    found = list(missing_issue_fingerprints(project, RecordCells((), ())))
    assert [proposal.record.row_id for proposal in found] == ["RFP-001", "RFP-002"]
    assert {(each.rule, each.field) for each in found} == {("RFP003", "issued_fingerprint")}
    assert {proposal.value for proposal in found} == {stored_fingerprint(REQUIREMENT, DAY)}
