"""ACC020: an order whose work should be over and of which nothing has been heard."""

from __future__ import annotations

from pmo_xl.metrics.overdue import is_to_deliver
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

LATE_DAYS = Threshold("納品遅れ日数", 10, "履行終了を過ぎて納品がないと指摘する稼働日数")


@rule(
    "ACC020",
    judges=Order,
    reads=("order_kind", "ordered_on", "performs_until"),
    needs={Acceptance: ("order",)},
    severity=Severity.WARNING,
    thresholds=(LATE_DAYS,),
    message="{id} は履行終了 {performs_until} を {days} 日過ぎましたが、検収支払に1行もありません。",
    remedy="納品されていれば検収支払に行を足し、まだなら相手に見通しを確かめて、履行終了と検収月を直してください。",
)
def order_never_delivered(order: Order, project: Project) -> Judgement:
    """履行が終わったはずなのに、納品の記録がない。

    ## 要旨
    発注済みの発注で、履行終了から10稼働日(設定の `閾値.納品遅れ日数`)を過ぎても検収支払に1行もないときに指摘します。
    検収月も過ぎていれば ACC001 が指摘するので、ここでは指摘しません。減額と取消の行は見ません。
    稼働日は土日・祝日・会社休日を除いた日です。

    ## なぜ問題か
    納品されたのに書き忘れていれば、60日の支払の期限が知らないうちに過ぎます。納品されていなければ、遅れに
    だれも気づいていません。

    ## 違反例(10稼働日の数え方。土日と3日・23日の祝日は数えない)
    基準日: 2026-11-30

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 履行終了 | 検収月 | 指摘 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026/11/12 | 2026年11月 | 履行終了 |
    | ORD-002 | 移行の支援 | 追加 | 2026/5/1 | 2026/10/30 | | 履行終了 |

    ## 適合例
    基準日: 2026-11-30

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 履行終了 | 検収月 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026/11/13 | 2026年11月 |
    | ORD-002 | 移行の支援 | 当初 | 2026/5/1 | 2026/10/30 | 2026年12月 |
    | ORD-003 | 試験の支援 | 当初 | 2026/5/1 | 2026/9/30 | 2026年10月 |
    | ORD-004 | やめた開発 | 取消 | 2026/5/1 | 2026/9/30 | |
    | ORD-005 | 範囲の縮小 | 減額 | 2026/5/1 | 2026/9/30 | |
    | ORD-006 | 見積中の開発 | 当初 | | 2026/9/30 | |
    | ORD-007 | 保守 | 当初 | 2026/5/1 | | |

    検収支払
    | 検収ID | 発注ID | 検収予定日 |
    |---|---|---|
    | ACC-001 | ORD-002 | 2026/12/10 |
    """
    if order.performs_until is None or not is_to_deliver(order, project):
        return OUT_OF_SCOPE
    limit = project.settings.threshold(LATE_DAYS)
    if project.calendar.add_business_days(order.performs_until, limit) >= project.as_of:
        return FITS
    if cannot := unknown(order, "acceptance_month"):
        return cannot
    if order.acceptance_month and month_end(order.acceptance_month) < project.as_of:
        return OUT_OF_SCOPE
    return violation("performs_until", days=(project.as_of - order.performs_until).days)
