"""Kinds of further real workbooks that were misread: each made anew, with nothing of theirs but the kind."""

from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "a blank row parts the form above from the heading: 更新日 heads no 難易度",
        Requirement,
        {
            "機能要件": """
会員基盤 | | | | | | 作成者 | 山田
機能要件の一覧 | | | | | | 更新日 | 2026/6/2
| | | | | | |
No | 機能名 | 分類 | 対象 | 内容 | 検討事項 | 難易度 | 判定
1 | 会員の登録 | 操作 | 利用者 | 氏名と住所を登録する | | 中 |
2 | 会員の照会 | 表示 | 管理者 | 番号で照会する | 速さ | 低 |
"""
        },
        """
id | title | category | statement | updated_on
1 | 会員の登録 | 操作 | 氏名と住所を登録する |
2 | 会員の照会 | 表示 | 番号で照会する |
""",
    ),
    Ledger(
        "a form's label with its day beside it, right above the heading, heads nothing",
        Requirement,
        {
            "機能要件": """
機能要件の一覧 | | | | | | 更新日 | 2026/6/2
No | 機能名 | 分類 | 対象 | 内容 | 検討事項 | 難易度 | 判定
1 | 会員の登録 | 操作 | 利用者 | 氏名と住所を登録する | | 中 |
2 | 会員の照会 | 表示 | 管理者 | 番号で照会する | 速さ | 低 |
"""
        },
        """
id | title | category | statement | updated_on
1 | 会員の登録 | 操作 | 氏名と住所を登録する |
2 | 会員の照会 | 表示 | 番号で照会する |
""",
    ),
    Ledger(
        "grid paper whose heading is not merged as wide as the cells below it is one table",
        Requirement,
        {
            "開発対象": """
開発対象 | | | 項番 | 機能名 | | | | | 概要 | | | | 利用者 | | | 優先度
画面 | | | ① | 会員の登録 | | | | | 氏名と住所を登録する | | | | 会員 | | | 必須
| | | ② | 会員の照会 | | | | | 番号で照会する | | | | 会員 | | | 必須
| | | ③ | 会員の退会 | | | | | 退会の日を登録する | | | | 会員 | | | 必須
"""
        },
        """
id | title | statement | priority
1 | 会員の登録 | 氏名と住所を登録する | 必須
2 | 会員の照会 | 番号で照会する | 必須
3 | 会員の退会 | 退会の日を登録する | 必須
""",
        merges=("A1:C1", "A2:C4", "E2:I2", "E3:I3", "E4:I4", "J1:M1", "J2:M2", "J3:M3", "N1:P1", "N2:P2"),
    ),
    Ledger(
        "機能 is what a requirement is called, where no heading says it better",
        Requirement,
        {
            "機能要件": """
管理番号 | 機能 | 説明 | 分類 | 備考
F-01 | 登録の画面 | 氏名と住所を登録する | 画面 |
F-02 | 照会の画面 | 番号で照会する | 画面 |
"""
        },
        """
id | title | statement | category
F-01 | 登録の画面 | 氏名と住所を登録する | 画面
F-02 | 照会の画面 | 番号で照会する | 画面
""",
    ),
    Ledger(
        "a bare (実績) says what happened of the plan to its left",
        Task,
        {
            "ガントチャート": """
作業 | 担当 | 作業単位 | 開始⏎(予定) | ⏎(実績) | 終了⏎(予定) | ⏎(実績)
要件定義 | 全員 | 式 | 2026/5/17 | 2026/5/17 | 2026/5/18 | 2026/5/19
画面の案 | 山田 | 枚 | 2026/5/19 | 2026/5/20 | 2026/5/22 |
"""
        },
        """
title | owner | planned_start | actual_start | planned_finish | actual_finish
要件定義 | 全員 | 2026/5/17 | 2026/5/17 | 2026/5/18 | 2026/5/19
画面の案 | 山田 | 2026/5/19 | 2026/5/20 | 2026/5/22 |
""",
    ),
    Ledger(
        "担当者 over a department and a name: the name is the person",
        Task,
        {
            "WBS": """
No | タスク | ステータス | 担当者 | | 開始日 | 終了日
1 | 設計 | 完了 | 業務部 | 山田 | 2026/6/1 | 2026/6/10
2 | 開発 | 未着手 | 開発課 | 鈴木 | 2026/6/12 | 2026/6/20
3 | 試験 | 未着手 | 品質チーム | 佐藤 | 2026/6/22 | 2026/6/30
"""
        },
        """
id | title | owner | planned_finish
1 | 設計 | 山田 | 2026/6/10
2 | 開発 | 鈴木 | 2026/6/20
3 | 試験 | 佐藤 | 2026/6/30
""",
        merges=("D1:E1",),
    ),
    Ledger(
        "作業内容 beside 作業内容2: the lower level is the name, the upper one where there is none",
        Task,
        {
            "スケジュール": """
No | 作業内容 | 作業内容2 | 担当 | 開始日 | 終了日
1 | 画面の設計 | | 山田 | 2026/6/1 | 2026/6/2
2 | 製造 | 一覧の画面 | 鈴木 | 2026/6/3 | 2026/6/4
3 | | 支払の画面 | 鈴木 | 2026/6/5 | 2026/6/8
"""
        },
        """
id | title | owner
1 | 画面の設計 | 山田
2 | 一覧の画面 | 鈴木
3 | 支払の画面 | 鈴木
""",
    ),
    Ledger(
        "作業内容 twice: the right one names what the left one leaves blank",
        Task,
        {
            "スケジュール": """
No | 作業内容 | 作業内容 | 担当 | 開始日 | 終了日
1 | 画面の設計 | | 山田 | 2026/6/1 | 2026/6/2
2 | 製造 | 一覧の画面 | 鈴木 | 2026/6/3 | 2026/6/4
3 | | 支払の画面 | 鈴木 | 2026/6/5 | 2026/6/8
"""
        },
        """
id | title | owner
1 | 画面の設計 | 山田
2 | 一覧の画面 | 鈴木
3 | 支払の画面 | 鈴木
""",
    ),
    Ledger(
        "lower rows of 実施 that hold no day are no column of actual days",
        Task,
        {
            "工程表": """
NO | タスク | | 担当者 | 工数 | 開始日 | 完了日 | 進捗率
1-1 | 調査 | 予定 | 山田 | 47 | 2026/6/1 | 2026/6/10 | 100%
| | 実施 | | 45 | | | 100%
1-2 | 処理 | 予定 | 鈴木 | 45 | 2026/6/11 | 2026/6/20 | 50%
| | 実施 | | 20 | | | 50%
"""
        },
        """
id | title | owner | planned_effort | actual_effort | planned_start | planned_finish | actual_start
1-1 | 調査 | 山田 | 47 | 45 | 2026/6/1 | 2026/6/10 |
1-2 | 処理 | 鈴木 | 45 | 20 | 2026/6/11 | 2026/6/20 |
""",
    ),
    Ledger(
        "the state says the progress where none is written, and that a task is done where less is",
        Task,
        {
            "WBS": """
No | タスク | 担当 | ステータス | 進捗率 | 開始日 | 終了日
1 | 設計 | 山田 | 完了 | | 2026/5/1 | 2026/5/10
2 | 開発 | 鈴木 | 未着手 | | 2026/6/12 | 2026/6/20
3 | 試験 | 佐藤 | 作業中 | 40% | 2026/5/22 | 2026/6/30
4 | 移行 | 佐藤 | 完了 | 95% | 2026/5/22 | 2026/5/30
"""
        },
        """
id | title | progress
1 | 設計 | 1
2 | 開発 | 0
3 | 試験 | 0.4
4 | 移行 | 1
""",
    ),
    Ledger(
        "担当者 over a department, with the name in the next column without a heading",
        Task,
        {
            "WBS": """
No | タスク | 担当者 | | 開始日 | 終了日
1 | 設計 | 業務部 | 山田 | 2026/6/1 | 2026/6/10
2 | 開発 | 開発課 | 鈴木 | 2026/6/12 | 2026/6/20
"""
        },
        """
id | title | owner | planned_finish
1 | 設計 | 山田 | 2026/6/10
2 | 開発 | 鈴木 | 2026/6/20
""",
    ),
    Ledger(
        "照会事項 and 照会日 are a question and its day",
        Question,
        {
            "QA表": """
No | 照会事項 | 照会者 | 照会日 | 回答期限 | 回答 | 回答者 | 回答日 | 状態
1 | 桁数は何桁ですか | 山田 | 2026/6/1 | 2026/6/5 | 8桁です | 鈴木 | 2026/6/4 | 完了
2 | 締め日は月末ですか | 山田 | 2026/6/2 | 2026/6/9 | | | | 未回答
"""
        },
        """
id | question | asked_on | due_on | answered_on | answered_by
1 | 桁数は何桁ですか | 2026/6/1 | 2026/6/5 | 2026/6/4 | 鈴木
2 | 締め日は月末ですか | 2026/6/2 | 2026/6/9 | |
""",
    ),
    Ledger(
        "a number split over 大 中 小 beside persons over ○",
        Task,
        {
            "WBS": """
項番 | | | タスク | 担当 | | | 開始日 | 終了日
大 | 中 | 小 | | 青木 | 井上 | 上田 | |
1 | 1 | 1 | 設計 | ○ | | | 2026/6/1 | 2026/6/10
1 | 1 | 2 | 開発 | | ○ | | 2026/6/12 | 2026/6/20
1 | 2 | 1 | 試験 | | | ○ | 2026/6/22 | 2026/6/30
"""
        },
        """
id | title | owner | planned_finish
1.1.1 | 設計 | 青木 | 2026/6/10
1.1.2 | 開発 | 井上 | 2026/6/20
1.2.1 | 試験 | 上田 | 2026/6/30
""",
        merges=("A1:C1", "E1:G1", "D1:D2", "H1:H2", "I1:I2"),
    ),
    Ledger(
        "the last rows of a list of requirements that have a name alone are requirements",
        Requirement,
        {
            "要件一覧": """
要件ID | 種別 | 大項目 | 要件名 | 要件内容 | 優先度 | 状態
R-01 | 機能 | 会員 | 会員の登録 | 氏名と住所を登録する | 高 | 未着手
R-02 | 機能 | 会員 | 会員の照会 | 番号で照会する | 中 | 未着手
R-03 | 機能 | 会員 | 会員の退会 | | |
R-04 | | | 通知の送信 | | |
"""
        },
        """
id | title
R-01 | 会員の登録
R-02 | 会員の照会
R-03 | 会員の退会
R-04 | 通知の送信
""",
    ),
    Ledger(
        "grid paper with a blank column of three cells behind the number",
        Order,
        {
            "発注一覧": """
案件番号 | | | | | | 案件名 | | | 発注先 | | | 発注日 | | | 発注金額 | | | 備考 | |
K-001 | | | | | | 受付の改修 | | | 東西システム | | | 2026/6/1 | | | 2500000 | | | | |
K-002 | | | | | | 帳票の追加 | | | 南北情報 | | | 2026/6/9 | | | 480000 | | | | |
"""
        },
        """
id | title | ordered
K-001 | 受付の改修 | 2500000
K-002 | 帳票の追加 | 480000
""",
        merges=tuple(
            f"{a}{row}:{b}{row}" for row in (1, 2, 3) for a, b in ("AC", "GI", "JL", "MO", "PR", "SU")
        ),
    ),
    Ledger(
        "short values of grid paper are no parts of its heading",
        Issue,
        {
            "懸案事項一覧": """
№ | | 件名 | | | 重要度 | | 起票者 | | 担当 | | 納期 | | ステータス |
I-1 | | 名寄せの条件 | | | 中 | | 田中 | | 中村 | | 11/2(月) | | 着手 |
I-2 | | 単位の揺れ | | | 低 | | 佐藤 | | 中村 | | 10/26(月) | | 継続 |
I-3 | | 契約更新の通知の間隔 | | | 高 | | 渡辺 | | 山本 | | 11/9(月) | | 継続 |
"""
        },
        """
id | title | owner
I-1 | 名寄せの条件 | 中村
I-2 | 単位の揺れ | 中村
I-3 | 契約更新の通知の間隔 | 山本
""",
        merges=tuple(
            f"{a}{row}:{b}{row}" for row in range(1, 5) for a, b in ("AB", "CE", "FG", "HI", "JK", "LM", "NO")
        ),
    ),
    Ledger(
        "親タスク over 子タスク, units in brackets beside a word for the remarks below the heading",
        Task,
        {
            "ガントチャート": """
No. | 親タスク | 子タスク | 備考 | 担当者 | 開始日 | 終了日 | 見積 | 実績 | 進捗
| | | タスクの詳細 | | | | [h] | [h] | [%]
1 | 要求仕様書 | 一覧の画面 | | 高橋 | 2026/5/28 | 2026/5/29 | 10 | 0 | 0%
2 | | 詳細の画面 | | 高橋 | 2026/5/28 | 2026/5/29 | 8 | 0 | 0%
3 | 画面仕様書 | | | 宮崎 | 2026/6/6 | 2026/6/8 | 8 | 0 | 50%
"""
        },
        """
id | title | owner | progress
1 | 一覧の画面 | 高橋 | 0
2 | 詳細の画面 | 高橋 | 0
3 | 画面仕様書 | 宮崎 | 0.5
""",
    ),
    Ledger(
        "期間 with days in it under 予定 is where the task ends; under 実際 it is left alone",
        Task,
        {
            "ガントチャート": """
WBS番号 | タスク | 予定 | | | 実際 | |
| | 開始日 | 期間 | 工数 | 開始日 | 期間 | 工数
1.1 | 設計 | 2026/6/1 | 2026/6/3 | 3 | 2026/6/1 | 2026/6/4 | 4
1.2 | 開発 | 2026/6/4 | 2026/6/9 | 4 | 2026/6/5 | |
"""
        },
        """
id | planned_start | planned_finish | actual_start | actual_finish
1.1 | 2026/6/1 | 2026/6/3 | 2026/6/1 |
1.2 | 2026/6/4 | 2026/6/9 | 2026/6/5 |
""",
        merges=("C1:E1", "F1:H1"),
    ),
    Ledger(
        "実績 twice after 開始日 and 完了日 are the actual days of both",
        Task,
        {
            "WBS": """
タスク | 工数 | 開始日 | 完了日 | 実績 | 実績
設計 | 1 | 2026/6/1 | 2026/6/3 | 2026/6/1 | 2026/6/4
開発 | 2 | 2026/6/4 | 2026/6/9 | 2026/6/5 |
"""
        },
        """
title | planned_start | planned_finish | actual_start | actual_finish
設計 | 2026/6/1 | 2026/6/3 | 2026/6/1 | 2026/6/4
開発 | 2026/6/4 | 2026/6/9 | 2026/6/5 |
""",
    ),
    Ledger(
        "担当者 under 起票 has raised it and deals with nothing",
        Issue,
        {
            "課題リスト": """
管理番号 | 件名 | 起票 | | 対応 | |
| | 日付 | 担当者 | 期限 | 状況 | 完了日
1 | 帳票の罫線 | 2026/6/1 | 鈴木 | 2026/6/8 | 対応中 |
2 | 窓口の時間帯 | 2026/6/2 | 佐藤 | 2026/6/9 | 対応中 |
"""
        },
        """
id | title | raised_by | owner
1 | 帳票の罫線 | 鈴木 |
2 | 窓口の時間帯 | 佐藤 |
""",
        merges=("C1:D1", "E1:G1"),
    ),
    Ledger(
        "the last line of a requirement's text is no requirement",
        Requirement,
        {
            "要件定義一覧": """
No | 要件ID | 業務 | 機能名 | 要件内容 | 重要度
1 | R-001 | 受付 | 会員の登録 | 氏名と住所を登録する | 中
| | | | 関係者に確かめた |
2 | R-002 | 受付 | 会員の照会 | 番号で照会する | 小
3 | R-003 | 受付 | 会員の退会 | 退会の日を登録する | 大
| | | | 次回に報告する |
"""
        },
        """
id | title
R-001 | 会員の登録
R-002 | 会員の照会
R-003 | 会員の退会
""",
    ),
    Ledger(
        "a row with nothing but its phase heads a section, and its phase goes on",
        Task,
        {
            "作業計画書": """
工程 | タスクID | タスク内容 | 担当 | 開始日 | 終了日
要件定義 | | | | |
| Y-001 | 要件定義書の作成 | 鈴木 | 2026/6/1 | 2026/6/5
| Y-002 | 機能一覧の作成 | 千葉 | 2026/6/1 | 2026/6/5
設計 | | | | |
| Y-003 | 画面の設計 | 大津 | 2026/6/8 | 2026/6/12
"""
        },
        """
id | title | phase
Y-001 | 要件定義書の作成 | 要件定義
Y-002 | 機能一覧の作成 | 要件定義
Y-003 | 画面の設計 | 設計
""",
    ),
    Ledger(
        "予定 over 開始 alone and 実績 over 終了 alone are no plan of the end",
        Task,
        {
            "工程表": """
| | | | 予定 | | 実績
WBS | 工程 | 作業項目 | 担当 | 開始 | 重み | 終了
1 | 要件定義 | 台数を決める | 高橋 | 2026/6/10 | |
2 | 要件定義 | 手順を決める | 佐藤 | 2026/6/12 | | 2026/6/15
"""
        },
        """
id | planned_start | planned_finish | actual_finish
1 | 2026/6/10 | |
2 | 2026/6/12 | | 2026/6/15
""",
    ),
)
