"""The writing of one sheet's plan into Excel: formats, table ends, then the cells, one call for each rectangle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.cells.number_formats import DATE_FORMAT, DATE_TIME_FORMAT, is_date_format
from pmo_xl.workbook.edits.edit import CellValue, Formula
from pmo_xl.workbook.open_book.areas import blocks
from pmo_xl.workbook.open_book.details import range_of
from pmo_xl.workbook.open_book.excel import asked, clear_links
from pmo_xl.workbook.open_book.sheet_plan import OpenPlan
from pmo_xl.workbook.open_book.values import input_of, may_become_another
from pmo_xl.workbook.tab.cell_styles import GENERAL
from pmo_xl.workbook.tab.sheet_scan import Address

if TYPE_CHECKING:
    import xlwings

_TEXT_FORMAT: Final = "@"
_FEW_BLOCKS: Final = 6


class SheetWriter:
    """Writes the plan of one sheet, and can put everything back as it was."""

    def __init__(self, sheet: xlwings.Sheet, plan: OpenPlan) -> None:
        """Nothing is written yet."""
        self._sheet, self._plan = sheet, plan
        self._changed = {(change.row, change.column) for change in plan.changes()}
        self._new = [area for area, _ in plan.grown]
        self._formats = dict(self._wanted_formats())
        self.is_begun = False

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to write."""
        return not (self._changed or self._plan.ends)

    def write(self) -> None:
        """Formats first (they decide what a typed value becomes), then tables, then the cells."""
        self.is_begun = True
        self._resize({name: area for name, area in self._plan.ends.items() if not self._is_shorter(name)})
        for area, model in self._plan.grown:
            like = area._replace(first_row=model, last_row=model)
            range_of(self._sheet, like).copy(range_of(self._sheet, area))
        for code, cells in _by_value(self._formats).items():
            for block in blocks(cells):
                range_of(self._sheet, block).number_format = code
        self._put(self._blocks(), self._plan.cells)
        self._resize({name: area for name, area in self._plan.ends.items() if self._is_shorter(name)})

    def write_singly(self, cells: Iterable[Address]) -> None:
        """Write some cells once more, each by itself: Excel may pass over filtered rows inside a block."""
        self._put([CellRange(*cell, *cell) for cell in cells], self._plan.cells)

    def tidy(self) -> None:
        """What is only looks, once the cells are proved: old links go, and the looks of rows no longer used."""
        for area in self._plan.relinked:
            clear_links(range_of(self._sheet, area))
        for area in self._plan.left:
            asked(range_of(self._sheet, area).clear_formats)

    def put_back(self) -> None:
        """Every cell that may have been written, every format and every table's end as it was."""
        plan = self._plan
        for code, cells in _by_value(self._old_formats).items():
            for block in blocks(cells):
                range_of(self._sheet, block).number_format = code
        self._put(blocks(plan.cells), self._before, is_as_typed=True)
        self._resize({t.name: t.ref for t in plan.grid.tables if t.name in plan.ends})
        for area in self._new:
            with suppress(Exception):  # only looks below the table; the cells are blank again
                range_of(self._sheet, area).clear_formats()

    def put_back_singly(self, cells: Iterable[Address]) -> None:
        """Put some cells back once more, each by itself, as `write_singly` writes."""
        self._put([CellRange(*cell, *cell) for cell in cells], self._before, is_as_typed=True)

    @property
    def _before(self) -> dict[Address, CellValue]:
        return {place: self._as_typed(*place) for place in self._plan.cells}

    def _as_typed(self, row: int, column: int) -> CellValue:
        """A cell's content as Excel itself shows its formula."""
        before = self._plan.before(row, column)
        typed: Mapping[Address, str] = getattr(self._plan.grid.details, "as_typed", {})
        return Formula(typed.get((row, column), before.text)) if isinstance(before, Formula) else before

    def _blocks(self) -> list[CellRange]:
        """The rectangles to write: of what changes, or of all the plan names where that makes fewer."""
        new = {place for place in self._plan.cells if any(area.holds(*place) for area in self._new)}
        written = self._changed | new
        is_most = 2 * len(written) >= len(self._plan.cells)
        changed = blocks(written)
        if len(changed) <= _FEW_BLOCKS and not is_most:
            return changed
        return min(changed, blocks(self._plan.cells), key=len)

    def _put(
        self, areas: Iterable[CellRange], cells: Mapping[Address, CellValue], *, is_as_typed: bool = False
    ) -> None:
        for area in areas:
            range_of(self._sheet, area).value = [
                [
                    self._input(row, column, cells[row, column], is_as_typed=is_as_typed)
                    for column in range(area.first_column, area.last_column + 1)
                ]
                for row in range(area.first_row, area.last_row + 1)
            ]

    def _input(self, row: int, column: int, value: CellValue, *, is_as_typed: bool) -> object:
        if not isinstance(value, str) or not may_become_another(value):
            return input_of(value)
        if is_as_typed and (row, column) in self._plan.grid.errors:
            return value
        code = self._formats.get((row, column)) or self._format(row, column)
        return input_of(value, is_text_cell=code == _TEXT_FORMAT)

    def _format(self, row: int, column: int) -> str:
        """The number format of a cell; of a new row, that of the row whose looks it takes."""
        model = next((model for area, model in self._plan.grown if area.holds(row, column)), row)
        return self._plan.grid.number_format(model, column)

    def _wanted_formats(self) -> Iterable[tuple[Address, str]]:
        """The cells whose own format cannot show their new value, and the format they get."""
        for place in self._changed:
            value = self._plan.cells[place]
            if value is None or isinstance(value, str):
                continue
            code = _format_for(value, self._format(*place), self._plan.formats.get(place))
            if code:
                yield place, code

    @property
    def _old_formats(self) -> dict[Address, str]:
        return {
            place: self._plan.grid.number_format(*place)
            for place in self._formats
            if not any(area.holds(*place) for area in self._new)
        }

    def _is_shorter(self, name: str) -> bool:
        return any(
            t.name == name and self._plan.ends[name].last_row < t.ref.last_row for t in self._plan.grid.tables
        )

    def _resize(self, ends: Mapping[str, CellRange]) -> None:
        for name, area in ends.items():
            self._sheet.tables[name].resize(range_of(self._sheet, area))


def _format_for(value: CellValue, own: str, named: str | None) -> str | None:
    """The format a value needs, where the cell's own cannot show it; None where it can."""
    if isinstance(value, date):
        default = DATE_TIME_FORMAT if isinstance(value, datetime) else DATE_FORMAT
        return None if is_date_format(own) else named or default
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if is_number and named and own in (GENERAL, _TEXT_FORMAT):
        return named
    return GENERAL if own == _TEXT_FORMAT else None


def _by_value(formats: Mapping[Address, str]) -> dict[str, list[Address]]:
    found: dict[str, list[Address]] = {}
    for place, code in formats.items():
        found.setdefault(code, []).append(place)
    return found
