"""What is rarely asked about a sheet that is open in Excel: formulas, number formats, strike-through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.formula_text import with_this_row
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.open_book.areas import MOST_QUESTIONS, halves, parts_where
from pmo_xl.workbook.open_book.excel import are_strikethrough, asked
from pmo_xl.workbook.tab.cell_styles import GENERAL
from pmo_xl.workbook.tab.sheet_scan import Address

if TYPE_CHECKING:
    import xlwings


def rows_of(answer: Any) -> Sequence[Sequence[Any]]:  # noqa: ANN401 - a raw range is anything
    """What xlwings gives for a range as rows: a single cell comes bare, a single row may come flat."""
    if not isinstance(answer, list | tuple):
        return [[answer]]
    return answer if answer and isinstance(answer[0], list | tuple) else [answer]


def range_of(sheet: xlwings.Sheet, area: CellRange) -> xlwings.Range:
    """An area of a sheet as xlwings knows it."""
    return sheet.range(area[:2], area[2:])


class OpenDetails:
    """Details of one sheet, asked of Excel when first needed and then kept."""

    def __init__(
        self,
        sheet: xlwings.Sheet,
        area: CellRange,
        value: Callable[[int, int], object],
        tables: Sequence[TableRange],
    ) -> None:
        """area: what was read. value: what stands in a cell there."""
        self._sheet, self._area, self._value, self._tables = sheet, area, value, tables
        self._formats: dict[int, list[tuple[CellRange, str]]] = {}
        self._format_questions = 0

    @cached_property
    def as_typed(self) -> Mapping[Address, str]:
        """The formula of each formula cell without "=", as Excel shows it: one call for the whole sheet."""
        rows = rows_of(range_of(self._sheet, self._area).formula)
        return {
            (row, column): text[1:]
            for row, cells in enumerate(rows, self._area.first_row)
            for column, text in enumerate(cells, self._area.first_column)
            if isinstance(text, str) and text.startswith("=") and text != self._value(row, column)
        }

    @cached_property
    def formulas(self) -> Mapping[Address, str]:
        """The same as a file would store it: [@列] with the name of its table."""
        return {
            place: self._stored(text, *place) if "[@" in text else text
            for place, text in self.as_typed.items()
        }

    def _stored(self, text: str, row: int, column: int) -> str:
        table = next((each for each in self._tables if each.ref.holds(row, column)), None)
        return with_this_row(text, table.display_name if table else None) if table else text

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell, asked for its column at once, or for as much of it as is alike."""
        known = self._formats.setdefault(column, [])
        for area, code in known:
            if area.holds(row, column):
                return code
        area = self._column_at(row, column)
        while (found := self._format_of(area)) is None and area[:2] != area[2:]:
            area = next(half for half in halves(area) if half.holds(row, column))
        known.append((area, found or GENERAL))
        return found or GENERAL

    def cells_formatted(
        self, columns: Collection[int], is_wanted: Callable[[str], bool]
    ) -> Mapping[Address, str]:
        """The filled cells of these columns whose format is wanted."""
        rows = range(self._area.first_row, self._area.last_row + 1)
        filled = ((row, column) for column in columns for row in rows if self._value(row, column) != "")
        return {at: code for at in filled if is_wanted(code := self.number_format(*at))}

    @cached_property
    def are_zeros_hidden(self) -> bool:
        """Not asked: only the window that shows the sheet knows, and another sheet may stand in it."""
        return False

    def _format_of(self, area: CellRange) -> str | None:
        """The one format of an area; None where there are several."""
        self._format_questions += 1
        if self._format_questions > MOST_QUESTIONS:
            return GENERAL
        return range_of(self._sheet, area).number_format

    def _column_at(self, row: int, column: int) -> CellRange:
        """The rows of a column that are likely of one format: those of the table, else all."""
        for table in self._tables:
            data = table.ref._replace(
                first_row=table.ref.first_row + table.header_rows, first_column=column, last_column=column
            )
            if table.ref.holds(row, column) and data.holds(row, column):
                return data
        return CellRange(self._area.first_row, column, max(self._area.last_row, row), column)

    @property
    def tells_strikes(self) -> bool:
        """Whether the program that has the book open can say what is in strikethrough."""
        return asked(lambda: (are_strikethrough(range_of(self._sheet, self._area)),)) is not None

    def strikethrough_cells(self) -> frozenset[Address]:
        """The cells whose text is in strikethrough; none where that cannot be told."""
        if not self.tells_strikes:
            return frozenset()
        parts = parts_where(self._area, lambda area: are_strikethrough(range_of(self._sheet, area)))
        return frozenset(
            (row, column)
            for part in parts
            for row in range(part.first_row, part.last_row + 1)
            for column in range(part.first_column, part.last_column + 1)
        )

    def partly_strikethrough_cells(self) -> frozenset[Address]:
        """None: an open book gives whole texts."""
        return frozenset()
