"""What faults put into the rules of the full profile got past: where a finding stands, and the one row among several that decides."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask

CIRCLE = """
体制表
| ID | 氏名 | 役割 | 報告先 |
|---|---|---|---|
| PER-001 | 佐藤 花子 | PMO | 田中 誠 |
| PER-002 | 佐藤 花子 | PM | |
| PER-003 | 鈴木 一郎 | その他 | 佐藤 花子 |
| PER-004 | 田中 誠 | その他 | 鈴木 一郎 |
"""

SENT = """
基準日: 2026-11-30

要件一覧
| 要件ID | 状態 | 更新日 |
|---|---|---|
| REQ-001 | 対象 | 2026/11/12 |

周知記録
| 周知ID | 種別 | 宛先 | 送付日 |
|---|---|---|---|
| ANN-001 | 要件一覧 | 佐藤 花子 | SECOND |
| ANN-002 | 要件一覧 | 鈴木 一郎 | 2026/11/11 |
"""

LOADED = """
基準日: 2026-11-30

要員計画
| 計画ID | 氏名 | 月 | 計画工数 |
|---|---|---|---|
| ALC-001 | 前川 実 | 2026/12/1 | 1 |

体制表
| ID | 氏名 | 役割 | 着任日 | 稼働率 |
|---|---|---|---|---|
| PER-001 | 佐藤 花子 | PM | JOINED | SHARE |
| PER-002 | 佐藤 花子 | PMO | | |

設定
| 項目 | 値 |
|---|---|
| 予定工数の意味 | 個人 |

マスタスケジュール
| 作業ID | 種別 | 作業名 | 担当 | 予定開始 | 予定終了 | 予定工数 |
|---|---|---|---|---|---|---|
| WBS-001 | 作業 | 移行 | 佐藤 花子 | 2026/12/1 | 2026/12/31 | 90 |
"""

DESIGNED = """
システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |

要件一覧
| 要件ID | 関連システム | 状態 |
|---|---|---|
| REQ-001 | 会員基盤 | 対象 |

RFP照合表
| RFP-ID | 要求 | 要件 |
|---|---|---|
| RFP-001 | 会員登録 | REQ-001 |

マスタスケジュール
| 作業ID | 作業名 | 種別 | 工程 | システム | 予定開始 | 予定終了 |
|---|---|---|---|---|---|---|
| WBS-001 | RFPの作成 | 作業 | RFP・調達 | 会員基盤 | 2026/2/2 | 2026/3/31 |
| WBS-002 | 画面の基本設計 | 作業 | 基本設計 | 会員基盤 | 2026/3/2 | 2026/5/29 |
| WBS-003 | 帳票の基本設計 | 作業 | 基本設計 | 会員基盤 | 2026/4/1 | 2026/5/29 |
"""


def test_a_circle_is_told_at_the_first_row_of_whoever_stands_first():
    (found,) = ask("ORG004", CIRCLE).findings
    assert (found.row_id, found.column) == ("PER-001", "報告先")
    assert "佐藤 花子、鈴木 一郎、田中 誠 の報告先が輪" in found.message


def test_one_day_of_sending_that_cannot_be_read_among_others_leaves_it_open():
    assert ask("REQ012", SENT.replace("SECOND", "先週")).summary["rows_undeterminable"] == 1
    assert [each.row_id for each in ask("REQ012", SENT.replace("SECOND", "2026/11/10")).findings] == [
        "REQ-001"
    ]


def test_somebody_without_a_plan_is_told_at_their_first_row():
    (found,) = ask("RES001", LOADED.replace("JOINED", "").replace("SHARE", "")).findings
    assert (found.row_id, found.column) == ("PER-001", "氏名")


@pytest.mark.parametrize(("joined", "share"), [("春", ""), ("", "半分くらい")])
def test_what_a_person_can_do_is_open_where_a_cell_of_theirs_cannot_be_read(joined: str, share: str):
    report = ask("RES001", LOADED.replace("JOINED", joined).replace("SHARE", share))
    assert (report.findings, report.summary["rows_undeterminable"]) == ((), 1)


def test_the_design_that_begins_first_is_the_one_that_waits_for_the_bids():
    (found,) = ask("RFP006", DESIGNED).findings
    assert "2026/03/02 より後です" in found.message
