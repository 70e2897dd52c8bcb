"""The letters of a range: Font."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from tests.excel_stand_in.looks import Looks

BOLD, NORMAL = 150.0, 100.0


class Font(base_classes.Font):
    """Weight, slant, size, colour and name of the letters."""

    def __init__(self, cells: Looks) -> None:
        self.cells = cells

    @property
    def api(self) -> Font:
        return self

    @property
    def bold(self) -> bool:
        return bool(self._get("CharWeight") == BOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set(["CharWeight", "CharWeightAsian"], BOLD if value else NORMAL)

    @property
    def size(self) -> float:
        return float(self._get("CharHeight"))

    @size.setter
    def size(self, value: float) -> None:
        self._set(["CharHeight", "CharHeightAsian"], float(value))

    @property
    def name(self) -> str:
        return str(self._get("CharFontName"))

    @name.setter
    def name(self, value: str) -> None:
        self._set(["CharFontName", "CharFontNameAsian"], value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        color = self._get("CharColor")
        return None if color in (-1, None) else (color >> 16, color >> 8 & 255, color & 255)

    @color.setter
    def color(self, value: Any) -> None:
        self._set(["CharColor"], rgb_number(value))

    def _get(self, what: str) -> Any:
        self.cells.note("read", "font")
        return self.cells.excel.ask("cells.font", self.cells.sheet.number, self.cells.area, what)

    def _set(self, what: list[str], content: Any) -> None:
        self.cells.note("write", "font")
        self.cells.excel.ask("cells.set_font", self.cells.sheet.number, self.cells.area, what, content)


def rgb_number(color: Any) -> int:
    """LibreOffice's number of a colour: a tuple, "#rrggbb", or None for no colour."""
    if color is None:
        return -1
    if isinstance(color, str):
        return int(color.removeprefix("#"), 16)
    red, green, blue = color
    return int(red) << 16 | int(green) << 8 | int(blue)
