"""recorded_list: チェック結果 of an open book, read alone, so that going to the next finding does not take long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.today import today_in_japan
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.open_book import OpenBookGrids
from pmo_xl.workbook.reader import read_sheets

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True)
class RecordedList:
    """The rows of チェック結果 as they stand. tab: its name, None when the book has none."""

    tab: str | None = None
    rows: tuple[RecordedFinding, ...] = ()


def recorded_list(book: xlwings.Book) -> RecordedList:
    """Read チェック結果 of a book open in Excel. Raises UnreadableWorkbook when Excel does not answer."""
    grids = OpenBookGrids(book)
    label = RecordedFinding.sheet.label
    titles = [label] if label in grids.titles else grids.titles
    layouts = find_layouts([grids.grid(title) for title in titles])
    tables = [layout for layout in layouts.tables if layout.record_class is RecordedFinding]
    if not tables:
        return RecordedList()
    found = {layout.title: grids.grid(layout.title) for layout in tables}
    read = read_sheets(found, tables, is_1904=grids.is_1904, near=today_in_japan())
    rows = (row for row in read.records[RecordedFinding] if isinstance(row, RecordedFinding))
    return RecordedList(tables[0].title, tuple(rows))
