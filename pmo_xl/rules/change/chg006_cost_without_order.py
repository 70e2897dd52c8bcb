"""CHG006: an approved change that costs money nobody has asked for."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.metrics.change_links import costs_of
from pmo_xl.model.display import yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "CHG006",
    judges=SpecChange,
    reads=("id", "status", "cost_impact"),
    needs={Order: ("origin",)},
    severity=Severity.ERROR,
    message="{id} は影響費用 {amount} 円で承認されていますが、起票元に {id} を書いた見積も発注もありません。",
    remedy="見積を取り、予算管理表に発注区分「追加」の行を足して、起票元に {id} を書いてください。",
)
def cost_without_order(change: SpecChange, project: Project) -> Judgement:
    """費用のかかる仕様変更が承認されたのに、見積も発注もない。

    ## 要旨
    状態が「承認済」「反映済」「周知済」で影響費用が0円より大きい仕様変更について、起票元にその変更を書いた
    発注(予算管理表。見積だけで発注前の行でもよい)や見積が1件もないときに指摘します。
    発注区分「取消」の行は数えません。影響費用が空欄の変更は CHG009 が指摘します。

    ## なぜ問題か
    発注のない作業は、発注先の善意で進むか、進まないかのどちらかです。後から請求が来ると、予算に入っていません。

    ## 違反例
    仕様変更管理表
    | 変更ID | 件名 | 影響費用 | 状態 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | 退会画面の追加 | 1 | 承認済 | 影響費用 |
    | CHG-002 | 帳票の追加 | 800,000 | 周知済 | 影響費用 |

    予算管理表
    | 発注ID | 発注区分 | 見積金額 | 起票元 |
    |---|---|---|---|
    | ORD-001 | 追加 | 500,000 | CHG-009 |
    | ORD-002 | 取消 | 800,000 | CHG-002 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 件名 | 影響費用 | 状態 |
    |---|---|---|---|
    | CHG-001 | 退会画面の追加 | 500,000 | 承認済 |
    | CHG-002 | 文言の訂正 | 0 | 承認済 |
    | CHG-003 | 帳票の追加 | 800,000 | 承認待ち |
    | CHG-004 | 画面の削除 | ▲200,000 | 反映済 |
    | CHG-005 | 項目の追加 | | 承認済 |
    | CHG-006 | 検索の追加 | 300,000 | 保留 |

    予算管理表
    | 発注ID | 発注区分 | 見積金額 | 起票元 |
    |---|---|---|---|
    | ORD-001 | 追加 | 500,000 | CHG-009、CHG-001 |
    """
    if not change.is_approved or change.cost_impact is None or change.cost_impact <= 0:
        return OUT_OF_SCOPE
    rows = costs_of(change, project)
    if any(not (isinstance(row, Order) and is_cancelled(row)) for row in rows):
        return FITS
    return violation("cost_impact", amount=yen(change.cost_impact))
