"""How the sheets print: landscape, one page wide, titles repeated, page numbers; A3 for wide ledgers.

Nothing is printed smaller than 8 points: what would be takes another page.

案件名 and 基準日 stand in the repeated rows above each table as live cells, because Excel's page header
cannot follow 設定; the page header and footer carry the sheet, the file and the page.
"""

from __future__ import annotations

from math import ceil

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.theme import GOTHIC
from pmo_xl.workbook.author.formats import width
from pmo_xl.workbook.author.plan import HEADER_ROW, TITLE_ROW, Book, Ledger, XlsxSheet

_A3, _A4 = 8, 9
_WIDE = 130  # characters; a wider ledger is printed on A3
_TITLE = 110  # columns' characters that a title needs: 14 pt, so 39 full-width ones; A4 holds as many
_DEFAULT_WIDTH = 8.43
_LAST_ROW = 1_048_576  # Excel prints whole columns down to the last used row
MENU_SCALE, GANTT_SCALE = 80, 90
"""Percent: the smallest letters of メニュー have 10 points, those of the chart 9, so that 8 come on paper."""
_SIDE, _MENU_SIDE = 0.25, 0.2  # inches
_EDGE = {"margin": 0.3, "scale_with_doc": False}  # headers and footers keep their size
_STYLE = f'&"{GOTHIC},標準"&8'
_HEADLINE = f'&"{GOTHIC},太字"&12'


def print_ledger(book: Book, ledger: Ledger) -> None:
    """Set a ledger up for printing; the printed columns end with the last one people usually read."""
    sheet = book.sheet(ledger.label)
    last = _last_printed(ledger.record_class)
    shown = [c for c in list(ledger.record_class.columns.values())[: last + 1] if not c.is_rarely_read]
    is_wide = sum(map(width, shown)) > _WIDE or ledger.record_class is Task
    _set_up(sheet, _A3 if is_wide else _A4)
    if ledger.record_class is not Task:  # its area follows the table: see gantt.py
        spare = max(0, ceil((_TITLE - sum(map(width, shown))) / _DEFAULT_WIDTH))  # room for the title
        area = f"$A$1:${column_letters(last + 1 + spare)}${_LAST_ROW}"
        book.workbook.define_name(f"{ledger.label}!_xlnm.Print_Area", f"={ledger.label}!{area}")
    else:
        sheet.repeat_columns(ledger.column("title"), ledger.column("owner"))
        sheet.set_print_scale(GANTT_SCALE)  # a longer plan takes another page, period by period
        sheet.print_across()
        sheet.set_header(f"&L{_HEADLINE}&A　&F", _EDGE)  # the title's cell is not on paper
    sheet.repeat_rows(TITLE_ROW, HEADER_ROW)


def _last_printed(record_class: type[Record]) -> int:
    columns = record_class.columns.values()
    return max(i for i, column in enumerate(columns) if not column.is_rarely_read and not column.is_hidden)


def print_menu(sheet: XlsxSheet, last_row: int, *, new_page: int) -> None:
    """Set メニュー up for one upright page; new_page: the row with which a second one begins, 0 without one.

    Where pages are broken by hand, the scale stands for itself: Excel ignores the breaks of what it fits.
    """
    _set_up(sheet, _A3, side=_MENU_SIDE)
    sheet.set_portrait()
    if new_page:
        sheet.set_print_scale(MENU_SCALE)
        sheet.set_h_pagebreaks([new_page])
    else:
        sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last_row, 15)


def _set_up(sheet: XlsxSheet, paper: int, side: float = _SIDE) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=side, right=side, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_header(f"&R{_STYLE}&A", _EDGE)
    sheet.set_footer(f"&L{_STYLE}&F&C{_STYLE}&P / &N ページ&R{_STYLE}印刷 &D", _EDGE)
