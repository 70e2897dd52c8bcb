"""Defined names over a range that grew, print areas and filters among them: they end where it ends."""

from __future__ import annotations

from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.edits.formula_text import grown
from pmo_xl.workbook.edits.growth import Growth


def stretch_names(book: Book, growth: Growth) -> None:
    """Let every name that covered the old rows reach the new last row."""
    for name in book.workbook.root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        text = grown(name.text or "", growth, "")
        if text != (name.text or ""):
            name.text = text
            book.workbook.is_changed = True
