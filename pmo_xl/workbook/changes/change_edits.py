"""Change edits: a set of changes in records and fields → edits of cells and rows that an editor carries out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.cells.number_formats import NUMBER_FORMATS
from pmo_xl.workbook.changes import ChangeSet, FieldChange, NewContent
from pmo_xl.workbook.changes.change_values import is_said_by_blank
from pmo_xl.workbook.changes.derived_results import affected, as_stored, calculated, result_of, stale_results
from pmo_xl.workbook.changes.new_rows import NewRow
from pmo_xl.workbook.edits.edit import AppendRows, CellValue, Edit, Formula, ReplaceSheet, SetCell
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.layout.value_columns import GROUPING
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

_GENERAL: Final = "General"
_LAST_NUMBER: Final = re.compile(r"[0-9]+$")
_NUMBER: Final = re.compile(r"[0-9]{1,9}([.][0-9]{1,6})?")
_SAME_COLUMN: Final = (
    "「{}」の「{}」の列は、ほかの項目も表しています。同じ値にするか、どちらかを空にしてください。"
)


def edits_of(changes: ChangeSet, *, is_everything_refreshed: bool = False) -> list[Edit]:
    """The edits that the changes come to, cached values of the derived columns included.

    is_everything_refreshed: every derived column of the workbook is brought to today's figures, not only
    those that the changes touch.
    """
    if not len(changes) and not is_everything_refreshed:
        return []
    writer = _Writer(changes, is_everything_refreshed)
    return [
        *writer.set_cells(),
        *writer.formulas(),
        *writer.own(),
        *changes.own_cells,
        *writer.appended(),
        *writer.replaced(),
        *writer.results(),
    ]


class _Writer:
    """Turns one set of changes into edits."""

    def __init__(self, changes: ChangeSet, is_everything_refreshed: bool) -> None:
        """Know the project as it will be, on the day its formulas count with."""
        self._changes, self._cells, self._wording = changes, changes.cells, changes.wording
        self._units: dict[tuple[int, str], int | Decimal] = {}
        after = changes.after()
        is_new_day = is_everything_refreshed or Setting in changes.touched
        self._project: Project = calculated(after) if is_new_day else as_stored(after)
        self._sheets = SHEETS if is_new_day else affected(changes.touched)

    def set_cells(self) -> Iterator[SetCell]:
        """The cells that are given values."""
        for place, change in self._changes.fields.items():
            kind = change.record.columns[change.field].kind
            own = self._cells.number_format(place) if kind is Kind.PERCENT else None
            value = self._value(change, place, None if own == _GENERAL else own)
            yield SetCell(place.title, place.row, place.column, value, NUMBER_FORMATS.get(kind))

    def _value(self, change: FieldChange, place: CellPlace | None, number_format: str | None) -> CellValue:
        """What the cell holds then. place: of the cell, or of the one whose looks it takes; None in a sheet of ours."""
        record_class, field = change.record.__class__, change.field
        if is_said_by_blank(change.layout, field, change.value):
            return None
        if record_class.columns[field].kind is Kind.LONGTEXT and isinstance(change.given, str):
            return _as_typed(change.given, change.value)
        if isinstance(change.given, str) and self._wording.is_word(record_class, field, change.given):
            return change.given
        unit = self._unit(change.layout, field, place) if place else 1
        return self._wording.cell_value(record_class, field, change.value, unit, number_format)

    def _unit(self, layout: Layout, field: str, place: CellPlace) -> int | Decimal:
        """What 1 in a cell is worth; of amounts it may be other from cell to cell."""
        if layout.record_class.columns[field].kind is Kind.MONEY:
            return self._cells.unit_at(layout, field, place)
        key = id(layout), field
        if key not in self._units:
            self._units[key] = self._cells.unit_at(layout, field, place)
        return self._units[key]

    def own(self) -> Iterator[SetCell]:
        """The cells of own columns that are given values."""
        for place, change in self._changes.own.items():
            yield SetCell(place.title, place.row, place.column, change.value, own_format(change.value))

    def formulas(self) -> Iterator[SetCell]:
        """The derived cells that get their column's formula again, with its result."""
        for place, change in self._changes.formulas.items():
            record = self._after(change.record)
            text = self._cells.column_formula(change.layout, change.field, place.row)
            result = result_of(record, change.field, self._project)
            yield SetCell(place.title, place.row, place.column, Formula(text, result))

    def _after(self, record: Record) -> Record:
        sheet = record.__class__
        rows = self._project.cached(
            ("rows by place", sheet), lambda: {(_title(row), row.row): row for row in self._project.of(sheet)}
        )
        return rows.get((_title(record), record.row), record)

    def appended(self) -> Iterator[AppendRows]:
        """The new rows, table by table."""
        tables: dict[str, list[NewRow]] = {}
        for row in self._changes.new_rows:
            tables.setdefault(f"{row.layout.title}/{row.layout.header_rows[1]}", []).append(row)
        yield from (self._append(rows[0].layout, rows) for rows in tables.values())

    def _append(self, layout: Layout, rows: list[NewRow]) -> AppendRows:
        table = self._cells.table_of(layout)
        _refuse_odd_table(layout, self._cells if not table else None, len(rows))
        first = self._cells.rows_below(layout).start
        written = tuple(self._new_row(row, number) for number, row in enumerate(rows, first))
        numbers = self._cells.waiting_columns(layout)
        if table:
            return AppendRows(layout.title, written, table.display_name, number_columns=numbers)
        reach = self._cells.columns_of(layout)
        return AppendRows(
            layout.title,
            written,
            None,
            layout.header_rows[1],
            self._cells.end_of(layout),
            (reach[0], reach[-1]),
            numbers,
        )

    def _new_row(self, new: NewRow, row: int) -> dict[int, CellValue]:
        model = min(row, self._cells.end_of(new.layout))
        cells: dict[int, CellValue] = {c: value for c, value in new.own.items() if value is not None}
        for name in new.layout.columns:
            column = self._cells.column_of(new.layout, name, is_new=True)
            value = getattr(new.record, name)
            if new.record.columns[name].is_derived:
                if new.layout.is_ours:
                    text = self._cells.column_formula(new.layout, name, row)
                    cells[column] = Formula(text, result_of(new.record, name, self._project))
            elif value in (None, ()) or name in new.keeps or (name == "id" and new.keeps_number):
                continue
            elif not (name in new.layout.carried and self._goes_on(new, name)):
                change = FieldChange(new.record, new.layout, name, value, new.given.get(name))
                place = CellPlace(new.layout.title, model, column)
                written = self._value(change, place, self._cells.number_format(place))
                if name == "id":
                    cells |= self._id_cell(new.layout, written)
                elif cells.setdefault(column, written) != written:
                    raise BadChange(_SAME_COLUMN.format(new.layout.title, new.record.columns[name].label))
        return cells

    def _goes_on(self, new: NewRow, field: str) -> bool:
        """Whether the last row of the table says the same, so that a column that is written once per group goes on.

        What a row is about is always written: it only goes on in rows of further persons.
        """
        if field not in GROUPING:
            return False
        rows = [
            r for r in self._changes.before.of(new.record.__class__) if self._cells.layout_of(r) is new.layout
        ]
        last = max(rows, key=lambda row: row.row or 0, default=None)
        return last is not None and getattr(last, field) == getattr(new.record, field)

    def _id_cell(self, layout: Layout, written: CellValue) -> dict[int, CellValue]:
        """The cell of a new ID, written as those above it are: a number, a text, or left to the column's formula."""
        style = "text" if layout.is_ours else self._cells.id_style(layout)
        column = layout.parts.get("id", (layout.columns["id"],))[-1]
        if style == "formula":
            return {}
        if style == "number" and isinstance(written, str):
            return {column: _as_number(written, is_last="id" in layout.parts or "id" in layout.shown)}
        return {column: written}

    def replaced(self) -> Iterator[ReplaceSheet]:
        """The sheets of ours whose rows are written anew."""
        for content in self._changes.new_contents.values():
            layout = content.layout
            table = self._cells.table_of(layout)
            rows = tuple(self._content_row(content, n, record) for n, record in enumerate(content.records))
            links = {(n, layout.columns[name]): to for (n, name), to in content.links.items()}
            yield ReplaceSheet(layout.title, rows, links, table.display_name if table else None)

    def _content_row(self, content: NewContent, number: int, record: Record) -> dict[int, CellValue]:
        layout = content.layout
        cells: dict[int, CellValue] = {}
        for name, column in layout.columns.items():
            change = FieldChange(record, layout, name, getattr(record, name), None)
            if change.value not in (None, ()):
                cells[column] = self._value(change, None, None)
        return cells | {
            column: as_cell_value(value) for (n, column), value in content.raw.items() if n == number
        }

    def results(self) -> Iterator[SetCell]:
        """The cached values that are no longer what the library computes."""
        written = self._changes.fields.keys() | self._changes.formulas.keys()
        sheets = [sheet for sheet in self._sheets if sheet not in self._changes.new_contents]
        for place, edit in stale_results(sheets, self._project, self._cells):
            if place not in written and place not in self._changes.left_out:
                yield edit


