"""登録番号 and consumption tax of an invoice, and whether it can be found as an electronic record.

Sources: law.md: T + 13 digits with the check digit of a 法人番号; tax rounded once per invoice and rate; an
electronic invoice must be found by date, amount and partner. The checks are those of ACC014–ACC017. Every line is
judged and the worst is told; what lines of one invoice say differently is a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.budget.order_money import invoiced_amount
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.payment.consumption_tax import InvoiceLine, tax_rounding
from pmo_xl.metrics.payment.invoice import Invoice
from pmo_xl.metrics.payment.legal_settings import deductible_share
from pmo_xl.metrics.payment.payment_defaults import effective
from pmo_xl.metrics.payment.registration_number import (
    registration_number_key,
    registration_number_ruling,
)
from pmo_xl.metrics.payment.ruling import Ruling, fits, out_of_scope, told_of, undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import display, ratio
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

_TAX_FIELDS = ("invoiced", "tax_rate", "tax")
_WORST_FIRST = (Verdict.VIOLATION, Verdict.UNDETERMINABLE, Verdict.QUESTION, Verdict.FITS)
_OF_ONE_PAPER = (("invoiced_on", "請求日"), ("stored_at", "保存先"))
_MOST_TOLD = 3
_SEARCHED = (("invoiced_on", "請求日"), ("invoiced", "請求額"), ("stored_at", "保存先"))


@dataclass(frozen=True, slots=True)
class InvoiceTax:
    """One invoice: its number and tax as judged. net, tax: Σ請求額 (else 検収額) and Σ消費税額, whole yen.

    at: the line to look at: that of a bad 登録番号, else the first. rows: the 検収ID of its lines. rates: its 税率.
    registration: 登録番号 that counts, of lines that differ the worst. lines_ruling: whether its lines agree in what
    stands once on the paper. lacks: of an invoice received electronically, what its index entry needs and has not.
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
    lines_ruling: Ruling
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
    number = _registration(lines, project)
    at = ledger_row(_first_with(invoice, "invoice_number"), "invoice_number", project)
    if number.line:
        at = ledger_row(number.line, "registration_number", project)
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
        number.ruling,
        _tax_ruling(lines),
        _lines_ruling(lines),
        is_electronic,
        _first_with(invoice, "stored_at").stored_at,
        tuple(_lacks(invoice, at)) if is_electronic else (),
    )


def _first_with(invoice: Invoice, field: str) -> Acceptance:
    lines = invoice.lines
    return next((line for line in lines if getattr(line, field) is not None), lines[0])


@dataclass(frozen=True, slots=True)
class _Number:
    """登録番号 of an invoice as judged. line: the one whose own cell is not in order."""

    value: str | None
    ruling: Ruling
    line: Acceptance | None = None


def _registration(lines: tuple[Acceptance, ...], project: Project) -> _Number:
    """The worst 登録番号 of the lines; lines without one take part in that of the others."""
    every = ((line, effective(line, "registration_number", project)) for line in lines)
    found = [
        (
            line,
            each.value,
            undeterminable(each.unknown) if each.unknown else registration_number_ruling(each.value),
        )
        for line, each in every
        if each.unknown or each.value
    ]
    if not found:
        return _Number(None, _without_number(lines, project))
    line, number, ruling = min(found, key=lambda each: _WORST_FIRST.index(each[2].verdict))
    read = [(line, number) for line, number, _ in found if number]
    differ = _differ("登録番号", read, registration_number_key)
    if differ:
        is_alone = ruling.verdict is Verdict.FITS
        ruling = (
            Ruling(Verdict.QUESTION, differ) if is_alone else replace(ruling, reason=ruling.reason + differ)
        )
    is_own = ruling.verdict is not Verdict.FITS and line.registration_number is not None
    return _Number(number, ruling, line if is_own else None)


def _without_number(lines: tuple[Acceptance, ...], project: Project) -> Ruling:
    if not any(line.tax_rate or line.tax for line in lines):
        return out_of_scope("消費税がかからないか、まだ請求されていません。")
    first = lines[0]
    share = deductible_share(first.invoiced_on or first.accepted_on or project.as_of)
    doubt = "" if share.is_confirmed else "(予定)"
    reason = f"登録番号がありません。仕入税額の {ratio(share.value)} しか控除できません{doubt}。"
    return Ruling(Verdict.VIOLATION, reason)


def _lines_ruling(lines: tuple[Acceptance, ...]) -> Ruling:
    """Whether the lines of one invoice say the same of what stands once on it."""
    if len(lines) == 1:
        return out_of_scope("請求書の行は1つです。")
    found = [
        _differ(
            label, [(line, display(line.columns[field].kind, getattr(line, field))) for line in lines], str
        )
        for field, label in _OF_ONE_PAPER
    ]
    reason = "".join(found)
    return (
        Ruling(Verdict.QUESTION, reason) if reason else fits("請求書のどの行も、請求日と保存先は同じです。")
    )


def _differ(label: str, said: Sequence[tuple[Acceptance, str]], key: Callable[[str], str]) -> str:
    """A sentence on what the lines say differently, with the first line of each; empty where they do not."""
    first: dict[str, tuple[Acceptance, str]] = {}
    for line, text in said:
        if text:
            first.setdefault(key(text), (line, text))
    if len(first) < 2:
        return ""
    named = [f"{line.row_id or 'IDなし'} {text}" for line, text in first.values()]
    rest = f" ほか {len(named) - _MOST_TOLD}" if len(named) > _MOST_TOLD else ""
    return f"同じ請求書の行で{label}が違います({'、'.join(named[:_MOST_TOLD])}{rest})。"


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
