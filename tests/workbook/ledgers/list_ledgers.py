"""要件一覧 and 成果物一覧 as offices keep them."""

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.requirement import Requirement
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "requirements with two levels of class and a traced state",
        Requirement,
        {
            "要件定義一覧": """
要件定義一覧 | | | | | | |
No. | 大分類 | 要件名 | 要件内容 | 対象システム | 重要度 | 要件トレース概況 | 更新日
1 | 会員 | 会員登録 | 会員を登録できる | 会員DB | 高 | 対応する | 2026/4/1
2 | 会員 | 退会 | 会員を退会にできる | 会員DB、認証 | 中 | 検討中 | 2026/4/3
3 | 帳票 | 月次帳票 | 月次で出力する | 帳票基盤 | 低 | 対象外 | 2026/4/3
"""
        },
        """
id | category | title | statement | priority | status | updated_on
1 | 会員 | 会員登録 | 会員を登録できる | 高 | 対象 | 2026/4/1
2 | 会員 | 退会 | 会員を退会にできる | 中 | 検討中 | 2026/4/3
3 | 帳票 | 月次帳票 | 月次で出力する | 低 | 対象外 | 2026/4/3
""",
    ),
    Ledger(
        "requirements with section rows over merged cells",
        Requirement,
        {
            "要求一覧": """
要求番号 | 要求事項 | 要求詳細 | 要求元 | 優先順位 | 採否
会員管理 | | | | |
R-01 | 一括登録 | CSVで一括登録する | 営業部 | 高 | 採用
R-02 | 検索 | 部分一致で検索する | 営業部 | 中 | 保留
帳票 | | | | |
R-03 | 請求書 | PDFで出力する | 経理部 | 高 | 不採用
"""
        },
        """
id | title | statement | source | priority | status
R-01 | 一括登録 | CSVで一括登録する | 営業部 | 高 | 対象
R-02 | 検索 | 部分一致で検索する | 営業部 | 中 | 検討中
R-03 | 請求書 | PDFで出力する | 経理部 | 高 | 対象外
""",
        merges=("A2:F2", "A5:F5"),
    ),
    Ledger(
        "requirements with the agreement in a group",
        Requirement,
        {
            "機能要件": """
| | | | 合意 | |
要件ID | 機能名 | 機能概要 | 優先度 | 状態 | 者 | 日
REQ-001 | ログイン | 二要素で認証する | A | 合意済 | 山田部長 | 2026/5/1
REQ-002 | 通知 | メールで通知する | B | 未合意 | |
"""
        },
        """
id | title | statement | priority | agreement | agreed_by | agreed_on
REQ-001 | ログイン | 二要素で認証する | 高 | 合意済 | 山田部長 | 2026/5/1
REQ-002 | 通知 | メールで通知する | 中 | 未合意 | |
""",
        merges=("E1:G1",),
    ),
    Ledger(
        "requirements without a telling tab name",
        Requirement,
        {
            "Sheet2": """
項番 | 要件区分 | 機能区分 | 要件名称 | 要件概要 | 依頼元 | 関連システム | 優先度 | 受入基準
1 | 機能 | 会員 | 名寄せ | 同じ人を一つにする | 営業部 | 会員DB | 高 | 重複が0件
2 | 非機能 | 性能 | 応答時間 | 3秒以内 | 情シス | 会員DB | 高 | 95%が3秒以内
"""
        },
        """
id | kind | category | title | source | priority | acceptance_criteria
1 | 機能 | 会員 | 名寄せ | 営業部 | 高 | 重複が0件
2 | 非機能 | 性能 | 応答時間 | 情シス | 高 | 95%が3秒以内
""",
    ),
    Ledger(
        "deliverables with ○ of both kinds",
        Deliverable,
        {
            "納品物一覧": """
納品物一覧 | | | | | |
No | 工程 | 成果物名 | 作成者 | 版数 | 最終更新日 | 納品
1 | 基本設計 | 基本設計書 | 山田 | '1.0 | 2026/4/1 | ○
2 | 基本設計 | 画面一覧 | 鈴木 | '1.10 | 2026/4/20 | 〇
3 | 詳細設計 | 検討メモ | 佐藤 | '0.1 | 2026/4/22 | ×
"""
        },
        """
id | phase | title | author | version | updated_on | is_deliverable
1 | 基本設計 | 基本設計書 | 山田 | 1.0 | 2026/4/1 | True
2 | 基本設計 | 画面一覧 | 鈴木 | 1.10 | 2026/4/20 | True
3 | 詳細設計 | 検討メモ | 佐藤 | 0.1 | 2026/4/22 | False
""",
    ),
    Ledger(
        "deliverables with a blank column in front and a phase over several rows",
        Deliverable,
        {
            "成果物管理表": """
| 文書番号 | ドキュメント名 | 担当者 | バージョン | 改訂日 | 保管場所 | 提出日
| D-01 | 運用設計書 | 山田 | 第2版 | 2026/4/10 | ./運用/運用設計書.docx | 2026/4/15
| D-02 | 移行計画書 | 鈴木 | Ver.1.2 | 2026/4/12 | ./移行/移行計画書.docx |
"""
        },
        """
id | title | author | version | updated_on | location | received_on
D-01 | 運用設計書 | 山田 | 第2版 | 2026/4/10 | ./運用/運用設計書.docx | 2026/4/15
D-02 | 移行計画書 | 鈴木 | Ver.1.2 | 2026/4/12 | ./移行/移行計画書.docx |
""",
        at=(2, 0),
    ),
    Ledger(
        "deliverables in half-width kana and full-width letters",
        Deliverable,
        {
            "ﾄﾞｷｭﾒﾝﾄ一覧": """
ＮＯ | ﾄﾞｷｭﾒﾝﾄ名 | 作成担当者 | Ｖｅｒ． | 更新年月日 | 格納場所 | 摘要
1 | 障害対応手順 | 山田 | 'A | 2026/4/1 | 共有 | 改訂予定
2 | 監視手順 | 鈴木 | 'B | 2026/4/2 | 共有 |
"""
        },
        """
id | title | author | version | updated_on | location | remarks
1 | 障害対応手順 | 山田 | A | 2026/4/1 | 共有 | 改訂予定
2 | 監視手順 | 鈴木 | B | 2026/4/2 | 共有 |
""",
    ),
    Ledger(
        "deliverables below settings rows and beside a list",
        Deliverable,
        {
            "文書一覧": """
案件 | 会員基盤刷新 | | | | | |
基準日 | 2026/5/1 | | | | | |

文書No | 文書名 | フェーズ | 作成者 | 版 | 更新日 | | 工程
D1 | 要件定義書 | 要件定義 | 山田 | '1.0 | 2026/3/1 | | 要件定義
D2 | テスト計画書 | 総合試験 | 鈴木 | '0.9 | 2026/4/1 | | 総合試験
"""
        },
        """
id | title | phase | author | version | updated_on
D1 | 要件定義書 | 要件定義 | 山田 | 1.0 | 2026/3/1
D2 | テスト計画書 | 総合試験 | 鈴木 | 0.9 | 2026/4/1
""",
    ),
    Ledger(
        "deliverables with the phase merged over its documents",
        Deliverable,
        {
            "成果物一覧": """
成果物一覧 | | |
No | 対象工程 | 成果物名 | 成果物格納先
1 | 要件定義 | 要件定義書 | 共有/要件
2 | | 業務フロー | 共有/要件
3 | 基本設計 | 基本設計書 | 共有/設計
4 | | | 共有/予備
5 | | |
"""
        },
        """
id | phase | title | location
1 | 要件定義 | 要件定義書 | 共有/要件
2 | 要件定義 | 業務フロー | 共有/要件
3 | 基本設計 | 基本設計書 | 共有/設計
4 | | | 共有/予備
""",
        merges=("B3:B4",),
    ),
)
