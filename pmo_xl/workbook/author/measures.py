"""The defined names 指標_<name> by which 実績 of KPI reads its measures; only in workbooks that have KPI."""

from __future__ import annotations

from pmo_xl.metrics.measures import MEASURES
from pmo_xl.model.kpi import Kpi
from pmo_xl.workbook.author.menu_layout import FIRST_FIGURE, MENU, Menu, cell
from pmo_xl.workbook.author.menu_sheets import total_row
from pmo_xl.workbook.author.plan import Book
from pmo_xl.workbook.formulas import filled

_LATE_COLUMN = FIRST_FIGURE + 2


def define_measure_names(book: Book) -> None:
    """Define a name for every measure."""
    if Kpi not in book.ledgers:
        return
    late = cell(total_row(Menu(book, book.sheet(MENU))), _LATE_COLUMN)
    for name, found in MEASURES.items():
        formula = filled(found.formula) if found.formula else f"{MENU}!{late}"
        book.workbook.define_name(f"指標_{name}", f"={formula}")
