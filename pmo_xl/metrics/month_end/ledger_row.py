"""LedgerRow: where a row of the money ledgers stands and whose it is, as every line of the month end shows it."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.metrics.overdue import owner_of
from pmo_xl.metrics.payment.payment_defaults import order_of, vendor_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of 検収支払 or 予算管理表, small enough to travel between processes.

    sheet: the contract's name; sheet_title: the tab's own. cell: the one to look at (K12); row: its number.
    order: 発注ID. title: 件名, of a delivery without one its order's. vendor: as 取引先一覧 writes the name.
    owner: as `overdue` says. order_number: 発注書番号, which the vendor knows.
    """

    sheet: str
    sheet_title: str
    row: int | None
    cell: str | None
    row_id: str | None
    order: str | None
    title: str | None
    system: str | None
    department: str | None
    vendor: str | None
    owner: str | None
    order_number: str | None = None


def amount_unknown(record: Record, *fields: str) -> str:
    """Why an amount is not known: what is typed in the first of the fields that cannot be read, or 未記入; "" if it is."""
    for field in fields:
        if field in record.unread:
            return record.unread[field].text
        if getattr(record, field) is not None:
            return ""
    return "未記入"


def ledger_row(record: Acceptance | Order, field: str, project: Project) -> LedgerRow:
    """Where a record stands; `field` is the column to look at."""
    order = order_of(record, project) if isinstance(record, Acceptance) else record
    vendor = vendor_of(record, project)
    return LedgerRow(
        record.sheet.label,
        record.place.table.sheet_title if record.place else record.sheet.label,
        record.row,
        cell_of(record, field),
        record.row_id,
        record.order if isinstance(record, Acceptance) else record.row_id,
        record.title or (order.title if order else None),
        order.system if order else None,
        order.department if order else None,
        (vendor.name if vendor else None) or (order.vendor if order else None),
        owner_of(record, project),
        order.order_number if order else None,
    )
