"""The macros of the workbook: buttons on メニュー and on every ledger, the sheet xlwings.conf, the VBA project.

Pixels are those XlsxWriter counts with: 96 dpi, 7 to a digit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from pmo_xl.action import Button
from pmo_xl.actions import MENU_BUTTONS
from pmo_xl.workbook.author.menu_layout import BUTTON_ROW, LAST_RIGHT, LEFT, MENU, WIDTHS
from pmo_xl.workbook.author.plan import NOTE_ROW, Book, Ledger, XlsxSheet
from pmo_xl.workbook.vba.buttons import CAPTION_FONT, CAPTION_SIZE, sheet_button
from pmo_xl.workbook.vba.shipped import button_project
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS, CONF_SHEET

_WORKBOOK = "ThisWorkbook"
_GAP, _GROUP_GAP = 6, 20
_MENU_HEIGHT, _MENU_DOWN, _LINE_GAP = 26, 4, 6
_SHEET_SIZE, _SHEET_OFFSET = (64, 20), (2, 2)

_FACE = re.compile(rb'<font face="Calibri" size="220"')
_CLIENT = b'<x:ClientData ObjectType="Button">'


def add_macros(book: Book) -> None:
    """Put the buttons on the sheets, which are all made already, and the macros behind them."""
    _add_menu_buttons(book.sheet(MENU))
    for ledger in book.ledgers.values():
        _add_sheet_button(book, ledger)
    _write_conf_sheet(book)
    sheets = book.workbook.worksheets()
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    for sheet, name in zip(sheets, names, strict=True):
        sheet.set_vba_name(name)
    book.workbook.set_vba_name(_WORKBOOK)
    book.workbook.add_vba_project(io.BytesIO(button_project([_WORKBOOK, *names])), is_stream=True)


def _add_menu_buttons(sheet: XlsxSheet) -> None:
    width, lefts = menu_places()
    for button, left in zip(MENU_BUTTONS, lefts, strict=True):
        down = _MENU_DOWN + button.group.line * (_MENU_HEIGHT + _LINE_GAP)
        _insert(sheet, BUTTON_ROW, LEFT, button, (width, _MENU_HEIGHT), (left, down))


def menu_places() -> tuple[int, Sequence[int]]:
    """The width of a main button, and how far right of the first column each stands, line by line."""
    room = sum(int(width * 7 + 0.5) + 5 for width in WIDTHS[LEFT : LAST_RIGHT + 1])
    lines = [list(line) for _, line in groupby(MENU_BUTTONS, key=lambda button: button.group.line)]
    gaps = [
        [_GAP if one.group is other.group else _GROUP_GAP for one, other in pairwise(line)] for line in lines
    ]
    width = min((room - sum(own)) // len(line) for line, own in zip(lines, gaps, strict=True))
    return width, [n * width + sum(own[:n]) for own in gaps for n in range(len(own) + 1)]


def _add_sheet_button(book: Book, ledger: Ledger) -> None:
    """The small button beside the way back to メニュー."""
    button = sheet_button(ledger.record_class)
    _insert(book.sheet(ledger.label), NOTE_ROW, ledger.button_column, button, _SHEET_SIZE, _SHEET_OFFSET)


def _insert(
    sheet: XlsxSheet, row: int, column: int, button: Button, size: tuple[int, int], offset: tuple[int, int]
) -> None:
    options = {
        "caption": button.caption,
        "macro": button.macro,
        "description": button.help,
        "width": size[0],
        "height": size[1],
        "x_offset": offset[0],
        "y_offset": offset[1],
    }
    sheet.insert_button(row, column, options)


def _write_conf_sheet(book: Book) -> None:
    sheet = book.sheet(CONF_SHEET)
    for cell, text in CONF_CELLS.items():
        sheet.write_string(cell, text)
    sheet.very_hidden()


def dressed_drawing(content: bytes) -> bytes:
    """A drawing of buttons with what XlsxWriter cannot say: the captions' font, and a size that never changes.

    Everything is ASCII, as no declaration tells a reader of VML another encoding.
    """
    face = f'<font face="{CAPTION_FONT}" size="{CAPTION_SIZE}"'.encode()
    dressed = _FACE.sub(face, content).replace(_CLIENT, _CLIENT + b"<x:SizeWithCells/>")
    return dressed.decode().encode("ascii", "xmlcharrefreplace")
