"""ACC004: one invoice entered, or sent, twice."""

from __future__ import annotations

from pmo_xl.metrics.payment.double_invoice import double_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, question, rule, violation


@rule(
    "ACC004",
    judges=Acceptance,
    reads=("order", "invoice_number", "invoiced"),
    needs={Order: ("id", "vendor")},
    severity=Severity.ERROR,
    message="{id} は {earlier} と{likeness}。請求が重なっていないか確かめてください。",
    remedy="請求書の実物を確かめ、同じ請求なら片方の行を消してください。別の請求なら、請求書番号・請求日・件名を正しく書き分けてください。",
)
def double_invoice(row: Acceptance, project: Project) -> Judgement:
    """同じ請求が二重に載っている。

    ## 要旨
    発注先・請求書番号・発注ID・税率・請求額がすべて同じ行が2つあるとき、後の行を指摘します。
    次のときは、別の請求かもしれないので「要判断」です。

    - 上の5つは同じだが、受領日が違う(同じ額の納品を1枚の請求書にまとめた場合がある)。
    - 請求書番号は違うが、発注先・請求額・請求日の月・件名(空欄なら発注の件名)が同じ。
    - 同じ発注先の同じ請求書番号に、請求日が2つある。

    1枚の請求書が複数の発注にわたること、1枚の請求書に税率の違う行があることは、ふつうのことなので指摘しません。

    ## なぜ問題か
    二重払いは、請求書が郵送とメールの両方で届いたときや、担当が替わったときによく起きます。相手が気づいて返して
    くれるとは限りません。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 請求書番号 | 請求日 | 請求額 | 税率 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | S-01 | 2026/9/30 | 500,000 | 10% | |
    | ACC-002 | ORD-001 | 2026/9/30 | ｓ－０１ | 2026/9/30 | 500,000 | 10% | 請求書番号 |
    | ACC-003 | ORD-002 | 2026/9/15 | S-02 | 2026/9/30 | 300,000 | 10% | |
    | ACC-004 | ORD-002 | 2026/9/30 | S-02 | 2026/9/30 | 300,000 | 10% | 請求書番号(要判断) |
    | ACC-005 | ORD-002 | 2026/10/15 | S-03 | 2026/10/1 | 200,000 | 10% | |
    | ACC-006 | ORD-002 | 2026/10/15 | S-04 | 2026/10/31 | 200,000 | 10% | 請求書番号(要判断) |
    | ACC-007 | ORD-002 | 2026/10/15 | S-05 | 2026/10/30 | 100,000 | 10% | |
    | ACC-008 | ORD-002 | 2026/10/15 | S-05 | 2026/10/31 | 150,000 | 10% | 請求日(要判断) |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    | ORD-002 | 移行の支援 | みどり情報 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 件名 | 請求書番号 | 請求日 | 請求額 | 税率 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | | S-01 | 2026/9/30 | 500,000 | 10% |
    | ACC-002 | ORD-002 | | S-01 | 2026/9/30 | 500,000 | 10% |
    | ACC-003 | ORD-001 | | S-01 | 2026/9/30 | 500,000 | 8% |
    | ACC-004 | ORD-003 | | S-01 | 2026/10/30 | 500,000 | 10% |
    | ACC-005 | ORD-004 | 8月分 | S-11 | 2026/9/1 | 300,000 | 10% |
    | ACC-006 | ORD-004 | 9月分 | S-12 | 2026/9/30 | 300,000 | 10% |
    | ACC-007 | ORD-004 | 9月分 | S-13 | 2026/10/1 | 300,000 | 10% |
    | ACC-008 | ORD-001 | | | 2026/9/30 | 500,000 | 10% |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    | ORD-002 | 移行の支援 | ㈱あさひシステム |
    | ORD-003 | 試験の支援 | みどり情報 |
    | ORD-004 | 運用の支援 | あさひシステム |
    """
    if not row.invoice_number:
        return OUT_OF_SCOPE
    double = double_of(row, project)
    if double is None:
        return unknown(row, "tax_rate", "invoiced_on") or FITS
    said = violation if double.is_certain else question
    return said(double.field, earlier=double.earlier.row_id or "別の行", likeness=double.likeness)
