"""課題一覧 as offices keep it."""

from pmo_xl.model.issue import Issue
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "issues, a title above, other words for every column",
        Issue,
        {
            "課題一覧": """
課題管理表
作成 | 2026/4/1 | 情報システム部

No. | 課題内容 | 優先 | 記載日 | 記載者 | 担当者 | 対応予定日 | ステータス | 対応日 | 対応内容
1 | ログイン画面の応答が遅い | 高 | 2026/4/1 | 山田　太郎 | 鈴木 | 2026/4/20 | 対策中 | |
2 | 帳票の罫線がずれる | 低 | 2026/4/3 | 山田　太郎 | 佐藤様 | 2026/4/30 | 解決 | 2026/4/25 | 罫線を直した
3 | 夜間バッチの順序 | 中 | 2026/4/5 | 鈴木 | 田中課長 | － | 保留 | |
"""
        },
        """
id | title | priority | raised_on | raised_by | owner | due_on | status | closed_on
1 | ログイン画面の応答が遅い | 高 | 2026/4/1 | 山田 太郎 | 鈴木 | 2026/4/20 | 対応中 |
2 | 帳票の罫線がずれる | 低 | 2026/4/3 | 山田 太郎 | 佐藤様 | 2026/4/30 | 完了 | 2026/4/25
3 | 夜間バッチの順序 | 中 | 2026/4/5 | 鈴木 | 田中課長 | | 確認待ち |
""",
    ),
    Ledger(
        "issues from B4 on, one word for done and blank for the rest",
        Issue,
        {
            "Sheet1": """
№ | 懸案事項 | 作成日 | 作成者 | 対応者 | 完了予定日 | 対応完了日 | 完了フラグ
=ROW()-4→1 | 端末の台数が未定 | 2026/5/1 | 佐藤 | 山田 | 2026/5/15 | 2026/5/14 | 済
=ROW()-4→2 | 回線の二重化 | 2026/5/2 | 佐藤 | 鈴木 | 2026/5/29 | |
=ROW()-4→3 | | | | | | |
=ROW()-4→4 | | | | | | |
"""
        },
        """
id | title | owner | due_on | closed_on | status
1 | 端末の台数が未定 | 山田 | 2026/5/15 | 2026/5/14 | 完了
2 | 回線の二重化 | 鈴木 | 2026/5/29 | | 未着手
""",
        at=(3, 1),
    ),
    Ledger(
        "issues with section rows, a divider and notes below",
        Issue,
        {
            "02_課題管理表": """
項番 | 件名 | 区分 | 担当者名 | 締切日 | 状況
■基本設計 | | | | |
1 | 画面遷移の抜け | 課題 | 山田 | 2026/4/10 | 対応完了
2 | 項目名の不一致 | 課題 | 鈴木 | 2026/4/17 | 未対応
- | - | - | - | - | -
■詳細設計 | | | | |
3 | 桁あふれ | 障害 | 佐藤 | 2026/5/8 | 対応対象外

※完了した課題は月末に別シートへ移す | | | | |
"""
        },
        """
id | title | kind | owner | due_on | status
1 | 画面遷移の抜け | 課題 | 山田 | 2026/4/10 | 完了
2 | 項目名の不一致 | 課題 | 鈴木 | 2026/4/17 | 未着手
3 | 桁あふれ | 障害 | 佐藤 | 2026/5/8 | 取下げ
""",
    ),
    Ledger(
        "issues with a group row above and merged groups",
        Issue,
        {
            "課題管理": """
| | 起票 | | 対応 | | | |
No | 課題名 | 日付 | 者 | 担当 | 期限 | 完了日 | 内容
1 | 权限設定の見直し | 2026/6/1 | 山田 | 鈴木 | 2026/6/19 | 2026/6/18 | 権限表を改訂
2 | 性能試験の環境 | 2026/6/2 | 佐藤 | 田中 | 2026/6/26 | |
"""
        },
        """
id | title | raised_on | raised_by | owner | due_on | closed_on | resolution
1 | 权限設定の見直し | 2026/6/1 | 山田 | 鈴木 | 2026/6/19 | 2026/6/18 | 権限表を改訂
2 | 性能試験の環境 | 2026/6/2 | 佐藤 | 田中 | 2026/6/26 | |
""",
        merges=("C1:D1", "E1:H1"),
    ),
    Ledger(
        "issues in 方眼紙 merges",
        Issue,
        {
            "課題一覧": """
課題一覧 | | | | | | | | | | |
| | | | | | | | | | |
番号 | | 課題 | | | | 担当 | | 期限 | | 状態 |
1 | | 電文の文字コード | | | | 山田 | | 2026/7/1 | | 遂行中 |
2 | | 移行の順番 | | | | 鈴木 | | 2026/7/10 | | 完了 |
"""
        },
        """
id | title | owner | due_on | status
1 | 電文の文字コード | 山田 | 2026/7/1 | 対応中
2 | 移行の順番 | 鈴木 | 2026/7/10 | 完了
""",
        merges=(
            *("A1:L1", "A3:B3", "C3:F3", "G3:H3", "I3:J3", "K3:L3"),
            *("A4:B4", "C4:F4", "G4:H4", "I4:J4", "K4:L4", "A5:B5", "C5:F5", "G5:H5", "I5:J5", "K5:L5"),
        ),
    ),
    Ledger(
        "issues with the lists parked to the right",
        Issue,
        {
            "課題管理台帳": """
ID | タイトル | 担当 | 納期 | 状況 | | | 担当 | 状態
ISS-1 | 休日の扱い | 山田 | 2026/4/10 | 未実施 | | | 山田 | 未実施
ISS-2 | 端数処理 | 鈴木 | 2026/4/12 | OK | | | 鈴木 | OK
ISS-3 | 上限値 | 佐藤 | 2026/4/13 | NG | | | 佐藤 | NG
| | | | | | | 田中 |
| | | | | | | 高橋 |
"""
        },
        """
id | title | owner | due_on | status
ISS-1 | 休日の扱い | 山田 | 2026/4/10 | 未着手
ISS-2 | 端数処理 | 鈴木 | 2026/4/12 | 完了
ISS-3 | 上限値 | 佐藤 | 2026/4/13 | 対応中
""",
    ),
    Ledger(
        "issues in English words, finished ones strikethrough",
        Issue,
        {
            "Issues": """
# | Title | Priority | Owner | Due Date | Status | Closed
1 | Login timeout | High | Yamada | 2026/4/20 | In Progress |
~2~ | ~Font is missing~ | ~Low~ | ~Suzuki~ | 2026/4/22 | ~Done~ | 2026/4/21
~3~ | ~Duplicate of 1~ | | ~Suzuki~ | | |
4 | Disk quota | Medium | Sato | 2026/5/1 | Open |
"""
        },
        """
id | title | priority | owner | due_on | status | closed_on
1 | Login timeout | 高 | Yamada | 2026/4/20 | 対応中 |
2 | Font is missing | 低 | Suzuki | 2026/4/22 | 完了 | 2026/4/21
3 | Duplicate of 1 | | Suzuki | | 取下げ |
4 | Disk quota | 中 | Sato | 2026/5/1 | 対応中 |
""",
    ),
    Ledger(
        "issues with units, instructions and half-width kana in the headings",
        Issue,
        {
            "残課題": """
残課題一覧表 | | | | | | |
N0 | 残作業 | 重要度⏎(高/中/低) | 担当⏎※主担当のみ | 期限【必須】 | ｽﾃｰﾀｽ | 完了日⏎(実績) | ｺﾒﾝﾄ
1 | 運用手順書の見直し | 高 | 山田、鈴木 | *2026/4/2 | 着手中 | |
2 | 監視項目の追加 | 中 | 運用チーム | 12/15 | 未 | | 別途相談
"""
        },
        """
id | title | priority | owner | status | remarks
1 | 運用手順書の見直し | 高 | 山田、鈴木 | 対応中 |
2 | 監視項目の追加 | 中 | 運用チーム | 未着手 | 別途相談
""",
    ),
    Ledger(
        "issues whose headings are repeated on every printed page",
        Issue,
        {
            "懸案一覧": """
No | 懸案事項 | 起票者 | 起票日 | 担当 | 期日 | ステータス
1 | 祝日の判定 | 山田 | 2026/4/1 | 鈴木 | 2026/4/10 | クローズ
2 | 外字の扱い | 山田 | 2026/4/2 | 鈴木 | 2026/4/11 | オープン
No | 懸案事項 | 起票者 | 起票日 | 担当 | 期日 | ステータス
3 | 郵便番号の更新 | 佐藤 | 2026/4/3 | 田中 | 2026/4/12 | オープン
"""
        },
        """
id | title | owner | raised_on | due_on | status
1 | 祝日の判定 | 鈴木 | 2026/4/1 | 2026/4/10 | 完了
2 | 外字の扱い | 鈴木 | 2026/4/2 | 2026/4/11 | 対応中
3 | 郵便番号の更新 | 田中 | 2026/4/3 | 2026/4/12 | 対応中
""",
    ),
)
