"""メニュー, bottom right: how to use the workbook in six lines, and what the colours mean."""

from __future__ import annotations

from pmo_xl.theme import Colour
from pmo_xl.workbook.author.formats import Property
from pmo_xl.workbook.author.menu_layout import LAST_RIGHT, RIGHT, Menu

GUIDE = (
    "1. まず 設定 に案件名を、体制表・システム一覧・取引先一覧に名前を入れます。",
    "2. 表のすぐ下の行に書き足すと、表が広がります。1行に1件です。",
    "3. 行は消さず、状態を 完了・取下げ・取消 にして閉じます。",
    "4. 選ぶ言葉を増やすときは、選択肢 の表の下に行を足します。",
    "5. 灰色の列は自動計算です。会議の日の数を見るには 設定 の基準日を入れます。",
    "6. 月末や会議の前に {check} で食い違いを点検します。",
)
_BY_COMMAND, _BY_BUTTON = "pmo-xl check", "上の チェック ボタン"
_LEGEND: tuple[tuple[str, dict[str, Property]], ...] = (
    ("期限超過", {"bg_color": Colour.LATE, "font_color": Colour.LATE_INK, "bold": True}),
    ("7日以内", {"bg_color": Colour.SOON, "font_color": Colour.SOON_INK}),
    ("終わった行", {"bg_color": Colour.DONE, "font_color": Colour.QUIET}),
    ("必須が空欄", {"bg_color": Colour.MISSING}),
    ("入力(太字は必須)", {"bg_color": Colour.HEAD_MUST, "bold": True, "shrink": True}),
    ("自動計算", {"bg_color": Colour.FORMULA}),
    ("pmo_xlが書く", {"bg_color": Colour.LIBRARY, "shrink": True}),
)


def write_guide(menu: Menu, row: int) -> None:
    """Write the six lines and the legend from this row on."""
    menu.heading(row, RIGHT, LAST_RIGHT, "使い方")
    check = _BY_BUTTON if menu.book.needs_macros else _BY_COMMAND
    for n, text in enumerate(GUIDE, row + 1):
        text = text.format(check=check)
        menu.sheet.merge_range(n, RIGHT, n, LAST_RIGHT, text, menu.look(font_size=9, shrink=True))
    for column, (text, look) in enumerate(_LEGEND, RIGHT):
        cell_look = menu.look(font_size=8, align="center", border=1, border_color=Colour.LINE, **look)
        menu.sheet.write_string(row + len(GUIDE) + 1, column, text, cell_look)
