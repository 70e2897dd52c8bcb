"""Deliveries that may have been invoiced twice.

Certain: vendor, 請求書番号, 発注ID, 税率 and 請求額 are the same, and no differing 受領日 tells two deliveries
apart. Alike only: those five with another 受領日; one 請求書番号 with two 請求日; or another 請求書番号 with the
same vendor, 請求額, month of 請求日 and 件名. One invoice over several orders is ordinary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.order_money import payable_amount
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.payment.invoice import Invoice, invoices
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key


@dataclass(frozen=True, slots=True)
class Double:
    """A row that repeats an earlier one. field: the column to look at. likeness: in Japanese, what is alike."""

    earlier: Acceptance
    field: str
    is_certain: bool
    likeness: str


def double_of(acceptance: Acceptance, project: Project) -> Double | None:
    """What a delivery repeats; None when nothing."""
    return project.cached("double invoices", lambda: _found(project)).get(id(acceptance))


@dataclass(frozen=True, slots=True)
class DoubledDelivery:
    """A delivery that may have been invoiced twice, as the month end shows it.

    earlier: 検収ID of the row that it repeats. likeness, is_certain: as of `Double`. amount: whole yen, 税抜.
    paid_on: None while it can still be held back.
    """

    at: LedgerRow
    earlier: str | None
    likeness: str
    is_certain: bool
    amount: int
    paid_on: date | None

    @property
    def note(self) -> str:
        """A few words beside an amount: 二重請求の疑い(ACC-044)."""
        return f"二重請求の疑い({self.earlier or 'IDのない行'})"

    @property
    def sentence(self) -> str:
        """What is alike, in Japanese."""
        return f"{self.at.row_id or 'この行'} は {self.earlier or 'IDのない行'} と{self.likeness}。"


def doubled_deliveries(project: Project) -> tuple[DoubledDelivery, ...]:
    """Every delivery of the ledger that may have been invoiced twice, in the order of 検収支払."""
    found = ((row, double_of(row, project)) for row in project.acceptances)
    return tuple(_delivery(row, double, project) for row, double in found if double)


def _delivery(row: Acceptance, double: Double, project: Project) -> DoubledDelivery:
    at, earlier = ledger_row(row, double.field, project), double.earlier.row_id
    return DoubledDelivery(at, earlier, double.likeness, double.is_certain, payable_amount(row), row.paid_on)


def _found(project: Project) -> Mapping[int, Double]:
    """Weak likenesses first, so that a stronger one of the same row takes their place."""
    numbered = [invoice for invoice in invoices(project) if invoice.vendor and invoice.number]
    found = {id(row): double for row, double in _alike(numbered, project)}
    for invoice in numbered:
        found |= {id(row): double for row, double in _two_days(invoice)}
        found |= {id(row): double for row, double in _same(invoice)}
    return found


def _same(invoice: Invoice) -> Iterator[tuple[Acceptance, Double]]:
    first: dict[Hashable, Acceptance] = {}
    for row in invoice.lines:
        if row.invoiced is None:
            continue
        earlier = first.setdefault((row.order, row.tax_rate, row.invoiced), row)
        if earlier is not row:
            days = {row.received_on, earlier.received_on} - {None}
            words = "請求書番号・発注ID・税率・請求額が同じです"
            if len(days) > 1:
                words = "請求書番号・発注ID・税率・請求額が同じですが、受領日が違います"
            yield row, Double(earlier, "invoice_number", len(days) <= 1, words)


def _two_days(invoice: Invoice) -> Iterator[tuple[Acceptance, Double]]:
    dated = [row for row in invoice.lines if row.invoiced_on]
    for row in dated[1:]:
        if row.invoiced_on != dated[0].invoiced_on:
            yield row, Double(dated[0], "invoiced_on", False, "請求書番号が同じなのに請求日が違います")


def _alike(numbered: list[Invoice], project: Project) -> Iterator[tuple[Acceptance, Double]]:
    first: dict[Hashable, tuple[Invoice, Acceptance]] = {}
    for invoice in numbered:
        for row in invoice.lines:
            title = _title(row, project)
            if not (row.invoiced and row.invoiced_on and title):
                continue
            key = (invoice.vendor, row.invoiced, row.invoiced_on.replace(day=1), name_key(title))
            other, earlier = first.setdefault(key, (invoice, row))
            if other is not invoice:
                words = "請求書番号は違いますが、発注先・請求額・請求の月・件名が同じです"
                yield row, Double(earlier, "invoice_number", False, words)


def _title(row: Acceptance, project: Project) -> str | None:
    order = order_of(row, project)
    return row.title or (order.title if order else None)
