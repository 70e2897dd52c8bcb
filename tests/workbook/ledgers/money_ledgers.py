"""見積, 発注, 予算 and 検収 as offices keep them."""

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.order import Order
from tests.workbook.ledgers.ledger import Ledger

LEDGERS = (
    Ledger(
        "orders in thousands of yen, the unit noted above, a total below",
        Order,
        {
            "発注一覧": """
2026年度 発注一覧 | | | | | | (単位：千円)
No | 件名 | 業者名 | 見積額 | 契約額 | 契約日 | 担当部署
1 | 会員基盤 基本設計 | (株)あさひ | 12,000 | 11500 | 2026/4/10 | 情報システム部
2 | 会員基盤 開発 | みどり開発 | 48000 | | | 情報システム部
| 合計 | | 60000 | 11500 | |
"""
        },
        """
id | title | vendor | estimated | ordered | ordered_on | department
1 | 会員基盤 基本設計 | (株)あさひ | 12000000 | 11500000 | 2026/4/10 | 情報システム部
2 | 会員基盤 開発 | みどり開発 | 48000000 | | | 情報システム部
""",
    ),
    Ledger(
        "orders with amounts as text and groups of estimate and contract",
        Order,
        {
            "契約管理表": """
| | | 見積 | | 契約 | |
項番 | 案件名 | 委託先 | 金額 | 日 | 金額 | 日 | 備考
1 | 帳票基盤 | あさひ | ￥264,600 | 2026/3/1 | 62,500円 | 2026/4/1 | 一部
2 | 減額分 | あさひ | ▲1,000 | 2026/4/1 | (1,000) | 2026/4/2 |
"""
        },
        """
id | title | vendor | estimated | estimated_on | ordered | ordered_on
1 | 帳票基盤 | あさひ | 264600 | 2026/3/1 | 62500 | 2026/4/1
2 | 減額分 | あさひ | -1000 | 2026/4/1 | -1000 | 2026/4/2
""",
        merges=("D1:E1", "F1:G1"),
    ),
    Ledger(
        "orders with months and 稟議番号, units in the headings",
        Order,
        {
            "予算執行管理表": """
管理番号 | 予算番号 | 案件名 | 取引先 | 見積金額⏎(万円) | 契約金額⏎(万円) | 稟議No | 検収予定月 | 支払予定月
O-1 | B-1 | 保守延長 | みどり | 120 | 110 | R-55 | 2026年5月 | 2026年6月
O-2 | B-1 | 端末購入 | さくら | 80 | | R-56 | 202609 | 2026/10
"""
        },
        """
id | budget | title | vendor | estimated | ordered | approval_number | acceptance_month | payment_month
O-1 | B-1 | 保守延長 | みどり | 1200000 | 1100000 | R-55 | 2026/5/1 | 2026/6/1
O-2 | B-1 | 端末購入 | さくら | 800000 | | R-56 | 2026/9/1 | 2026/10/1
""",
    ),
    Ledger(
        "orders known by the headings alone",
        Order,
        {
            "2026年度": """
No | 業務名 | 委託先名 | 見積金額 | 契約金額 | 契約締結日 | 契約開始日 | 契約終了日
1 | 運用支援 | あさひ | 3600000 | 3600000 | 2026/4/1 | 2026/4/1 | 2027/3/31
2 | 脆弱性診断 | みどり | 1200000 | | | |
"""
        },
        """
id | title | vendor | estimated | ordered | ordered_on | performs_from | performs_until
1 | 運用支援 | あさひ | 3600000 | 3600000 | 2026/4/1 | 2026/4/1 | 2027/3/31
2 | 脆弱性診断 | みどり | 1200000 | | | |
""",
    ),
    Ledger(
        "budgets by department in millions of yen",
        Budget,
        {
            "予算一覧": """
予算一覧 | | | | |
予算番号 | 会計年度 | 所管部門 | 科目 | 予算金額(百万円) | 決裁日
B-1 | 2026 | 営業部 | 委託費 | 80 | 2026/4/1
B-2 | 2026年度 | 管理部 | 機器費 | 12 | 2026/4/1
| | | 合計 | 92 |
"""
        },
        """
id | fiscal_year | department | category | amount | approved_on
B-1 | 2026 | 営業部 | 委託費 | 80000000 | 2026/4/1
B-2 | 2026 | 管理部 | 機器費 | 12000000 | 2026/4/1
""",
    ),
    Ledger(
        "budgets with derived columns that staff computes",
        Budget,
        {
            "2026年度予算": """
No | 年度 | 部署 | 費目 | 当初予算 | 執行済額 | 残額
1 | 2026 | 営業部 | 委託費 | 80000000 | 30000000 | =E2-F2→50000000
2 | 2026 | 管理部 | 機器費 | 12000000 | 0 | =E3-F3→12000000
"""
        },
        """
id | fiscal_year | department | category | amount
1 | 2026 | 営業部 | 委託費 | 80000000
2 | 2026 | 管理部 | 機器費 | 12000000
""",
    ),
    Ledger(
        "acceptances and payments, planned and done in groups",
        Acceptance,
        {
            "検収・支払管理表": """
| | | 検収 | | | 支払 | |
No | 発注番号 | 件名 | 予定日 | 日 | 額 | 予定日 | 日 | 額
1 | O-1 | 4月分 | 2026/4/30 | 2026/5/8 | 300000 | 2026/6/30 | 2026/6/30 | 330000
2 | O-1 | 5月分 | 2026/5/31 | | | 2026/7/31 | |
"""
        },
        """
id | order | title | acceptance_due_on | accepted_on | accepted | payment_planned_on | paid_on | paid
1 | O-1 | 4月分 | 2026/4/30 | 2026/5/8 | 300000 | 2026/6/30 | 2026/6/30 | 330000
2 | O-1 | 5月分 | 2026/5/31 | | | 2026/7/31 | |
""",
        merges=("D1:F1", "G1:I1"),
    ),
)
