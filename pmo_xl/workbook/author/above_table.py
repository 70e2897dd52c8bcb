"""What stands above a ledger's table: its name, the project and the day, the way back, how to write."""

from __future__ import annotations

from pmo_xl.model.display import day as shown_day
from pmo_xl.workbook.author.formats import Colour
from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.author.plan import HEADER_ROW, NOTE_ROW, TITLE_ROW, Book, Ledger

_TITLE_HEIGHT, _NOTE_HEIGHT, _HEADER_HEIGHT = 24, 18, 30


def write_above_table(book: Book, ledger: Ledger) -> None:
    """Write the two rows above the table; they are repeated on every printed page with the headings."""
    sheet, formats = book.sheet(ledger.label), book.formats
    for row, height in ((TITLE_ROW, _TITLE_HEIGHT), (NOTE_ROW, _NOTE_HEIGHT), (HEADER_ROW, _HEADER_HEIGHT)):
        sheet.set_row(row, height)
    for column in range(ledger.last_column + 1):  # the columns' own formats end where the table begins
        sheet.write_blank(TITLE_ROW, column, None, formats.get())
        sheet.write_blank(NOTE_ROW, column, None, formats.get())
    first = ledger.first_shown()
    title = formats.get(bold=True, font_size=14, font_color=Colour.NAVY, valign="vcenter")
    name, settings = ledger.label, book.project.settings
    formula = f'="{name}　"&設定_案件名&IF(設定_案件名="","","　")&"基準日 "&TEXT(計算日,"yyyy/mm/dd")'
    shown = "　".join(filter(None, (name, settings.project_name, f"基準日 {shown_day(book.project.as_of)}")))
    sheet.write_formula(TITLE_ROW, first, formula, title, shown)
    link = formats.get(font_size=9, font_color="#0563C1", underline=1, valign="vcenter")
    sheet.write_url(NOTE_ROW, first, f"internal:'{MENU}'!A1", link, "◀ メニュー", "メニューへ戻ります")
    quiet = formats.get(font_size=9, font_color=Colour.QUIET, valign="vcenter")
    note = book.button_room + ledger.record_class.sheet.help
    sheet.write_string(NOTE_ROW, ledger.note_column, note, quiet)
