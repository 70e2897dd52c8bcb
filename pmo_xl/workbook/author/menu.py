"""メニュー: the first sheet, which leads to the others and tells the project's story in Excel alone."""

from __future__ import annotations

from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.workbook.author.menu_charts import departments_chart, months_chart, owners_chart
from pmo_xl.workbook.author.menu_guide import write_guide
from pmo_xl.workbook.author.menu_layout import (
    BUTTON_ROW,
    BUTTON_ROW_HEIGHT,
    DEPARTMENTS,
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
    departments = total_row(menu) + 2
    months = departments + DEPARTMENTS + 5
    milestones = months + MONTHS + 4
    if book.needs_macros:
        menu.sheet.set_row(BUTTON_ROW, BUTTON_ROW_HEIGHT)
    write_title(menu)
    write_tiles(menu, report, total_row(menu), departments)
    write_sheet_list(menu)
    write_departments(menu, departments, report)
    write_months(menu, months, report)
    write_next_position(menu)
    write_milestones(menu, milestones)
    write_guide(menu, milestones)
    _write_charts(menu, departments, months)
    menu.sheet.hide_gridlines(2)
    menu.sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True})
    print_menu(menu.sheet, milestones + MILESTONES + 2)


def _write_charts(menu: Menu, departments: int, months: int) -> None:
    menu.heading(SHEETS_ROW, RIGHT, LAST_RIGHT, "担当者別の期限超過と未完了(件)")
    owners_chart(menu, (total_row(menu) - SHEETS_ROW) * _ROW_HEIGHT - 8)
    menu.heading(departments, RIGHT, LAST_RIGHT, "部門別の予算の内訳")
    departments_chart(menu, departments, (DEPARTMENTS + 3) * _ROW_HEIGHT - 8)
    menu.heading(months, RIGHT, LAST_RIGHT, "月別の発注・検収・支払")
    months_chart(menu, months, (MONTHS + 2) * _ROW_HEIGHT - 8)
