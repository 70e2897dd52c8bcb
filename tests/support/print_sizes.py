"""How large letters come out on paper: the size of a cell's font times the scale that its sheet is printed at.

Counted from the file alone, as Excel counts: widths of columns and margins against the paper, whole percents.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pmo_xl.model.display import half_widths

LEAST: Final = 8.0
"""Points that a printed letter has at least."""
_INCH: Final = 72
_PAPERS: Final = {8: (11.69, 16.54), 9: (8.27, 11.69)}
_DIGIT, _PADDING = 7, 5  # pixels
_LAST_COLUMN = 16_384


@dataclass(frozen=True)
class Printed:
    """A text on paper. size: points there. is_shrunk: made smaller to fit its cell, over and above the page's scale."""

    sheet: str
    place: str
    text: str
    size: float
    is_shrunk: bool = False


class Page:
    """How a sheet is printed."""

    def __init__(self, sheet: Worksheet) -> None:
        """Of this sheet, with values as stored."""
        self.sheet = sheet
        self.widths = dict(_widths(sheet))
        self.columns, self.rows = _area(sheet)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins in points."""
        setup, margins = self.sheet.page_setup, self.sheet.page_margins
        width, height = _PAPERS[int(setup.paperSize or 9)]
        if setup.orientation == "landscape":
            width, height = height, width
        return (
            (width - margins.left - margins.right) * _INCH,
            (height - margins.top - margins.bottom) * _INCH,
        )

    def width(self, columns: range) -> float:
        """Of these columns together, in points."""
        return sum(self.widths.get(column, _points(8.43 + 5 / 7)) for column in columns)

    @property
    def scale(self) -> float:
        """By how much all is made smaller."""
        setup, properties = self.sheet.page_setup, self.sheet.sheet_properties.pageSetUpPr
        if not (properties and properties.fitToPage):
            return (setup.scale or 100) / 100
        wide, high = self.room
        fits = [1.0]
        if setup.fitToWidth in (None, 1):
            fits.append(wide / self.width(self.columns))
        pages = 1 if setup.fitToHeight is None else int(setup.fitToHeight)
        if pages:
            fits.append(high * pages / sum(map(self._height, self.rows)))
        return int(min(fits) * 100) / 100

    def _height(self, row: int) -> float:
        found = self.sheet.row_dimensions[row]
        return 0 if found.hidden else (found.height or self.sheet.sheet_format.defaultRowHeight)

    def texts(self) -> Iterator[Printed]:
        """Every text in its area, and what stands in its margins."""
        scale, sheet = self.scale, self.sheet
        merged = {
            (area.min_row, area.min_col): range(area.min_col, area.max_col + 1) for area in sheet.merged_cells
        }
        area = {"min_col": self.columns[0], "max_col": self.columns[-1]}
        for row in sheet.iter_rows(min_row=self.rows[0], max_row=self.rows[-1], **area):
            for cell in row:
                text = _shown(cell)
                width = self.width(merged.get((cell.row, cell.column), range(cell.column, cell.column + 1)))
                if text and width:
                    yield self._printed(cell, text, width, scale)
        for line in (sheet.oddHeader, sheet.oddFooter):
            for part in (line.left, line.center, line.right):
                if part.text:
                    kept = sheet.HeaderFooter.scaleWithDoc is False
                    yield Printed(sheet.title, "余白", part.text, (part.size or 10) * (1 if kept else scale))

    def _printed(self, cell: Cell, text: str, width: float, scale: float) -> Printed:
        size = cell.font.sz or 11.0
        takes = max(half_widths(line) for line in text.split("\n")) * size / 2
        is_shrunk = bool(cell.alignment.shrink_to_fit) and takes > width - 3
        size = size * (width - 3) / takes if is_shrunk else size
        return Printed(self.sheet.title, cell.coordinate, text, size * scale, is_shrunk)


def _points(width: float) -> float:
    """Of a column so many characters wide, padding included, as files store it."""
    return int((256 * width + int(128 / _DIGIT)) / 256 * _DIGIT) * 0.75


def _widths(sheet: Worksheet) -> Iterator[tuple[int, float]]:
    for found in sheet.column_dimensions.values():
        for column in range(found.min or 0, min(found.max or 0, _LAST_COLUMN) + 1):
            yield column, 0 if found.hidden else _points(found.width)


def _area(sheet: Worksheet) -> tuple[range, range]:
    """Columns and rows that are printed; those of マスタスケジュール follow its table by a formula."""
    found = re.search(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", str(sheet.print_area or ""))
    if not found:
        return range(1, sheet.max_column + 1), range(1, sheet.max_row + 1)
    first, top, last, bottom = found.groups()
    columns = range(column_index_from_string(first), column_index_from_string(last) + 1)
    return columns, range(int(top), min(int(bottom), sheet.max_row) + 1)


def _shown(cell: Cell) -> str:
    if cell.value in (None, "") or cell.number_format == ";;;":
        return ""
    if isinstance(cell.value, date):
        return "30" if cell.number_format == "d" else "2026/11/30"
    return f"{cell.value:,}" if isinstance(cell.value, int | float) else str(cell.value)


def opened(path: Path) -> Workbook:
    """The workbook with its stored values."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Print area|Workbook contains no default style")
        return load_workbook(path, data_only=True)


def pages(book: Workbook) -> Iterator[Page]:
    """Its sheets that are seen."""
    yield from (Page(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")


def letters_of_charts(path: Path) -> set[float]:
    """The sizes in points that letters of its pictures have before the page makes them smaller."""
    with ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        return {int(size) / 100 for name in parts for size in re.findall(rb'sz="(\d+)"', archive.read(name))}


def repeated_width(page: Page) -> float:
    """Of the columns that stand on every page, in points."""
    first, last = (page.sheet.print_title_cols or "A:A").replace("$", "").split(":")
    return page.width(range(column_index_from_string(first), column_index_from_string(last) + 1))
