"""edit: changes to a workbook's records, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pmo_xl.operations.book import Book
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import ClosedBookEditor, apply
from pmo_xl.workbook.closed_book.replacement import changed_meanwhile
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.records.record_cells import RecordCells


@contextmanager
def edit(book: Book) -> Iterator[ChangeSet]:
    """Collect changes, and write them at the end of the block; an exception inside leaves the file alone."""
    changes = begin(book)
    yield changes
    if len(changes):
        apply(changes, editor_of(book))


def begin(book: Book) -> ChangeSet:
    """An empty set of changes to the workbook. RefusedEdit when the file is no longer the one that was read."""
    return ChangeSet(book.project, cells_of(book))


def cells_of(book: Book) -> RecordCells:
    """The cells behind the book's records, read again from its file."""
    grids = open_grids(book.path, book.password)
    if grids.sha256 != book.sha256:
        raise changed_meanwhile(book.path)
    return RecordCells(grids.grid, book.layouts.tables)


def editor_of(book: Book) -> ClosedBookEditor:
    """The editor of the book's file."""
    return ClosedBookEditor(book.path, book.sha256, book.password)
