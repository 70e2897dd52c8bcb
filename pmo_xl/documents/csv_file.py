"""CSV as a Japanese Excel opens it: UTF-8 with BOM, CRLF, no cell that could run as a formula, nothing hidden in it."""

from __future__ import annotations

import csv
import io

from pmo_xl.documents.listing import Listing
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import ListColumn
from pmo_xl.visible import visible

_RISKY = ("=", "+", "-", "@", "\t")
_PLAIN_NUMBERS = (Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.PERCENT)


def csv_text(listing: Listing) -> str:
    """The listing as CSV text (dates as 2026-11-30, amounts as plain digits); headings first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.label for column in listing.columns])
    for row in listing.rows:
        writer.writerow([_cell(column, value) for column, value in zip(listing.columns, row, strict=True)])
    return buffer.getvalue()


def csv_bytes(listing: Listing) -> bytes:
    """The same as a file holds it."""
    return csv_text(listing).encode("utf-8-sig")


def _cell(column: ListColumn, value: object) -> str:
    if value is None:
        return ""
    text = visible(str(value))
    is_number = column.kind in _PLAIN_NUMBERS and not isinstance(value, str)
    return f"'{text}" if text.startswith(_RISKY) and not is_number else text
