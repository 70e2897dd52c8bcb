"""edit: changes to a workbook's records, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pmo_xl.operations.opened_book import OpenedBook, refuse_partly_read
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import apply
from pmo_xl.workbook.records.record_cells import RecordCells


@contextmanager
def edit(book: OpenedBook) -> Iterator[ChangeSet]:
    """Collect changes, and write them at the end of the block; an exception inside leaves the file alone."""
    changes = begin(book)
    yield changes
    if len(changes):
        apply(changes, book.source.editor())


def begin(book: OpenedBook) -> ChangeSet:
    """An empty set of changes to the workbook. RefusedEdit when the file is no longer the one that was read.

    BadOption for a book of which some sheets were not read.
    """
    refuse_partly_read(book)  # formulas over several sheets would be given results without the unread ones
    return ChangeSet(book.project, cells_of(book))


def cells_of(book: OpenedBook) -> RecordCells:
    """The cells behind the book's records, read again from where it lies."""
    return RecordCells(book.source.grids().grid, book.layouts.tables)
