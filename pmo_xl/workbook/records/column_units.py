"""What 1 in a column is worth, told by its heading, and what its heading says of tax and currency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.workbook.cells.amounts import other_currency
from pmo_xl.workbook.cells.efforts import days_of_heading, own_days
from pmo_xl.workbook.layout.layout_facts import Layout

_WITH_TAX: Final = re.compile("税込|込み?価格|内税")
_WITHOUT_TAX: Final = re.compile("税抜|税別|外税|税前")
_RATE: Final = re.compile("([0-9]{1,2}) ?%")
_HELD_WITH_TAX: Final = frozenset(((Acceptance, "paid"),))
_NO_TAX_SIDE: Final = frozenset(((Acceptance, "tax"),))
"""支払額 holds what was paid, with tax; 消費税額 is neither; every other amount is without tax."""


@dataclass(frozen=True, slots=True)
class TaxOfHeading:
    """That a heading is on the other side of the tax than its field. rate: where the heading names it."""

    is_with_tax: bool
    rate: Decimal | None = None


def unit_of_column(layout: Layout, field: str) -> int | Decimal:
    """What 1 in a column is worth by its heading: yen of an amount, person-days or -months of an effort."""
    own = own_days(layout.record_class, field)
    if not own:
        return layout.units.get(field, 1)
    days = days_of_heading(layout.headings.get(field, ""))
    return 1 if days in (None, own) else Decimal(days or 0) / own


def tax_of_heading(layout: Layout, field: str) -> TaxOfHeading | None:
    """What an amount's heading says of tax where its field holds the other side; None where nothing is to be done."""
    if not _is_amount(layout.record_class, field) or (layout.record_class, field) in _NO_TAX_SIDE:
        return None
    heading = _folded(layout, field)
    is_with_tax, is_without = bool(_WITH_TAX.search(heading)), bool(_WITHOUT_TAX.search(heading))
    if is_with_tax == is_without or is_with_tax == ((layout.record_class, field) in _HELD_WITH_TAX):
        return None
    rate = _RATE.search(heading)
    return TaxOfHeading(is_with_tax, Decimal(rate[1]) / 100 if rate else None)


def currency_of_heading(layout: Layout, field: str) -> str | None:
    """The currency other than yen that an amount's heading names."""
    return other_currency(_folded(layout, field)) if _is_amount(layout.record_class, field) else None


def other_side(amount: int, rate: Decimal, *, is_with_tax: bool) -> int | None:
    """The amount without its tax, or with it; None where no whole yen without tax comes to this amount.

    Tax is cut off below one yen, as most invoices do.
    """
    if not is_with_tax:
        return amount + _tax(amount, rate)
    guess = int(amount / (1 + rate))
    return next((net for net in (guess, guess + 1, guess - 1) if net + _tax(net, rate) == amount), None)


def _tax(net: int, rate: Decimal) -> int:
    return int(net * rate)


def _is_amount(record_class: type[Record], field: str) -> bool:
    return record_class.columns[field].kind is Kind.MONEY


def _folded(layout: Layout, field: str) -> str:
    return unicodedata.normalize("NFKC", layout.headings.get(field, ""))
