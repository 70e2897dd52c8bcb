"""Defined names of an open workbook: Names and Name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.formulas import calc_formula, excel_formula

if TYPE_CHECKING:
    from tests.excel_stand_in.books import Book
    from tests.excel_stand_in.cells import Range


class Names(base_classes.Names):
    """The names of the whole book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Names:
        return self

    def snapshot(self) -> list[tuple[str, Name]]:
        self.book.excel.calls.note("read", "names")
        found = self.book.excel.ask("names.all", self.book.number)
        return [(row[0], Name(self.book, *row)) for row in found]

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return self.snapshot()[name_or_index - 1][1]
        for name, found in self.snapshot():
            if name.lower() == name_or_index.lower():
                return found
        raise ComError("missing", name_or_index)

    def contains(self, name_or_index: str) -> bool:
        return any(name.lower() == name_or_index.lower() for name, _ in self.snapshot())

    def __len__(self) -> int:
        return len(self.snapshot())

    def __iter__(self) -> Iterator[Name]:
        return iter([found for _, found in self.snapshot()])

    def add(self, name: str, refers_to: str) -> Name:
        self.book.excel.calls.note("write", "name")
        content = calc_formula(refers_to).removeprefix("=")
        self.book.excel.ask("names.put", self.book.number, name, content)
        return self(name)


class Name(base_classes.Name):
    """One name, as it stood when it was read."""

    def __init__(self, book: Book, name: str, content: str, sheet: str | None, area: Any) -> None:
        self.book, self._name, self.content = book, name, content
        self.place = (sheet, tuple(area) if area else None)

    @property
    def api(self) -> Name:
        return self

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        return excel_formula(f"={self.content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.content = self.book.names.add(self._name, value).content

    @property
    def refers_to_range(self) -> Range:
        sheet, area = self.place
        if sheet is None or area is None:
            raise ComError("bad_address", self._name)
        return self.book.sheets(sheet).range(*[(area[i] + 1, area[i + 1] + 1) for i in (0, 2)])

    def delete(self) -> None:
        self.book.excel.calls.note("write", "name")
        self.book.excel.ask("names.delete", self.book.number, self._name)
