"""ACC016: consumption tax is rounded once per invoice and rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pmo_xl.metrics.budget.order_money import invoiced_amount
from pmo_xl.metrics.payment import consumption_tax
from pmo_xl.metrics.payment.consumption_tax import InvoiceLine
from pmo_xl.metrics.payment.invoice import Invoice, invoices
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule

_READ = ("invoiced", "tax_rate", "tax")


@rule(
    "ACC016",
    judges=Acceptance,
    reads=("order", *_READ),
    needs={Order: ("id", "vendor")},
    severity=Severity.ERROR,
    message="{id} の請求書の消費税額が合いません。{reason}",
    remedy="請求書の消費税額を確かめて直してください。請求書そのものが行ごとの端数処理なら、相手に出し直しを頼んでください。",
)
def tax_rounding(row: Acceptance, project: Project) -> Judgement:
    """消費税額が、請求書ごと・税率ごとの計算と合わない。

    ## 要旨
    請求書(同じ発注先で同じ請求書番号の行)の税率ごとに、消費税額の合計が「税抜の請求額の合計 × 税率」の切捨て・
    四捨五入・切上げのどれとも違うときに、その税率の最初の行を指摘します。行ごとに端数を処理して足した額なら、
    そう示します。消費税額を1行にまとめて書いてもかまいません。請求書番号のない行は、その行だけで見ます。

    税率・請求額・消費税額のどれかが空欄で確かめられないときは判定不能です。

    ## なぜ問題か
    適格請求書の消費税の端数処理は、1枚の請求書につき税率ごとに1回と決まっています。行ごとに端数を処理した請求書は
    適格請求書と認められず、控除が受けられないことがあります。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 請求書番号 | 請求額 | 税率 | 消費税額 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | S-01 | 105 | 10% | 10 | 消費税額 |
    | ACC-002 | ORD-001 | S-01 | 105 | 10% | 10 | |
    | ACC-003 | ORD-002 | S-01 | 105 | 10% | 10 | |
    | ACC-004 | ORD-001 | S-02 | 100,000 | 10% | 9,999 | 消費税額 |
    | ACC-005 | ORD-001 | S-03 | 100,000 | 10% | 10,000 | |
    | ACC-006 | ORD-001 | S-03 | 100,000 | 8% | 10,000 | 消費税額 |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    | ORD-002 | 移行の支援 | あさひシステム |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 請求書番号 | 請求額 | 税率 | 消費税額 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | S-01 | 105 | 10% | 31 |
    | ACC-002 | ORD-001 | S-01 | 105 | 10% | |
    | ACC-003 | ORD-002 | S-01 | 105 | 10% | |
    | ACC-004 | ORD-001 | S-02 | 100,005 | 10% | 10,001 |
    | ACC-005 | ORD-001 | S-03 | 100,005 | 10% | 10,000 |
    | ACC-006 | ORD-001 | S-04 | 100,000 | 10% | 10,000 |
    | ACC-007 | ORD-001 | S-04 | 100,000 | 8% | 8,000 |
    | ACC-008 | ORD-001 | | 105 | 10% | 11 |
    | ACC-009 | ORD-003 | S-01 | 999 | 0% | 0 |
    | ACC-010 | ORD-001 | | | | |

    予算管理表
    | 発注ID | 件名 | 発注先 |
    |---|---|---|
    | ORD-001 | 会員基盤の開発 | あさひシステム |
    | ORD-002 | 移行の支援 | あさひシステム |
    | ORD-003 | 利用権 | みどり情報 |
    """
    if not _is_billed(row):
        return OUT_OF_SCOPE
    return project.cached("tax of invoices", lambda: _rulings(project)).get(id(row), FITS)


def _is_billed(row: Acceptance) -> bool:
    return row.invoiced is not None or row.tax is not None


def _rulings(project: Project) -> Mapping[int, Judgement]:
    """By row, what there is to say: of a rate of an invoice once, of what cannot be told on each of its lines."""
    return {id(row): said for invoice in invoices(project) for row, said in _of_invoice(invoice)}


def _of_invoice(invoice: Invoice) -> Iterator[tuple[Acceptance, Judgement]]:
    lines = [line for line in invoice.lines if _is_billed(line) or not line.is_known(*_READ)]
    if cannot := next(filter(None, (unknown(line, *_READ) for line in lines)), None):
        yield from ((line, cannot) for line in lines)
        return
    figures = (InvoiceLine(invoiced_amount(line), line.tax_rate, line.tax) for line in lines)
    for rate, ruling in consumption_tax.tax_rounding(figures).items():
        own = _lines_of(lines, rate)
        said = judged(ruling, "tax")
        yield from ((line, said) for line in (own if ruling.verdict is Verdict.UNDETERMINABLE else own[:1]))


def _lines_of(lines: list[Acceptance], rate: Decimal | None) -> list[Acceptance]:
    """The lines of one rate, those that give a tax first."""
    return sorted((line for line in lines if line.tax_rate == rate), key=lambda line: line.tax is None)
