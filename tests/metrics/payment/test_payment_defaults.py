"""The value that counts for a delivery: its own cell, else its vendor's."""

from datetime import date

import pytest

from pmo_xl.metrics.payment.payment_defaults import COVERED, NOT_COVERED, coverage, effective, rule_on
from pmo_xl.metrics.payment.payment_terms import sixty_days
from pmo_xl.metrics.payment.ruling import undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verdict import Verdict

DAY = date(2026, 11, 30)


def project(vendor: Vendor | None, **order: object) -> Project:
    usual = {"id": "ORD-001", "vendor": "㈱あさひシステム", "ordered_on": date(2026, 5, 1)}
    records = {Order: (Order.model_validate(usual | order),), Vendor: (vendor,) if vendor else ()}
    return Project(as_of=DAY, run_day=DAY, records=records)


def delivery(**values: object) -> Acceptance:
    return Acceptance.model_validate({"id": "ACC-001", "order": "ORD-001"} | values)


@pytest.mark.parametrize(
    ("field", "own", "default"),
    [
        ("closing", "都度", "月締め"),
        ("payment_method", "振込", "手形"),
        ("fee_borne_by", "当社", "先方"),
        ("deferral_agreed", False, True),
        ("registration_number", "T4011001098993", "T7123456789012"),
    ],
)
def test_the_deliverys_own_cell_counts_and_a_blank_one_is_the_vendors(field, own, default):
    known = project(Vendor.model_validate({"name": "株式会社 あさひシステム", field: default}))
    assert effective(delivery(**{field: own}), field, known).value == own
    assert effective(delivery(), field, known).value == default
    assert effective(delivery(), field, project(None)).value is None


@pytest.mark.parametrize(
    ("own", "default", "ordered_on", "is_covered"),
    [
        (COVERED, NOT_COVERED, date(2026, 1, 1), True),
        (NOT_COVERED, COVERED, date(2026, 1, 1), False),
        (None, COVERED, date(2026, 1, 1), True),
        (None, None, date(2026, 1, 1), None),
        ("未判定", COVERED, date(2026, 1, 1), None),
        (None, "未判定", date(2025, 12, 31), False),
        (COVERED, None, date(2025, 12, 31), True),
        (None, None, None, None),
    ],
)
def test_only_a_person_says_whether_the_law_covers_an_order(own, default, ordered_on, is_covered):
    known = project(
        Vendor(name="あさひシステム", toritekihou=default), toritekihou=own, ordered_on=ordered_on
    )
    found = coverage(delivery(), known)
    assert (found.value, found.unknown) == (is_covered, None)


def test_a_delivery_of_an_unknown_order_is_never_taken_as_uncovered():
    found = coverage(delivery(order="ORD-009"), project(None, toritekihou=NOT_COVERED))
    assert found.value is None and found.unknown


def test_a_check_of_the_law_sees_the_vendors_closing():
    row = delivery(received_on=date(2026, 7, 1), payment_due_on=date(2026, 8, 31))
    monthly = project(Vendor(name="あさひシステム", closing="月締め"), toritekihou=COVERED)
    assert rule_on(row, monthly, sixty_days).verdict is Verdict.FITS
    single = project(Vendor(name="あさひシステム", closing="都度"), toritekihou=COVERED)
    assert rule_on(row, single, sixty_days).verdict is Verdict.VIOLATION


def test_a_check_of_the_terms_is_worked_out_once_for_a_delivery_however_many_rules_ask():
    row = delivery(received_on=date(2026, 7, 1), payment_due_on=date(2026, 8, 31))
    known = project(None, toritekihou=COVERED)
    assert rule_on(row, known, sixty_days) is rule_on(row, known, sixty_days)
    days = (date(2026, 8, 29), date(2026, 8, 30))
    told = [rule_on(row, known, lambda _, day=day: undeterminable(str(day))).reason for day in days]
    assert told == ["2026-08-29", "2026-08-30"]
