"""Open workbooks: Books and Book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel_stand_in.api import WorkbookApi
from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.names import Names
from tests.excel_stand_in.sheets import Sheets

if TYPE_CHECKING:
    from tests.excel_stand_in.engine import App


class Books(base_classes.Books):
    """The workbooks that are open, in the order of opening."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Books:
        return self

    @property
    def front(self) -> Book | None:
        """The book in front; None: no book is open."""
        number = self.app.excel.ask("books.front")
        return None if number is None else Book(self.app, number)

    @property
    def active(self) -> Book:
        return self.front or self._none()

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(books):
                return books[name_or_index - 1]
            raise KeyError(name_or_index)
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.app.excel.ask("books.numbers"))

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self.app, number) for number in self.app.excel.ask("books.numbers")])

    def add(self) -> Book:
        self.app.excel.calls.note("write", "add_book")
        return Book(self.app, self.app.excel.ask("books.add"))

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *others: Any) -> Book:
        self.app.excel.calls.note("read", "open")
        return Book(self.app, self.app.excel.ask("books.open", fullname, bool(read_only)))

    @staticmethod
    def _none() -> Book:
        raise ComError("bad_address", "no open book")


class Book(base_classes.Book):
    """One open workbook."""

    def __init__(self, app: App, number: int) -> None:
        self._app, self.excel, self.number = app, app.excel, number

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> WorkbookApi:
        return WorkbookApi(self)

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = self.excel.ask("books.facts", self.number)
        return facts

    @property
    def null_date(self) -> dt.datetime:
        return self.excel.null_date(self.number)

    @property
    def name(self) -> str:
        path = self.facts["path"]
        return Path(path).name if path else f"Book{self.number}"

    @property
    def fullname(self) -> str:
        return self.facts["path"] or self.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.excel.ask("books.bring_to_front", self.number)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.excel.calls.note("write", "save")
        if path is None and self.facts["path"] is None:
            path = str(Path.cwd() / f"{self.name}.xlsx")
        self.excel.ask("books.save", self.number, path and str(Path(path).absolute()))

    def close(self) -> None:
        self.excel.calls.note("write", "close")
        self.excel.ask("books.close", self.number)
