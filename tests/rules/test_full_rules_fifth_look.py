"""What no single changed cell of an example shows: which of several rows or days counts, and the reason that is told."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

ANNOUNCED = """
基準日: 2026-11-30

仕様変更管理表
| 変更ID | 起票日 | 変更区分 | 影響システム | 状態 | 反映日 | 周知日 | 周知先 |
|---|---|---|---|---|---|---|---|
| CHG-001 | {raised} | 変更 | 会員基盤 | 周知済 | 2026/6/1 | 2026/6/2 | 帳票の担当 |

システム一覧
| ID | システム名 | 区分 | 主担当 |
|---|---|---|---|
| SYS-001 | 会員基盤 | 新規 | 佐藤 花子 |

体制表
| ID | 氏名 | 役割 |
|---|---|---|
| PER-001 | 佐藤 花子 | システム担当 |

周知記録
| 周知ID | 種別 | 対象 | 宛先 | 送付日 |
|---|---|---|---|---|
| ANN-001 | 要件一覧 | | 佐藤 花子 | 2026/5/1 |
"""


@pytest.mark.parametrize(("raised", "found"), [("2026/4/30", 0), ("2026/5/1", 1), ("2026/5/2", 1), ("", 0)])
def test_an_old_announcement_is_looked_at_where_the_change_was_raised_since_announcements_are_kept(
    raised: str, found: int
):
    assert len(hits("CHG013", ANNOUNCED.format(raised=raised))) == found


OPTIONS = """
基準日: 2026-11-30

対応案比較
| 案ID | 論点 | 案 | 判断期限 | 採否 | 決定者 | 決定日 |
|---|---|---|---|---|---|---|
| OPT-001 | 方式 | A案 | 2026/11/2 | {first} | 佐藤 花子 | 2026/11/2 |
| OPT-002 | 方式 | B案 | 2026/11/2 | {second} | 佐藤 花子 | 2026/11/2 |
| OPT-003 | 方式 | C案 | 2026/11/2 | | | |

体制表
| 氏名 | 役割 |
|---|---|
| 佐藤 花子 | 事業責任者 |
"""


def test_where_two_were_chosen_the_third_does_not_wait_for_a_decision_too():
    assert hits("EST006", OPTIONS.format(first="採用", second="採用")) == ["OPT-001 採否", "OPT-002 採否"]
    (waiting,) = {place.split()[-2] for place in hits("EST006", OPTIONS.format(first="", second=""))}
    assert waiting == "判断期限"


NOBODY = """
QA表
| QA-ID | 質問 | 状態 | 対象システム | 回答者 |
|---|---|---|---|---|
"""


def test_one_question_to_nobody_is_told_at_its_row_and_several_at_once():
    row = "| QA-00{} | 桁数は | 未回答 | | |\n"
    (one,) = ask("QST010", NOBODY + row.format(1)).findings
    several = ask("QST010", NOBODY + "".join(row.format(n) for n in (1, 2, 3))).findings
    assert one.row_id == "QA-001" and "すべて" not in one.message
    assert [each for each in several if "未回答の3件すべて" in each.message]


ISSUED = """
基準日: 2026-11-30

RFP照合表
| RFP-ID | 要求 | 要件 | 発行日 |
|---|---|---|---|
| RFP-001 | 登録できること | REQ-001 | 2026/10/1 |
| RFP-002 | 退会できること | REQ-001 | 2026/11/2 |

要件一覧
| 要件ID | 要件名 | 関連システム | 状態 |
|---|---|---|---|
| REQ-001 | 会員の登録 | 会員基盤 | 対象 |
| REQ-002 | 休会 | 会員基盤 | 対象 |

システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |

仕様変更管理表
| 変更ID | 起票日 | 対象要件 | 状態 |
|---|---|---|---|
| CHG-001 | {raised} | REQ-002 | 承認済 |
"""


@pytest.mark.parametrize(("raised", "found"), [("2026/10/15", 1), ("2026/11/2", 1), ("2026/11/3", 0)])
def test_a_requirement_came_too_late_for_the_rfp_only_after_the_last_day_it_was_issued(
    raised: str, found: int
):
    assert len(hits("RFP001", ISSUED.format(raised=raised))) == found


QUALITY = """
基準日: 2026-11-30

品質
| 品質ID | 測定日 | システム | 工程 | 消化項目数 | 不具合数 | 解決済数 |
|---|---|---|---|---|---|---|
{rows}

試験管理
| 試験ID | 工程 | 予定件数 |
|---|---|---|
| TST-001 | 総合試験 | 100 |
"""


def _weeks(*left: int) -> str:
    rows = (
        f"| QLT-00{n} | 2026/11/{n + 1} | | 総合試験 | {80 + n} | {20 + each} | 20 |"
        for n, each in enumerate(left, 1)
    )
    return QUALITY.format(rows="\n".join(rows))


@pytest.mark.parametrize(
    ("left", "rise"),
    [((0, 1, 2, 3, 4), "1 件から 4 件へ"), ((0, 1, 2, 2, 3), ""), ((0, 2, 2, 3, 4), "")],
)
def test_only_three_rises_one_after_the_other_count(left: tuple[int, ...], rise: str):
    told = " ".join(each.message for each in ask("QLT002", _weeks(*left)).findings)
    assert ("続けて増えています" in told) == bool(rise) and rise in told


LOADED = """
基準日: 2026-11-30

要員計画
| 計画ID | 氏名 | 月 |
|---|---|---|
| ALC-001 | 佐藤 花子 | 2026/12/1 |
"""


def test_a_plan_without_efforts_is_no_plan_and_a_book_without_one_is_out_of_scope():
    people = "\n体制表\n| 氏名 | 役割 |\n|---|---|\n| 佐藤 花子 | PM |\n"
    assert set(counts("RES001", people)) <= {"対象外"}
    assert "違反" not in counts("RES001", LOADED + people)
