"""メニュー, right, below the owners: how to use the workbook in six lines, and what the colours mean in two."""

from __future__ import annotations

from typing import Final

from pmo_xl.theme import Colour
from pmo_xl.workbook.author.formats import Property
from pmo_xl.workbook.author.menu_layout import LAST_RIGHT, RIGHT, Menu

GUIDE = (
    "1. まず 設定・体制表・システム一覧・取引先一覧 を書きます。",
    "2. 表のすぐ下に書き足すと、表が広がります。1行に1件です。",
    "3. 行は消さず、状態を 完了・取下げ・取消 にして閉じます。",
    "4. 選ぶ言葉を増やすときは、選択肢 の表の下に行を足します。",
    "5. 灰色は自動計算。設定 の基準日を入れると、その日の数です。",
    "6. 月末や会議の前に {check} で食い違いを点検します。",
)
_BY_COMMAND, _BY_BUTTON = "pmo-xl check", "上の チェック ボタン"
_LEGEND: tuple[tuple[str, int, dict[str, Property]], ...] = (
    ("期限超過", 1, {"bg_color": Colour.LATE, "font_color": Colour.LATE_INK, "bold": True}),
    ("7日以内", 2, {"bg_color": Colour.SOON, "font_color": Colour.SOON_INK}),
    ("終わった行", 2, {"bg_color": Colour.DONE, "font_color": Colour.QUIET}),
    ("必須が空欄", 2, {"bg_color": Colour.MISSING}),
    ("入力する列(太字は必須)", 3, {"bg_color": Colour.HEAD_MUST, "bold": True}),
    ("自動計算", 2, {"bg_color": Colour.FORMULA}),
    ("pmo_xlが書く列", 2, {"bg_color": Colour.LIBRARY}),
)


_LEGEND_ROWS: Final = 2
GUIDE_HEIGHT: Final = 1 + len(GUIDE) + _LEGEND_ROWS
"""Rows that the section takes."""


def write_guide(menu: Menu, row: int) -> None:
    """Write the six lines and the legend from this row on."""
    menu.heading(row, RIGHT, LAST_RIGHT, "使い方")
    check = _BY_BUTTON if menu.book.needs_macros else _BY_COMMAND
    for n, text in enumerate(GUIDE, row + 1):
        menu.sheet.merge_range(n, RIGHT, n, LAST_RIGHT, text.format(check=check), menu.look(shrink=True))
    _write_legend(menu, row + 1 + len(GUIDE))


def _write_legend(menu: Menu, row: int) -> None:
    """What the colours mean, in two rows as wide as the section."""
    column = RIGHT
    for text, columns, look in _LEGEND:
        cell_look = menu.look(align="center", border=1, border_color=Colour.LINE, **look)
        if columns > 1:
            menu.sheet.merge_range(row, column, row, column + columns - 1, text, cell_look)
        else:
            menu.sheet.write_string(row, column, text, cell_look)
        column += columns
        if column > LAST_RIGHT:
            row, column = row + 1, RIGHT
