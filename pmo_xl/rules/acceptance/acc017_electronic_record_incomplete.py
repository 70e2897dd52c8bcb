"""ACC017: an invoice received electronically must be found by date, amount and partner."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "ACC017",
    judges=Acceptance,
    reads=("is_electronic",),
    needs={Order: ("id",)},
    severity=Severity.WARNING,
    message="{id} は電子で受け取った請求ですが、{problem}。",
    remedy="受け取ったファイルを決められた場所に保存して保存先を書き、請求日・請求額・発注IDを埋めてください。紙で受け取ったなら電子受領を空欄にしてください。",
)
def electronic_record_incomplete(row: Acceptance, project: Project) -> Judgement | tuple[Judgement, ...]:
    """電子で受け取った請求書の記録が足りない。

    ## 要旨
    電子受領が ○ の行で、保存先、請求日、請求額のどれかが空欄か、取引先が分からない(発注IDの発注がないか、その発注先が
    空欄)ときに、足りない欄ごとに指摘します。

    ## なぜ問題か
    電子帳簿保存法により、電子で受け取った請求書は電子のまま保存し、日付・金額・取引先で探せるようにしなければ
    なりません。この表を索引として使えますが、欄が空いていると索引になりません。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 請求日 | 請求額 | 電子受領 | 保存先 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 100,000 | ○ | | 保存先 |
    | ACC-002 | ORD-001 | | | ○ | 請求書/2026/09/S-01.pdf | 請求日、請求額 |
    | ACC-003 | ORD-002 | 2026/9/30 | 100,000 | ○ | 請求書/2026/09/S-02.pdf | 発注ID |
    | ACC-004 | ORD-009 | 2026/9/30 | 100,000 | ○ | 請求書/2026/09/S-03.pdf | 発注ID |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    | ORD-002 | 移行の支援 | |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 請求日 | 請求額 | 電子受領 | 保存先 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 100,000 | ○ | 請求書/2026/09/S-01.pdf |
    | ACC-002 | ORD-001 | | | | |
    | ACC-003 | ORD-001 | 2026/9/30 | 100,000 | × | |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    """
    if not row.is_electronic:
        return OUT_OF_SCOPE
    return (*blanks(row, "stored_at", "invoiced_on", "invoiced"), *_partner(row, project)) or FITS


def _partner(row: Acceptance, project: Project) -> Iterator[Judgement]:
    order = order_of(row, project)
    if cannot := unknown(row, "order") or (order and unknown(order, "vendor")):
        yield cannot
    elif order is None or not order.vendor:
        yield violation("order", expected="発注先の分かる発注", problem="取引先が分かりません")
