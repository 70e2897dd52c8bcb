"""メニュー: the first sheet, which leads to the others and tells the project's story in Excel alone."""

from __future__ import annotations

from pmo_xl.metrics.budget.budget import BudgetReport, budget_report
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.menu_charts import departments_chart, months_chart, owners_chart
from pmo_xl.workbook.author.menu_first import write_first
from pmo_xl.workbook.author.menu_guide import GUIDE_HEIGHT, write_guide
from pmo_xl.workbook.author.menu_kpi import write_kpis
from pmo_xl.workbook.author.menu_layout import (
    BUTTON_ROW,
    BUTTON_ROW_HEIGHT,
    DEPARTMENTS,
    FIRST_HEIGHT,
    FIRST_ROWS,
    LAST_RIGHT,
    MENU,
    MILESTONES,
    MONTHS,
    RIGHT,
    SHEETS_ROW,
    WIDTHS,
    Menu,
)
from pmo_xl.workbook.author.menu_milestones import write_milestones, write_next_position
from pmo_xl.workbook.author.menu_money import write_departments, write_months
from pmo_xl.workbook.author.menu_sheets import total_row, write_sheet_list
from pmo_xl.workbook.author.menu_statements import (
    departments_statement,
    months_statement,
    others_statement,
    owners_statement,
)
from pmo_xl.workbook.author.menu_tiles import write_tiles, write_title
from pmo_xl.workbook.author.plan import Book
from pmo_xl.workbook.author.printing import print_menu

_ROW_HEIGHT = 20  # pixels of an ordinary row


def write_menu(book: Book) -> None:
    """Write メニュー and protect it, without a password: there is nothing to type on it."""
    menu = Menu(book, book.sheet(MENU))
    for column, width in enumerate(WIDTHS):
        menu.sheet.set_column(column, column, width)
    report = budget_report(book.project)
    guide = _guide_row(menu)
    departments = max(total_row(menu), guide + GUIDE_HEIGHT - 1) + 2
    months = departments + DEPARTMENTS + 5
    milestones = months + MONTHS + 4
    if book.needs_macros:
        menu.sheet.set_row(BUTTON_ROW, BUTTON_ROW_HEIGHT)
    write_title(menu)
    write_tiles(menu, report, total_row(menu), departments)
    if menu.asks_first:
        write_first(menu)
    write_sheet_list(menu)
    write_departments(menu, departments, report)
    write_months(menu, months, report)
    write_next_position(menu)
    write_milestones(menu, milestones)
    write_guide(menu, guide)
    if menu.asks_first:
        write_kpis(menu, guide + GUIDE_HEIGHT + 1)
    _write_charts(menu, departments, months, report)
    menu.sheet.hide_gridlines(2)
    menu.sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})
    print_menu(menu.sheet, milestones + MILESTONES + 2, new_page=departments if menu.asks_first else 0)


def _guide_row(menu: Menu) -> int:
    """Below the owners, beside the list of sheets; before it one row says who is not in their picture."""
    return menu.sheets_row + (
        13 if menu.asks_first else 15
    )  # fewer, and LibreOffice leaves out every second name


def _owners_height(menu: Menu) -> int:
    """Down to the row above the guide, which says who is not in the picture."""
    first = (FIRST_ROWS - 3) * FIRST_HEIGHT + 3 * _ROW_HEIGHT if menu.asks_first else 0
    return first + (_guide_row(menu) - menu.sheets_row - 2) * _ROW_HEIGHT - 8


def _write_charts(menu: Menu, departments: int, months: int, report: BudgetReport) -> None:
    """The pictures, each under what it says."""
    for row, (formula, shown) in (
        (SHEETS_ROW, owners_statement(menu)),
        (departments, departments_statement(menu, departments, report)),
        (months, months_statement(menu, months, report)),
    ):
        menu.heading(row, RIGHT, LAST_RIGHT, shown, formula)
    owners_chart(menu, _owners_height(menu))
    formula, shown = others_statement(menu)
    quiet = menu.look(font_color=Colour.QUIET)
    menu.formula(_guide_row(menu) - 1, RIGHT, formula, quiet, shown)
    departments_chart(menu, departments, (DEPARTMENTS + 4) * _ROW_HEIGHT - 8)
    months_chart(menu, months, (MONTHS + 2) * _ROW_HEIGHT - 8)
