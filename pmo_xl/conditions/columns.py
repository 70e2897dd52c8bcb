"""The columns of a workbook as conditions see them: found by heading, and each cell as the value it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeAlias

from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import Value, bounded, serial
from pmo_xl.model.display import display
from pmo_xl.model.kind import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS


@dataclass(frozen=True, slots=True)
class NotRead:
    """Stands for a cell that could not be read, or a column that the workbook's table lacks; why, in Japanese."""

    reason: str


Cell: TypeAlias = Value | NotRead
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
_PLAIN = frozenset((Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.PERCENT))


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of a sheet. field: of ours; None for one of the staff's own, which its heading names."""

    sheet: type[Record]
    field: str | None
    heading: str

    @property
    def label(self) -> str:
        """The sheet and the column as a reader knows them."""
        return f"{self.sheet.sheet.label}の「{self.heading}」"


def sheet_named(name: str, project: Project) -> type[Record] | None:
    """The sheet that a label, an alias or the tab's own name means."""
    key = name_key(name)
    for sheet in SHEETS:
        titles = (table.sheet_title for table in project.tables.get(sheet, ()))
        if key in map(name_key, (sheet.sheet.label, *sheet.sheet.aliases, *titles)):
            return sheet
    return None


def sheet_of(name: str, project: Project, at: int) -> type[Record]:
    """As `sheet_named`. UnreadableCondition with the nearest name where nothing has this one."""
    found = sheet_named(name, project)
    if found is None:
        labels = [sheet.sheet.label for sheet in SHEETS]
        raise UnreadableCondition(f"「{name[:30]}」というシートはありません{nearest(name, labels)}", at)
    return found


def column_named(sheet: type[Record], heading: str, project: Project) -> NamedColumn | None:
    """The column of a sheet that a heading means: ours by label, then the staff's own, then ours by another name."""
    return project.cached(("条件の見出し", sheet, heading), lambda: _column_named(sheet, heading, project))


def _column_named(sheet: type[Record], heading: str, project: Project) -> NamedColumn | None:
    key = name_key(heading)
    ours = sheet.columns.items()
    for field, column in ours:
        if key == name_key(column.label):
            return NamedColumn(sheet, field, column.label)
    for own in own_headings_of(sheet, project):
        if key == name_key(own):
            return NamedColumn(sheet, None, own)
    for field, column in ours:
        if key in map(name_key, column.aliases):
            return NamedColumn(sheet, field, column.label)
    return None


def column_of(sheet: type[Record], heading: str, project: Project, at: int) -> NamedColumn:
    """As `column_named`. UnreadableCondition with the nearest heading where the sheet has no such column."""
    found = column_named(sheet, heading, project)
    if found is None:
        labels = [c.label for c in sheet.columns.values()] + list(own_headings_of(sheet, project))
        why = f"{sheet.sheet.label}に「{heading[:30]}」という列はありません{nearest(heading, labels)}"
        raise UnreadableCondition(why, at)
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """In brackets, the known names that look most like this one; nothing where none does."""
    words = list(known)
    near = get_close_matches(name, words, 3, 0.5)
    return f"(近いのは {'、'.join(near[:3])})" if near else ""


def own_headings_of(sheet: type[Record], project: Project) -> tuple[str, ...]:
    """The headings of the staff's own columns on a sheet."""
    return project.cached(("独自の見出し", sheet), lambda: _own_headings(sheet, project))


def _own_headings(sheet: type[Record], project: Project) -> tuple[str, ...]:
    owns = (table.own for table in project.tables.get(sheet, ()) if table.own)
    read = (column.heading for own in owns for column in own.columns)
    given = (heading for row in project.of(sheet) for heading in row.given_extra)
    return tuple(dict.fromkeys((*read, *given)))


def columns_between(first: NamedColumn, last: NamedColumn, project: Project) -> tuple[NamedColumn, ...]:
    """The columns from one to another, in the order in which the workbook has them."""
    sheet = first.sheet
    tables = project.tables.get(sheet, ())
    places: Mapping[str, int] = tables[0].columns if tables else {}
    ours = [field for field in sheet.columns if field in places] or list(sheet.columns)
    ours.sort(key=lambda field: places.get(field, 0))
    if first.field not in ours or last.field not in ours:
        return (first, last)
    one, other = sorted((ours.index(first.field), ours.index(last.field)))
    return tuple(NamedColumn(sheet, field, sheet.columns[field].label) for field in ours[one : other + 1])


