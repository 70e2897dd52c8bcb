"""ACC010: a payment that leaves the sixty days because its day is a bank holiday."""

from __future__ import annotations

from pmo_xl.metrics.payment import payment_terms
from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "ACC010",
    judges=Acceptance,
    reads=("order", "received_on", "payment_due_on"),
    needs={Order: ("id", "toritekihou", "vendor")},
    severity=Severity.ERROR,
    message="{id} は支払を翌営業日に延ばすと60日を超えます。{reason}",
    remedy="支払期日を前の銀行営業日に早めてください。2日以内の順延なら、書面で合意したうえで順延合意に ○ を書いてください。",
)
def deferred_over_the_limit(row: Acceptance, project: Project) -> Judgement:
    """支払期日が銀行の休みで、翌営業日に払うと60日を超える。

    ## 要旨
    取適法が「対象」の発注で、支払期日が銀行の休業日(土日・祝日・12月31日から1月3日。会社の休日は関係ありません)で、
    翌営業日が60日(ACC008 の数え方)を超えるときに指摘します。順延が2日以内で、順延合意(空欄なら取引先一覧)が ○
    なら認めます。支払期日そのものが60日を超えていれば、ACC008 か ACC009 が指摘するのでここでは指摘しません。

    ## なぜ問題か
    銀行の休みだから翌営業日に払う、というのは当然には認められません。前もって書面で合意した2日以内の順延だけが
    認められます。年末年始や大型連休は2日を超えるので、合意があっても前倒しで払う必要があります。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 締め区分 | 支払期日 | 順延合意 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/2 | 都度 | 2026/10/31 | | 支払期日 |
    | ACC-002 | ORD-001 | 2026/11/4 | 都度 | 2027/1/1 | ○ | 支払期日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 受領日 | 締め区分 | 支払期日 | 順延合意 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/2 | 都度 | 2026/10/31 | ○ |
    | ACC-002 | ORD-001 | 2026/9/2 | 都度 | 2026/10/30 | |
    | ACC-003 | ORD-001 | 2026/9/4 | 都度 | 2026/10/31 | |
    | ACC-004 | ORD-001 | 2026/8/20 | 都度 | 2026/10/31 | |
    | ACC-005 | ORD-001 | | | | |
    | ACC-006 | ORD-002 | 2026/9/2 | 都度 | 2026/10/31 | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
    | ORD-002 | 当初 | みどり情報 | 2026/5/1 | 対象外 |
    """
    if row.received_on is None and (cannot := unknown(row, "accepted_on", "paid_on")):
        return cannot
    as_it_stands = rule_on(row, project, payment_terms.sixty_days)
    if as_it_stands.verdict is Verdict.VIOLATION:
        return OUT_OF_SCOPE
    if row.payment_due_on is None:
        return judged(as_it_stands, "payment_due_on")
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: payment_terms.deferred_over_the_limit(terms, calendar))
    return judged(ruling, "payment_due_on", "前の銀行営業日")
