"""Figures on a sheet of a workbook of lists: drawn one after the other, each put on disk until the workbook is closed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.documents.list_widths import PAPER

if TYPE_CHECKING:
    from pmo_xl.charts.figure import Figure

_DPI: Final = 192
_ROW_PIXELS: Final = 20


def put_figures(
    sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
    figures: Iterable[Figure],
    look: Callable[..., Any],
    folder: Path,
) -> None:
    """One below the other, each under its title. Memory holds one of them, however many there are.

    folder: where they lie until XlsxWriter takes them, which is when the workbook is closed.
    """
    from pmo_xl.charts.painting import png

    row = 0
    for number, figure in enumerate(figures):
        sheet.write_string(row, 0, figure.title, look(bold=True, font_size=14))
        drawn = folder / f"{number}.png"
        drawn.write_bytes(png(figure, _DPI))
        gc.collect()  # what matplotlib has drawn refers to itself, and to its 9 MB of pixels
        share = (PAPER - 12) / (figure.width * _DPI / 72)
        scale = {"x_scale": share * _DPI / 96, "y_scale": share * _DPI / 96}
        sheet.insert_image(row + 1, 0, str(drawn), {"description": figure.alt} | scale)
        height = figure.height * _DPI / 72 * share
        row += 3 + ceil(height / _ROW_PIXELS)
        for note in figure.notes:
            sheet.write_string(row - 1, 0, note, look())
            row += 1
