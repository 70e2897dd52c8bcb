"""Kinds of real workbooks and tool exports in public places that were misread: each made anew, with nothing of theirs."""

from pmo_xl.model.issue import Issue
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.risk import Risk
from pmo_xl.model.task import Task
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "issues as a program wrote them: number, and moments with their time zone, which are days in Japan",
        Issue,
        {
            "issues": """
number | title | html_url | state | created_at | closed_at
17 | 検索が遅い | https://example.org/17 | closed | 2026-11-02T00:12:11Z | 2026-11-03T21:47:29Z
18 | 罫線がずれる | https://example.org/18 | open | 2026-11-04 18:00:00 +0000 UTC |
"""
        },
        """
id | title | status | raised_on | closed_on
17 | 検索が遅い | 完了 | 2026/11/2 | 2026/11/4
18 | 罫線がずれる | 対応中 | 2026/11/5 |
""",
    ),
    Ledger(
        "Title, Body, Assignee on a tab of issues are issues",
        Issue,
        {
            "issues": """
Title | Body | Assignee | Milestone | Labels
検索が遅い | 一覧で3秒かかる | 佐藤 | 第1期 | task, stage-1
罫線がずれる | 印刷のとき | | 第1期 | task
"""
        },
        """
title | description | owner
検索が遅い | 一覧で3秒かかる | 佐藤
罫線がずれる | 印刷のとき |
""",
    ),
    Ledger(
        "入力日 and 入力者 are when and by whom an issue was raised",
        Issue,
        {
            "課題管理表": """
No. | カテゴリ | 指摘内容 | 優先度 | 入力日 | 入力者 | ステータス | 完了日
1 | 画面 | 金額に区切りがない | 低 | 2026/2/6 | 佐藤 | 完了 | 2026/2/9
2 | 帳票 | 罫線がずれる | 中 | 2026/2/7 | 鈴木 | 対応中 |
"""
        },
        """
id | title | raised_on | raised_by | status
1 | 金額に区切りがない | 2026/2/6 | 佐藤 | 完了
2 | 罫線がずれる | 2026/2/7 | 鈴木 | 対応中
""",
    ),
    Ledger(
        "完了日 beside 〆切日 is when a task ended; rows of words and days that go on are no headings",
        Task,
        {
            "スケジュール": """
タイプ | タイトル | 開始日 | 〆切日 | ステータス | 進捗率 | 状況 | 完了日
project | 会員の登録 | '2026/1/12 | '2026/5/28 | | 11 | 進捗遅れ |
task | 要件定義 | '2026/1/12 | '2026/1/16 | 完了 | 100 | 完了 | '2026/1/28
task | 予定の作成 | '2026/1/17 | '2026/1/23 | 完了 | 100 | 完了 | '2026/1/28
task | 設計 | '2026/1/24 | '2026/2/19 | 作業中 | 19 | 順調 |
"""
        },
        """
title | planned_start | planned_finish | actual_finish
会員の登録 | 2026/1/12 | 2026/5/28 |
要件定義 | 2026/1/12 | 2026/1/16 | 2026/1/28
予定の作成 | 2026/1/17 | 2026/1/23 | 2026/1/28
設計 | 2026/1/24 | 2026/2/19 |
""",
    ),
    Ledger(
        "やること and 完成した日",
        Task,
        {
            "計画表": """
やること | 担当者 | 進捗状況 | 完成した日
1 登録の画面 | 佐藤 | 100% | 2026/5/18
1_1 入力の確認 | 鈴木 | 40% |
"""
        },
        """
title | owner | actual_finish
1 登録の画面 | 佐藤 | 2026/5/18
1_1 入力の確認 | 鈴木 |
""",
    ),
    Ledger(
        "a dash for the lowest level leaves the name to the one above, and the efforts in all are no task",
        Task,
        {
            "WBS": """
# | 大項目 | 中項目 | 小項目 | タスクゴール | 期限 | ステータス
| 要件定義 | 機能要件 | - | 洗い出しの終わり | 2026/7/5 | 完了
| | 非機能要件 | - | 洗い出しの終わり | 2026/7/6 | 未着手
| | | | total工数 | | 未着手
| 基本設計 | 画面 | 一覧 | 定義の終わり | 2026/7/9 | 未着手
"""
        },
        """
title | planned_finish
機能要件 | 2026/7/5
非機能要件 | 2026/7/6
一覧 | 2026/7/9
""",
    ),
    Ledger(
        "the number of a task under its heading is not its name",
        Task,
        {
            "ガントチャート": """
作業内容 | | 担当 | 開始日 | 終了日
1 | 会員の登録 | 佐藤 | 2026/6/1 | 2026/6/10
1.1 | 入力の確認 | 佐藤 | 2026/6/1 | 2026/6/4
③ | 一覧の表示 | 鈴木 | 2026/6/5 | 2026/6/10
"""
        },
        """
title | owner | planned_finish
会員の登録 | 佐藤 | 2026/6/10
入力の確認 | 佐藤 | 2026/6/4
一覧の表示 | 鈴木 | 2026/6/10
""",
        merges=("A1:B1",),
    ),
    Ledger(
        "a name of levels under ワークタイトル, the phases alone in the first of them",
        Task,
        {
            "WBS": """
ワークタイトル | | 工数 | 担当 | 開始日 | 完了日
要件定義 | | | | |
| 聞き取り | 1 | 佐藤 | 2026/7/2 | 2026/7/2
| まとめ | 2 | 鈴木 | 2026/7/3 | 2026/7/6
"""
        },
        """
title | owner | planned_finish
聞き取り | 佐藤 | 2026/7/2
まとめ | 鈴木 | 2026/7/6
""",
        merges=("A1:B1",),
    ),
    Ledger(
        "the first record below a heading is no second row of it",
        Issue,
        {
            "作業単位": """
分類 | 備考 | プロジェクト | トラッカー | ステータス | 題名 | 説明 | 優先度 | 担当者 | 期日
01.業務の調べ | 要員と部署および担当者の一覧 | | | | | | | |
02.基盤の調べ | 機器の一覧 | 販売 | 機能 | 新規 | 構成図 | | 通常 | 佐藤 | 2026/12/4
03.基盤の調べ | 機器の一覧 | 販売 | 機能 | 新規 | 接続図 | | 通常 | 鈴木 | 2026/12/8
"""
        },
        """
title | owner | due_on | status
| | |
構成図 | 佐藤 | 2026/12/4 | 未着手
接続図 | 鈴木 | 2026/12/8 | 未着手
""",
    ),
    Ledger(
        "the table of a day's lessons below a plan, its day beside its labels, is another table",
        Task,
        {
            "進捗管理表": """
フェーズ | タスク名 | 開始日 | 終了日 | 重要度 | 進捗率
製造 | 登録の画面 | 2026/3/1 | 2026/3/5 | 中 | 100%
試験 | 動作の確認 | 2026/3/6 | 2026/3/9 | 高 | 0%
| | | | |
2026/3/17 | タスク | ステータス | | |
1時間目 | 見直し | 完了 | 今後も追加 | |
2時間目 | 仕様書 | 進行中 | | |
"""
        },
        """
title | planned_finish
登録の画面 | 2026/3/5
動作の確認 | 2026/3/9
""",
    ),
    Ledger(
        "where the template came from, below the plan, is no task",
        Task,
        {
            "スケジュール": """
タスク | 担当者 | 進捗 | 開始日 | 終了日
調べ | 佐藤 | 100% | 2026/7/21 | 2026/7/22
設計 | 鈴木 | 0% | 2026/7/23 | 2026/7/28
| | | |
https://example.org/templates/plan.html | | | |
© 2018-2026 Example LLC | | | |
"""
        },
        """
title | planned_finish
調べ | 2026/7/22
設計 | 2026/7/28
""",
    ),
    Ledger(
        "what a text merged over the row hides is no value: the name of a file's part heads a section",
        Task,
        {
            "WBS": """
ファイル | タスク | 担当 | 開始日 | 終了日 | 進捗
login.jsp | 画面の作成 | 佐藤 | 2026/6/15 | 2026/6/15 | 0
予定を直す画面 | | | | | 0%
edit.jsp | 画面の作成 | 鈴木 | 2026/6/15 | 2026/6/19 | 0
"""
        },
        """
title | owner | planned_finish
画面の作成 | 佐藤 | 2026/6/15
画面の作成 | 鈴木 | 2026/6/19
""",
        merges=("A3:F3",),
    ),
    Ledger(
        "names far below the plan, of which a choice is made, are no task",
        Task,
        {
            "WBS": "\n".join(
                (
                    "分類 | タスク | 担当 | 開始日 | 終了日",
                    "画面 | 登録 | 佐藤 | 2026/6/1 | 2026/6/5",
                    "画面 | 一覧 | 鈴木 | 2026/6/8 | 2026/6/9",
                    *["| | | |"] * 120,
                    "高橋 | 田中 | 佐藤 | 鈴木 | 伊藤",
                )
            )
        },
        """
title | owner | planned_finish
登録 | 佐藤 | 2026/6/5
一覧 | 鈴木 | 2026/6/9
""",
    ),
    Ledger(
        "the items of a database are no requirements, the requirements below them are",
        Requirement,
        {
            "要求定義書": """
注文の項目 | | |
項目 | 型 | 説明 |
order_id | INT (PK) | 注文のID |
ordered_on | DATETIME | 注文の日時 |
| | |
非機能要求 | | |
分類 | 要求事項 | 内容 |
性能 | 応答の時間 | 2秒以内に表示する |
運用 | 記録の期間 | 1年残す |
"""
        },
        """
title | category | statement
応答の時間 | 性能 | 2秒以内に表示する
記録の期間 | 運用 | 1年残す
""",
    ),
    Ledger(
        "a heading that blanks break into lines is one; who made the form, far below, says nothing of the columns",
        Risk,
        {
            "Risk Register": "\n".join(
                (
                    f"Risk ID | Risk Description{' ' * 70}(There is a risk that) | Risk Owner",
                    "1 | 要員が足りない | 佐藤",
                    "2 | 機器が遅れる | 鈴木",
                    *["| |"] * 36,
                    "Example Consultancy and Training | | | RR - A",
                )
            )
        },
        """
id | title | owner
1 | 要員が足りない | 佐藤
2 | 機器が遅れる | 鈴木
""",
    ),
)
