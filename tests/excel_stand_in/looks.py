"""How cells look: formats, colours, letters, sizes, hidden rows and columns."""

from __future__ import annotations

from typing import Any

from tests.excel_stand_in.fonts import Font, rgb_number
from tests.excel_stand_in.place import Place

POINTS = 72 / 2540  # a hundredth of a millimetre in points
COLUMN_UNIT = 196  # hundredths of a millimetre of one letter in a column's width, about


class Looks(Place):
    """The looks of a range."""

    @property
    def number_format(self) -> str | None:
        return self.fact("number_format")

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.change("number_format", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        color = self.fact("color")
        return None if color in (-1, None) else (color >> 16, color >> 8 & 255, color & 255)

    @color.setter
    def color(self, value: Any) -> None:
        self.change("color", rgb_number(value))

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> bool:
        return bool(self.fact("is_wrapped"))

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.change("is_wrapped", bool(value))

    @property
    def row_hidden(self) -> bool | None:
        return self.fact("is_row_hidden")

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.change("is_row_hidden", value)

    @property
    def column_hidden(self) -> bool | None:
        return self.fact("is_column_hidden")

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.change("is_column_hidden", value)

    @property
    def column_width(self) -> float:
        return self.fact("column_width") / COLUMN_UNIT

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._size("column_width", round(value * COLUMN_UNIT))

    @property
    def row_height(self) -> float:
        return self.fact("row_height") * POINTS

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._size("row_height", round(value / POINTS))

    def autofit(self, axis: str | None = None) -> None:
        for way in "rc" if axis is None else axis[0]:
            self.change("fit", way)

    def _size(self, what: str, content: int) -> None:
        self.note("write", what)
        self.excel.ask("cells.size", self.sheet.number, self.area, what, content)
