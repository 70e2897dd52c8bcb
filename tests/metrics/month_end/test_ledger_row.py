"""Where a row of the money ledgers stands, and whose it is."""

from __future__ import annotations

from pmo_xl.metrics.month_end.ledger_row import ledger_row
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from tests.support.november import delivery, order, project, unreadable

KEPT = order(system="会員基盤", department="会員部", order_number="PO-7")


def test_a_delivery_shows_the_title_system_department_and_number_of_its_order():
    vendor = Vendor(id="VEN-001", name="(株)あさひシステム")
    row = unreadable(delivery())
    known = project(KEPT, System(id="SYS-001", name="会員基盤", owner="佐藤 花子"), row, vendor=vendor)
    at = ledger_row(row, "order", known)
    assert (at.sheet, at.sheet_title, at.row, at.cell) == ("検収支払", "検収支払", 2, "B2")
    assert (at.row_id, at.order, at.title, at.order_number) == (
        "ACC-001",
        "ORD-001",
        "会員基盤の開発",
        "PO-7",
    )
    assert (at.system, at.department, at.owner) == ("会員基盤", "会員部", "佐藤 花子")
    assert at.vendor == "(株)あさひシステム"  # as 取引先一覧 writes it


def test_an_order_is_its_own_order_and_keeps_the_vendors_name_as_typed():
    at = ledger_row(KEPT, "acceptance_month", project(KEPT))
    assert (at.sheet, at.order, at.row_id, at.vendor) == (
        "予算管理表",
        "ORD-001",
        "ORD-001",
        "株式会社あさひシステム",
    )


def test_a_delivery_of_an_unknown_order_stands_alone():
    row = delivery(order="ORD-009", title="第1回")
    at = ledger_row(row, "order", project(row))
    assert (at.sheet_title, at.row, at.cell) == ("検収支払", None, None)
    assert (at.order, at.title, at.system, at.department, at.vendor, at.order_number) == (
        "ORD-009", "第1回", None, None, None, None,
    )  # fmt: skip
    untitled = ledger_row(delivery(order="ORD-009"), "order", project(row))
    assert untitled.title is None
