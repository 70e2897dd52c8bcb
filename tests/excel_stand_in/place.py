"""Where cells are, and how they are asked and changed: what every part of Range stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel_stand_in.addresses import address_of
from tests.excel_stand_in.values import Area

if TYPE_CHECKING:
    from tests.excel_stand_in.sheets import Sheet


class Place(base_classes.Range):
    """An area of a sheet. Unlike Excel's it does not move when rows are inserted above it."""

    def __init__(self, sheet: Sheet, area: Any) -> None:
        self.sheet, self.excel = sheet, sheet.excel
        self.area: Area = tuple(area)
        self.options: dict[str, Any] = {}

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

    @property
    def address(self) -> str:
        return address_of(self.area)

    def get_address(self, is_row_absolute: bool, is_column_absolute: bool, is_external: bool) -> str:
        address = address_of(self.area, is_row_absolute, is_column_absolute)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{address}" if is_external else address

    def note(self, kind: str, what: str) -> None:
        """Count a call on these cells."""
        self.excel.calls.note(kind, what, self.sheet.name, self.address)

    def fact(self, what: str) -> Any:
        """One counted question about the cells; None: it differs among them."""
        self.note("read", what)
        return self.excel.ask("cells.fact", self.sheet.number, self.area, what)

    def change(self, what: str, content: Any) -> None:
        """One counted change of the cells' looks."""
        self.note("write", what)
        self.excel.ask("cells.change", self.sheet.number, self.area, what, content)
