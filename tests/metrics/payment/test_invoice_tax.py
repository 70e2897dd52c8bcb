"""登録番号 and consumption tax of an invoice, and what its entry as an electronic record needs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.payment.invoice import invoice_of
from pmo_xl.metrics.payment.invoice_tax import InvoiceTax, invoice_tax
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.run import run
from tests.support.november import D, delivery, nov, order, project, unreadable

TENTH = Decimal("0.1")
RIGHT, WRONG_DIGIT, TOO_SHORT = "T7123456789012", "T1123456789012", "T712345678901"


def billed(number: int = 1, **values: object) -> Acceptance:
    usual = {
        "id": f"ACC-{number:03}",
        "invoice_number": "S-1",
        "invoiced": 1_000,
        "tax_rate": TENTH,
        "tax": 100,
    }
    return delivery(**(usual | values))


def told(*rows: Acceptance, vendor: Vendor | None = None) -> InvoiceTax:
    known = project(*rows, vendor=vendor)
    return invoice_tax(invoice_of(rows[0], known), known)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(RIGHT, Verdict.FITS), (WRONG_DIGIT, Verdict.QUESTION), (TOO_SHORT, Verdict.VIOLATION)],
)
def test_a_wrong_check_digit_is_a_question_a_wrong_shape_a_violation(number: str, expected: Verdict):
    assert told(billed(registration_number=number)).registration_ruling.verdict is expected


def test_without_a_number_the_share_that_can_be_deducted_is_told():
    found = told(billed(invoiced_on=nov(2)))
    assert found.registration is None and found.registration_ruling.verdict is Verdict.VIOLATION
    assert "70% しか控除できません(予定)" in found.registration_ruling.reason
    earlier = told(billed(accepted_on=date(2026, 9, 30)))
    assert "80% しか控除できません。" in earlier.registration_ruling.reason
    assert "70%" in told(billed()).registration_ruling.reason  # by D


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tax_rate": None, "tax": None}, Verdict.OUT_OF_SCOPE),
        ({"tax_rate": Decimal(0), "tax": 0}, Verdict.OUT_OF_SCOPE),
        ({"tax_rate": TENTH, "tax": None}, Verdict.VIOLATION),
        ({"tax_rate": None, "tax": 100}, Verdict.VIOLATION),
    ],
)
def test_where_no_tax_is_charged_no_number_is_asked_for(values, expected):
    assert told(billed(**values)).registration_ruling.verdict is expected


def test_the_vendors_number_counts_and_one_that_cannot_be_read_leaves_it_open():
    vendor = Vendor(id="VEN-001", name="株式会社あさひシステム", registration_number=RIGHT)
    assert told(billed(), vendor=vendor).registration == RIGHT
    unread = told(unreadable(billed(), "registration_number"))
    assert unread.registration_ruling.verdict is Verdict.UNDETERMINABLE


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{}], Verdict.FITS),
        ([{"tax": 98}], Verdict.VIOLATION),
        ([{"tax": None}], Verdict.UNDETERMINABLE),
        ([{"tax": 98}, {"tax_rate": Decimal("0.08"), "tax": None}], Verdict.VIOLATION),
        ([{"invoiced": None, "tax": None}], Verdict.OUT_OF_SCOPE),
        ([{"invoiced": None, "accepted": 1_000}], Verdict.FITS),
        ([{"invoiced": None, "tax": None}, {}], Verdict.FITS),
    ],
)
def test_the_worst_rate_of_an_invoice_decides(rows, expected):
    found = told(*(billed(number, **values) for number, values in enumerate(rows, 1)))
    assert found.tax_ruling.verdict is expected


def test_tax_that_fits_says_so_and_an_unreadable_cell_leaves_it_open():
    assert told(billed()).tax_ruling.reason
    assert told(unreadable(billed(), "tax")).tax_ruling.verdict is Verdict.UNDETERMINABLE
    assert told(billed(1), unreadable(billed(2), "tax_rate")).tax_ruling.verdict is Verdict.UNDETERMINABLE


def test_an_invoice_adds_up_its_lines_and_takes_the_rest_from_the_first_that_has_it():
    rows = (
        billed(1, tax=None, invoiced=None, tax_rate=None),
        billed(2, invoiced_on=nov(5), registration_number=RIGHT, is_electronic=True, stored_at="共有/11月"),
        billed(3, tax_rate=Decimal("0.08"), tax=80, invoiced_on=nov(9)),
    )
    found = told(*rows)
    assert (found.net, found.tax, found.with_tax) == (2_000, 180, 2_180)
    assert (found.rows, found.rates) == (("ACC-001", "ACC-002", "ACC-003"), (TENTH, Decimal("0.08")))
    assert (found.invoiced_on, found.registration, found.stored_at) == (nov(5), RIGHT, "共有/11月")
    assert found.is_electronic and found.lacks == ()


def test_a_bad_number_on_any_line_of_an_invoice_is_told_and_its_cell_is_the_one_to_look_at():
    found = told(billed(1, registration_number=RIGHT), billed(2, registration_number=TOO_SHORT), billed(3))
    assert (found.registration, found.registration_ruling.verdict) == (TOO_SHORT, Verdict.VIOLATION)
    assert f"ACC-001 {RIGHT}、ACC-002 {TOO_SHORT}" in found.registration_ruling.reason
    assert found.at.row_id == "ACC-002"
    doubtful = told(billed(1, registration_number=RIGHT), billed(2, registration_number=WRONG_DIGIT))
    assert doubtful.registration_ruling.verdict is Verdict.QUESTION
    unread = told(billed(1, registration_number=RIGHT), unreadable(billed(2), "registration_number"))
    assert unread.registration_ruling.verdict is Verdict.UNDETERMINABLE


def test_two_good_numbers_on_one_invoice_are_a_question_one_written_otherwise_is_none():
    other = told(billed(1, registration_number=RIGHT), billed(2, registration_number="T4011001098993"))
    assert other.registration_ruling.verdict is Verdict.QUESTION
    wide = told(
        billed(1, registration_number=RIGHT), billed(2, registration_number="ｔ７１２３４５６７８９０１２")
    )
    assert wide.registration_ruling.verdict is Verdict.FITS


@pytest.mark.parametrize(
    ("number", "severity"), [(RIGHT, None), (WRONG_DIGIT, "警告"), (TOO_SHORT, "エラー")]
)
def test_the_rule_says_of_each_line_what_the_invoice_says(number: str, severity: str | None):
    rows = (billed(1, registration_number=RIGHT), billed(2, registration_number=number))
    findings = [f for f in run(project(*rows), matching(["ACC014"])).findings if f.row_id == "ACC-002"]
    assert [f.severity.label for f in findings] == ([severity] if severity else [])
    assert (told(*rows).registration_ruling.verdict is Verdict.FITS) == (severity is None)


def test_lines_of_one_invoice_that_differ_in_its_day_or_its_place_are_a_question():
    same = {"invoiced_on": nov(5), "stored_at": "共有/11月"}
    assert told(billed(1, **same)).lines_ruling.verdict is Verdict.OUT_OF_SCOPE
    assert told(billed(1, **same), billed(2, **same), billed(3)).lines_ruling.verdict is Verdict.FITS
    found = told(billed(1, **same), billed(2, invoiced_on=nov(9), stored_at="共有/12月")).lines_ruling
    assert found.verdict is Verdict.QUESTION
    assert "請求日が違います(ACC-001 2026/11/05、ACC-002 2026/11/09)" in found.reason
    assert "保存先が違います" in found.reason


def test_an_electronic_record_must_be_found_by_day_amount_partner_and_place():
    bare = billed(invoiced=None, tax=None, is_electronic=True)
    assert told(bare).lacks == ("請求日", "請求額", "保存先")
    assert told(bare.model_copy(update={"is_electronic": None})).lacks == ()
    whole = billed(is_electronic=True, invoiced_on=D, stored_at="共有/11月")
    assert told(whole).lacks == ()
    assert told(delivery(id=None)).rows == ("",)
    known = project(order(vendor=None), whole)
    assert invoice_tax(invoice_of(whole, known), known).lacks == ("取引先",)
