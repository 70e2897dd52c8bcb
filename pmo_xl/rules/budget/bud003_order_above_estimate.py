"""BUD003: an order that costs more than its estimate, without a reason."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.model.display import yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "BUD003",
    judges=Order,
    reads=("order_kind", "estimated", "ordered"),
    severity=Severity.ERROR,
    message="{id} の発注金額 {ordered} 円は見積金額 {estimated} 円より {over} 円多く、備考に理由がありません。",
    remedy="金額を確かめ、誤りなら直してください。正しければ見積を取り直すか、増えた理由を備考に書いてください。",
)
def order_above_estimate(order: Order, project: Project) -> Judgement:
    """見積より高い金額で発注している。

    ## 要旨
    発注金額が見積金額より1円でも多く、備考が空欄のときに指摘します。備考に何か書いてあれば理由があるものとみなし、
    理由として十分かどうかまでは見ません。取消の行と、どちらかの金額が空欄の行は見ません。

    ## なぜ問題か
    見積を超える発注は、範囲が増えたか、桁の誤りか、税込と税抜の取り違えのどれかです。理由が残っていないと、
    後から価格の妥当性を説明できません。

    ## 違反例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 見積金額 | 発注金額 | 発注日 | 備考 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 5,000,000 | 5,000,001 | 2026/5/1 | | 発注金額 |
    | ORD-002 | 移行の支援 | 追加 | 1,000,000 | 1,100,000 | 2026/5/1 | | 発注金額 |

    ## 適合例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 見積金額 | 発注金額 | 発注日 | 備考 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 5,000,000 | 5,000,000 | 2026/5/1 | |
    | ORD-002 | 移行の支援 | 追加 | 1,000,000 | 1,100,000 | 2026/5/1 | 見積の後で対象データが2万件増えたため |
    | ORD-003 | 試験の支援 | 当初 | 1,000,000 | 950,000 | 2026/5/1 | |
    | ORD-004 | やめた開発 | 取消 | 1,000,000 | 1,200,000 | 2026/5/1 | |
    | ORD-005 | 見積中の開発 | 当初 | 1,000,000 | | | |
    | ORD-006 | 保守 | 当初 | | 600,000 | 2026/5/1 | |
    """
    if is_cancelled(order) or order.estimated is None or order.ordered is None:
        return OUT_OF_SCOPE
    if order.ordered <= order.estimated:
        return FITS
    if cannot := unknown(order, "remarks"):
        return cannot
    if order.remarks:
        return FITS
    expected = f"{yen(order.estimated)} 円以下"
    return violation("ordered", expected=expected, over=yen(order.ordered - order.estimated))
