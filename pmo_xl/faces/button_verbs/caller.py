"""The workbook whose button was pressed, as xlwings hands it over, and the names with which that goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.desk import Desk, refuse_name

if TYPE_CHECKING:
    import xlwings

_BOOK_ARGUMENT = "--wb="


def calling_desk() -> Desk:
    """The desk of the calling workbook. Raises RefusedEdit for a name that xlwings cannot hand over."""
    refuse_name(handed_name(sys.argv))
    book = _caller()
    return Desk(book, book.app)


def handed_name(arguments: Sequence[str]) -> str:
    """The workbook's name among the arguments that xlwings.bas gives to Python; "" when there is none."""
    named = (each for each in arguments if each.startswith(_BOOK_ARGUMENT))
    return next(named, _BOOK_ARGUMENT).removeprefix(_BOOK_ARGUMENT)


def _caller() -> xlwings.Book:
    from pmo_xl.workbook.open_book.excel import load_xlwings

    book: xlwings.Book = load_xlwings().Book.caller()
    return book
