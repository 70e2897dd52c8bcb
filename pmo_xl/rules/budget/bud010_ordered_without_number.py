"""BUD010: a placed order needs its amount and its number."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule


@rule(
    "BUD010",
    judges=Order,
    reads=("order_kind", "ordered_on"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は発注日 {ordered_on} が書かれていますが、{problem}。",
    remedy="発注書を見て発注金額と発注書番号を書いてください。まだ発注していないなら発注日を消してください。",
)
def ordered_without_number(order: Order, project: Project) -> Judgement | tuple[Judgement, ...]:
    """発注済みなのに、発注金額か発注書番号がない。

    ## 要旨
    発注日のある行の発注金額か発注書番号が空欄のとき、空欄の欄ごとに指摘します。0円は空欄ではありません。
    取消の行は見ません。

    ## なぜ問題か
    発注金額がないと、予算の残りを見積金額で代用することになり、正しく分かりません。発注書番号がないと、
    検収書や請求書と突き合わせられず、本当に発注したのかも確かめられません。

    ## 違反例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注金額 | 発注日 | 発注書番号 | 指摘 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | | 2026/5/1 | PO-01 | 発注金額 |
    | ORD-002 | 移行の支援 | 追加 | 1,000,000 | 2026/5/1 | | 発注書番号 |
    | ORD-003 | 範囲の縮小 | 減額 | | 2026/5/1 | | 発注金額、発注書番号 |

    ## 適合例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注金額 | 発注日 | 発注書番号 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 5,000,000 | 2026/5/1 | PO-01 |
    | ORD-002 | 無償の試行 | 当初 | 0 | 2026/5/1 | PO-02 |
    | ORD-003 | 見積中の開発 | 当初 | | | |
    | ORD-004 | やめた開発 | 取消 | | 2026/5/1 | |
    """
    if not is_placed(order):
        return OUT_OF_SCOPE
    return tuple(blanks(order, "ordered", "order_number")) or FITS
