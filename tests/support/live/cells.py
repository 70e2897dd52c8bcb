"""Cells of an open workbook: Range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from pmo_xl.workbook.closed_book.formula_text import copied
from tests.support.live.addresses import LAST_COLUMN, LAST_ROW, address_of, corners
from tests.support.live.api import RangeApi
from tests.support.live.arrow_keys import edge
from tests.support.live.com import ComError
from tests.support.live.fonts import Font
from tests.support.live.formulas import calc_formula, excel_formula, shown_in_table, typed_in_table
from tests.support.live.values import Area, com_rows, formula_rows, sent

if TYPE_CHECKING:
    from tests.support.live.sheets import Sheet

CONTENTS, FORMATS, EVERYTHING = 1 | 2 | 4 | 16, 32 | 64 | 256, 1023
POINTS = 72 / 2540  # a hundredth of a millimetre in points
COLUMN_UNIT = 196  # hundredths of a millimetre of one letter in a column's width, about


class Range(base_classes.Range):
    """An area of a sheet. Unlike Excel's it does not move when rows are inserted above it."""

    def __init__(self, sheet: Sheet, area: Any) -> None:
        self.sheet, self.excel = sheet, sheet.excel
        self.area: Area = tuple(area)
        self.options: dict[str, Any] = {}

    # Place and size ----------------------------------------------------------------------------------------

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def row(self) -> int:
        return self.area[0] + 1

    @property
    def column(self) -> int:
        return self.area[1] + 1

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self.sheet.name, self.row, self.column, *self.shape

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell counted from the corner; it may lie outside, as in Excel."""
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return Range(self.sheet, corners(self.sheet, (self.row + row - 1, self.column + column - 1)))

    @property
    def address(self) -> str:
        return address_of(self.area)

    def get_address(self, is_row_absolute: bool, is_column_absolute: bool, is_external: bool) -> str:
        address = address_of(self.area, is_row_absolute, is_column_absolute)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{address}" if is_external else address

    # Values and formulas -----------------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        self.note("read", "value")
        read = self.excel.ask("values.read", self.sheet.number, self.area)
        return self._com(com_rows(read, self.area, self.sheet.book.null_date))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.note("write", "value")
        self._write(data)

    @property
    def formula(self) -> Any:
        """Formulas, and constants as text."""
        self.note("read", "formula")
        read = self.excel.ask("values.formulas", self.sheet.number, self.area)
        rows = formula_rows(read, self.area)
        for row, column, table in self._table_cells(rows, "[#This Row]"):
            rows[row][column] = shown_in_table(rows[row][column], table)
        return self._com(rows)

    @formula.setter
    def formula(self, data: Any) -> None:
        self.note("write", "formula")
        self._write(data)

    formula2 = formula

    @property
    def formula_array(self) -> str | None:
        self.note("read", "formula_array")
        found = self.excel.ask("values.array_formula", self.sheet.number, self.area, None)
        return excel_formula(found) if found else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.note("write", "formula_array")
        self.excel.ask("values.array_formula", self.sheet.number, self.area, calc_formula(value))

    @property
    def has_array(self) -> bool:
        return bool(self.excel.ask("values.array_formula", self.sheet.number, self.area, None))

    def clear_contents(self) -> None:
        self._clear("clear_contents", CONTENTS)

    def clear_formats(self) -> None:
        self._clear("clear_formats", FORMATS)

    def clear(self) -> None:
        self._clear("clear", EVERYTHING)

    # Looks -------------------------------------------------------------------------------------------------

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

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        """The areas of the cells that are shown; Excel's other kinds are not needed here."""
        if cell_type != "visible":
            raise NotImplementedError(cell_type)
        self.note("read", "visible")
        return [
            Range(self.sheet, area) for area in self.excel.ask("cells.visible", self.sheet.number, self.area)
        ]

    # Going about -------------------------------------------------------------------------------------------

    def select(self) -> None:
        self.note("write", "select")
        self.excel.ask("cells.select", self.sheet.number, self.area)

    def end(self, direction: str) -> Range:
        """Where Ctrl and an arrow key lead from the first cell."""
        self.note("read", "end")
        return Range(self.sheet, edge(self, direction))

    def expand(self, mode: str) -> Range:
        from xlwings.expansion import expanders
        from xlwings.main import Range as MainRange

        impl: Range = expanders[mode].expand(MainRange(impl=self)).impl
        return impl

    @property
    def current_region(self) -> Range:
        self.note("read", "current_region")
        return Range(self.sheet, self.excel.ask("cells.region", self.sheet.number, self.area))

    @property
    def merge_area(self) -> Range:
        return Range(self.sheet, self.excel.ask("cells.merged_area", self.sheet.number, self.area))

    @property
    def merge_cells(self) -> bool | None:
        """None: some are, or they belong to several merges."""
        merged: bool | None = self.excel.ask("cells.are_merged", self.sheet.number, self.area)
        return merged

    def merge(self, across: bool) -> None:
        for row in range(self.area[0], self.area[2] + 1) if across else ():
            Range(self.sheet, (row, self.area[1], row, self.area[3])).change("merge", True)
        if not across:
            self.change("merge", True)

    def unmerge(self) -> None:
        self.change("merge", False)

    def copy(self, destination: Any = None) -> None:
        """Everything of the cells into others; a single row fills every row of the destination."""
        if destination is None:
            raise NotImplementedError("the clipboard")
        target: Range = destination.impl
        target.note("write", "copy")
        self.excel.ask("cells.copy", self.sheet.number, self.area, target.sheet.number, target.area)

    # Rows, links -------------------------------------------------------------------------------------------

    def insert(self, shift: str | None, copy_origin: Any = None) -> None:
        self._shift(shift or "down", True)

    def delete(self, shift: str | None = None) -> None:
        self._shift(shift or "up", False)

    @property
    def hyperlink(self) -> str:
        address = self.excel.ask("cells.link", self.sheet.number, self.area)
        if address is None:
            raise Exception("The cell doesn't seem to contain a hyperlink!")  # as xlwings says
        return str(address)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str | None = None) -> None:
        self.note("write", "hyperlink")
        self.excel.ask("cells.add_link", self.sheet.number, self.area, address, text_to_display)

    @property
    def table(self) -> Any:
        return next((table for table in self.sheet.tables if table.holds(*self.area[:2])), None)

    @property
    def name(self) -> Any:
        for name in self.sheet.book.names:
            if name.place == (self.sheet.name, self.area):
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        quoted = self.sheet.name.replace("'", "''")
        self.sheet.book.names.add(value, f"='{quoted}'!{self.address}")

    def change(self, what: str, content: Any) -> None:
        """One counted change of the cells' looks."""
        self.note("write", what)
        self.excel.ask("cells.change", self.sheet.number, self.area, what, content)

    def note(self, kind: str, what: str) -> None:
        """Count a call on these cells."""
        self.excel.calls.note(kind, what, self.sheet.name, self.address)

    def _com(self, rows: list[list[Any]]) -> Any:
        """One value for one cell, else a tuple of rows."""
        return rows[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in rows)

    def _write(self, data: Any) -> None:
        height, width = self.shape
        if not isinstance(data, (list, tuple)):
            is_formula = isinstance(data, str) and data.startswith("=")
            data = self._filled(data) if is_formula else [[data] * width] * height
        elif data and not isinstance(data[0], (list, tuple)):
            data = [data] * height
        if len(data) != height or any(len(row) != width for row in data):
            raise ComError("bad_address", f"{len(data)} rows into {self.address}")
        data = [list(row) for row in data]
        for row, column, table in self._table_cells(data, "[@"):
            data[row][column] = typed_in_table(data[row][column], table)
        null_date = self.sheet.book.null_date
        rows = [[sent(value, null_date) for value in row] for row in data]
        for top, left, bottom, right in self._written_areas():
            part = [row[left - self.area[1] : right - self.area[1] + 1] for row in rows]
            part = part[top - self.area[0] : bottom - self.area[0] + 1]
            self.excel.ask("values.write", self.sheet.number, [top, left, bottom, right], part)

    def _filled(self, formula: str) -> list[list[str]]:
        """One formula for every cell, its references moving along."""
        height, width = self.shape
        return [[copied(formula, row, column) for column in range(width)] for row in range(height)]

    def _table_cells(self, rows: list[list[Any]], sign: str) -> list[tuple[int, int, str]]:
        """The cells whose formula has this sign and that lie in a table, with the table's name."""
        marked = [
            (r, c)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if isinstance(text, str) and text.startswith("=") and sign in text
        ]
        tables = list(self.sheet.tables) if marked else []
        return [
            (r, c, table.name)
            for r, c in marked
            for table in tables
            if table.holds(self.area[0] + r, self.area[1] + c)
        ]

    def _written_areas(self) -> list[Any]:
        """Where a block is written: everywhere, or only where rows are shown."""
        if len(self) == 1 or not self.excel.passes_over_hidden:
            return [self.area]
        return list(self.excel.ask("cells.visible", self.sheet.number, self.area))

    def _clear(self, what: str, flags: int) -> None:
        self.note("write", what)
        self.excel.ask("values.clear", self.sheet.number, self.area, flags)

    def fact(self, what: str) -> Any:
        """One counted question about the cells; None: it differs among them."""
        self.note("read", what)
        return self.excel.ask("cells.fact", self.sheet.number, self.area, what)

    def _size(self, what: str, content: int) -> None:
        self.note("write", what)
        self.excel.ask("cells.size", self.sheet.number, self.area, what, content)

    def _shift(self, shift: str, is_insert: bool) -> None:
        self.note("write", "insert" if is_insert else "delete")
        top, left, bottom, right = self.area
        if (left, right) == (0, LAST_COLUMN):
            shift = "rows"
        elif (top, bottom) == (0, LAST_ROW):
            shift = "columns"
        self.excel.ask("cells.shift", self.sheet.number, self.area, shift, is_insert)


def rgb_number(color: Any) -> int:
    """LibreOffice's number of a colour: a tuple, "#rrggbb", or None for no colour."""
    if color is None:
        return -1
    if isinstance(color, str):
        return int(color.removeprefix("#"), 16)
    red, green, blue = color
    return int(red) << 16 | int(green) << 8 | int(blue)
