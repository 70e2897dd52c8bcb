"""BUD006: ordered, accepted and paid in an order that cannot be, or in no month at all."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.budget.order_money import is_cancelled, is_placed
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.display import month
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation

_PAID_AHEAD = ("ライセンス", "保守")
_DATES = {
    "acceptance_month": ("acceptance_due_on", "accepted_on"),
    "payment_month": ("payment_due_on", "payment_planned_on", "paid_on"),
}


@rule(
    "BUD006",
    judges=Order,
    reads=("order_kind", "ordered_on", "acceptance_month", "payment_month"),
    needs={Acceptance: ("order",)},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は{problem}。",
    remedy="発注日・検収月・支払月を見比べて直してください。月がまだ決まっていなければ、見込みの月を書いてください。",
)
def months_out_of_order(order: Order, project: Project) -> Judgement | tuple[Judgement, ...]:
    """発注・検収・支払の月の順が逆か、月が決まっていない。

    ## 要旨
    次のときに指摘します。取消の行は見ません。

    - 検収月が発注日の月より前。
    - 支払月が検収月より前。前払いのある契約形態「ライセンス」「保守」では警告にします。
    - 発注済みなのに、検収月が空欄で、検収支払のその発注の行にも検収予定日・検収日がない。
    - 発注済みなのに、支払月が空欄で、検収支払のその発注の行にも支払期日・支払予定日・支払日がない。

    同じ月は問題ありません。

    ## なぜ問題か
    月ごとの検収額と支払額の見通しは、この2つの月から作ります。月が逆だったり空いていたりすると、資金の手当てと
    年度の予算の消化見込みが狂います。

    ## 違反例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 契約形態 | 発注日 | 検収月 | 支払月 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 請負 | 2026/5/1 | 2026年4月 | 2026年6月 | 検収月 |
    | ORD-002 | 移行の支援 | 当初 | 請負 | 2026/5/1 | 2026年10月 | 2026年9月 | 支払月 |
    | ORD-003 | 利用権の更新 | 当初 | ライセンス | 2026/5/1 | 2026年10月 | 2026年9月 | 支払月(警告) |
    | ORD-004 | 試験の支援 | 当初 | 準委任 | 2026/5/1 | | | 検収月、支払月 |
    | ORD-005 | 帳票の追加 | 追加 | 請負 | 2026/5/1 | | | 支払月 |
    | ORD-006 | 見積中の開発 | 当初 | 請負 | | 2027年1月 | 2026年12月 | 支払月 |

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 支払期日 |
    |---|---|---|---|
    | ACC-001 | ORD-005 | 2026/12/10 | |

    ## 適合例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 契約形態 | 発注日 | 検収月 | 支払月 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 請負 | 2026/5/31 | 2026年5月 | 2026年5月 |
    | ORD-002 | 移行の支援 | 当初 | 請負 | 2026/5/1 | 2026年10月 | 2026年11月 |
    | ORD-003 | 試験の支援 | 当初 | 準委任 | 2026/5/1 | | |
    | ORD-004 | やめた開発 | 取消 | 請負 | 2026/5/1 | 2026年4月 | |
    | ORD-005 | 見積中の開発 | 当初 | 請負 | | | |

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 検収日 | 支払期日 | 支払日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-003 | | 2026/9/30 | | 2026/10/30 |
    | ACC-002 | ORD-003 | 2026/10/30 | | 2026/11/30 | |
    """
    if is_cancelled(order):
        return OUT_OF_SCOPE
    said = (*_accepted_before_order(order), *_paid_before_acceptance(order), *_not_planned(order, project))
    is_asked = is_placed(order) or (order.acceptance_month and order.payment_month)
    return said or (FITS if is_asked else OUT_OF_SCOPE)


def _accepted_before_order(order: Order) -> Iterator[Judgement]:
    if (
        order.ordered_on
        and order.acceptance_month
        and order.acceptance_month < order.ordered_on.replace(day=1)
    ):
        placed, accepted = month(order.ordered_on), month(order.acceptance_month)
        problem = f"検収月 {accepted} が発注日の月 {placed} より前です"
        yield violation("acceptance_month", expected=f"{placed} 以降", problem=problem)


def _paid_before_acceptance(order: Order) -> Iterator[Judgement]:
    if order.acceptance_month and order.payment_month and order.payment_month < order.acceptance_month:
        accepted, paid = month(order.acceptance_month), month(order.payment_month)
        severity = Severity.WARNING if order.contract in _PAID_AHEAD else None
        problem = f"支払月 {paid} が検収月 {accepted} より前です"
        yield violation("payment_month", expected=f"{accepted} 以降", severity=severity, problem=problem)


def _not_planned(order: Order, project: Project) -> Iterator[Judgement]:
    """The months of a placed order that neither the order nor its deliveries give."""
    if not is_placed(order):
        return
    rows = project.acceptances.naming("order", order.id)
    for field, dates in _DATES.items():
        if getattr(order, field) or any(getattr(row, name) for row in rows for name in dates):
            continue
        if cannot := next(filter(None, (unknown(row, *dates) for row in rows)), None):
            yield cannot
        else:
            blank = f"{order.columns[field].label}が{blank_word(order, field)}"
            problem = f"発注済みですが、{blank}で、検収支払にも日付がありません"
            yield violation(field, problem=problem)
