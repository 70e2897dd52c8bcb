"""What the buttons of every workbook share, and which one a ledger gets; the buttons stand in pmo_xl/actions.py."""

from __future__ import annotations

from typing import Final

from pmo_xl.action import Button
from pmo_xl.actions import MENU_BUTTONS, SHEET_BUTTON
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding

CAPTION_FONT: Final = "BIZ UDGothic"
CAPTION_SIZE: Final = 200
"""How captions are written; the size in twentieths of a point."""

NOT_IN_A_NAME: Final = "%=';"
"""The characters in a workbook's name that the way from its buttons to Python (xlwings' RunPython) does not survive."""


def sheet_button(record_class: type[Record]) -> Button:
    """The small button of a ledger; that of チェック結果, which holds every sheet's findings, checks the whole workbook."""
    return MENU_BUTTONS[0] if record_class is RecordedFinding else SHEET_BUTTON
