"""Invoices: the deliveries of 検収支払 that one invoice bills, and what was paid on them.

Source: definitions.md, Money. Invoice = vendor + 請求書番号, its rows are its lines; one invoice may cover
several orders. A row without a number, or of an unknown vendor, is an invoice of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmo_xl.metrics.budget.order_money import invoiced_amount
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key, id_key


@dataclass(frozen=True, slots=True)
class Invoice:
    """vendor, number: as they compare (None: a row of its own). lines: in the order of the sheet."""

    vendor: str | None
    number: str | None
    lines: tuple[Acceptance, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an invoice asked for and what was paid on it, whole yen with tax.

    unknown: the field that leaves it open, because it is blank or unreadable on a line; None when all is known.
    """

    due_with_tax: int
    paid_with_tax: int
    unknown: str | None

    @property
    def short(self) -> int:
        """How much less was paid than asked for; negative for more."""
        return self.due_with_tax - self.paid_with_tax


def invoices(project: Project) -> tuple[Invoice, ...]:
    """Every invoice of 検収支払, in the order of their first lines. Grouped once per project."""
    return project.cached("invoices", lambda: _grouped(project))


def invoice_of(acceptance: Acceptance, project: Project) -> Invoice:
    """The invoice that a delivery belongs to."""
    return project.cached("invoice by row", lambda: _by_row(project))[id(acceptance)]


def settlement_at(acceptance: Acceptance, project: Project) -> Settlement | None:
    """What was paid on the row's invoice, told at one of its lines only: the one to look at first.

    That is a line paid otherwise than its own 請求額 + 消費税額, else the first. None at every other line, and
    until every line has 支払日.
    """
    return project.cached("settlements", lambda: _settlements(project)).get(id(acceptance))


def settlement(invoice: Invoice) -> Settlement | None:
    """What was paid on an invoice; None until every line has 支払日."""
    lines = invoice.lines
    if not all(line.paid_on for line in lines):
        return None
    due = sum((invoiced_amount(line) or 0) + (line.tax or 0) for line in lines)
    paid = sum(line.paid or 0 for line in lines)
    return Settlement(due, paid, _unknown(lines, paid == due))


def _settlements(project: Project) -> Mapping[int, Settlement]:
    settled = ((invoice, settlement(invoice)) for invoice in invoices(project))
    return {id(_differing_line(invoice)): found for invoice, found in settled if found}


def _differing_line(invoice: Invoice) -> Acceptance:
    return next((line for line in invoice.lines if _differs(line)), invoice.lines[0])


def _differs(line: Acceptance) -> bool:
    return line.paid is not None and line.paid != (invoiced_amount(line) or 0) + (line.tax or 0)


def _grouped(project: Project) -> tuple[Invoice, ...]:
    lines: dict[tuple[str | None, str | None, int], list[Acceptance]] = {}
    for row in project.acceptances:
        order = order_of(row, project)
        vendor = company_key(order.vendor) if order and order.vendor else None
        number = id_key(row.invoice_number) if row.invoice_number else None
        own = 0 if vendor and number else id(row)
        lines.setdefault((vendor, number, own), []).append(row)
    return tuple(Invoice(vendor, number, tuple(rows)) for (vendor, number, _), rows in lines.items())


def _by_row(project: Project) -> Mapping[int, Invoice]:
    return {id(line): invoice for invoice in invoices(project) for line in invoice.lines}


def _unknown(lines: tuple[Acceptance, ...], is_even: bool) -> str | None:
    """The field that leaves a settlement open. A blank tax or payment may stand on another line."""
    if any(invoiced_amount(line) is None or not line.is_known("invoiced") for line in lines):
        return "invoiced"
    if not all(line.is_known("tax") for line in lines) or _untaxed_rates(lines):
        return "tax"
    unpaid = [line for line in lines if line.paid is None]
    return "paid" if len(unpaid) == len(lines) or (unpaid and not is_even) else None


def _untaxed_rates(lines: tuple[Acceptance, ...]) -> set[Decimal | None]:
    """The rates on which tax is due and no line gives any."""
    taxed = {line.tax_rate for line in lines if line.tax is not None}
    return {line.tax_rate for line in lines if line.tax_rate != 0} - taxed
