"""ACC015: taxed, and no 登録番号 of the vendor."""

from __future__ import annotations

from pmo_xl.metrics.payment.legal_settings import deductible_share
from pmo_xl.metrics.payment.payment_defaults import effective
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import ratio
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)


@rule(
    "ACC015",
    judges=Acceptance,
    reads=("order", "tax_rate", "tax"),
    needs={Order: ("id", "vendor")},
    severity=Severity.WARNING,
    message="{id} は消費税がかかりますが、登録番号がありません。このままでは仕入税額の {share} しか控除できません{doubt}。",
    remedy="請求書に登録番号(Tと13桁)があれば、取引先一覧の登録番号に書いてください。相手が登録していなければ、控除できない分を経理に知らせてください。",
)
def registration_number_missing(row: Acceptance, project: Project) -> Judgement:
    """消費税がかかるのに、登録番号がない。

    ## 要旨
    税率か消費税額が0でない行で、登録番号が検収支払にも取引先一覧にも書かれていないときに指摘します。
    控除できる割合は、請求日(空欄なら検収日、それも空欄なら基準日)の時点のものを示します。2026年9月30日までは
    80%で、その後は段階的に下がる予定です。税率も消費税額も空欄の行は見ません。

    ## なぜ問題か
    登録番号のない請求書では、消費税の全額は控除できません。控除できない分は費用になり、予算を圧迫します。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 請求日 | 登録番号 | 請求額 | 税率 | 消費税額 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | | 100,000 | 10% | 10,000 | 登録番号 |
    | ACC-002 | ORD-001 | 2026/10/1 | | 100,000 | 8% | | 登録番号 |
    | ACC-003 | ORD-001 | | | 100,000 | | 10,000 | 登録番号 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 |
    |---|---|---|
    | ORD-001 | 当初 | あさひシステム |

    取引先一覧
    | 取引先ID | 取引先名 | 登録番号 |
    |---|---|---|
    | VEN-001 | あさひシステム | |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 請求日 | 登録番号 | 請求額 | 税率 | 消費税額 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | T7123456789012 | 100,000 | 10% | 10,000 |
    | ACC-002 | ORD-002 | 2026/9/30 | | 100,000 | 10% | 10,000 |
    | ACC-003 | ORD-001 | 2026/9/30 | | 100,000 | 0% | 0 |
    | ACC-004 | ORD-001 | | | | | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 |
    |---|---|---|
    | ORD-001 | 当初 | あさひシステム |
    | ORD-002 | 当初 | みどり情報 |

    取引先一覧
    | 取引先ID | 取引先名 | 登録番号 |
    |---|---|---|
    | VEN-001 | あさひシステム | |
    | VEN-002 | みどり情報 | T4011001098993 |
    """
    if not row.tax_rate and not row.tax:
        return OUT_OF_SCOPE
    number = effective(row, "registration_number", project)
    if number.unknown:
        return undeterminable(number.unknown)
    if number.value:
        return FITS
    share = deductible_share(row.invoiced_on or row.accepted_on or project.as_of)
    doubt = "" if share.is_confirmed else "(予定)"
    return violation("registration_number", expected="Tと13桁の数字", share=ratio(share.value), doubt=doubt)