def own_format(value: object) -> str | None:
    """The number format that a day or a moment needs where its cell has none."""
    if isinstance(value, date):
        return NUMBER_FORMATS[Kind.DATETIME if isinstance(value, datetime) else Kind.DATE]
    return None


def _title(record: Record) -> str | None:
    return record.place.table.sheet_title if record.place else None


def _as_typed(given: str, value: object) -> str | None:
    """A long text with the indentation its first line was given; what reads as nothing is nothing."""
    return given.replace("\r\n", "\n").replace("\r", "\n").rstrip() if value is not None else None


def _as_number(row_id: str, *, is_last: bool) -> CellValue:
    """The ID as a number that reads back as it, of a split or a shown one its last digits; else the text."""
    if is_last and (digits := _LAST_NUMBER.search(row_id)):
        return Decimal(digits[0])
    reads_back = _NUMBER.fullmatch(row_id) is not None and f"{float(row_id):g}" == row_id
    return Decimal(row_id) if reads_back else row_id


def as_cell_value(value: object) -> CellValue:
    """A raw cell, as the file gave it, as it is written back."""
    match value:
        case bool() | str() | date() | None:
            return value
        case time():
            return as_cell_value(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        case timedelta():
            return Decimal(str(value / timedelta(days=1)))
    return Decimal(str(value))


def _refuse_odd_table(layout: Layout, cells: RecordCells | None, count: int) -> None:
    """BadChange for a table whose rows are more than one row, or that has no room above what stands below its rows.

    cells: of a table that is no Excel table, which would move what stands below it.
    """
    if layout.below or layout.marks:
        raise BadChange(f"「{layout.title}」は1件を2行や印の列で表す様式のため、行を足せません。")
    if cells and not layout.is_ours and not cells.room_of(layout).holds(count):
        raise BadChange(f"「{layout.title}」の表の下に合計や注記の行があるため、行を足せません。")
