"""A project at the month end of November 2026, made of a few rows: one order of one vendor, unless said otherwise."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.vendor import Vendor

D = date(2026, 11, 30)
MONTH = ClosingMonth(date(2026, 11, 1), D, D)
UNDER_WAY = ClosingMonth(date(2026, 11, 1), D, date(2026, 11, 25))
"""The same month, judged on the 25th."""


def nov(day: int) -> date:
    """A day of November."""
    return date(2026, 11, day)


OCT, DEC = date(2026, 10, 30), date(2026, 12, 4)


def order(**values: object) -> Order:
    """An order of 1,000 yen, placed in May."""
    usual = {
        "id": "ORD-001",
        "title": "会員基盤の開発",
        "order_kind": "当初",
        "vendor": "株式会社あさひシステム",
    }
    return Order.model_validate(usual | {"ordered": 1_000, "ordered_on": date(2026, 5, 1)} | values)


def delivery(**values: object) -> Acceptance:
    """A row of 検収支払 for that order."""
    return Acceptance.model_validate({"id": "ACC-001", "order": "ORD-001"} | values)


def unreadable(row: Acceptance, *fields: str) -> Acceptance:
    """The row with cells that could not be read."""
    table = Table(Acceptance, "検収支払", 1, {name: n for n, name in enumerate(Acceptance.columns, 1)})
    unread = {name: Unread("#N/A", "読み取れません") for name in fields}
    return row.model_copy(update={"place": Place(table, 2, unread=unread)})


def project(*records: Record, vendor: Vendor | None = None) -> Project:
    """The project on D; the order stands by itself where none is given."""
    by_class: dict[type[Record], tuple[Record, ...]] = {Vendor: (vendor,) if vendor else ()}
    for record in records if any(isinstance(each, Order) for each in records) else (order(), *records):
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)
