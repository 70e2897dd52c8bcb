"""Reader: the rows of the tables that layout found → records. A bad cell is kept as it is, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pmo_xl.model.choice import Choice
from pmo_xl.model.member import Member
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.setting import Setting
from pmo_xl.model.status_words import status_of_blank, status_of_struck
from pmo_xl.model.system import System
from pmo_xl.model.unchecked import unchecked_maker
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import Vocabulary
from pmo_xl.workbook.cells import READERS, CellContext
from pmo_xl.workbook.cells.efforts import own_days
from pmo_xl.workbook.cells.invisible import invisible_kinds, may_occur
from pmo_xl.workbook.cells.raw_cell import is_blank, text_of
from pmo_xl.workbook.cells.spelling import OfficeSpelling, Spelling
from pmo_xl.workbook.formulas.formula_facts import DerivedCells
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import Layout
from pmo_xl.workbook.records.column_units import unit_of_column
from pmo_xl.workbook.records.record_rows import RecordRows
from pmo_xl.workbook.records.settling import ColumnPlan, ReadRow, Settling

_NONE: Mapping[str, Any] = {}
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
) -> ReadSheets:
    """Read every table; words and names first, so that the others are brought to their spelling.

    near: the day that settles the year of a date written without one, where its row has no other date. tax_rate: of
    設定, where it is written there. office: words and people's spellings for all of an office's books.
    """
    context = CellContext(is_1904=is_1904, near=near)
    ordered = sorted(layouts, key=_reading_order)
    spelling = Spelling(Vocabulary(), office=office)
    records: dict[type[Record], tuple[Record, ...]] = {}
    tables: dict[type[Record], tuple[Table, ...]] = {}
    for layout in ordered:
        if not spelling.is_complete:
            spelling = _spelling_of(records, office, is_complete=layout.record_class not in _MASTERS)
        table = table_of(layout)
        rows = read_table(grids[layout.title], layout, table, spelling, context, tax_rate)
        records[layout.record_class] = records.get(layout.record_class, ()) + tuple(rows)
        tables[layout.record_class] = (*tables.get(layout.record_class, ()), table)
    return ReadSheets(records, tables)


def read_settings(grids: Mapping[str, Grid], layouts: Iterable[Layout]) -> tuple[Record, ...]:
    """The rows of 設定 alone, which say the as-of date before anything else is read."""
    own = [layout for layout in layouts if layout.record_class is Setting]
    return read_sheets(grids, own).records.get(Setting, ())


def table_of(layout: Layout) -> Table:
    """Where the rows of a layout stand, as rules and findings know it."""
    return Table(
        layout.record_class,
        layout.title,
        layout.header_rows[1],
        dict(layout.columns),
        dict(layout.near_labels),
        layout.is_ours,
    )


def _reading_order(layout: Layout) -> int:
    is_master = layout.record_class in _MASTERS
    return _MASTERS.index(layout.record_class) if is_master else len(_MASTERS)


def _spelling_of(
    records: Mapping[type[Record], tuple[Record, ...]], office: OfficeSpelling, *, is_complete: bool
) -> Spelling:
    choices = (row for row in records.get(Choice, ()) if isinstance(row, Choice))
    names = (records.get(master, ()) for master in (Member, System, Vendor))
    return Spelling(Vocabulary(choices), *names, is_complete=is_complete, office=office)


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
    plans = [_plan(name, rows, layout, spelling, context) for name in layout.columns]
    columns = layout.record_class.columns
    idle = frozenset(("id", *(name for name, column in columns.items() if column.is_derived)))
    quick = [(p.field, p.index, p.read, p.context, p.is_spelt) for p in plans if p.index >= 0]
    width = max((plan.index for plan in plans), default=-1) + 1
    settling = Settling(grid, layout, plans, tax_rate)
    is_invisible_sought = may_occur(grid.rows)
    struck = grid.struck_rows()
    derived = DerivedCells(grid, table, layout.first_row, layout.last_row)
    make, blanks = (
        unchecked_maker(layout.record_class),
        [(name, each.blank) for name, each in columns.items()],
    )
    found: list[Record] = []
    for number, cells in rows:
        row = _read_row(cells, quick, width)
        if settling.concerns(number, row):
            settling.settle(number, row)
        if (row.values.keys() | row.unread.keys()) - idle:
            invisible = _invisible(cells, plans) if is_invisible_sought else _NONE
            is_hidden = number in grid.hidden_rows
            is_struck, facts = number in struck, derived.facts(number)
            _settle_status(row, layout, is_struck=is_struck)
            marks = (facts, invisible, is_hidden, is_struck)
            place = Place(table, number, row.unread, row.typed, *marks, row.undecided or _NONE)
            found.append(make(place, *(row.values.get(name, blank) for name, blank in blanks)))
    return found


def _plan(
    name: str, rows: RecordRows, layout: Layout, spelling: Spelling, context: CellContext
) -> ColumnPlan:
    column, number = layout.record_class.columns[name], layout.columns[name]
    words = rows.words(name) if name == "status" and not layout.is_ours else frozenset()
    spell = spelling.speller(layout.record_class, name, is_ours=layout.is_ours, words=words)
    read = READERS[column.kind]
    unit, own = unit_of_column(layout, name), own_days(layout.record_class, name)
    context, near = replace(context, near=None, unit=unit, own_days=own), context.near
    if spell is not None:
        read = _spelt(read, spell)
    index, down = rows.index(name), int(name in layout.below)
    return ColumnPlan(name, index, number, column.kind, read, context, spell is not None, near, down)


def _spelt(
    read: Callable[[Any, CellContext], Any], spell: Callable[[Any], Any]
) -> Callable[[Any, CellContext], Any]:
    """Read and spell, remembering every text: a column holds few different ones."""
    known: dict[Any, Any] = {}

    def look_up(raw: Any, context: CellContext) -> Any:  # noqa: ANN401 - a raw cell is anything
        """The value of a raw cell in its one spelling, read once for each."""
        try:
            return known[raw]
        except KeyError:
            value = read(raw, context)
            known[raw] = value if value is None or isinstance(value, Unread) else spell(value)
            return known[raw]

    return look_up


def _read_row(cells: Sequence[Any], quick: Sequence[tuple[Any, ...]], width: int) -> ReadRow:
    """The hot path: every cell of every row comes through here, so it looks up as little as it can."""
    values: dict[str, Any] = {}
    unread: dict[str, Unread] = {}
    typed: dict[str, str] = {}
    undecided: dict[str, str] = {}
    if len(cells) < width:
        cells = [*cells, *[""] * (width - len(cells))]
    for field, index, read, context, is_spelt in quick:
        raw = cells[index]
        if raw == "" or raw is None:
            continue
        value = read(raw, context)
        if value is None:
            if not is_blank(raw):
                undecided[field] = text_of(raw).strip()
            continue
        if value.__class__ is Unread:
            unread[field] = value
            continue
        values[field] = value
        if is_spelt and value != raw and raw.__class__ is str:
            typed[field] = raw
    return ReadRow(values, unread, typed, undecided)


def _settle_status(row: ReadRow, layout: Layout, *, is_struck: bool) -> None:
    """A blank 状態 of a sheet that pmo_xl did not make, where the rest of the sheet says what it means."""
    if layout.is_ours or "status" not in layout.columns or "status" in row.values or "status" in row.unread:
        return
    meaning = status_of_struck if is_struck else status_of_blank if layout.is_blank_open else None
    word = meaning(layout.record_class, row.values.keys()) if meaning else None
    if word:
        row.values["status"] = word


def _invisible(cells: Sequence[Any], plans: Sequence[ColumnPlan]) -> Mapping[str, str]:
    texts = ((plan.field, cells[plan.index]) for plan in plans if 0 <= plan.index < len(cells))
    kinds = ((name, invisible_kinds(raw)) for name, raw in texts if isinstance(raw, str))
    return {name: found for name, found in kinds if found}
