"""EST002: an adopted estimate that was no longer valid when it was ordered, or is not any more."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_cancelled, is_placed
from pmo_xl.model.display import day
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "EST002",
    judges=Estimate,
    reads=("id", "valid_until", "is_adopted", "status"),
    needs={Order: ("estimate", "ordered_on", "order_kind")},
    severity=Severity.WARNING,
    message="{id}({vendor})の有効期限 {valid_until} は、{when}より前です。",
    remedy="見積を取り直すか、有効期限の延長を提出者に確かめ、新しい期限を書いてください。",
)
def estimate_expired(estimate: Estimate, project: Project) -> Judgement:
    """採用した見積は、発注する日まで有効でなければならない。

    ## 要旨
    採用が ○ の見積について、有効期限が、その見積IDで発注した最初の日より前のときに指摘します。まだ発注していなければ、
    有効期限が基準日より前のときに指摘します。期限の当日は有効です。有効期限が空欄の行と、辞退の行は対象外です。
    取消の発注は数えません。

    ## なぜ問題か
    期限の切れた見積の金額では、相手は受けてくれません。値上がりが分かるのが発注の後になると、予算の手当てが間に合いません。

    ## 違反例
    基準日: 2026-11-30

    見積一覧
    | 見積ID | 提出者 | 有効期限 | 採用 | 指摘 |
    |---|---|---|---|---|
    | EST-001 | 甲社 | 2026/11/29 | ○ | 有効期限 |
    | EST-002 | 乙社 | 2026/5/31 | ○ | 有効期限 |

    予算管理表
    | 発注ID | 見積ID | 発注日 | 発注区分 |
    |---|---|---|---|
    | ORD-001 | EST-001 | | 当初 |
    | ORD-002 | EST-002 | 2026/6/1 | 当初 |
    | ORD-003 | EST-001 | 2026/6/1 | 取消 |

    ## 適合例
    基準日: 2026-11-30

    見積一覧
    | 見積ID | 提出者 | 有効期限 | 採用 | 状態 |
    |---|---|---|---|---|
    | EST-001 | 甲社 | 2026/11/30 | ○ | |
    | EST-002 | 乙社 | 2026/6/1 | ○ | |
    | EST-003 | 丙社 | 2026/1/31 | | |
    | EST-004 | 丁社 | | ○ | |
    | EST-005 | 戊社 | 2026/1/31 | ○ | 辞退 |

    予算管理表
    | 発注ID | 見積ID | 発注日 | 発注区分 |
    |---|---|---|---|
    | ORD-001 | EST-002 | 2026/7/1 | 追加 |
    | ORD-002 | EST-002 | 2026/6/1 | 当初 |
    """
    if not estimate.is_adopted or estimate.valid_until is None:
        return OUT_OF_SCOPE
    if project.state_of(estimate) is StateClass.CANCELLED:
        return OUT_OF_SCOPE
    orders = [each for each in project.orders.naming("estimate", estimate.id) if not is_cancelled(each)]
    if any(not order.is_known("ordered_on", "order_kind") for order in orders):
        return undeterminable("見積IDで発注した行の発注日か発注区分を読み取れません")
    placed = [order.ordered_on for order in orders if is_placed(order) and order.ordered_on]
    needed_on = min(placed, default=project.as_of)
    if estimate.valid_until >= needed_on:
        return FITS
    when = f"発注日 {day(needed_on)} " if placed else f"基準日 {day(needed_on)} "
    return violation("valid_until", when=when, expected=f"{day(needed_on)} 以降")
