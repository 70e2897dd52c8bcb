"""BUD007: accepted in another fiscal year than the one whose budget bears it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.budget.budget_balance import budget_of
from pmo_xl.metrics.budget.order_money import is_cancelled
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import fiscal_year_of
from pmo_xl.model.display import day, month
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation


@rule(
    "BUD007",
    judges=Project,
    needs={Order: ("id", "budget"), Budget: ("id", "fiscal_year"), Acceptance: ("order",)},
    severity=Severity.ERROR,
    message="{id} の{when}は {year} 年度ですが、予算 {budget_id} は {budget_year} 年度です。",
    remedy="検収を予算の年度のうちに終えられるか確かめ、無理なら正しい年度の予算IDに移すか、年度ごとに行を分けてください。",
)
def fiscal_year_differs(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """検収の年度が予算の年度と違う。

    ## 要旨
    検収月の年度が、予算枠の年度と違うときに指摘します。検収支払に検収日のある行ができたら、検収月の代わりに
    その検収日を見て、検収支払の検収日を指摘します。年度は4月始まりです(設定の会計年度開始月で変えられます)。
    取消の行、予算IDのない行は見ません。

    ## なぜ問題か
    予算はその年度に検収したものにしか使えません。3月末の検収が4月にずれると、使うはずだった年度の予算は使えず、
    翌年度の予算が足りなくなります。

    ## 違反例
    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 検収月 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 2027年4月 | 検収月 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2026年3月 | 検収月 |
    | ORD-003 | BUD-001 | 試験の支援 | 当初 | 2027年3月 | |

    検収支払
    | 検収ID | 発注ID | 検収日 | 指摘 |
    |---|---|---|---|
    | ACC-001 | ORD-003 | 2027/3/31 | |
    | ACC-002 | ORD-003 | 2027/4/1 | 検収日 |

    予算枠
    | 予算ID | 年度 |
    |---|---|
    | BUD-001 | 2026 |

    ## 違反例(会計年度が1月に始まる)
    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 検収月 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 2027年1月 | 検収月 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2026年1月 | |

    予算枠
    | 予算ID | 年度 |
    |---|---|
    | BUD-001 | 2026 |

    設定
    | 項目 | 値 |
    |---|---|
    | 会計年度開始月 | 1月 |

    ## 適合例
    予算管理表
    | 発注ID | 予算ID | 件名 | 発注区分 | 検収月 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 会員基盤の開発 | 当初 | 2026年4月 |
    | ORD-002 | BUD-001 | 移行の支援 | 当初 | 2027年3月 |
    | ORD-003 | BUD-001 | 試験の支援 | 当初 | 2027年4月 |
    | ORD-004 | BUD-001 | やめた開発 | 取消 | 2027年4月 |
    | ORD-005 | BUD-001 | 見積中の開発 | 当初 | |
    | ORD-006 | | 予算の決まらない開発 | 当初 | 2027年4月 |

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 検収日 |
    |---|---|---|---|
    | ACC-001 | ORD-003 | 2027/4/10 | 2027/3/31 |

    予算枠
    | 予算ID | 年度 |
    |---|---|
    | BUD-001 | 2026 |
    """
    for order in project.orders:
        yield from _of_order(order, project)


def _of_order(order: Order, project: Project) -> Iterator[tuple[Subject, Judgement]]:
    budget = budget_of(order, project)
    if cannot := unknown(order, "order_kind", "budget") or (budget and unknown(budget, "fiscal_year")):
        yield order, cannot
    elif budget is None or budget.fiscal_year is None or is_cancelled(order):
        yield order, OUT_OF_SCOPE
    elif rows := [row for row in project.acceptances.naming("order", order.id) if row.accepted_on]:
        for row in rows:
            when = f"検収日 {day(row.accepted_on)} " if row.accepted_on else ""
            yield row, _judge("accepted_on", row.accepted_on, when, budget, project)
    elif cannot := unknown(order, "acceptance_month"):
        yield order, cannot
    else:
        when = f"検収月 {month(order.acceptance_month)} " if order.acceptance_month else ""
        yield order, _judge("acceptance_month", order.acceptance_month, when, budget, project)


def _judge(field: str, on: date | None, when: str, budget: Budget, project: Project) -> Judgement:
    if on is None:
        return OUT_OF_SCOPE
    year = fiscal_year_of(on, project.settings.fiscal_year_start)
    if year == budget.fiscal_year:
        return FITS
    return violation(
        field,
        expected=f"{budget.fiscal_year} 年度の日",
        when=when,
        year=year,
        budget_id=budget.id,
        budget_year=budget.fiscal_year,
    )
