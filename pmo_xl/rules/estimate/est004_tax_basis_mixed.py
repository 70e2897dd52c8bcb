"""EST004: adopted estimates of one budget, some with tax and some without."""

from __future__ import annotations

from pmo_xl.model.estimate import Estimate
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

WITHOUT_TAX, WITH_TAX = "税抜", "税込"


@rule(
    "EST004",
    judges=Estimate,
    reads=("tax_basis", "is_adopted", "amount", "status", "budget"),
    severity=Severity.ERROR,
    message="{id}({vendor})は税込ですが、{whose}の採用した見積には税抜のものがあります。税込の金額は合計に入りません。",
    remedy="税抜の金額に直し、税区分を「税抜」にしてください。税率が混ざるときは、提出者に税抜の金額を確かめてください。",
)
def tax_basis_mixed(estimate: Estimate, project: Project) -> Judgement:
    """1つの予算で採用した見積は、税抜か税込のどちらかにそろっていなければならない。

    ## 要旨
    同じ予算IDの採用した見積(採用が ○ で、受け取ったもの)に税抜と税込が混ざっているとき、税込の行ごとに指摘します。
    予算IDが空欄の見積は、まとめて1つとして見ます。税込の金額は、どの合計にも入りません。

    ## なぜ問題か
    予算額は税抜です。税込を足すと1割多く見え、除くとその見積が丸ごと抜けます。どちらの合計も正しくありません。

    ## 違反例
    予算枠
    | 予算ID | 予算額 | 承認日 |
    |---|---|---|
    | BUD-001 | 50000000 | 2026/4/1 |

    見積一覧
    | 見積ID | 提出者 | 税区分 | 金額 | 採用 | 予算ID | 指摘 |
    |---|---|---|---|---|---|---|
    | EST-001 | 甲社 | 税抜 | 1000000 | ○ | BUD-001 | |
    | EST-002 | 乙社 | 税込 | 1100000 | ○ | BUD-001 | 税区分 |
    | EST-003 | 丙社 | 税抜 | 1000000 | ○ | | |
    | EST-004 | 丁社 | 税込 | 1100000 | ○ | BUD-900 | 税区分 |

    ## 適合例
    予算枠
    | 予算ID | 予算額 | 承認日 |
    |---|---|---|
    | BUD-001 | 50000000 | 2026/4/1 |

    見積一覧
    | 見積ID | 提出者 | 税区分 | 金額 | 採用 | 予算ID | 状態 |
    |---|---|---|---|---|---|---|
    | EST-001 | 甲社 | 税抜 | 1000000 | ○ | BUD-001 | |
    | EST-002 | 乙社 | 税込 | 1100000 | | BUD-001 | |
    | EST-003 | 丙社 | 税込 | | ○ | BUD-001 | 依頼中 |
    | EST-004 | 丁社 | 税込 | 1100000 | ○ | BUD-001 | 辞退 |
    | EST-005 | 戊社 | 税込 | 1100000 | ○ | | |
    """
    if not estimate.is_taken:
        return OUT_OF_SCOPE
    if estimate.tax_basis is None:
        return undeterminable("採用した見積で税区分が空欄の行があります")
    if estimate.tax_basis != WITH_TAX:
        return FITS
    budget = project.budgets.get(estimate.budget)
    beside = [each for each in project.estimates if project.budgets.get(each.budget) is budget]
    if any(each.is_taken and each.tax_basis == WITHOUT_TAX for each in beside):
        whose = f"予算 {budget.id} " if budget else "予算IDのない見積"
        return violation("tax_basis", whose=whose, expected=WITHOUT_TAX)
    if any(not each.is_known("is_adopted", "tax_basis", "amount", "status") for each in beside):
        return undeterminable("同じ予算の見積に、採用・税区分・金額・状態を読み取れない行があります")
    return FITS
