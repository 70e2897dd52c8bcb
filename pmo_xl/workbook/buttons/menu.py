"""The main buttons on a メニュー of ours that was made without them: in the empty row above its tiles."""

from __future__ import annotations

from pmo_xl.workbook.author.macros import menu_places
from pmo_xl.workbook.author.menu_layout import BUTTON_ROW, LAST_RIGHT, LEFT
from pmo_xl.workbook.buttons.free_place import Ground
from pmo_xl.workbook.buttons.sizes import Place
from pmo_xl.workbook.buttons.vml import PlacedButton
from pmo_xl.workbook.vba.buttons import BUTTONS

_EDGE = 1  # pixels left free above and below: the row keeps its ordinary height


def menu_buttons(ground: Ground) -> list[PlacedButton]:
    """The buttons with their places; none where the row is not there for them any more."""
    row, columns = BUTTON_ROW + 1, range(LEFT + 1, LAST_RIGHT + 2)
    if not ground.is_free(row, columns, without_boxes=False):
        return []
    width, lefts = menu_places()
    height = ground.sizes.height(row) - 2 * _EDGE
    return [
        PlacedButton(button.caption, button.macro, Place(row, LEFT + 1, left, _EDGE, width, height))
        for button, left in zip(BUTTONS, lefts, strict=True)
    ]
