"""The author of the master workbook: SHEETS → an .xlsx or .xlsm file, complete with tables, lists and formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

from pmo_xl.metrics.measures import MEASURES
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.schema import mark_of
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.model.sheets import sheets_of
from pmo_xl.model.task import Task
from pmo_xl.workbook.author.bank_days import write_bank_days
from pmo_xl.workbook.author.formats import BASE, Formats
from pmo_xl.workbook.author.gantt import reserve_word, write_gantt
from pmo_xl.workbook.author.highlights import define_column_names, write_highlights
from pmo_xl.workbook.author.ledger import write_ledger
from pmo_xl.workbook.author.lists import write_lists
from pmo_xl.workbook.author.macros import add_macros
from pmo_xl.workbook.author.menu import write_menu
from pmo_xl.workbook.author.menu_layout import FIRST_FIGURE, MENU, Menu, cell
from pmo_xl.workbook.author.menu_sheets import total_row
from pmo_xl.workbook.author.new_book import starting_records
from pmo_xl.workbook.author.plan import Book, Ledger, Quirks
from pmo_xl.workbook.author.printing import print_ledger
from pmo_xl.workbook.author.row_heights import finish
from pmo_xl.workbook.author.settings_sheet import define_setting_names, write_setting_values
from pmo_xl.workbook.author.tally import write_tally
from pmo_xl.workbook.author.tally_owners import write_owner_counts
from pmo_xl.workbook.author.validations import write_validations
from pmo_xl.workbook.formulas import filled


def write_workbook(
    path: str | Path,
    records: Mapping[type[Record], Sequence[Record]] | None = None,
    *,
    run_day: date,
    settings: Mapping[str, str] = MappingProxyType({}),
    profile: str = "core",
    needs_macros: bool = False,
    quirks: Quirks | None = None,
) -> None:
    """Write a master workbook to `path`, replacing what is there.

    records: the rows of each sheet; a sheet without any has one empty row. run_day: R, which the file is
    dated by, and D where 設定 has no 基準日. settings: values of 設定 by key, over those of the records.
    profile: "core", or "full" for every sheet. needs_macros: with buttons (the file must be an .xlsm). quirks: what staff did to the workbook. The same arguments give the same bytes.
    """
    import xlsxwriter

    sheets = sheets_of(profile)
    rows = starting_records(sheets, records or {}, settings)
    options = {"default_format_properties": dict(BASE), "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        project = _project(rows, run_day)
        ledgers = {sheet: Ledger(sheet, rows[sheet], quirks or Quirks()) for sheet in sheets}
        book = Book(workbook, Formats(workbook), project, ledgers, needs_macros)
        _write(book)
        workbook.set_properties(_properties(project, run_day))
        for name, text in mark_of(profile).items():
            workbook.set_custom_property(name, text, "text")
    finish(Path(path))


def _project(rows: Mapping[type[Record], Sequence[Record]], run_day: date) -> Project:
    as_of = Settings(row for row in rows[Setting] if isinstance(row, Setting)).day("基準日")
    records = {sheet: tuple(found) for sheet, found in rows.items()}
    return Project(as_of or run_day, run_day, "workbook" if as_of else "today", records)


def _write(book: Book) -> None:
    reserve_word(book)
    book.sheet(MENU).activate()
    define_setting_names(book)
    for ledger in book.ledgers.values():
        write_ledger(book, ledger)
        write_validations(book, ledger)
        write_highlights(book, ledger)
        print_ledger(book, ledger)
    write_setting_values(book, book.ledgers[Setting])
    write_lists(book)
    define_column_names(book)
    define_measure_names(book)
    write_tally(book)
    write_bank_days(book)
    write_owner_counts(book)
    write_gantt(book, book.ledgers[Task])
    write_menu(book)
    if book.needs_macros:
        add_macros(book)


def _properties(project: Project, run_day: date) -> dict[str, object]:
    name = project.settings.project_name
    return {
        "title": f"{name} PMO管理台帳" if name else "PMO管理台帳",
        "subject": "プロジェクト管理台帳",
        "author": "pmo_xl",
        "keywords": "PMO、課題、QA、仕様変更、予算、検収、スケジュール",
        "comments": "pmo_xl が作成した管理台帳です。",
        "created": datetime.combine(run_day, time(9)),
    }


_LATE_COLUMN = FIRST_FIGURE + 2


def define_measure_names(book: Book) -> None:
    """Define a name for every measure."""
    if Kpi not in book.ledgers:
        return
    late = cell(total_row(Menu(book, book.sheet(MENU))), _LATE_COLUMN)
    for name, found in MEASURES.items():
        formula = filled(found.formula) if found.formula else f"{MENU}!{late}"
        book.workbook.define_name(f"指標_{name}", f"={formula}")
