"""Kinds of rows and columns that belong together without saying so: more text, further persons, names without a heading."""

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "an issue over two rows with nothing but more of its text in the second is one",
        Issue,
        {
            "課題管理表": """
No | 課題内容 | 担当 | 期限 | 状態 | 対応内容
1 | 夜間バッチが遅い。 | 佐藤 | 2026/11/20 | 対応中 | 調べている
| 月末だけ2時間かかる。 | | | |
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手 |
3 | 会員番号の桁があふれる | 田中 | 2026/11/10 | 完了 | 直した
| 9桁まで | | | | 確かめた
4 | 祝日の判定が違う | 佐藤 | 2026/12/8 | 未着手 |
"""
        },
        """
id | title | owner | status | resolution
1 | 夜間バッチが遅い。 月末だけ2時間かかる。 | 佐藤 | 対応中 | 調べている
2 | 帳票の罫線がずれる | 田中 | 未着手 |
3 | 会員番号の桁があふれる 9桁まで | 田中 | 完了 | 直した⏎確かめた
4 | 祝日の判定が違う | 佐藤 | 未着手 |
""",
    ),
    Ledger(
        "an issue over two rows is one where no issue has a number, but each has its day",
        Issue,
        {
            "課題一覧": """
課題 | 起票日 | 担当 | 期限 | 状況
夜間バッチが遅い。 | 2026/11/1 | 佐藤 | 2026/11/20 | 対応中
月末だけ2時間かかる。 | | | |
帳票の罫線がずれる | 2026/11/2 | 田中 | 2026/12/4 | 未着手
祝日の判定が違う | 2026/11/2 | 佐藤 | 2026/12/8 | 未着手
"""
        },
        """
title | owner
夜間バッチが遅い。 月末だけ2時間かかる。 | 佐藤
帳票の罫線がずれる | 田中
祝日の判定が違う | 佐藤
""",
    ),
    Ledger(
        "a question and its answer that both go on in the next row are one",
        Question,
        {
            "QA表": """
No | 質問 | 質問者 | 質問日 | 回答期限 | 回答 | 回答者 | 回答日
1 | 桁数は何桁ですか。 | 佐藤 | 2026/11/1 | 2026/11/10 | 8桁です。 | 田中 | 2026/11/5
| 会員番号のことです。 | | | | 9桁はありません。 | |
2 | 締め日は月末ですか。 | 佐藤 | 2026/11/2 | 2026/11/12 | | |
| 営業日ですか。 | | | | | |
3 | 祝日はどこの国ですか。 | 佐藤 | 2026/11/3 | 2026/12/12 | | |
"""
        },
        """
id | question | answer | answered_by
1 | 桁数は何桁ですか。⏎会員番号のことです。 | 8桁です。⏎9桁はありません。 | 田中
2 | 締め日は月末ですか。⏎営業日ですか。 | |
3 | 祝日はどこの国ですか。 | |
""",
    ),
    Ledger(
        "sections of a list that begins with one are no further text of the row above",
        Issue,
        {
            "課題管理表": """
No | 課題内容 | 担当 | 期限 | 状態
| 会員系 | | |
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 対応中
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
| 請求系 | | |
3 | 祝日の判定が違う | 佐藤 | 2026/12/8 | 未着手
"""
        },
        """
id | title
1 | 夜間バッチが遅い
2 | 帳票の罫線がずれる
3 | 祝日の判定が違う
""",
    ),
    Ledger(
        "a text without a number that no record follows is a record of its own",
        Issue,
        {
            "課題管理表": """
No | 課題内容 | 担当 | 期限 | 状態
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 対応中
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
| 祝日の判定が違う | | |
"""
        },
        """
id | title
1 | 夜間バッチが遅い
2 | 帳票の罫線がずれる
| 祝日の判定が違う
""",
    ),
    Ledger(
        "a second person alone in the row below an issue deals with it too",
        Issue,
        {
            "課題管理表": """
No | 課題内容 | 担当 | 期限 | 状態
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 対応中
| | 鈴木 | |
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
3 | 会員番号の桁があふれる | 田中 | 2026/11/10 | 完了
| | 佐藤 | |
"""
        },
        """
id | title | owner | status
1 | 夜間バッチが遅い | 佐藤、鈴木 | 対応中
2 | 帳票の罫線がずれる | 田中 | 未着手
3 | 会員番号の桁があふれる | 田中、佐藤 | 完了
""",
    ),
    Ledger(
        "a second person with a day and a state of their own has a part of the issue above",
        Issue,
        {
            "課題管理表": """
No | 課題内容 | 担当 | 期限 | 状態
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 完了
| | 鈴木 | 2026/11/24 | 対応中
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
"""
        },
        """
id | title | owner | due_on | status
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 完了
| 夜間バッチが遅い | 鈴木 | 2026/11/24 | 対応中
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
""",
    ),
    Ledger(
        "persons under the merged number and name of a task have a row each, and no row is the fact of a plan",
        Task,
        {
            "WBS": """
No | タスク | 担当 | 開始日 | 終了日 | 進捗率
1 | 画面の設計 | 佐藤 | 2026/11/2 | 2026/11/20 | 100%
| | 鈴木 | 2026/11/4 | 2026/11/24 | 50%
2 | 帳票の設計 | 田中 | 2026/11/20 | 2026/12/4 | 0%
3 | 検索の設計 | 田中 | 2026/11/2 | 2026/11/10 | 100%
| | 佐藤 | 2026/11/2 | 2026/11/11 | 100%
"""
        },
        """
id | title | owner | planned_finish | actual_finish | progress
1 | 画面の設計 | 佐藤 | 2026/11/20 | | 1
| 画面の設計 | 鈴木 | 2026/11/24 | | 0.5
2 | 帳票の設計 | 田中 | 2026/12/4 | | 0
3 | 検索の設計 | 田中 | 2026/11/10 | | 1
| 検索の設計 | 佐藤 | 2026/11/11 | | 1
""",
        merges=("A2:A3", "B2:B3", "A5:A6", "B5:B6"),
    ),
    Ledger(
        "〃 and 同上 are what stands above",
        Task,
        {
            "WBS": """
No | タスク | 担当 | 開始日 | 終了日
1 | 画面の設計 | 佐藤 | 2026/11/2 | 2026/11/20
2 | 〃 | 鈴木 | 同上 | 2026/11/24
3 | 帳票の設計 | ↑ | 2026/11/5 | 〃
"""
        },
        """
id | title | owner | planned_start | planned_finish
1 | 画面の設計 | 佐藤 | 2026/11/2 | 2026/11/20
2 | 画面の設計 | 鈴木 | 2026/11/2 | 2026/11/24
3 | 帳票の設計 | 鈴木 | 2026/11/5 | 2026/11/24
""",
    ),
    Ledger(
        "names indented by level without a heading over them are the names of the tasks",
        Task,
        {
            "WBS": """
| | | 担当 | 開始日 | 終了日 | 進捗率
設計 | | | | | |
| 画面 | | | | |
| | 一覧の画面 | 佐藤 | 2026/11/2 | 2026/11/20 | 100%
| | 詳細の画面 | 鈴木 | 2026/11/4 | 2026/11/24 | 50%
| 帳票 | | 田中 | 2026/11/20 | 2026/12/4 | 0%
製造 | | | 田中 | 2026/12/2 | 2026/12/10 | 0%
"""
        },
        """
title | owner | planned_finish
一覧の画面 | 佐藤 | 2026/11/20
詳細の画面 | 鈴木 | 2026/11/24
帳票 | 田中 | 2026/12/4
製造 | 田中 | 2026/12/10
""",
    ),
    Ledger(
        "a number with a heading before names without one",
        Task,
        {
            "スケジュール": """
No | | | | 担当者 | 予定開始 | 予定終了 | 実績開始 | 実績終了
1 | 設計 | | | | | | |
2 | | 画面 | | 佐藤 | 2026/11/2 | 2026/11/20 | 2026/11/2 | 2026/11/20
3 | | | 一覧の画面 | 佐藤 | 2026/11/2 | 2026/11/20 | 2026/11/3 |
4 | | 帳票 | | 田中 | 2026/11/20 | 2026/12/4 | |
"""
        },
        """
id | title | owner | actual_finish
1 | 設計 | |
2 | 画面 | 佐藤 | 2026/11/20
3 | 一覧の画面 | 佐藤 |
4 | 帳票 | 田中 |
""",
    ),
    Ledger(
        "neither the number nor the name of a task has a heading, and the tab says nothing either",
        Task,
        {
            "Sheet1": """
| | 担当 | 開始日 | 終了日 | 状況
1.1 | 画面の設計 | 佐藤 | 2026/11/2 | 2026/11/20 | 完了
1.2 | 帳票の設計 | 鈴木 | 2026/11/4 | 2026/11/24 | 未着手
2.1 | 画面の製造 | 田中 | 2026/12/2 | 2026/12/10 | 未着手
"""
        },
        """
id | title | owner | planned_finish
1.1 | 画面の設計 | 佐藤 | 2026/11/20
1.2 | 帳票の設計 | 鈴木 | 2026/11/24
2.1 | 画面の製造 | 田中 | 2026/12/10
""",
    ),
    Ledger(
        "a heading over the first level alone, the lower ones indented without any",
        Task,
        {
            "WBS": """
大工程 | | | 担当 | 開始日 | 終了日 | 進捗率
設計 | | | | | |
| 画面 | | | | |
| | 一覧の画面 | 佐藤 | 2026/11/2 | 2026/11/20 | 100%
| | 詳細の画面 | 鈴木 | 2026/11/4 | 2026/11/24 | 50%
| 帳票 | | 田中 | 2026/11/20 | 2026/12/4 | 0%
製造 | | | 田中 | 2026/12/2 | 2026/12/10 | 0%
"""
        },
        """
title | owner
一覧の画面 | 佐藤
詳細の画面 | 鈴木
帳票 | 田中
製造 | 田中
""",
    ),
    Ledger(
        "a text without a heading is what an issue is about",
        Issue,
        {
            "課題管理表": """
No | | 担当 | 期限 | 状態
1 | 夜間バッチが遅い | 佐藤 | 2026/11/20 | 対応中
2 | 帳票の罫線がずれる | 田中 | 2026/12/4 | 未着手
"""
        },
        """
id | title | owner
1 | 夜間バッチが遅い | 佐藤
2 | 帳票の罫線がずれる | 田中
""",
    ),
    Ledger(
        "回答〆切日 is 回答締切日",
        Question,
        {
            "質問票": """
No | 質問 | 回答者 | 回答〆切日 | 回答
1 | 桁数は何桁ですか | 田中 | 2026/11/5 | 8桁
2 | 締め日は月末ですか | 佐藤 | 2026/11/9 |
"""
        },
        """
id | due_on
1 | 2026/11/5
2 | 2026/11/9
""",
    ),
    Ledger(
        "a word in the column right of a split number is no part of it",
        Task,
        {
            "WBS": """
項番 | | | | | | |
大 | 中 | 小 | 会議体 | タスク | 担当 | 開始日 | 終了日
1 | 1 | 1 | | 設計 | 青木 | 2026/6/1 | 2026/6/10
1 | 1 | 2 | 要確認 | 開発 | 井上 | 2026/6/12 | 2026/6/20
1 | 2 | 1 | - | 試験 | 上田 | 2026/6/22 | 2026/6/30
"""
        },
        """
id | title
1.1.1 | 設計
1.1.2 | 開発
1.2.1 | 試験
""",
    ),
)
