"""One ledger sheet: title, table, typed cells and live formulas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmo_xl.metrics.derived import derived_value
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.display import display
from pmo_xl.model.record import Record
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.formats import XlsxFormat, cell_properties, header_properties, width
from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.author.plan import (
    EMPTY_TEXT,
    FIRST_ROW,
    HEADER_ROW,
    NOTE_ROW,
    TITLE_ROW,
    Book,
    Ledger,
    XlsxSheet,
)
from pmo_xl.workbook.author.row_heights import fitting_height
from pmo_xl.workbook.formulas import FORMULAS


def write_ledger(book: Book, ledger: Ledger) -> None:
    """Write the sheet of one record class: what stands above the table, the table, and its cells."""
    sheet = book.sheet(ledger.label)
    _set_columns(book, sheet, ledger)
    write_above_table(book, ledger)
    _add_table(book, sheet, ledger)
    for row, record in enumerate(ledger.records or (ledger.record_class(),), FIRST_ROW):
        _write_row(book, sheet, ledger, row, record)


def _set_columns(book: Book, sheet: XlsxSheet, ledger: Ledger) -> None:
    """Set widths and the looks of cells below the table; fold the columns that people rarely read."""
    columns = list(ledger.record_class.columns.values())
    for index, column in enumerate(columns):
        follows_fold = index > 0 and columns[index - 1].is_rarely_read and not column.is_rarely_read
        options: dict[str, Any] = {"collapsed": True} if follows_fold else {}
        if column.is_rarely_read or column.is_hidden:
            options = {"hidden": True} | ({"level": 1} if column.is_rarely_read else {})
        sheet.set_column(index, index, width(column), book.formats.get(**cell_properties(column)), options)
    if columns[-1].is_rarely_read:
        sheet.set_column(len(columns), len(columns), 3, None, {"collapsed": True})
    sheet.freeze_panes(FIRST_ROW, _frozen_columns(ledger))
    sheet.set_selection(FIRST_ROW, _first_typed(ledger), FIRST_ROW, _first_typed(ledger))


def _first_typed(ledger: Ledger) -> int:
    """The column in which a person begins a row: the first that must be written, where there is one."""
    must = ledger.record_class.must_fields
    return ledger.column(must[0]) if must else ledger.first_shown()


def _frozen_columns(ledger: Ledger) -> int:
    """The columns kept in sight: up to 件名 (or what names the row) where it stands near the left."""
    names = ("title", "name", "order")
    return next((ledger.column(n) + 1 for n in names if n in ledger.record_class.columns), 1)


def _add_table(book: Book, sheet: XlsxSheet, ledger: Ledger) -> None:
    columns = [
        {"header": ledger.heading(name), "header_format": book.formats.get(**header_properties(column))}
        | ({"formula": f"={FORMULAS[ledger.record_class, name]}"} if column.is_derived else {})
        for name, column in ledger.record_class.columns.items()
    ]
    options = {"name": ledger.label, "columns": columns, "style": None}
    sheet.add_table(HEADER_ROW, 0, ledger.last_row, ledger.last_column, options)


def _write_row(book: Book, sheet: XlsxSheet, ledger: Ledger, row: int, record: Record) -> None:
    quirks, row_id = ledger.quirks, record.row_id or ""
    for index, (name, column) in enumerate(record.columns.items()):
        cell_format = book.formats.get(**cell_properties(column))
        cell = (ledger.label, row_id, name)
        if cell in quirks.raw_cells:
            _write_raw(sheet, row, index, quirks.raw_cells[cell], column, cell_format)
        elif column.is_derived:
            result = quirks.stale_results.get(cell, derived_value(record, name, book.project))
            formula = f"={FORMULAS[ledger.record_class, name]}"
            sheet.write_formula(row, index, formula, cell_format, _stored(result))
        else:
            write_value(sheet, row, index, getattr(record, name), column, cell_format)
    is_hidden = bool(row_id) and (ledger.label, row_id) in quirks.hidden_rows
    sheet.set_row(row, fitting_height(record), None, {"hidden": is_hidden})


def _stored(result: object) -> object:
    """A formula's result as XlsxWriter stores it."""
    if result is None:
        return EMPTY_TEXT
    return float(result) if isinstance(result, Decimal) else result


