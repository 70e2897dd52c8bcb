"""Sheets of an open workbook: Sheets and Sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel_stand_in.addresses import LAST_COLUMN, LAST_ROW, corners
from tests.excel_stand_in.api import WorksheetApi
from tests.excel_stand_in.cells import Range
from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.tables import Shapes, Tables

if TYPE_CHECKING:
    from tests.excel_stand_in.books import Book

CONTENTS = 1 | 2 | 4 | 16  # LibreOffice's CellFlags: values, dates, texts, formulas
FORMATS = 32 | 64 | 256  # direct formats, styles, edited attributes


class Sheets(base_classes.Sheets):
    """The sheets of a book in their order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Sheets:
        return self

    @property
    def names(self) -> list[str]:
        names: list[str] = self.book.excel.ask("sheets.names", self.book.number)
        return names

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.excel.ask("sheets.active", self.book.number))

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self.names
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(names):
                raise ComError("missing", str(name_or_index))
            name_or_index = names[name_or_index - 1]
        return Sheet(self.book, self.book.excel.ask("sheets.find", self.book.number, name_or_index))

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([self(name) for name in self.names])

    def __contains__(self, name: str) -> bool:
        return name.lower() in [known.lower() for known in self.names]

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet, which becomes the active one; by default before the active sheet, as in Excel."""
        self.book.excel.calls.note("write", "add_sheet", name or "")
        place = after.index if after else (before or self.active).index - 1
        sheet = Sheet(self.book, self.book.excel.ask("sheets.add", self.book.number, name, place))
        sheet.activate()
        return sheet


class Sheet(base_classes.Sheet):
    """One sheet, which stays itself when it is renamed or moved."""

    def __init__(self, book: Book, number: int) -> None:
        self._book, self.excel, self.number = book, book.excel, number

    @property
    def book(self) -> Book:
        return self._book

    @property
    def api(self) -> WorksheetApi:
        return WorksheetApi(self)

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = self.excel.ask("sheets.facts", self.number)
        return facts

    @property
    def name(self) -> str:
        return self.excel.sheet_name(self.number)

    @name.setter
    def name(self, value: str) -> None:
        self.change("rename", value)

    @property
    def index(self) -> int:
        index: int = self.facts["index"]
        return index

    @property
    def visible(self) -> int:
        """Excel's own words: -1 shown, 0 hidden (LibreOffice knows no very hidden)."""
        return -1 if self.facts["is_visible"] else 0

    @visible.setter
    def visible(self, value: bool) -> None:
        self.change("show", bool(value))

    @property
    def cells(self) -> Range:
        return Range(self, (0, 0, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        self.excel.calls.note("read", "used_range", self.name)
        return Range(self, self.excel.ask("sheets.used", self.number))

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def shapes(self) -> Shapes:
        return Shapes(self)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by address, name, table, (row, column), or from one corner to the other."""
        return Range(self, corners(self, arg1, arg2))

    def activate(self) -> None:
        self.excel.calls.note("write", "activate", self.name)
        self.excel.ask("sheets.activate", self.number)

    select = activate

    def clear_contents(self) -> None:
        self._clear("clear_contents", CONTENTS)

    def clear_formats(self) -> None:
        self._clear("clear_formats", FORMATS)

    def clear(self) -> None:
        self._clear("clear", 1023)

    def autofit(self, axis: str | None = None) -> None:
        for way in "rc" if axis is None else axis[0]:
            self.used_range.autofit(way)

    def delete(self) -> None:
        self.change("delete")

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        self.change("move", after.index if after else before.index - 1 if before else 0)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        taken = self.book.sheets.names
        name = next(f"{self.name} ({n})" for n in range(2, 1000) if f"{self.name} ({n})" not in taken)
        self.change("copy", name, after.index if after else before.index - 1 if before else 0)

    def change(self, what: str, *arguments: Any) -> None:
        """One counted change of the sheet as a whole."""
        self.excel.calls.note("write", what, self.name)
        self.excel.ask(f"sheets.{what}", self.number, *arguments)

    def _clear(self, what: str, flags: int) -> None:
        self.excel.calls.note("write", what, self.name)
        self.excel.ask("values.clear", self.number, [0, 0, LAST_ROW, LAST_COLUMN], flags)
