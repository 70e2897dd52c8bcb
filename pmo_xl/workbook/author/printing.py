"""How the sheets print: landscape, one page wide, titles repeated, page numbers; A3 for wide ledgers.

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
        sheet.set_header(f"&L{_HEADLINE}&A　&F", {"margin": 0.3})  # the title's cell is not on paper
    sheet.repeat_rows(TITLE_ROW, HEADER_ROW)


def _last_printed(record_class: type[Record]) -> int:
    columns = record_class.columns.values()
    return max(i for i, column in enumerate(columns) if not column.is_rarely_read and not column.is_hidden)


def print_menu(sheet: XlsxSheet, last_row: int, *, is_upright: bool) -> None:
    """Set メニュー up for one page; that of the full profile is higher than wide."""
    _set_up(sheet, _A3)
    if is_upright:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last_row, 15)


def _set_up(sheet: XlsxSheet, paper: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_header(f"&R{_STYLE}&A", {"margin": 0.3})
    sheet.set_footer(f"&L{_STYLE}&F&C{_STYLE}&P / &N ページ&R{_STYLE}印刷 &D", {"margin": 0.3})
