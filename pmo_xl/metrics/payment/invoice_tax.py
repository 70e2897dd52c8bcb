"""登録番号 and consumption tax of an invoice, and whether it can be found as an electronic record.

Sources: law.md: T + 13 digits with the check digit of a 法人番号; tax rounded once per invoice and rate; an
electronic invoice must be found by date, amount and partner. The checks are those of ACC014–ACC017.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.budget.order_money import invoiced_amount
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.payment.consumption_tax import InvoiceLine, tax_rounding
from pmo_xl.metrics.payment.invoice import Invoice
from pmo_xl.metrics.payment.legal_settings import deductible_share
from pmo_xl.metrics.payment.payment_defaults import effective
from pmo_xl.metrics.payment.registration_number import (
    registration_number_check_digit,
    registration_number_shape,
)
from pmo_xl.metrics.payment.ruling import Ruling, fits, out_of_scope, told_of, undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import ratio
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

_TAX_FIELDS = ("invoiced", "tax_rate", "tax")
_SEARCHED = (("invoiced_on", "請求日"), ("invoiced", "請求額"), ("stored_at", "保存先"))


@dataclass(frozen=True, slots=True)
class InvoiceTax:
    """One invoice: its number and tax as judged. net, tax: Σ請求額 (else 検収額) and Σ消費税額, whole yen.

    rows: the 検収ID of its lines. rates: its 税率. registration: 登録番号 that counts. lacks: of an invoice received
    electronically, what its index entry needs and has not.
    """

    at: LedgerRow
    invoice_number: str | None
    invoiced_on: date | None
    rows: tuple[str, ...]
    net: int
    tax: int
    rates: tuple[Decimal, ...]
    registration: str | None
    registration_ruling: Ruling
    tax_ruling: Ruling
    is_electronic: bool
    stored_at: str | None
    lacks: tuple[str, ...]

    @property
    def with_tax(self) -> int:
        """What the invoice asks for, whole yen with tax."""
        return self.net + self.tax


def invoice_tax(invoice: Invoice, project: Project) -> InvoiceTax:
    """One invoice of 検収支払; what stands on several lines is taken from the first that has it."""
    lines, first = invoice.lines, invoice.lines[0]
    number = effective(_first_with(invoice, "registration_number"), "registration_number", project)
    at = ledger_row(_first_with(invoice, "invoice_number"), "invoice_number", project)
    is_electronic = any(line.is_electronic for line in lines)
    return InvoiceTax(
        at,
        first.invoice_number,
        _first_with(invoice, "invoiced_on").invoiced_on,
        tuple(line.row_id or "" for line in lines),
        sum(invoiced_amount(line) or 0 for line in lines),
        sum(line.tax or 0 for line in lines),
        tuple(dict.fromkeys(line.tax_rate for line in lines if line.tax_rate is not None)),
        number.value,
        undeterminable(number.unknown) if number.unknown else _registration(number.value, lines, project),
        _tax_ruling(lines),
        is_electronic,
        _first_with(invoice, "stored_at").stored_at,
        tuple(_lacks(invoice, at)) if is_electronic else (),
    )


def _first_with(invoice: Invoice, field: str) -> Acceptance:
    lines = invoice.lines
    return next((line for line in lines if getattr(line, field) is not None), lines[0])


def _registration(number: str | None, lines: tuple[Acceptance, ...], project: Project) -> Ruling:
    if number:
        shape = registration_number_shape(number)
        digit = registration_number_check_digit(number)
        is_doubtful = shape.verdict is Verdict.FITS and digit.verdict is Verdict.VIOLATION
        return Ruling(Verdict.QUESTION, digit.reason) if is_doubtful else shape
    if not any(line.tax_rate or line.tax for line in lines):
        return out_of_scope("消費税がかからないか、まだ請求されていません。")
    first = lines[0]
    share = deductible_share(first.invoiced_on or first.accepted_on or project.as_of)
    doubt = "" if share.is_confirmed else "(予定)"
    reason = f"登録番号がありません。仕入税額の {ratio(share.value)} しか控除できません{doubt}。"
    return Ruling(Verdict.VIOLATION, reason)


def _tax_ruling(lines: tuple[Acceptance, ...]) -> Ruling:
    if not all(line.is_known(*_TAX_FIELDS) for line in lines):
        return undeterminable("請求額・税率・消費税額に読み取れないセルがあります。")
    billed = [line for line in lines if line.invoiced is not None or line.tax is not None]
    if not billed:
        return out_of_scope("まだ請求されていません。")
    figures = (InvoiceLine(invoiced_amount(line), line.tax_rate, line.tax) for line in billed)
    rulings = tuple(tax_rounding(figures).values())
    for verdict in (Verdict.VIOLATION, Verdict.UNDETERMINABLE):
        bad = [ruling.reason for ruling in rulings if ruling.verdict is verdict]
        if bad:
            return told_of(Ruling(verdict, "".join(bad)), *billed)
    return fits("".join(ruling.reason for ruling in rulings))


def _lacks(invoice: Invoice, at: LedgerRow) -> Iterator[str]:
    for field, label in _SEARCHED:
        if all(getattr(line, field) is None for line in invoice.lines):
            yield label
    if at.vendor is None:
        yield "取引先"
