"""Listings as a workbook: a sheet each, filterable, frozen heading, printed one page wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

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


def open_book(path: Path, *, is_streamed: bool = False) -> xlsxwriter.Workbook:
    """A new workbook in which nothing that begins with = turns into a formula.

    is_streamed: memory holds one row at a time; every sheet must then be written from top to bottom.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy/mm/dd"}
    return xlsxwriter.Workbook(str(path), {**options, "constant_memory": is_streamed})


def write_listings(path: Path, listings: Sequence[Listing]) -> None:
    """Write the listings to a new workbook."""
    with open_book(path) as book:
        titles: Counter[str] = Counter()
        for listing in listings:
            title = listing.title[:27]
            titles[title] += 1
            _write_sheet(book, listing, f"{title}({titles[title]})" if titles[title] > 1 else title)


def look(
    *, bold: bool = False, size: int = 10, head: bool = False, border: bool = False, wrap: bool = False
) -> dict[str, Any]:
    """The looks shared by every list that leaves the library."""
    return {
        "font_name": FONT,
        "font_size": size,
        "valign": "top",
        "bold": bold or head,
        "text_wrap": wrap or head,
        "border": int(border or head),
        "border_color": "#BFBFBF",
        **({"bg_color": "#DDE6F0"} if head else {}),
    }


def _write_sheet(book: xlsxwriter.Workbook, listing: Listing, title: str) -> None:
    sheet = book.add_worksheet(title)
    first = "  ".join(filter(None, (listing.title, listing.notice)))
    sheet.write_string(0, 0, first, book.add_format(look(bold=True, size=14)))
    _write_note(sheet, listing, book.add_format(look(wrap=True)))
    head = book.add_format(look(head=True))
    formats = [book.add_format(cell_look(heading)) for heading in listing.headings]
    widths = [heading.width for heading in listing.headings]
    for column, heading in enumerate(listing.headings):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(3, column, heading.label, head)
    for number, row in enumerate(listing.rows, 4):
        sheet.set_row(number, row_height(row, widths))
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, formats[column])
    set_up_page(sheet, 3, max(len(listing.rows), 1), len(listing.headings), listing.title)
    sheet.freeze_panes(4, 0)


def _write_note(sheet: Any, listing: Listing, cell_format: Any) -> None:  # noqa: ANN401
    """The note over the whole width of the table: a long one would make the printed page as wide as itself."""
    width = sum(heading.width for heading in listing.headings)
    sheet.set_row(1, row_height([listing.note], [width]))
    if len(listing.headings) > 1 and listing.note:
        sheet.merge_range(1, 0, 1, len(listing.headings) - 1, listing.note, cell_format)
    else:
        sheet.write_string(1, 0, listing.note, cell_format)


def cell_look(heading: Heading) -> dict[str, Any]:
    """How a cell below this heading looks: its border, wrapping and number format."""
    wraps = heading.kind in (Kind.TEXT, Kind.LONGTEXT)
    return look(border=True, wrap=wraps) | {"num_format": _FORMATS.get(heading.kind, "@")}


def write_cell(sheet: Any, row: int, column: int, value: object, cell_format: Any) -> None:  # noqa: ANN401
    """Write one value: text always as text, nothing as an empty cell."""
    if value is None:
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    else:
        sheet.write(row, column, value, cell_format)


LINE = 13.5  # points of one line at 10 pt
MOST_LINES = 12


def row_height(values: Sequence[object], widths: Sequence[float]) -> float:
    """The height a row needs for its wrapped texts: no reader is left to guess it."""
    lines = [_lines(value, width) for value, width in zip(values, widths, strict=True)]
    return LINE * min(max(lines, default=1), MOST_LINES) + 1.5


def _lines(value: object, width: float) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(_columns(line) * 1.05 / width)) for line in value.split("\n"))


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def set_up_page(sheet: Any, header_row: int, rows: int, columns: int, title: str) -> None:  # noqa: ANN401
    """Filter, and A4 landscape one page wide with the heading on every page."""
    sheet.autofilter(header_row, 0, header_row + rows, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer(f'&L&"{FONT}"{title}&C&P / &N')
    sheet.hide_gridlines(2)
