"""The sheets that a workbook gets with its buttons: one for the main buttons, one (hidden) for xlwings' settings."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pmo_xl.action import Button
from pmo_xl.workbook.buttons.sizes import Place
from pmo_xl.workbook.buttons.vml import PlacedButton
from pmo_xl.workbook.closed_book.part_xml import MAIN, RELATION
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS

BUTTON_SHEET = "pmo_xl ボタン"

_TEXTS_ABOVE = (
    "ボタンを押すと pmo_xl が動きます。初めて使うPCでは、先に pmo-xl setup を実行してください。",
    "まだ保存していない入力も含めて、いまの内容を調べます。",
)
_FIRST_ROW, _ROW_POINTS = 4, 22
_MARGIN_COLUMN, _BUTTON_COLUMN, _TEXT_COLUMN = 2, 24, 90
_BUTTON_WIDTH, _BUTTON_HEIGHT = 150, 22
_TAB_COLOUR = "FF1F4E79"


def main_buttons(buttons: Sequence[Button]) -> list[PlacedButton]:
    """Main buttons, one below the other."""
    return [
        PlacedButton(button.caption, button.macro, Place(row, 2, 4, 6, _BUTTON_WIDTH, _BUTTON_HEIGHT))
        for row, button in enumerate(buttons, _FIRST_ROW)
    ]


def button_sheet(code_name: str, buttons: Sequence[Button], *, has_views: bool) -> bytes:
    """The XML of the sheet for the main buttons: beside each, what it does. has_views: the book has windows."""
    above = [_row(number, "B", text) for number, text in enumerate(_TEXTS_ABOVE, 1)]
    rows = [_row(number, "C", button.help, _ROW_POINTS) for number, button in enumerate(buttons, _FIRST_ROW)]
    view = '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>' if has_views else ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate((_MARGIN_COLUMN, _BUTTON_COLUMN, _TEXT_COLUMN), 1)
    )
    settings = f'<sheetPr codeName="{code_name}"><tabColor rgb="{_TAB_COLOUR}"/></sheetPr>'
    return _sheet(settings, f"{view}<cols>{columns}</cols>", [*above, *rows])


def xlwings_sheet(code_name: str) -> bytes:
    """The XML of the hidden sheet that xlwings.bas and PmoButtons.bas read."""
    rows: dict[int, list[str]] = {}
    for name in sorted(CONF_CELLS, key=lambda name: (int(name[1:]), name)):
        rows.setdefault(int(name[1:]), []).append(_cell(name, CONF_CELLS[name]))
    made = [f'<row r="{number}">{"".join(cells)}</row>' for number, cells in rows.items()]
    return _sheet(f'<sheetPr codeName="{code_name}"/>', "", made)


def _sheet(settings: str, frame: str, rows: Sequence[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{settings}{frame}<sheetData>{"".join(rows)}</sheetData>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    ).encode()


def _row(number: int, column: str, text: str, points: int = 0) -> str:
    height = f' ht="{points}" customHeight="1"' if points else ""
    return f'<row r="{number}"{height}>{_cell(f"{column}{number}", text)}</row>'


def _cell(name: str, text: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
