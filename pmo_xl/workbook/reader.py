"""Reader: the rows of the tables that layout found → records. A bad cell is kept as it is, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pmo_xl.model.choice import Choice
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record, Table, Unread
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import Vocabulary
from pmo_xl.workbook.cells import READERS, CellContext
from pmo_xl.workbook.cells.efforts import own_days
from pmo_xl.workbook.cells.progress_words import read_progress_of_others
from pmo_xl.workbook.cells.spelling import OfficeSpelling, Spelling
from pmo_xl.workbook.formulas.formula_facts import DerivedCells
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import Layout
from pmo_xl.workbook.records.column_units import unit_of_column
from pmo_xl.workbook.records.own_cells import GridOwnCells
from pmo_xl.workbook.records.read_table import ReadTable
from pmo_xl.workbook.records.record_rows import RecordRows
from pmo_xl.workbook.records.settling import ColumnPlan, Settling

# Read first, in this order, because what is read later is spelt as they spell it.
_MASTERS: tuple[type[Record], ...] = (Choice, Vendor, System, Member)


@dataclass(frozen=True)
class ReadSheets:
    """What the tables of a workbook hold: records and places by record class."""

    records: Mapping[type[Record], tuple[Record, ...]]
    tables: Mapping[type[Record], tuple[Table, ...]]


def read_sheets(
    grids: Mapping[str, Grid],
    layouts: Iterable[Layout],
    *,
    is_1904: bool = False,
    near: date | None = None,
    tax_rate: Decimal | None = None,
    office: OfficeSpelling = OfficeSpelling(),  # noqa: B008 - it never changes
    settings: ReadSheets | None = None,
) -> ReadSheets:
    """Read every table; words and names first, so that the others are brought to their spelling.

    near: the day that settles the year of a date written without one, where its row has no other date. tax_rate: of
    設定, where it is written there. office: words and people's spellings for all of an office's books. settings: the
    tables of 設定, where they were read before.
    """
    context = CellContext(is_1904=is_1904, near=near)
    ordered = sorted(layouts, key=_reading_order)
    vocabulary = Vocabulary()
    spelling = Spelling(vocabulary, office=office)
    records: dict[type[Record], tuple[Record, ...]] = {}
    tables: dict[type[Record], tuple[Table, ...]] = {}
    for layout in ordered:
        if not spelling.is_complete:
            spelling = _spelling_of(
                vocabulary, records, office, is_complete=layout.record_class not in _MASTERS
            )
        if settings and layout.record_class is Setting:
            records[Setting], tables[Setting] = settings.records[Setting], settings.tables[Setting]
            continue
        table = table_of(layout, grids[layout.title])
        rows = read_table(grids[layout.title], layout, table, spelling, context, tax_rate)
        records[layout.record_class] = records.get(layout.record_class, ()) + tuple(rows)
        if layout.record_class is Choice:
            vocabulary = Vocabulary(row for row in records[Choice] if isinstance(row, Choice))
        tables[layout.record_class] = (*tables.get(layout.record_class, ()), table)
    return ReadSheets(records, tables)


def read_settings(
    grids: Mapping[str, Grid], layouts: Iterable[Layout], *, is_1904: bool = False
) -> ReadSheets:
    """The tables of 設定 alone, which say the as-of date before anything else is read; its cells are texts, whatever it says."""
    return read_sheets(
        grids, [layout for layout in layouts if layout.record_class is Setting], is_1904=is_1904
    )


def table_of(layout: Layout, grid: Grid) -> Table:
    """Where the rows of a layout stand, as rules and findings know it, and what is in the staff's own columns."""
    return Table(
        layout.record_class,
        layout.title,
        layout.header_rows[1],
        dict(layout.columns),
        dict(layout.near_labels),
        layout.is_ours,
        GridOwnCells(grid, layout) if layout.unknown else None,
    )


def _reading_order(layout: Layout) -> int:
    is_master = layout.record_class in _MASTERS
    return _MASTERS.index(layout.record_class) if is_master else len(_MASTERS)


def _spelling_of(
    vocabulary: Vocabulary,
    records: Mapping[type[Record], tuple[Record, ...]],
    office: OfficeSpelling,
    *,
    is_complete: bool,
) -> Spelling:
    names = (records.get(master, ()) for master in (Member, System, Vendor))
    return Spelling(vocabulary, *names, is_complete=is_complete, office=office)


def read_table(
    grid: Grid,
    layout: Layout,
    table: Table,
    spelling: Spelling,
    context: CellContext,
    tax_rate: Decimal | None = None,
) -> list[Record]:
    """The records of one table, a row each; a row with nothing but an ID or a number is none."""
    rows = RecordRows(grid, layout)
    without_year = replace(context, near=None)
    plans = [_plan(name, rows, layout, spelling, without_year, context.near) for name in layout.columns]
    read = ReadTable(grid, layout, rows, plans)
    read.settle(Settling(grid, layout, plans, tax_rate))
    return read.records(table, DerivedCells(grid, table, layout.first_row, layout.last_row).facts())


def _plan(
    name: str,
    rows: RecordRows,
    layout: Layout,
    spelling: Spelling,
    context: CellContext,
    near: date | None,
) -> ColumnPlan:
    column, number = layout.record_class.columns[name], layout.columns[name]
    words = rows.words(name) if name == "status" and not layout.is_ours else frozenset()
    spell = spelling.speller(layout.record_class, name, is_ours=layout.is_ours, words=words)
    is_of_others = name == "progress" and not layout.is_ours
    read = read_progress_of_others if is_of_others else READERS[column.kind]
    unit, own = unit_of_column(layout, name), own_days(layout.record_class, name)
    if unit is not context.unit or own != context.own_days:
        context = replace(context, unit=unit, own_days=own)
    if spell is not None:
        read = _spelt(read, spell)
    index, down = rows.index(name), int(name in layout.below)
    return ColumnPlan(name, index, number, column.kind, read, context, spell is not None, near, down)


def _spelt(
    read: Callable[[Any, CellContext], Any], spell: Callable[[Any], Any]
) -> Callable[[Any, CellContext], Any]:
    """Read a cell, and bring what it says to the workbook's spelling."""

    def read_and_spell(raw: Any, context: CellContext) -> Any:  # noqa: ANN401 - a raw cell is anything
        """The value of a raw cell in its one spelling."""
        value = read(raw, context)
        return value if value is None or isinstance(value, Unread) else spell(value)

    return read_and_spell
