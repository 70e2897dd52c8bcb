"""BUD002: a budget of which little is left."""

from __future__ import annotations

from decimal import Decimal

from pmo_xl.metrics.budget.budget_balance import balance_of
from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import fiscal_year_of
from pmo_xl.model.display import ratio, yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)

LEAST_LEFT = Threshold("残予算割合", 10, "残りわずかとみなす残予算の、予算額に対する割合(%)")


@rule(
    "BUD002",
    judges=Budget,
    reads=("id", "amount"),
    needs={Order: ("budget",)},
    severity=Severity.WARNING,
    thresholds=(LEAST_LEFT,),
    message="{id}({whose})の残予算は {left} 円で、予算額 {amount} 円の {share} しかありません。",
    remedy="これから発注する予定を確かめ、足りなければ早めに増額を相談してください。",
)
def budget_nearly_used(budget: Budget, project: Project) -> Judgement:
    """予算が残り少ない。

    ## 要旨
    残予算(予算額 − 発注済額 − 発注見込額)が予算額の10%(設定の `閾値.残予算割合`)を下回ったときに指摘します。
    ちょうど10%は指摘しません。マイナスになった予算は BUD001 が指摘します。
    申請中の予算(申請日があり承認日が空欄)と却下された予算は、予算に数えないので見ません。
    基準日より前に終わった年度の予算は、使い切っていて当たり前なので見ません。

    ## なぜ問題か
    残りがわずかになってから追加の発注が決まると、予算の手当てが間に合いません。増額には承認が要り、
    ふつう何週間もかかります。

    ## 違反例
    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 | 指摘 |
    |---|---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 10,000,000 | 残予算 |
    | BUD-002 | 2026 | 営業部 | 5,000,000 | 残予算 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 見積金額 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | | 8,000,000 | 2026/5/1 |
    | ORD-002 | BUD-001 | 追加 | 1,000,001 | | |
    | ORD-003 | BUD-002 | 当初 | | 5,000,000 | 2026/5/1 |

    ## 違反例(年度の最後の日)
    基準日: 2027-03-31

    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 | 指摘 |
    |---|---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 1,000,000 | 残予算 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 1,000,000 | 2026/5/1 |

    ## 適合例
    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 |
    |---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 10,000,000 |
    | BUD-002 | 2026 | 営業部 | 5,000,000 |
    | BUD-003 | 2025 | 営業部 | 5,000,000 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 9,000,000 | 2026/5/1 |
    | ORD-002 | BUD-002 | 当初 | 6,000,000 | 2026/5/1 |
    | ORD-003 | BUD-003 | 当初 | 4,900,000 | 2025/5/1 |

    ## 適合例(年度が明けた)
    基準日: 2027-04-01

    予算枠
    | 予算ID | 年度 | 負担部門 | 予算額 |
    |---|---|---|---|
    | BUD-001 | 2026 | 会員部 | 1,000,000 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 1,000,000 | 2026/5/1 |
    """
    if cannot := unknown(budget, "fiscal_year"):
        return cannot
    if budget.granted is None or budget.granted <= 0 or _is_over(budget, project):
        return OUT_OF_SCOPE
    balance = balance_of(budget, project)
    if balance.remaining * 100 >= budget.granted * project.settings.threshold(LEAST_LEFT):
        reason = f"{balance.unknown_order}を読み取れない行があります"
        return undeterminable(reason) if balance.unknown_order else FITS
    if balance.remaining < 0:
        return FITS
    share = (Decimal(balance.remaining) / budget.granted).quantize(Decimal("0.001"))
    return violation(
        "remaining",
        left=yen(balance.remaining),
        amount=yen(budget.granted),
        share=ratio(share),
        whose=_whose(budget),
    )


def _whose(budget: Budget) -> str:
    """The 負担部門 and 年度, as far as the row says them."""
    year = f"{budget.fiscal_year}年度" if budget.fiscal_year is not None else "年度なし"
    return f"{budget.department or '部門なし'} {year}"


def _is_over(budget: Budget, project: Project) -> bool:
    """Whether the fiscal year of the budget ended before D."""
    year = fiscal_year_of(project.as_of, project.settings.fiscal_year_start)
    return budget.fiscal_year is not None and budget.fiscal_year < year
