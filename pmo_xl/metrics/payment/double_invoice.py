"""Deliveries that may have been invoiced twice.

Certain: vendor, 請求書番号, 発注ID, 税率 and 請求額 are the same, and no differing 受領日 tells two deliveries
apart. Alike only: those five with another 受領日; one 請求書番号 with two 請求日; or another 請求書番号 with the
same vendor, 請求額, month of 請求日 and 件名. One invoice over several orders is ordinary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

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
