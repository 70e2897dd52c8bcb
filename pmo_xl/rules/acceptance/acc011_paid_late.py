"""ACC011: a payment made after its day."""

from __future__ import annotations

from pmo_xl.metrics.payment import late_payment
from pmo_xl.metrics.payment.delivery_late_charge import charge_text
from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import day
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "ACC011",
    judges=Acceptance,
    reads=("paid_on",),
    needs={Order: ("id",)},
    severity=Severity.ERROR,
    message="{id} は支払が遅れました。{reason}{charge}",
    remedy="日付の誤りなら直してください。本当に遅れたなら相手に知らせ、取適法の対象なら遅延利息の支払を経理・法務と決めてください。",
)
def paid_late(row: Acceptance, project: Project) -> Judgement:
    """支払期日より後に支払った。

    ## 要旨
    支払日が支払期日より後のときに指摘します。取適法の対象でなくても見ます。支払期日が銀行の休業日で、順延合意
    (空欄なら取引先一覧)が ○ なら、2日以内の翌営業日までは遅れとしません。

    取適法が「対象」で、受領日から60日も過ぎていれば、61日目から支払日までの遅延利息(年14.6%、1円未満切捨て)を
    目安として示します。支払期日が空欄なら判定不能です。

    ## なぜ問題か
    支払の遅れは契約違反です。取適法の対象なら、相手が求めなくても遅延利息を払わなければなりません。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 支払期日 | 順延合意 | 支払日 | 支払額 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/10 | 2026/10/30 | | 2026/10/31 | 1,100,000 | 支払日 |
    | ACC-002 | ORD-001 | 2026/8/20 | 2026/9/30 | | 2026/11/30 | 1,100,000 | 支払日 |
    | ACC-003 | ORD-001 | 2026/9/10 | 2026/10/31 | | 2026/11/2 | 1,100,000 | 支払日 |
    | ACC-004 | ORD-001 | 2026/9/10 | 2026/10/31 | ○ | 2026/11/4 | 1,100,000 | 支払日 |
    | ACC-005 | ORD-001 | 2026/11/10 | 2026/12/31 | ○ | 2027/1/4 | 1,100,000 | 支払日 |
    | ACC-006 | ORD-002 | | 2026/10/30 | | 2026/11/2 | 1,100,000 | 支払日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
    | ORD-002 | 当初 | みどり情報 | 2026/5/1 | 対象外 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 受領日 | 支払期日 | 順延合意 | 支払日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/10 | 2026/10/30 | | 2026/10/30 |
    | ACC-002 | ORD-001 | 2026/9/10 | 2026/10/31 | ○ | 2026/11/2 |
    | ACC-003 | ORD-001 | 2026/9/10 | 2026/10/31 | | 2026/10/30 |
    | ACC-004 | ORD-001 | 2026/9/10 | 2026/10/30 | | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
    """
    if row.paid_on is None:
        return OUT_OF_SCOPE
    if cannot := unknown(row, "payment_due_on"):
        return cannot
    if row.payment_due_on is not None and row.paid_on <= row.payment_due_on:
        return FITS
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: late_payment.paid_late(terms, calendar), is_any=True)
    if ruling.verdict is not Verdict.VIOLATION or ruling.limit_on is None:
        return judged(ruling, "paid_on")
    expected = f"{day(ruling.limit_on)} まで"
    return violation("paid_on", expected=expected, reason=ruling.reason, charge=charge_text(row, project))
