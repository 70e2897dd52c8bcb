"""Ledgers whose columns and rows only the values tell: one small table of each kind of trouble."""

from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task
from tests.workbook.ledgers.ledger import Ledger

_DATES = "planned_start | planned_finish | actual_start | actual_finish"

LEDGERS = (
    Ledger(
        "tasks with persons over marks, the plan above what happened, and a block of sums below",
        Task,
        {
            "ガント": """
案件名 | 入出荷 | | | | | |
| | | | | | |
WBS⏎番号 | WBS要素名 | タスク名 | 担当者 | | 進捗率 | 予定工数⏎(人日) | 4月
| | | 山本 一 | 森田 二 | | 実績工数⏎(人日) | 1
'1.0 | 立上げ | | | | | |
| | | | | | |
'1.1 | | 体制を決める | ○ | ○ | 0.5 | 1.5 |
| | | | | | 1 |
'1.2 | | 憲章を書く | | ○ | 1 | 2 |
| | | | | | 2.5 |
| | | | | | |
| | | | | | 予定工数 | 1
| | | | | | PV | 2
"""
        },
        """
id | title | owner | planned_effort | actual_effort
1.1 | 体制を決める | 山本 一、森田 二 | 1.5 | 1
1.2 | 憲章を書く | 森田 二 | 2 | 2.5
""",
        merges=("D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "C7:C8", "C9:C10"),
    ),
    Ledger(
        "tasks with times beside the days, persons side by side, and a section",
        Task,
        {
            "ベースライン1": """
チーム | 甲 | | | | | |
| | | | | | |
タスク | 進捗(%) | 予定開始日時 | 予定完了日時 | 実績開始日時 | 実績完了日時 | 担当者1 | 担当者2
企画 - 準備 | | | | | | |
役割を決める | 100 | 2026/1/13 | 2026/1/14 | 2026/1/13 | 2026/1/14 | 山本 | 森田
案を出す | 50 | 2026/1/15 | 2026/1/16 | 2026/1/15 | | 山本 |
"""
        },
        f"""
title | owner | {_DATES}
役割を決める | 山本、森田 | 2026/1/13 | 2026/1/14 | 2026/1/13 | 2026/1/14
案を出す | 山本 | 2026/1/15 | 2026/1/16 | 2026/1/15 |
""",
    ),
    Ledger(
        "tasks whose sections have a name alone, in the column of the names",
        Task,
        {
            "WBS": """
No | 分類 | タスク | 担当 | 開始 | 完了
| | 実装 | | |
1 | 取込 | 例外の扱い | 山本 | 2026/2/2 | 2026/2/17
| | 単体テスト | | |
2 | 画面 | 自動の試験 | 山本 | 2026/2/22 | 2026/2/22
"""
        },
        """
id | title
1 | 例外の扱い
2 | 自動の試験
""",
    ),
    Ledger(
        "tasks whose ID other rows refer to, beside a running number, and the phase once per group",
        Task,
        {
            "WBS": """
No | タスク | | | 予定 | | 先行タスク ID | 担当
| 大項目 (工程) | タスク ID | 小項目 (タスク) | 開始日 | 終了日 | |
1 | 要件定義 | T001 | 流れを書く | 2026/4/1 | 2026/4/2 | - | 山本
2 | | T002 | 課題を並べる | 2026/4/2 | 2026/4/3 | T001 | 森田
3 | 基本設計 | T003 | 画面を書く | 2026/4/6 | 2026/4/8 | T002 | 山本
"""
        },
        """
id | phase | title | owner
T001 | 要件定義 | 流れを書く | 山本
T002 | 要件定義 | 課題を並べる | 森田
T003 | 基本設計 | 画面を書く | 山本
""",
        merges=("B1:D1", "E1:F1", "A1:A2", "G1:G2", "H1:H2"),
    ),
    Ledger(
        "tasks whose number is split into three columns, with stray cells far below",
        Task,
        {
            "工程表": """
計画 | | 実働 | | 項目番号 | | | | |
開始日 | 終了日 | 開始日 | 終了日 | 大 | 中 | 小 | タスク名 | 担当 | 進捗率
2026/5/11 | 2026/5/12 | 2026/5/11 | 2026/5/13 | 1 | 1 | 1 | 入力画面 | 山本 | 100
2026/5/13 | 2026/5/13 | 2026/5/14 | | | | 2 | 検索画面 | 山本 | 50
2026/5/14 | 2026/5/14 | | | | 2 | 1 | 帳票 | 森田 |
| | | | | | | | |
| '. | | | | | | | |
| -1 | | | | | | | |
"""
        },
        f"""
id | title | {_DATES}
1.1.1 | 入力画面 | 2026/5/11 | 2026/5/12 | 2026/5/11 | 2026/5/13
1.1.2 | 検索画面 | 2026/5/13 | 2026/5/13 | 2026/5/14 |
1.2.1 | 帳票 | 2026/5/14 | 2026/5/14 | |
""",
        merges=("A1:B1", "C1:D1", "E1:G1"),
    ),
    Ledger(
        "a plan of phases, most of them without days",
        Task,
        {
            "マスタスケジュール": """
No | 工程名 | 概要 | 開始日 | 終了日 | 詳細
1 | 要件定義 | 決める | 2026/4/1 | 2026/4/30 | 延ばした
2 | 結合試験 | する | | |
3 | 開発 | する | | |
"""
        },
        """
id | title | phase | planned_start
1 | 要件定義 | 要件定義 | 2026/4/1
2 | 結合試験 | 結合試験 |
3 | 開発 | 開発 |
""",
    ),
    Ledger(
        "tasks of MS Project, the level telling the task above and the length the milestone",
        Task,
        {
            "タスク": """
ID | タスク モード | タスク名 | 期間 | 開始日 | 終了日 | 先行タスク | アウトライン レベル | 達成率 | リソース名
1 | 自動 | 要件定義 | 20 日 | 2026年10月1日 8:00 | 2026年10月28日 17:00 | | 1 | 1 | 山本
2 | 自動 | 要件の確認 | 10 日 | 2026年10月1日 8:00 | 2026年10月14日 17:00 | | 2 | 1 | 山本
3 | 自動 | 要件の承認 | 10 日 | 2026年10月15日 8:00 | 2026年10月28日 17:00 | 2 | 2 | 0.5 | 森田
4 | 手動 | 設計完了 | 0 日 | 2026年11月20日 17:00 | 2026年11月20日 17:00 | 3 | 1 | 0 |
"""
        },
        """
id | parent | kind | title | owner | planned_finish | progress
1 | | 工程 | 要件定義 | 山本 | 2026/10/28 | 1
2 | 1 | 作業 | 要件の確認 | 山本 | 2026/10/14 | 1
3 | 1 | 作業 | 要件の承認 | 森田 | 2026/10/28 | 0.5
4 | | マイルストーン | 設計完了 | | 2026/11/20 | 0
""",
    ),
    Ledger(
        "issues of Redmine, an empty カテゴリ beside the トラッカー",
        Issue,
        {
            "課題一覧": """
# | プロジェクト | トラッカー | ステータス | 優先度 | 題名 | 作成者 | 担当者 | 更新日 | カテゴリ | 期日 | 作成日 | 終了日
1201 | 基盤 | バグ | フィードバック | 急いで | 夜間が延びる | 森田 | 山本 | 2026/11/2 | | 2026/11/10 | 2026/10/1 |
1202 | 基盤 | サポート | 新規 | 低め | 桁がずれる | 森田 | 山本 | 2026/11/2 | | 2026/11/20 | 2026/10/5 |
"""
        },
        """
id | kind | title | priority | status | owner | due_on
1201 | 障害 | 夜間が延びる | 高 | 対応中 | 山本 | 2026/11/10
1202 | 課題 | 桁がずれる | 低 | 未着手 | 山本 | 2026/11/20
""",
    ),
    Ledger(
        "issues with prose under 状況 and words under 対応区分, the key beside an inner number",
        Issue,
        {
            "課題": """
ID | キー | 件名 | 状況 | 進捗ステータス | 期限
90011 | KIBAN-7 | 夜間が延びる | 10/1に調査を頼んだ。索引を足す案を聞いている。 | 対応中 | 2026/11/10
90012 | KIBAN-8 | 桁がずれる | 様式を確かめ、直す人を決めた。来週に試す予定。 | 完了 | 2026/11/20
90013 | KIBAN-9 | 回線が細い | 申請の前に見積を取り直すことになったので待っている。 | 未着手 | 2026/12/20
"""
        },
        """
id | title | status | progress_notes
KIBAN-7 | 夜間が延びる | 対応中 | 10/1に調査を頼んだ。索引を足す案を聞いている。
KIBAN-8 | 桁がずれる | 完了 | 様式を確かめ、直す人を決めた。来週に試す予定。
KIBAN-9 | 回線が細い | 未着手 | 申請の前に見積を取り直すことになったので待っている。
""",
    ),
    Ledger(
        "issues of two meetings, 前回 before 今回",
        Issue,
        {
            "課題一覧": """
No | 件名 | 前回 | | 今回 |
| | 期限 | 状態 | 期限 | 状態
1 | 夜間が延びる | 2026/10/10 | 未着手 | 2026/11/10 | 対応中
2 | 桁がずれる | 2026/10/20 | 対応中 | 2026/11/20 | 完了
"""
        },
        """
id | due_on | status
1 | 2026/11/10 | 対応中
2 | 2026/11/20 | 完了
""",
        merges=("C1:D1", "E1:F1", "A1:A2", "B1:B2"),
    ),
    Ledger(
        "issues over several rows, the ID merged over them",
        Issue,
        {
            "課題管理表": """
ID | 件名 | 担当 | 期限 | 状態 | 対応日 | 対応経過
ISS-001 | 夜間が延びる | 山本 | 2026/11/10 | 対応中 | 2026/10/1 | 調査を頼む
| | | | | 2026/10/20 | 索引を足す
| | | | | 2026/11/5 | 測り直す
ISS-002 | 桁がずれる | 森田 | 2026/11/20 | 未着手 | 2026/10/6 | 様式を見る
"""
        },
        """
id | title | due_on | closed_on | progress_notes
ISS-001 | 夜間が延びる | 2026/11/10 | | 調査を頼む⏎索引を足す⏎測り直す
ISS-002 | 桁がずれる | 2026/11/20 | | 様式を見る
""",
        merges=("A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:E4"),
    ),
    Ledger(
        "issues below an example, with a legend below the table",
        Issue,
        {
            "懸案": """
No | 対象工程 | 懸案区分 | 懸案事項 | 状況 | 対策の方針または結果 | 主担当
例 | 計画 | 管理面 | 連絡の手段が決まらない。 | 対策中 | どちらかにする。 | 担当A
1 | 設計 | 課題 | 桁が決まらない | 対策中 | 8桁にする | 山本
2 | 設計 | 障害 | 夜間が延びる | 未対応 | | 森田
3 | | | | | |
| | | | | |
○ | 解決した | | | | |
△ | 調べている | | | | |
"""
        },
        """
id | kind | title | status | plan | owner
1 | 課題 | 桁が決まらない | 対応中 | 8桁にする | 山本
2 | 障害 | 夜間が延びる | 未着手 | | 森田
""",
    ),
    Ledger(
        "requirements with the 大項目 once per group, the ID beside a running number",
        Requirement,
        {
            "要件一覧": """
No | 要件 ID | 要件 大項目 | 要件 小項目 | 詳細
1 | A001 | 記録 | 入庫を記録する | 端末で行う
2 | A002 | | 出庫を記録する | 端末で行う
3 | A003 | 照会 | 在庫を見る | 画面で行う
"""
        },
        """
id | category | title
A001 | 記録 | 入庫を記録する
A002 | 記録 | 出庫を記録する
A003 | 照会 | 在庫を見る
""",
    ),
    Ledger(
        "issues whose headings nobody has listed: by their parts, in plainer words",
        Issue,
        {
            "課題一覧": """
課題管理番号 | 課題・懸案事項 | 対応者氏名 | 対応完了予定 | 処理状況 | 解決年月日
K-1 | 夜間が延びる | 山本 | 2026/11/10 | 対応中 |
K-2 | 桁がずれる | 森田 | 2026/11/20 | 完了 | 2026/11/19
K-3 | 回線が細い | 森田 | 2026/11/27 | 対応しない |
"""
        },
        """
id | title | owner | due_on | status | closed_on
K-1 | 夜間が延びる | 山本 | 2026/11/10 | 対応中 |
K-2 | 桁がずれる | 森田 | 2026/11/20 | 完了 | 2026/11/19
K-3 | 回線が細い | 森田 | 2026/11/27 | 取下げ |
""",
    ),
    Ledger(
        "questions under polite headings, the first section in brackets right below them",
        Question,
        {
            "QA表": """
管理No. | 照会事項 | 回答元 | 回答目標日 | ご回答 | 状況
【基本設計】 | | | | |
1 | 桁はいくつか | 山本 | ''26/11/10 | 8桁 | 完了
2 | 夜間に動くか | 森田 | ''26/11/20 | | 未回答
"""
        },
        """
id | question | answered_by | due_on | answer | status
1 | 桁はいくつか | 山本 | 2026/11/10 | 8桁 | 完了
2 | 夜間に動くか | 森田 | 2026/11/20 | | 未回答
""",
    ),
    Ledger(
        "questions with one word for done, the heading repeated on the next page",
        Question,
        {
            "QA表": """
No | 質問内容 | 回答期限 | 状態
1 | 桁はいくつか | 2026/11/10 | 済
2 | 夜間に動くか | 2026/11/20 |
No | 質問内容 | 回答期限 | 状態
3 | 休日はどうか | 2026/11/27 |
"""
        },
        """
id | due_on | status
1 | 2026/11/10 | 完了
2 | 2026/11/20 | 未回答
3 | 2026/11/27 | 未回答
""",
    ),
    Ledger(
        "orders in amounts as receipts write them, 合計 in a column of the office's own",
        Order,
        {
            "発注一覧": """
発注番号 | No | 発注案件名 | 発注先 | 発注額合計
K-1 | 1 | 画面の改修 | 北斗電算 | ￥1,200,000-
K-2 | 2 | 帳票の改修 | 北斗電算 | ￥800,000-
| 合計 | | | 2000000
"""
        },
        """
id | title | ordered
K-1 | 画面の改修 | 1200000
K-2 | 帳票の改修 | 800000
""",
    ),
    Ledger(
        "requirements whose 要件 is the name beside 要件の内容",
        Requirement,
        {
            "要件一覧": """
要件コード | 要件 | 要件の内容 | 採用区分
A-1 | 入庫を記録する | 端末で行う | 採用
A-2 | 出庫を記録する | 画面で行う | 不採用
"""
        },
        """
id | title | statement
A-1 | 入庫を記録する | 端末で行う
A-2 | 出庫を記録する | 画面で行う
""",
    ),
)
