"""BUD008: who bears an order, and how much of it, must be whole and agree with the budgets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmo_xl.metrics.budget.budget_balance import budget_of
from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.metrics.budget.order_shares import SharedOrder, shared_order_of
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import ratio
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "BUD008",
    judges=Order,
    reads=("order_kind", "order_number", "budget"),
    needs={Budget: ("id",)},
    severity=Severity.ERROR,
    message="{id} は{problem}。",
    remedy="どの部門がいくら負担するかを確かめ、負担部門・負担率・金額・予算IDをそろえてください。",
)
def shares_do_not_add_up(order: Order, project: Project) -> Judgement | tuple[Judgement, ...]:
    """負担部門や負担率が、金額や予算と合わない。

    ## 要旨
    取消でない行について、次のときに指摘します。

    - 負担部門が空欄か、予算枠のその予算IDの負担部門と違う。
    - 同じ発注書番号の行が2つ以上あり、負担率が空欄、負担率の合計が100%でない、または行の金額が「合計 × 負担率」と
      1円を超えて違う。金額は発注金額(空欄なら見積金額)です。

    1行だけの発注は負担率を書かなくてかまいません。当初の発注と同じ発注書番号の追加・減額は、別の発注として
    数えます。3等分のような割り切れない率は、セルに =1/3 と書いてください。

    ## なぜ問題か
    1つの発注を複数の部門で負担するとき、率と金額がずれていると、部門ごとの予算の残りが正しくなくなります。
    合計が100%に足りない発注は、足りない分をだれも負担していないことになります。

    ## 違反例
    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注書番号 | 負担部門 | 負担率 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 600,000 | PO-01 | 会員部 | 60% | |
    | ORD-002 | BUD-002 | 当初 | 400,000 | PO-01 | 営業部 | 30% | 負担率 |
    | ORD-003 | BUD-001 | 当初 | 500,002 | PO-02 | 会員部 | 50% | 負担率 |
    | ORD-004 | BUD-002 | 当初 | 499,998 | PO-02 | 営業部 | 50% | 負担率 |
    | ORD-005 | BUD-001 | 当初 | 500,000 | PO-03 | 会員部 | 50% | |
    | ORD-006 | BUD-002 | 当初 | 500,000 | PO-03 | 営業部 | | 負担率 |
    | ORD-007 | BUD-001 | 当初 | 300,000 | PO-04 | | | 負担部門 |
    | ORD-008 | BUD-001 | 当初 | 300,000 | PO-05 | 営業部 | | 負担部門 |

    予算枠
    | 予算ID | 年度 | 負担部門 |
    |---|---|---|
    | BUD-001 | 2026 | 会員部 |
    | BUD-002 | 2026 | 営業部 |

    ## 適合例
    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 | 発注書番号 | 負担部門 | 負担率 |
    |---|---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 500,001 | 2026/5/1 | PO-01 | 会員部 | 50% |
    | ORD-002 | BUD-002 | 当初 | 499,999 | 2026/5/1 | PO-01 | 営業部 | 50% |
    | ORD-003 | BUD-001 | 追加 | 200,000 | 2026/8/3 | PO-01 | 会員部 | |
    | ORD-004 | BUD-001 | 追加 | 100,000 | 2026/9/1 | PO-01 | 会員部 | |
    | ORD-005 | BUD-001 | 減額 | -50,000 | 2026/9/1 | PO-01 | 会員部 | |
    | ORD-006 | BUD-001 | 取消 | 900,000 | 2026/5/1 | PO-01 | 営業部 | 90% |
    | ORD-007 | BUD-001 | 当初 | 300,000 | 2026/5/1 | PO-02 | 会員部 | |
    | ORD-008 | BUD-001 | 当初 | 300,000 | | | 会員部 | |
    | ORD-009 | BUD-009 | 当初 | 300,000 | | | 会員部 | |

    予算枠
    | 予算ID | 年度 | 負担部門 |
    |---|---|---|
    | BUD-001 | 2026 | 会員部 |
    | BUD-002 | 2026 | 営業部 |
    """
    if is_cancelled(order):
        return OUT_OF_SCOPE
    said = (*blanks(order, "department"), *_other_department(order, project), *_share(order, project))
    return said or FITS


def _other_department(order: Order, project: Project) -> Iterator[Judgement]:
    budget = budget_of(order, project)
    if budget is None or not order.department:
        return
    if cannot := unknown(budget, "department"):
        yield cannot
    elif budget.department and name_key(budget.department) != name_key(order.department):
        problem = f"負担部門が「{order.department}」ですが、予算 {budget.id} は「{budget.department}」です"
        yield violation("department", expected=budget.department, problem=problem)


def _share(order: Order, project: Project) -> Iterator[Judgement]:
    shared = shared_order_of(order, project)
    if shared is None:
        return
    if cannot := shared.unread and unknown(shared.unread, "share"):
        yield cannot
    elif order.share is None:
        yield violation(
            "share", problem=f"発注書番号 {order.order_number} に複数の行があるのに、負担率が空欄です"
        )
    elif shared.whole is None:
        yield undeterminable("金額が空欄か読み取れない行があり、負担率と比べられない発注があります")
    elif not shared.fits(order):
        yield _not_the_amount(order, shared)
    elif order is shared.rows[0] and shared.is_only_the_total_wrong:
        total = ratio(shared.total or Decimal(0))
        problem = f"発注書番号 {order.order_number} の負担率の合計が {total} です"
        yield violation("share", expected="合計 100%", problem=problem)


def _not_the_amount(order: Order, shared: SharedOrder) -> Judgement:
    by_amount = shared.rate_by_amount(order)
    wanted = "" if by_amount is None else ratio(round(by_amount, 6))
    problem = f"負担率 {ratio(order.share or Decimal(0))} が金額の割合 {wanted} と合いません"
    return violation("share", expected=wanted, problem=problem)