def cells_of(column: NamedColumn, project: Project) -> list[Cell]:
    """What each row of the sheet shows in the column, in the order of the rows; worked out once per project."""
    return project.cached(("条件の列", column), lambda: _cells(column, project))


def _cells(column: NamedColumn, project: Project) -> list[Cell]:
    every = project.of(column.sheet)
    rows = tuple(every)
    if column.field is None:
        headings = {
            id(table): {own.heading for own in table.own.columns} if table.own else set[str]()
            for table in project.tables.get(column.sheet, ())
        }
        return [_own_cell(row, column.heading, headings) for row in rows]
    field, declared = column.field, column.sheet.columns[column.field]
    values = every.column(field)
    made = {value: _value(declared.kind, value) for value in set(values)}
    found: list[Cell] = [made[value] for value in values]
    tables, odd = project.cached(("条件の行", column.sheet), lambda: _told_apart(rows))
    is_whole = declared.is_derived or all(field in table.columns for table in tables)
    for at in odd.get(field, ()) if is_whole else range(len(rows)):
        told = _told_by_place(rows[at], column, values[at])
        if told is not None:
            found[at] = told
    return found


def _told_apart(rows: Sequence[Record]) -> tuple[Sequence[Table], Mapping[str, Sequence[int]]]:
    """The tables that the rows were read from, and by field the rows of whose cell the reader told more than a value."""
    tables: dict[int, Table] = {}
    odd: dict[str, list[int]] = {}
    last: Table | None = None
    for at, row in enumerate(rows):
        place = row.place
        if place is None:
            continue
        if place.table is not last:
            last = tables[id(place.table)] = place.table
        if place.unread or place.typed or place.undecided:
            for field in {*place.unread, *place.typed, *place.undecided}:
                odd.setdefault(field, []).append(at)
    return tuple(tables.values()), odd


def _told_by_place(row: Record, column: NamedColumn, value: object) -> Cell | None:
    """What a cell shows where the reader told it beside the value; None where the value is what it shows."""
    place, field = row.place, column.field
    if place is None or field is None:
        return None
    declared = column.sheet.columns[field]
    if field in place.unread:
        return NotRead(f"「{column.heading}」を読み取れない行があります")
    if field not in place.table.columns and not declared.is_derived:
        return NotRead(f"「{place.table.sheet_title}」に「{column.heading}」列がありません")
    if field in place.typed and declared.kind not in _PLAIN:
        return place.typed[field]
    return place.undecided[field] if value is None and field in place.undecided else None


def _value(kind: Kind, value: object) -> Value:
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return display(kind, value)
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, (int, Decimal)):
        return bounded(value)
    return display(kind, value)


def _own_cell(row: Record, heading: str, headings: Mapping[int, Collection[str]]) -> Cell:
    """What a row shows in one of the staff's own columns. headings: of those, by table."""
    place = row.place
    if place is not None and heading not in row.given_extra:
        if heading not in headings.get(id(place.table), ()):
            return NotRead(f"「{place.table.sheet_title}」に「{heading}」列がありません")
        if place.table.own and heading in place.table.own.unread(place.row):
            return NotRead(f"「{heading}」の数式の計算結果が保存されていない行があります")
    value = row.extra.get(heading)
    if isinstance(value, str) and value in _ERRORS:
        return NotRead(f"「{heading}」がエラー値({value})の行があります")
    return _own_value(value)


def _own_value(value: object) -> Value:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, float):
        return bounded(Decimal(repr(value)))
    if isinstance(value, (bool, str)):
        return value
    return bounded(value) if isinstance(value, (int, Decimal)) else str(value)


def needed(columns: Iterable[NamedColumn], own: type[Record]) -> Mapping[type[Record], tuple[str, ...]]:
    """The other sheets that these columns are of, with the fields that are read."""
    found: dict[type[Record], list[str]] = {}
    for column in columns:
        if column.sheet is not own:
            found.setdefault(column.sheet, []).extend([column.field] if column.field else [])
    return {sheet: tuple(dict.fromkeys(fields)) for sheet, fields in found.items()}
