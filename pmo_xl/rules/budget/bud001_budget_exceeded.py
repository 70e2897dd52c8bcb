"""BUD001: a budget, or a department's budgets of a year, do not cover their orders."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.budget.budget_balance import Balance, balance_of, department_balances
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Group,
    Judgement,
    Severity,
    Subject,
    rule,
    undeterminable,
    violation,
)


@rule(
    "BUD001",
    judges=Project,
    needs={Budget: ("id", "amount"), Order: ("budget",)},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{whose}の予算が {short} 円足りません(予算 {amount} 円、発注済 {ordered} 円、発注見込 {expected_orders} 円)。",
    remedy="発注の内容・予算ID・負担部門が正しいか確かめてください。正しければ、増額なら予算枠に行を足し、無理なら発注を見直してください。",
)
def budget_exceeded(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """発注が予算を超えている。

    ## 要旨
    残予算(予算額 − 発注済額 − 発注見込額)がマイナスのときに指摘します。予算IDごとに見るほか、負担部門と年度ごとの
    合計も見ます。部門の予算IDが1つだけで同じ不足のときは、予算IDの指摘だけを出します。予算枠に予算のない部門が
    発注を負担しているときも、その部門の不足です(部門の書き間違いなら BUD008 も指摘します)。

    - 発注済額は、発注日のある行の発注金額(空欄なら見積金額)です。取消の行は数えず、減額の行は差し引きます。
    - 発注見込額は、発注日のない行の見積金額 × 確度です。1円未満は四捨五入し、確度の空欄は100%とみなします。
    - 申請中の予算(申請日があり承認日が空欄)と却下された予算は、予算額に数えません。その予算IDの発注は、負担部門と年度の
      発注として数えます(BUD004 も指摘します)。
    - 予算額がマイナスで発注のない行(流用や減額補正の元)は、部門の合計にだけ数えます。
    - 金額が空欄の見込みの行は数えません。読み取れない金額があって超過かどうか言えないときは判定不能です。

    ## なぜ問題か
    予算を超えた発注は、支払の直前に分かっても止められません。見込みの段階で分かれば、増額の承認を取る、
    範囲を減らす、翌年度に回すといった手が打てます。予算IDごとには収まっていても、部門の合計で超えることがあります。

    ## 違反例(1円の超過)
    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 | 指摘 |
    |---|---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 10,000,000 | 残予算 |
    | BUD-002 | 2026 | 営業部 | 10,000,000 | |

    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 見積金額 | 確度 | 発注金額 | 発注日 | 負担部門 |
    |---|---|---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 9,000,000 | | 9,000,000 | 2026/5/1 | 会員部 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2,000,001 | 50% | | | 会員部 |
    | ORD-003 | BUD-002 | 営業支援の開発 | 当初 | 10,000,000 | | | 2026/5/1 | 営業部 |

    ## 違反例(部門の合計では超えている)
    指摘: 予算枠

    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 |
    |---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 6,000,000 |
    | BUD-002 | 2026 | 会員部 | 4,000,000 |
    | BUD-003 | 2026 | 営業部 | 5,000,000 |
    | BUD-004 | 2026 | 会員部 | -3,000,000 |

    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 発注金額 | 発注日 | 負担部門 |
    |---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 4,000,000 | 2026/5/1 | 会員部 |
    | ORD-002 | BUD-002 | 移行の支援 | 当初 | 4,000,000 | 2026/5/1 | 会員部 |

    ## 適合例
    予算枠
    | 予算ID | 年度 | 負担部門 | 区分 | 予算額 |
    |---|---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 当初 | 10,000,000 |
    | BUD-002 | 2026 | 会員部 | 流用 | -1,000,000 |
    | BUD-003 | 2026 | 営業部 | 流用 | 1,000,000 |
    | BUD-004 | 2027 | 会員部 | 当初 | 2,000,000 |

    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 見積金額 | 確度 | 発注金額 | 発注日 | 負担部門 |
    |---|---|---|---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 9,000,000 | | 9,000,000 | 2026/5/1 | 会員部 |
    | ORD-002 | BUD-001 | 範囲の縮小 | 減額 | | | -500,000 | 2026/8/3 | 会員部 |
    | ORD-003 | BUD-001 | やめた発注 | 取消 | | | 5,000,000 | 2026/6/1 | 会員部 |
    | ORD-004 | BUD-001 | 帳票の追加 | 追加 | 1,000,000 | 50% | | | 会員部 |
    | ORD-005 | BUD-003 | 営業支援の改修 | 当初 | 1,000,000 | | | 2026/9/1 | 営業部 |
    | ORD-006 | BUD-004 | 翌年度の保守 | 当初 | 2,000,000 | | | | 会員部 |
    | ORD-007 | BUD-004 | 見積を待つ保守 | 当初 | | | | | 会員部 |
    """
    for budget in project.budgets:
        yield budget, _of_budget(budget, project)
    for (department, year), balance in department_balances(project).items():
        if not balance.budgets or balance != balance_of(balance.budgets[0], project):
            yield Budget, _judge(balance, f"{department}の{year}年度", key=f"{department}・{year}年度")


def _of_budget(budget: Budget, project: Project) -> Judgement:
    if budget.is_request and budget.is_known("approved_on"):
        return OUT_OF_SCOPE  # BUD004 speaks of orders placed on it
    if budget.amount is not None and budget.amount < 0 and not project.orders.naming("budget", budget.id):
        return OUT_OF_SCOPE
    return _judge(balance_of(budget, project), f"{budget.row_id or '予算IDのない行'} ", "remaining")


def _judge(balance: Balance, whose: str, field: str | None = None, key: str | None = None) -> Judgement:
    unknown = balance.unknown_amount or (balance.remaining >= 0 and balance.unknown_order)
    if unknown:
        return undeterminable(f"{unknown}が空欄か、読み取れない行があります")
    if balance.remaining >= 0:
        return FITS
    return violation(
        field,
        expected="0 円以上",
        key=key,
        whose=whose,
        short=yen(-balance.remaining),
        amount=yen(balance.amount),
        ordered=yen(balance.ordered),
        expected_orders=yen(balance.expected),
    )
