"""BUD004: an order placed before its estimate came or its budget was approved."""

from __future__ import annotations

from pmo_xl.metrics.budget.budget_balance import budget_of
from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.display import day
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "BUD004",
    judges=Order,
    reads=("order_kind", "budget", "ordered_on"),
    needs={Budget: ("id",)},
    severity=Severity.ERROR,
    message="{id} の発注日 {ordered_on} は、{problem}。",
    remedy="日付の誤りなら直してください。本当に先に発注していたなら、経緯を備考に残し、責任者に報告してください。",
)
def order_before_estimate_or_approval(order: Order, project: Project) -> Judgement:
    """見積か予算の承認より前に発注している。

    ## 要旨
    発注日が、その行の見積日より前か、予算枠の承認日より前のときに指摘します。同じ日は問題ありません。
    予算枠がまだ承認されていない申請(申請日があって承認日が空欄)か、区分「却下」のときも指摘します。
    取消の行、発注日のない行は見ません。見積日や承認日が空欄なら、その比較はしません。

    ## なぜ問題か
    見積の前の発注は、金額を決めずに頼んだことになります。予算の承認の前の発注は、だれも認めていないお金を
    使う約束をしたことになります。どちらも内部統制の問題で、監査で必ず問われます。

    ## 違反例
    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 見積日 | 発注日 | 指摘 |
    |---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 2026/5/2 | 2026/5/1 | 発注日 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2026/3/1 | 2026/3/31 | 発注日 |
    | ORD-003 | BUD-001 | 試験の支援 | 当初 | | 2026/3/31 | 発注日 |
    | ORD-004 | BUD-002 | 追加の開発 | 当初 | | 2026/5/1 | 発注日 |
    | ORD-005 | BUD-003 | 移行の追加 | 当初 | | 2026/5/1 | 発注日 |

    予算枠
    | 予算ID | 年度 | 区分 | 承認日 | 申請日 |
    |---|---|---|---|---|
    | BUD-001 | 2026 | | 2026/4/1 | |
    | BUD-002 | 2026 | | | 2026/4/20 |
    | BUD-003 | 2026 | 却下 | 2026/4/20 | 2026/4/1 |

    ## 適合例
    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 見積日 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 2026/4/1 | 2026/4/1 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2026/4/20 | 2026/5/1 |
    | ORD-003 | BUD-001 | 試験の支援 | 当初 | 2026/5/20 | |
    | ORD-004 | BUD-001 | やめた開発 | 取消 | 2026/5/20 | 2026/3/1 |
    | ORD-005 | BUD-002 | 保守 | 当初 | | 2026/3/1 |

    予算枠
    | 予算ID | 年度 | 承認日 |
    |---|---|---|
    | BUD-001 | 2026 | 2026/4/1 |
    | BUD-002 | 2026 | |
    """
    if not is_placed(order) or order.ordered_on is None:
        return OUT_OF_SCOPE
    budget = budget_of(order, project)
    limits = {"見積日": order.estimated_on, "予算の承認日": budget.approved_on if budget else None}
    later = {name: on for name, on in limits.items() if on and order.ordered_on < on}
    problems = [f"{'、'.join(f'{name} {day(on)}' for name, on in later.items())} より前です"] if later else []
    problems += [problem] if (problem := _request(budget)) else []
    if problems:
        expected = f"{day(max(later.values()))} 以降" if later else None
        return violation("ordered_on", expected=expected, problem="。".join(problems))
    if cannot := unknown(order, "estimated_on") or (budget and unknown(budget, "approved_on")):
        return cannot
    return FITS if any(limits.values()) else OUT_OF_SCOPE


def _request(budget: Budget | None) -> str | None:
    """What is said of an order placed on a budget that nobody has granted; None where one has, or it is not known."""
    if budget is None or not budget.is_known("approved_on") or not budget.is_request:
        return None
    if budget.kind == TURNED_DOWN:
        return f"却下された予算 {budget.row_id} の発注です"
    return f"まだ承認されていない申請中の予算 {budget.row_id} の発注です"
