"""Exchanged: a book as what an exchange is compared with and written to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.exchange import Row, Target, rows_of
from pmo_xl.exchange.normal import OWN, normal
from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.vocabulary import list_name
from pmo_xl.operations.edit import cells_of, changes_on
from pmo_xl.operations.opened_book import refuse_partly_read

if TYPE_CHECKING:
    from pmo_xl.model.record import Record
    from pmo_xl.operations.opened_book import OpenedBook


def target_of(book: OpenedBook) -> Target:
    """The book as the side that is written. BadOption where some of its sheets were not read."""
    refuse_partly_read(book)
    return Target(
        book.path.name,
        book.project,
        lambda: cells_of(book),
        book.source.editor,
        lambda cells: changes_on(book, cells),
    )


def own_headings(book: OpenedBook, sheet: type[Record]) -> tuple[str, ...]:
    """The headings of the office's own columns of a sheet; what formulas show changes by itself and is left out."""
    tables = [table.own for table in book.project.tables.get(sheet, ()) if table.own]
    return tuple(dict.fromkeys(each.heading for own in tables for each in own.columns if not each.is_formula))


def keyed_by(rows: Iterable[Row], heading: str) -> tuple[Row, ...]:
    """The rows, known by what stands in an own column."""
    name = f"{OWN}{heading}"
    return tuple(replace(row, key=_own_key(row, name), more=()) for row in rows)


def _own_key(row: Row, name: str) -> str | None:
    value = normal(Kind.TEXT, row.values.get(name), name)
    return None if value is None else f"{name}={value}"


def refuse_unknown_word(book: OpenedBook, word: str | None) -> None:
    """BadOption for a 状態 to close rows with that 課題管理表 does not have."""
    words = list_name(Issue, "status")
    if word and book.project.vocabulary.canonical(words, word) is None:
        known = "、".join(book.project.vocabulary.words(words))
        raise BadOption(f"--close-gone「{word}」は 状態 の言葉にありません。{known} のどれかです。")


def sheet_rows(
    book: OpenedBook,
    sheet: type[Record],
    fields: Iterable[str] | None = None,
    *,
    is_external: bool = False,
) -> tuple[Row, ...]:
    """The rows of one sheet of a book. fields, is_external: as rows_of takes them."""
    return tuple(rows_of(book.project.of(sheet), book.path.name, fields, is_external=is_external))
