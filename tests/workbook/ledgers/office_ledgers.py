"""Kinds that stood in real project workbooks and were misread: each made anew, with nothing of theirs but the kind."""

from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task
from tests.workbook.ledgers.ledger import Ledger

_FIELDS = "id | title | owner | planned_start | planned_finish | actual_start | actual_finish"

LEDGERS = (
    Ledger(
        "the label of a form stands right above the heading: 更新日 is no group of 機能ID",
        Requirement,
        {
            "Sheet1": """
| | | | プロジェクト名 | 会員基盤 | 作成者 | 山田
| | | | システム名 | 会員 | 作成日 | 2026/6/8
| | | | | | 更新者 |
| | | | | | 更新日 |
| 機能一覧表 | | | | | |
| 項番 | 大項目 | 小項目 | 機能名 | 優先度 | 機能ID | 機能概要
| 1 | 受付 | 登録 | 会員の登録 | 高 | SC001 | 氏名と住所を登録する
| 2 | 受付 | 照会 | 会員の照会 | 低 | SC002 | 番号で照会する
"""
        },
        """
id | category | title | statement
SC001 | 受付 | 会員の登録 | 氏名と住所を登録する
SC002 | 受付 | 会員の照会 | 番号で照会する
""",
    ),
    Ledger(
        "始予定, 終予定 and 着工日 say what is planned and what happened",
        Task,
        {
            "ガントチャート": """
作業内容 | 始予定 | 工数 | 終予定 | 着工日 | 進捗
設計 | 2026/9/20 | 8 | 2026/10/2 | 2026/9/21 | 100%
開発 | 2026/10/3 | 6 | 2026/10/10 | 2026/10/4 | 60%
"""
        },
        """
title | planned_start | planned_finish | actual_start | planned_effort | progress
設計 | 2026/9/20 | 2026/10/2 | 2026/9/21 | 8 | 1
開発 | 2026/10/3 | 2026/10/10 | 2026/10/4 | 6 | 0.6
""",
    ),
    Ledger(
        "Plan and Act over Start and End; 作業⏎担当 is a person; a calendar is no part of Remarks",
        Task,
        {
            "WBS": """
No | Task Category | PIC | Plan | | Act | | Remarks | 2026/1/5 | 2026/1/6
| | 作業⏎担当 | Start | End | Start | End | | 2026/1/5 | 2026/1/6
1 | 設計 | 山田 | 2026/1/5 | 2026/1/30 | 2026/1/6 | 2026/1/26 | | + | +
2 | 開発 | 鈴木 | 2026/2/2 | 2026/2/20 | 2026/2/3 | | 急ぎ | O | >>
"""
        },
        f"""
{_FIELDS} | remarks
1 | 設計 | 山田 | 2026/1/5 | 2026/1/30 | 2026/1/6 | 2026/1/26 |
2 | 開発 | 鈴木 | 2026/2/2 | 2026/2/20 | 2026/2/3 | | 急ぎ
""",
        merges=("A1:A2", "B1:B2", "D1:E1", "F1:G1", "H1:H2"),
    ),
    Ledger(
        "a second view below repeats the same tasks under the same heading",
        Task,
        {
            "進捗管理": """
No | タスク | 担当 | 開始日 | 完了日 | 進捗(%)
1 | 予定の作成 | 田中 | 2026/7/6 | 2026/7/6 | 100
2 | 仕様の検討 | 山本 | 2026/7/6 | 2026/7/8 | 80
3 | 画面の作成 | 鈴木 | 2026/7/9 | 2026/7/10 | 0
| | | | |
進行度 | | | | |
No | タスク | 担当 | 開始日 | 完了日 | 進捗(%)
1 | 予定の作成 | 田中 | 2026/7/6 | 2026/7/6 | 100
2 | 仕様の検討 | 山本 | 2026/7/6 | 2026/7/8 | 80
3 | 画面の作成 | 鈴木 | 2026/7/9 | 2026/7/10 | 0
"""
        },
        """
id | title | owner | planned_start | planned_finish | progress
1 | 予定の作成 | 田中 | 2026/7/6 | 2026/7/6 | 1
2 | 仕様の検討 | 山本 | 2026/7/6 | 2026/7/8 | 0.8
3 | 画面の作成 | 鈴木 | 2026/7/9 | 2026/7/10 | 0
""",
    ),
)
