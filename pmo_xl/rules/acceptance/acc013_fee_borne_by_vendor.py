"""ACC013: a covered vendor who bears the transfer fee."""

from __future__ import annotations

from pmo_xl.metrics.payment.invoice import settlement_at
from pmo_xl.metrics.payment.payment_defaults import coverage, effective
from pmo_xl.metrics.payment.payment_method import fee_short_payment
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.rule import OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable


@rule(
    "ACC013",
    judges=Acceptance,
    reads=("order",),
    needs={Order: ("id", "toritekihou", "vendor")},
    severity=Severity.QUESTION,
    message="{id} は取適法の対象です。{reason}",
    remedy="振込手数料を相手に負担させてよいかを法務に確かめてください。差し引いたのなら、その額を払い足すかどうかを決めてください。",
)
def fee_borne_by_vendor(row: Acceptance, project: Project) -> Judgement:
    """取適法の対象の発注で、振込手数料を相手が負担している。

    ## 要旨
    取適法が「対象」の発注で、手数料負担(空欄なら取引先一覧)が「先方」のとき、または支払額が請求額と消費税額の合計より
    110円から1,100円少ないとき(振込手数料を差し引いたとみられる額)に「要判断」とします。
    支払額は請求書ごとの合計で比べ、全部の行に支払日がそろってから見ます。よいかどうかは人が決めます。

    ## なぜ問題か
    相手に責任がないのに支払額を減らすことは、取適法の禁じる減額にあたります。振込手数料を差し引くことも、
    合意があっても違反とされることがあります。1回は数百円でも、毎月続くと大きな指摘になります。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 手数料負担 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | | | | | | | 先方 | 手数料負担 |
    | ACC-002 | ORD-001 | S-01 | 100,000 | 10% | 10,000 | 2026/10/30 | 109,890 | 当社 | 支払額 |
    | ACC-003 | ORD-001 | S-02 | 100,000 | 10% | 10,000 | 2026/10/30 | 108,900 | | 支払額 |
    | ACC-004 | ORD-001 | S-03 | 100,000 | 10% | 10,000 | 2026/10/30 | 110,000 | | |
    | ACC-005 | ORD-001 | S-03 | 200,000 | 10% | 20,000 | 2026/10/30 | 219,560 | | 支払額 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 違反例(取引先一覧に先方負担と書いてある)
    検収支払
    | 検収ID | 発注ID | 手数料負担 | 指摘 |
    |---|---|---|---|
    | ACC-001 | ORD-001 | | 手数料負担 |
    | ACC-002 | ORD-001 | 当社 | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    取引先一覧
    | 取引先ID | 取引先名 | 手数料負担 |
    |---|---|---|
    | VEN-001 | あさひシステム | 先方 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 手数料負担 |
    |---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | S-01 | 100,000 | 10% | 10,000 | 2026/10/30 | 110,000 | 当社 |
    | ACC-002 | ORD-001 | S-02 | 100,000 | 10% | 10,000 | 2026/10/30 | 109,891 | |
    | ACC-003 | ORD-001 | S-03 | 100,000 | 10% | 10,000 | 2026/10/30 | 108,899 | |
    | ACC-004 | ORD-001 | S-04 | 100,000 | 10% | 10,000 | 2026/10/30 | 109,560 | |
    | ACC-005 | ORD-001 | S-04 | 100,000 | 10% | 10,000 | | | |
    | ACC-006 | ORD-002 | S-05 | 100,000 | 10% | 10,000 | 2026/10/30 | 109,560 | 先方 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
    | ORD-002 | 当初 | みどり情報 | 2026/5/1 | 対象外 |
    """
    covered = coverage(row, project)
    if covered.unknown:
        return undeterminable(covered.unknown)
    if covered.value is False:
        return OUT_OF_SCOPE
    fee, settled = effective(row, "fee_borne_by", project), settlement_at(row, project)
    if fee.unknown:
        return undeterminable(fee.unknown)
    agreed = fee_short_payment(fee.value, None, None, covered.value)
    if settled is None or agreed.verdict in (Verdict.QUESTION, Verdict.UNDETERMINABLE):
        return judged(agreed, "fee_borne_by", "当社")
    if settled.unknown:
        return undeterminable(
            f"支払済みで「{row.columns[settled.unknown].label}」が分からない請求書があります"
        )
    return judged(
        fee_short_payment(fee.value, settled.due_with_tax, settled.paid_with_tax, covered.value), "paid"
    )
