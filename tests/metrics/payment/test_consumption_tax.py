"""Consumption tax: one rounding per invoice and rate."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.payment.consumption_tax import InvoiceLine, Rounding, tax_of, tax_rounding
from pmo_xl.model.verdict import Verdict

TEN, EIGHT = Decimal("0.1"), Decimal("0.08")


def lines(*amounts: tuple[int | None, int | None], rate: Decimal | None = TEN) -> list[InvoiceLine]:
    return [InvoiceLine(net, rate, tax) for net, tax in amounts]


@pytest.mark.parametrize(
    ("net", "rounding", "tax"),
    [
        (105, Rounding.FLOOR, 10),
        (105, Rounding.HALF_UP, 11),
        (104, Rounding.HALF_UP, 10),
        (101, Rounding.CEILING, 11),
        (110, Rounding.CEILING, 11),
        (-105, Rounding.FLOOR, -10),
        (-105, Rounding.HALF_UP, -11),
        (-101, Rounding.CEILING, -11),
    ],
)
def test_a_fraction_of_a_yen_is_rounded_as_told(net, rounding, tax):
    assert tax_of(net, TEN, rounding) == tax


@pytest.mark.parametrize(
    ("tax", "verdict"),
    [(9, Verdict.VIOLATION), (10, Verdict.FITS), (11, Verdict.FITS), (12, Verdict.VIOLATION)],
)
def test_the_tax_of_an_invoice_is_its_sum_rounded_down_half_up_or_up(tax, verdict):
    assert tax_rounding(lines((104, tax)))[TEN].verdict is verdict


def test_rounding_line_by_line_is_named_as_such():
    ruling = tax_rounding(lines((105, 10), (105, 10), (105, 10)))[TEN]  # 31.5 as a whole
    assert ruling.verdict is Verdict.VIOLATION
    assert "明細ごとに切捨てして合計" in ruling.reason
    assert "31 円か 32 円" in ruling.reason
    rounded_half_up = tax_rounding(lines((105, 11), (105, 11), (105, 11)))[TEN]
    assert "明細ごとに四捨五入して合計" in rounded_half_up.reason


def test_a_plainly_wrong_tax_is_not_called_line_by_line_rounding():
    ruling = tax_rounding(lines((1_000, 80)))[TEN]
    assert ruling.verdict is Verdict.VIOLATION
    assert "明細ごと" not in ruling.reason
    assert "(100 円)" in ruling.reason


def test_each_rate_of_an_invoice_is_rounded_by_itself():
    rulings = tax_rounding(lines((105, 10)) + lines((105, 8), rate=EIGHT) + lines((105, 20), rate=EIGHT))
    assert rulings[TEN].verdict is Verdict.FITS
    assert rulings[EIGHT].verdict is Verdict.VIOLATION


def test_the_tax_of_several_lines_may_stand_on_one_of_them():
    assert tax_rounding(lines((105, 31), (105, None), (105, None)))[TEN].verdict is Verdict.FITS
    assert tax_rounding(lines((105, 10), (105, None), (105, None)))[TEN].verdict is Verdict.UNDETERMINABLE


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (InvoiceLine(None, TEN, 10), "請求額"),
        (InvoiceLine(100, TEN, None), "消費税額"),
        (InvoiceLine(100, None, 10), "税率"),
    ],
)
def test_what_is_blank_is_named(line, word):
    ruling = tax_rounding([line])[line.rate]
    assert ruling.verdict is Verdict.UNDETERMINABLE
    assert word in ruling.reason


def test_a_line_without_tax_fits_at_the_rate_of_zero():
    assert tax_rounding(lines((100_000, 0), rate=Decimal(0)))[Decimal(0)].verdict is Verdict.FITS


@given(st.lists(st.integers(-10_000_000, 10_000_000), min_size=1), st.sampled_from(list(Rounding)))
def test_every_rounding_of_the_whole_sum_fits(nets, rounding):
    tax = tax_of(sum(nets), TEN, rounding)
    written = [InvoiceLine(net, TEN, tax if n == 0 else 0) for n, net in enumerate(nets)]
    assert tax_rounding(written)[TEN].verdict is Verdict.FITS
    too_much = [InvoiceLine(net, TEN, tax + 2 if n == 0 else 0) for n, net in enumerate(nets)]
    assert tax_rounding(too_much)[TEN].verdict is Verdict.VIOLATION
