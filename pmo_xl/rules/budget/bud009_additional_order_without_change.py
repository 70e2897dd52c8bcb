"""BUD009: an additional order, or a reduction, that no change explains."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import REDUCTION
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

ADDITION = "追加"


@rule(
    "BUD009",
    judges=Order,
    reads=("order_kind", "origin"),
    severity=Severity.WARNING,
    message="{id} は発注区分が「{order_kind}」ですが、起票元が空欄です。",
    remedy="この発注のもとになった仕様変更のIDを起票元に書いてください。仕様変更がなければ、先に起票して承認を受けてください。",
)
def additional_order_without_change(order: Order, project: Project) -> Judgement:
    """追加や減額の発注に、もとになった仕様変更がない。

    ## 要旨
    発注区分が「追加」か「減額」の行の起票元が空欄のときに指摘します。書いてあるIDが仕様変更管理表にあるかどうかは
    DAT005 が見ます。

    ## なぜ問題か
    追加の発注は、何かを変えると決めたから生まれます。もとの変更が分からないと、なぜ費用が増えたのかを説明できず、
    同じ変更に二重に発注しても気づけません。

    ## 違反例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 起票元 | 発注金額 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | 帳票の追加 | 追加 | | 300,000 | 起票元 |
    | ORD-002 | 範囲の縮小 | 減額 | | -100,000 | 起票元 |

    ## 適合例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 起票元 | 発注金額 |
    |---|---|---|---|---|
    | ORD-001 | 帳票の追加 | 追加 | CHG-001 | 300,000 |
    | ORD-002 | 範囲の縮小 | 減額 | CHG-002、CHG-003 | -100,000 |
    | ORD-003 | 会員基盤の開発 | 当初 | | 5,000,000 |
    | ORD-004 | やめた開発 | 取消 | | 1,000,000 |
    """
    if order.order_kind not in (ADDITION, REDUCTION):
        return OUT_OF_SCOPE
    return FITS if order.origin else violation("origin", expected="仕様変更のID")
