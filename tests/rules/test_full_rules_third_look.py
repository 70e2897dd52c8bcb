"""Faults in rules of the full profile that no example noticed: at which row a finding stands, and what nobody can judge."""

from __future__ import annotations

from tests.support.ledger import counts, hits

TWO_ROWS = """
基準日: 2026-11-30

要員計画
| 計画ID | 氏名 | 月 | 計画工数 | 上限 |
|---|---|---|---|---|
| ALC-001 | 佐藤 花子 | 2027/1/1 | 6 | 10 |
| ALC-002 | 佐藤 花子 | 2027/1/1 | 6 | |

体制表
| ID | 氏名 | 役割 |
|---|---|---|
| PER-001 | 佐藤 花子 | PM |
| PER-002 | 佐藤 花子 | PMO |
"""


def test_too_much_work_of_a_person_stands_at_the_first_of_the_rows():
    assert hits("RES001", TWO_ROWS) == ["ALC-001 計画工数"]


UNREAD_KIND = """
基準日: 2026-11-30

リリース計画
| 手順ID | 種別 | 内容 | 開始予定 | 担当 | 判断基準 |
|---|---|---|---|---|---|
| REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 佐藤 花子 | |
| REL-002 | {kind} | 続けるか | 2027/2/20 12:00 | 佐藤 花子 | 差異0件 |
"""


def test_a_kind_that_cannot_be_read_may_be_the_decision_point_that_seems_to_lack():
    assert counts("REL002", UNREAD_KIND.format(kind="作業")) == {"違反": 1}
    assert counts("REL002", UNREAD_KIND.format(kind="#REF!")) == {"判定不能": 1}


BUDGETS = """
予算枠
| 予算ID | 年度 | 負担部門 | 予算額 | 承認日 |
|---|---|---|---|---|
| BUD-001 | 2026 | 営業部 | 100 | 2026/4/1 |
| BUD-002 | 2026 | 営業部 | 100 | 2026/4/1 |

見積一覧
| 見積ID | 採用 | 金額 | 税区分 | 予算ID |
|---|---|---|---|---|
| EST-001 | ○ | 900 | 税抜 | {budget} |

対応案比較
| 案ID | 論点 | 起票元 | 工数差 | 費用差 | 日程差 | メリット | デメリット |
|---|---|---|---|---|---|---|---|
| OPT-001 | 方式 | CHG-001 | 0 | 0 | 0 | 長所 | 短所 |
"""


def test_a_gap_stands_at_the_budget_that_the_estimate_names_else_at_the_sheet():
    assert hits("EST005", BUDGETS.format(budget="BUD-002")) == ["BUD-002 予算額"]
    (at_sheet,) = hits("EST005", BUDGETS.format(budget=""))
    assert "BUD" not in at_sheet
