"""The file of a workbook of lists: nothing in it turns into a formula or a link, and its sheets know how high their rows are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.theme import GOTHIC, face

if TYPE_CHECKING:
    import xlsxwriter


def open_book(path: Path, *, is_streamed: bool = False) -> xlsxwriter.Workbook:
    """A new workbook in which nothing that begins with = turns into a formula.

    is_streamed: memory holds one row at a time; every sheet must then be written from top to bottom.
    """
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter tells no types
        """A sheet that takes names of files whose bytes are no UTF-8, and knows how high its rows are."""

        def __init__(self) -> None:
            super().__init__()
            self.heights: dict[int, float] = {}
            self.has_breaks, self.room = False, 0.0

        def set_row(self, row: int, height: float, *more: Any) -> None:
            """Set the height of a row in points, and keep it."""
            super().set_row(row, height, *more)
            self.heights[row] = int(height * 4 / 3 + 0.5) * 0.75  # whole pixels, as the file has it

        def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:  # noqa: ANN401
            return int(super()._write_string(row, col, _encodable(string), cell_format))

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy/mm/dd"}
    options["default_format_properties"] = {
        "font_name": face(GOTHIC),
        "font_size": 11,
    }  # columns are measured by it
    book = xlsxwriter.Workbook(str(path), {**options, "constant_memory": is_streamed})
    book.worksheet_class = Sheet
    return book


def _encodable(text: str) -> str:
    """The text with halves of pairs by their number, as a file name of other bytes has them."""
    return text.encode("utf-8", "backslashreplace").decode()