def _write_raw(
    sheet: XlsxSheet, row: int, index: int, value: object, column: Column, cell_format: XlsxFormat
) -> None:
    """Write a value just as somebody typed it."""
    if isinstance(value, str):
        sheet.write_string(row, index, value, cell_format)
    else:
        write_value(sheet, row, index, value, column, cell_format)


def write_value(
    sheet: XlsxSheet,
    row: int,
    index: int,
    value: object,
    column: Column,
    cell_format: XlsxFormat,
) -> None:
    """Write one value as the typed cell it is: dates as dates, figures as figures, text as text."""
    if value is None or value in ("", ()):
        sheet.write_blank(row, index, None, cell_format)
        return
    for types, write in _WRITERS:
        if isinstance(value, types):
            write(sheet, row, index, value, cell_format)
            return
    sheet.write_string(row, index, display(column.kind, value), cell_format)


def _write_flag(sheet: XlsxSheet, row: int, index: int, value: bool, cell_format: XlsxFormat) -> None:
    sheet.write_string(row, index, display(Kind.FLAG, value), cell_format)


def _write_date(sheet: XlsxSheet, row: int, index: int, value: date, cell_format: XlsxFormat) -> None:
    sheet.write_datetime(row, index, value, cell_format)


def _write_number(
    sheet: XlsxSheet, row: int, index: int, value: int | Decimal, cell_format: XlsxFormat
) -> None:
    sheet.write_number(row, index, value if isinstance(value, int) else float(value), cell_format)


# bool before int, because a bool is an int.
_WRITERS: tuple[tuple[tuple[type, ...], Callable[..., None]], ...] = (
    ((bool,), _write_flag),
    ((datetime, date), _write_date),
    ((int, Decimal), _write_number),
)


_TITLE_HEIGHT, _NOTE_HEIGHT, _HEADER_HEIGHT = 24, 18, 30
_TALL_TITLE = 120  # where the title stands in lines, because only a few columns are on every page


def write_above_table(book: Book, ledger: Ledger) -> None:
    """Write the two rows above the table; they are repeated on every printed page with the headings."""
    sheet, formats = book.sheet(ledger.label), book.formats
    is_tall = ledger.title_columns > 1
    for row, height in (
        (TITLE_ROW, _TALL_TITLE if is_tall else _TITLE_HEIGHT),
        (NOTE_ROW, _NOTE_HEIGHT),
        (HEADER_ROW, _HEADER_HEIGHT),
    ):
        sheet.set_row(row, height)
    for column in range(ledger.last_column + 1):  # the columns' own formats end where the table begins
        sheet.write_blank(TITLE_ROW, column, None, formats.get())
        sheet.write_blank(NOTE_ROW, column, None, formats.get())
    first = ledger.first_shown()
    title = formats.get(
        bold=True,
        font_size=14,
        font_color=Colour.NAVY,
        valign="vcenter",
        **{"text_wrap": True} if is_tall else {},
    )
    name, settings = ledger.label, book.project.settings
    formula = f'="{name}　"&設定_案件名&IF(設定_案件名="","","　")&"基準日 "&TEXT(計算日,"yyyy/mm/dd")'
    shown = "　".join(filter(None, (name, settings.project_name, f"基準日 {shown_day(book.project.as_of)}")))
    column = ledger.title_column
    if is_tall:
        sheet.merge_range(TITLE_ROW, column, TITLE_ROW, column + ledger.title_columns - 1, "", title)
    sheet.write_formula(TITLE_ROW, column, formula, title, shown)
    link = formats.get(font_color=Colour.LINK, underline=1, valign="vcenter")
    sheet.write_url(NOTE_ROW, first, f"internal:'{MENU}'!A1", link, "◀ メニュー", "メニューへ戻ります")
    quiet = formats.get(font_color=Colour.QUIET, valign="vcenter")
    sheet_of = ledger.record_class.sheet
    note = book.button_room + "　".join(filter(None, (sheet_of.help, sheet_of.amounts)))
    sheet.write_string(NOTE_ROW, ledger.note_column, note, quiet)
