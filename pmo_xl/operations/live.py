"""live: a book that is open in Excel as a Book, read and written there, unsaved changes and all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.history import FolderHistory
from pmo_xl.model.settings import Settings
from pmo_xl.operations.book import Book, read_book
from pmo_xl.operations.earlier_runs import history_of, office_folder
from pmo_xl.workbook.open_book import OpenBookEditor, OpenBookGrids
from pmo_xl.workbook.open_book.excel import path_of, told_plainly

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True)
class OpenBookSource:
    """A book open in Excel, with its sheets as they were read."""

    read: OpenBookGrids

    def grids(self) -> OpenBookGrids:
        """The sheets as they were read; the editor refuses when they are no longer so."""
        return self.read

    def editor(self) -> OpenBookEditor:
        """What writes into the open book."""
        return OpenBookEditor(self.read)


def open_live(
    book: xlwings.Book,
    *,
    as_of: date | None = None,
    run_day: date | None = None,
    layout: str | PathLike[str] | None = None,
    history: str | PathLike[str] | None = None,
) -> Book:
    """Read a book that is open in Excel, as it stands there: what is not saved yet is read, too.

    The arguments are those of `open_workbook`. Its verbs work on the open book; what they write stands there
    unsaved. A book that has no file yet has no history, unless an office folder is named. Raises
    UnreadableWorkbook when Excel does not answer, NoLedgerSheet when none of our sheets is in the book.
    """
    grids = OpenBookGrids(book)
    with told_plainly(book, grids.path.name, UnreadableWorkbook):
        read = read_book(
            grids,
            grids,
            OpenBookSource(grids),
            _history(book, Path(history) if history else None),
            as_of=as_of,
            run_day=run_day,
            layout=Path(layout) if layout else None,
        )
        foreign = {each.title for each in read.layouts.tables if not each.is_ours}
        return replace(read, remarks=(*read.remarks, *grids.remarks(foreign)))


def _history(book: xlwings.Book, folder: Path | None) -> Callable[[Settings], FolderHistory | None]:
    """The earlier runs; none for a book without a file, where no folder is named for the runs of all books."""
    path, office = path_of(book), folder or office_folder()
    if path is None and office is None:
        return lambda _: None
    return lambda settings: history_of(path or Path(book.name), settings, folder=office)
