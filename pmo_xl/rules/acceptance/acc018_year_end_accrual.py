"""ACC018: deliveries that may belong to the fiscal year just closed."""

from __future__ import annotations

from pmo_xl.metrics.payment import accrual_candidate as accrual
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.rule import Judgement, Severity, rule

YEAR_END_DAYS = Threshold("年度末確認日数", 60, "前年度の計上かどうかを確かめる、年度末からの日数")


@rule(
    "ACC018",
    judges=Acceptance,
    reads=("received_on", "accepted_on", "invoiced_on"),
    severity=Severity.QUESTION,
    thresholds=(YEAR_END_DAYS,),
    message="{id} は前年度の費用かもしれません。{reason}",
    remedy="前年度に計上すべきかを経理に確かめ、決めたことを備考に残してください。",
)
def year_end_accrual(row: Acceptance, project: Project) -> Judgement:
    """前年度に受領し、年度が明けてから検収・請求されている。

    ## 要旨
    基準日の直前の年度末までに受領し、検収か請求が年度末より後(まだ検収していないものを含む)のときに「要判断」とします。
    年度末から60日(設定の `閾値.年度末確認日数`)のあいだだけ見ます。年度は会計年度開始月によります。
    年度末の当日の受領は、前年度の受領です。

    ## なぜ問題か
    年度末までに受け取ったものは、請求書が翌年度に届いても、前年度の費用として計上すべきことがあります。
    決算が締まってからでは直せません。

    ## 違反例
    基準日: 2027-04-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 請求日 | 指摘 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2027/3/31 | 2027/4/1 | 2027/4/1 | 検収日 |
    | ACC-002 | ORD-001 | 2027/3/20 | 2027/3/31 | 2027/4/1 | 請求日 |
    | ACC-003 | ORD-001 | 2027/3/20 | | | 検収日 |

    ## 違反例(年度末から60日目まで)
    基準日: 2027-05-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 指摘 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2027/3/31 | 2027/4/1 | 検収日 |

    ## 適合例
    基準日: 2027-04-30

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 請求日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2027/3/20 | 2027/3/31 | 2027/3/31 |
    | ACC-002 | ORD-001 | 2027/4/1 | 2027/4/10 | 2027/4/30 |
    | ACC-003 | ORD-001 | | | |

    ## 適合例(年度末から60日を過ぎた)
    基準日: 2027-05-31

    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 |
    |---|---|---|---|
    | ACC-001 | ORD-001 | 2027/3/31 | 2027/4/1 |
    """
    settings = project.settings
    start, window = settings.fiscal_year_start, settings.threshold(YEAR_END_DAYS)
    days = (row.received_on, row.accepted_on, row.invoiced_on)
    ruling = accrual.year_end_accrual(*days, project.as_of, start, window)
    year_end = accrual.last_fiscal_year_end(project.as_of, start)
    is_accepted = row.accepted_on is not None and row.accepted_on <= year_end
    return judged(ruling, "invoiced_on" if is_accepted else "accepted_on", "計上する年度の確認")
