"""check: open a workbook and ask the rules in one call, for those who want nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.operations.arguments import Names, PathText, Places
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule


def check(
    book: Book | PathText,
    rules: Names | Iterable[str | Rule] = (),
    *,
    documents: bool = True,
    roots: Places | None = None,
) -> Report:
    """The findings of a workbook: of its file, or of one that was opened.

    rules: IDs, their beginnings, or rules that you made; () = those that 設定 has switched on. documents, roots: as of
    Book.check. Raises UnreadableWorkbook, NoLedgerSheet, and BadOption for no rule.
    """
    opened = book if isinstance(book, Book) else open_workbook(book)
    return opened.check(rules, documents=documents, roots=roots)
