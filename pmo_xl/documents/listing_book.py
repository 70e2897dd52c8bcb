"""Listings as a workbook: a sheet each, filterable, frozen heading, printed one page wide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.model.column import Kind

if TYPE_CHECKING:
    import xlsxwriter

FONT = "BIZ UDゴシック"
_FORMATS = {
    Kind.DATE: "yyyy/mm/dd",
    Kind.MONTH: 'yyyy"年"m"月"',
    Kind.MONEY: '#,##0;[Red]"▲"#,##0',
    Kind.INT: "#,##0",
    Kind.PERCENT: "0%",
}


def write_listings(path: Path, listings: Sequence[Listing]) -> None:
    """Write the listings to a new workbook."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy/mm/dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        for listing in listings:
            _write_sheet(book, listing)


def _write_sheet(book: xlsxwriter.Workbook, listing: Listing) -> None:
    sheet = book.add_worksheet(listing.title[:31])
    plain: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "top"}
    sheet.write_string(0, 0, listing.title, book.add_format({**plain, "bold": True, "font_size": 14}))
    sheet.write_string(1, 0, listing.note, book.add_format(plain))
    head = book.add_format({**plain, "bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True})
    formats = [book.add_format({**plain, **_look(heading)}) for heading in listing.headings]
    for column, heading in enumerate(listing.headings):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(3, column, heading.label, head)
    for number, row in enumerate(listing.rows, 4):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, formats[column])
    _set_up_page(sheet, listing)


def _look(heading: Heading) -> dict[str, Any]:
    wraps = {"text_wrap": True} if heading.kind in (Kind.TEXT, Kind.LONGTEXT) else {}
    return {"border": 1, "border_color": "#BFBFBF", "num_format": _FORMATS.get(heading.kind, "@"), **wraps}


def _write(sheet: Any, row: int, column: int, value: object, look: Any) -> None:  # noqa: ANN401 - no types there
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write(row, column, value, look)


def _set_up_page(sheet: Any, listing: Listing) -> None:  # noqa: ANN401 - no types there
    last = max(len(listing.rows) + 3, 4)
    sheet.autofilter(3, 0, last, len(listing.headings) - 1)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer(f'&L&"{FONT}"{listing.title}&C&P / &N')
    sheet.hide_gridlines(2)
