"""edit: changes to a workbook's records, written whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pmo_xl.errors import BookInUse, PmoXlError
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.change_check import ChangeCheck, changes_checked
from pmo_xl.operations.opened_book import OpenedBook, refuse_partly_read
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import WorkbookEditor, apply, preview_all
from pmo_xl.workbook.changes.record_change import RecordChanges
from pmo_xl.workbook.closed_book import SaveReport
from pmo_xl.workbook.records.record_cells import RecordCells

_PAUSE: Final = 0.25


class BookChanges(ChangeSet):
    """Changes to a book: a ChangeSet that can be looked at before it is written; `repr` and a notebook show its cells.

    report: what the save did, once the block has ended; None before, and where nothing was written.
    """

    def __init__(self, book: OpenedBook, *, new_words: bool = False) -> None:
        """Begin without any change. RefusedEdit when the file is no longer the one that was read."""
        super().__init__(book.project, cells_of(book), new_words=new_words)
        self._book = book
        self.report: SaveReport | None = None

    def preview(self) -> RecordChanges:
        """Every cell that would change, before → after, what cannot be written among them; nothing is written.

        RefusedEdit where the file cannot be written at all.
        """
        return preview_all(self, self._book.source.editor()) if len(self) else RecordChanges()

    def check(self, rules: Names = ()) -> ChangeCheck:
        """The findings that the changes would bring, end and leave; nothing is written. rules: as `Book.check`."""
        return changes_checked(self, rules)

    def __repr__(self) -> str:
        try:
            return repr(self.preview())
        except PmoXlError as error:  # a repr never fails
            return f"<{len(self)} 件の変更: {error.message}>"

    def _repr_html_(self) -> str:
        return self.preview()._repr_html_()


@contextmanager
def edit(
    book: OpenedBook, *, is_applied: bool = True, wait: float = 0, new_words: bool = False
) -> Iterator[BookChanges]:
    """Collect changes, and write them at the end of the block; an exception inside leaves the file alone.

    is_applied: whether they are written at all. wait: seconds in which a file that somebody has open may become free.
    """
    changes = begin(book, new_words=new_words)
    yield changes
    if is_applied and len(changes):
        changes.report = _applied(changes, book.source.editor(), wait)


def _applied(changes: ChangeSet, editor: WorkbookEditor, wait: float) -> SaveReport:
    end = time.monotonic() + wait
    while True:
        try:
            return apply(changes, editor)
        except BookInUse:
            if time.monotonic() >= end:
                raise
        time.sleep(_PAUSE)


def begin(book: OpenedBook, *, new_words: bool = False) -> BookChanges:
    """An empty set of changes to the workbook. RefusedEdit when the file is no longer the one that was read.

    BadOption for a book of which some sheets were not read.
    """
    refuse_partly_read(book)  # formulas over several sheets would be given results without the unread ones
    return BookChanges(book, new_words=new_words)


def cells_of(book: OpenedBook) -> RecordCells:
    """The cells behind the book's records, read again from where it lies."""
    return RecordCells(book.source.grids().grid, book.layouts.tables)
