"""ACC009: sixty days counted from acceptance instead of receipt."""

from __future__ import annotations

from pmo_xl.metrics.payment import payment_terms
from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.rule import Judgement, Severity, rule


@rule(
    "ACC009",
    judges=Acceptance,
    reads=("order", "received_on", "accepted_on", "payment_due_on", "paid_on"),
    needs={Order: ("id", "toritekihou", "vendor")},
    severity=Severity.ERROR,
    message="{id} の支払期日は、検収日から数えて決められています。{reason}",
    remedy="支払期日を受領日から60日以内に改めてください。検収に日数がかかる取引は、締めの日を受領日で決めるように経理と直してください。",
)
def counted_from_acceptance(row: Acceptance, project: Project) -> Judgement:
    """60日を、受領日ではなく検収日から数えている。

    ## 要旨
    取適法が「対象」の発注で、支払期日が受領日から60日を超えている(ACC008 のエラーにあたる)が、検収日から数えれば
    60日以内のときに指摘します。このとき ACC008 は重ねて指摘しません。

    ## なぜ問題か
    いちばん多い間違いです。たとえば5月20日に受領し、6月5日に検収し、6月末で締めて7月31日に払うと、検収日からは
    56日でも、受領日からは72日です。法律は、検収をするかどうかにかかわらず受領の日から数えます。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 締め区分 | 支払期日 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/5/20 | 2026/6/5 | 月締め | 2026/7/31 | 支払期日 |
    | ACC-002 | ORD-001 | 2026/5/20 | 2026/6/2 | 都度 | 2026/7/31 | 支払期日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 締め区分 | 支払期日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/5/20 | 2026/6/5 | 月締め | 2026/6/30 |
    | ACC-002 | ORD-001 | 2026/5/20 | 2026/6/1 | 都度 | 2026/7/31 |
    | ACC-003 | ORD-001 | 2026/5/20 | | 月締め | 2026/7/31 |
    | ACC-004 | ORD-002 | 2026/5/20 | 2026/6/5 | 月締め | 2026/7/31 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
    | ORD-002 | 当初 | みどり情報 | 2026/5/1 | 対象外 |
    """
    return judged(rule_on(row, project, payment_terms.counted_from_acceptance), "payment_due_on")
