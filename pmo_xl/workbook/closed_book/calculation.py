"""Recalculation: Excel is asked to calculate when it opens the book, and the old chain of formulas goes."""

from __future__ import annotations

from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_links import drop_part
from pmo_xl.workbook.closed_book.part_xml import is_on, main, new_child

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


def ask_for_calculation(book: Book) -> None:
    """Set fullCalcOnLoad; drop the calculation chain when a formula came or went."""
    root = book.workbook.root
    settings = root.find(main("calcPr"))
    if settings is None:
        settings = new_child(root, "calcPr", _ORDER)
    if not is_on(settings.get("fullCalcOnLoad")):
        settings.set("fullCalcOnLoad", "1")
        book.workbook.is_changed = True
    chain = book.part_of_kind(book.workbook.name, "calcChain")
    if chain and any(sheet.has_formula_changes for sheet in book.opened.values()):
        drop_part(book.parts, book.workbook.name, chain)
