"""Invoices: which deliveries belong together, and what was paid on them."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.payment.invoice import invoice_of, invoices, settlement, settlement_at
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project

DAY = date(2026, 11, 30)
VENDORS = {"ORD-001": "㈱あさひシステム", "ORD-002": "株式会社あさひ システム", "ORD-003": "みどり情報"}


def line(number: int, order: str = "ORD-001", invoice: str | None = "S-1", **values: object) -> Acceptance:
    usual = {"id": f"ACC-{number:03}", "order": order, "invoice_number": invoice, "tax_rate": Decimal("0.1")}
    return Acceptance.model_validate(usual | values)


def project(*rows: Acceptance) -> Project:
    orders = tuple(Order(id=row_id, vendor=vendor) for row_id, vendor in VENDORS.items())
    return Project(as_of=DAY, run_day=DAY, records={Order: orders, Acceptance: rows})


def paid(number: int, net: int, amount: int | None, **values: object) -> Acceptance:
    usual = {"invoiced": net, "tax": net // 10, "paid": amount, "paid_on": DAY}
    return line(number, **(usual | values))


def test_an_invoice_is_a_vendor_and_a_number_over_all_orders():
    rows = [line(1), line(2, "ORD-002", "ｓ－１"), line(3, "ORD-003"), line(4, "ORD-001", "S-2")]
    found = invoices(project(*rows))
    assert [tuple(row.id for row in invoice.lines) for invoice in found] == [
        ("ACC-001", "ACC-002"),
        ("ACC-003",),
        ("ACC-004",),
    ]


def test_a_row_without_a_number_or_with_an_unknown_order_stands_alone():
    rows = [line(1, invoice=None), line(2, invoice=None), line(3, "ORD-009"), line(4, "ORD-009")]
    known = project(*rows)
    assert [invoice_of(row, known).lines for row in rows] == [(row,) for row in rows]


def test_nothing_is_settled_until_every_line_is_paid():
    rows = [paid(1, 1000, 1100), paid(2, 1000, None, paid_on=None)]
    assert settlement(invoices(project(*rows))[0]) is None


def test_a_settlement_is_told_at_the_line_that_differs():
    rows = [paid(1, 1000, 1100), paid(2, 2000, 1500), paid(3, 3000, 3300)]
    known = project(*rows)
    found = settlement_at(rows[1], known)
    assert found and (found.due_with_tax, found.paid_with_tax, found.short, found.unknown) == (
        6600,
        5900,
        700,
        None,
    )
    assert settlement_at(rows[0], known) is None and settlement_at(rows[2], known) is None


@given(st.lists(st.integers(10, 10**9), min_size=1, max_size=6), st.integers(0, 5))
def test_a_payment_written_on_one_line_settles_the_whole_invoice(nets, position):
    total = sum(net + net // 10 for net in nets)
    at = position % len(nets)
    rows = [paid(n, net, total if n == at else None) for n, net in enumerate(nets)]
    found = settlement(invoices(project(*rows))[0])
    assert found and (found.short, found.unknown) == (0, None)


def test_a_missing_amount_leaves_a_settlement_open():
    def unknown_of(*rows: Acceptance) -> str | None:
        found = settlement(invoices(project(*rows))[0])
        return found.unknown if found else "unsettled"

    assert unknown_of(paid(1, 1000, None)) == "paid"
    assert unknown_of(paid(1, 1000, 1100), paid(2, 1000, None)) == "paid"
    assert unknown_of(paid(1, 1000, 1100, tax=None)) == "tax"
    assert unknown_of(paid(1, 1000, 2200, tax=200), paid(2, 1000, None, tax=None)) is None
    assert unknown_of(paid(1, 1000, 1000, tax=None, tax_rate=Decimal(0))) is None
    assert unknown_of(line(1, paid=1100, paid_on=DAY, tax=100)) == "invoiced"
    assert unknown_of(line(1, accepted=1000, paid=1100, paid_on=DAY, tax=100)) is None


def test_one_line_without_an_amount_leaves_the_whole_invoice_open():
    rows = (paid(1, 1000, 1100), line(2, paid=0, paid_on=DAY, tax=0))
    found = settlement(invoices(project(*rows))[0])
    assert found and found.unknown == "invoiced"
