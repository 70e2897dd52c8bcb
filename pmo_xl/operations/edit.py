"""edit: changes to a workbook's records, written whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BookInUse
from pmo_xl.exchange.book_changes import BookChanges
from pmo_xl.model.collection import collection_held_back
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.opened_book import OpenedBook, refuse_partly_read
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.derived_results import with_results
from pmo_xl.workbook.changes.editing import WorkbookEditor, apply
from pmo_xl.workbook.closed_book import SaveReport
from pmo_xl.workbook.records.record_cells import RecordCells

if TYPE_CHECKING:
    from pmo_xl.rules.change_check import ChangeCheck

_PAUSE: Final = 0.25


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
    return changes_on(book, cells_of(book), new_words=new_words)


def changes_on(book: OpenedBook, cells: RecordCells, *, new_words: bool = False) -> BookChanges:
    """An empty set of changes on these cells of the workbook."""
    return BookChanges(book.project, cells, book.source.editor, changes_checked, new_words=new_words)


def cells_of(book: OpenedBook) -> RecordCells:
    """The cells behind the book's records, read again from where it lies."""
    return RecordCells(book.source.grids().grid, book.layouts.tables)


@collection_held_back()
def changes_checked(changes: ChangeSet, rules: Names = ()) -> ChangeCheck:
    """Ask the rules about the project before and after. Raises BadOption for a name that means no rule.

    The settings of the workbook decide, before by the old ones and after by the new.
    """
    # the rules are many, and few changes are asked of them
    from pmo_xl.operations.check import rules_asked
    from pmo_xl.rules.change_check import ChangeCheck
    from pmo_xl.rules.policy import policy_of
    from pmo_xl.rules.run import run

    names = arguments.names(rules, "rules")
    before, after = (
        run(project, asked if names else policy.select(asked), policy)
        for project in (changes.before, with_results(changes.after(), changes.touched))
        for policy in (policy_of(project.settings),)
        for asked in (rules_asked(project, names),)
    )
    silent = {
        count.rule: count for report in (before, after) for count in report.rules if count.is_not_evaluated
    }
    was = {each.id: each for each in before.findings if each.rule not in silent}
    now = {each.id: each for each in after.findings if each.rule not in silent}
    return ChangeCheck(
        tuple(each for key, each in now.items() if key not in was),
        tuple(each for key, each in was.items() if key not in now),
        tuple(each for key, each in now.items() if key in was),
        tuple(silent.values()),
    )
