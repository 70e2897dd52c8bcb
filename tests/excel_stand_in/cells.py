"""Cells of an open workbook: Range."""

from __future__ import annotations

from typing import Any

from tests.excel_stand_in.addresses import LAST_COLUMN, LAST_ROW, corners
from tests.excel_stand_in.api import RangeApi
from tests.excel_stand_in.arrow_keys import edge
from tests.excel_stand_in.contents import Contents
from tests.excel_stand_in.looks import Looks


class Range(Contents, Looks):
    """Cells: what they hold, how they look, and the ways from them to others."""

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell counted from the corner; it may lie outside, as in Excel."""
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return Range(self.sheet, corners(self.sheet, (self.row + row - 1, self.column + column - 1)))

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        """The areas of the cells that are shown; Excel's other kinds are not needed here."""
        if cell_type != "visible":
            raise NotImplementedError(cell_type)
        self.note("read", "visible")
        return [
            Range(self.sheet, area) for area in self.excel.ask("cells.visible", self.sheet.number, self.area)
        ]

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

    def insert(self, shift: str | None, copy_origin: Any = None) -> None:
        self._shift(shift or "down", True)

    def delete(self, shift: str | None = None) -> None:
        self._shift(shift or "up", False)

    def _shift(self, shift: str, is_insert: bool) -> None:
        self.note("write", "insert" if is_insert else "delete")
        top, left, bottom, right = self.area
        if (left, right) == (0, LAST_COLUMN):
            shift = "rows"
        elif (top, bottom) == (0, LAST_ROW):
            shift = "columns"
        self.excel.ask("cells.shift", self.sheet.number, self.area, shift, is_insert)

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
