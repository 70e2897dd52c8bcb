"""New rows: what a row to be appended is given beside what the caller said: its number, 起票日, 状態."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.status_words import status_of_blank
from pmo_xl.workbook.changes.change_values import Wording, refuse_odd_status
from pmo_xl.workbook.changes.numbering import Numbering
from pmo_xl.workbook.changes.own_values import own_columns_given
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

_RAISED_ON: Final = "raised_on"


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be appended to a table, as it will read back.

    given: the values as the caller wrote them. keeps_number: the row waits there with its number typed. keeps: the
    fields whose cells stay as they wait there: a word that staff picked beforehand, a formula. own: what own columns
    are given, by column number.
    """

    record: Record
    layout: Layout
    given: Mapping[str, object]
    keeps_number: bool = False
    keeps: frozenset[str] = frozenset()
    own: Mapping[int, Scalar] = field(default_factory=dict)


class NewRowMaker:
    """Makes the new rows of one set of changes, numbering them one after the other."""

    def __init__(self, project: Project, cells: RecordCells, wording: Wording) -> None:
        """Know the rows that are there."""
        self._project, self._cells, self._wording = project, cells, wording
        self._numbers: dict[type[Record], Numbering] = {}
        self._waiting: dict[tuple[str, type[Record]], list[str | None]] = {}
        self._rows: dict[tuple[str, type[Record]], list[int]] = {}

    def make(
        self, record: Record, layout: Layout, *, incomplete: bool = False, blank: Collection[str] = ()
    ) -> NewRow:
        """The record as a new row of this table. BadChange when the ID is taken, or a must field is missing.

        incomplete: must fields may be missing; the rules find them. blank: fields that do not start with what every new
        row starts with.
        """
        record_class = record.__class__
        if layout.outlined:
            raise BadChange(f"「{layout.title}」は階層で親作業を表す様式のため、行を足せません。")
        there = self._there(record_class, layout)
        given = self._filled(record, layout, {*there, *blank})
        keeps = frozenset(name for name, value in there.items() if given.get(name, value) == value)
        given = {name: value for name, value in given.items() if name not in keeps}
        accepted = self._wording.accepted(record_class, given, is_ours=layout.is_ours)
        refuse_odd_status(layout, accepted)
        accepted |= {name: there[name] for name in keeps}
        row_id, keeps_number = self._number(record_class, layout, accepted.pop("id", None))
        numbered = {"id": row_id} if "id" in record_class.columns else {}
        own = own_columns_given(self._cells.own_cells(layout), record.given_extra)
        extra = {name: value for name, (_, value) in own.items()}
        new = record_class.model_validate({**accepted, **numbered, "extra": extra})
        if not incomplete:
            _refuse_missing(new, layout, keeps)
        self._rows[layout.title, record_class] = self._rows[layout.title, record_class][1:]
        return NewRow(new, layout, given, keeps_number, keeps, dict(own.values()))

    def _there(self, record_class: type[Record], layout: Layout) -> dict[str, object]:
        """What the row that the next record goes to already says, as it reads: the words that staff picked beforehand.

        None for a cell whose formula will say it.
        """
        key = (layout.title, record_class)
        if key not in self._rows:
            self._rows[key] = [] if layout.is_ours else list(self._cells.rows_below(layout))
        row, found = next(iter(self._rows[key]), None), dict[str, object]()
        waiting = self._cells.waiting_columns(layout)
        for name, column in layout.columns.items():
            if row is None or name == "id":
                continue
            typed = self._cells.typed_value(layout, row, column)
            if self._cells.has_formula(CellPlace(layout.title, row, column)):
                found[name] = None
            elif isinstance(typed, str) and column in waiting and _is_picked(record_class, name):
                found[name] = self._wording.as_read(record_class, name, typed, is_ours=layout.is_ours)
        return found

    def _filled(self, record: Record, layout: Layout, there: Collection[str]) -> dict[str, object]:
        """The values of a new row with what every new row starts with, where the table has a column for it."""
        given = {name: value for name in record.columns if (value := getattr(record, name)) not in (None, ())}
        for name in given:
            if not record.columns[name].is_derived:
                self._cells.column_of(layout, name, is_new=True)
        usual = {_RAISED_ON: self._project.as_of, "status": _first_status(record.__class__)}
        started = {
            name: value
            for name, value in usual.items()
            if value and name in layout.columns and name not in there
        }
        return {**started, **given}

    def _number(self, record_class: type[Record], layout: Layout, given: object) -> tuple[str | None, bool]:
        """The ID of a new row, and whether the row waits with that number typed in it."""
        if "id" not in layout.columns:
            return None, False
        if record_class not in self._numbers:
            self._numbers[record_class] = Numbering(record_class, self._project.of(record_class))
        numbers = self._numbers[record_class]
        waiting = self._waiting_numbers(record_class, layout)
        typed = waiting.pop(0) if waiting else None
        if isinstance(given, str):
            if numbers.is_taken(given):
                raise BadChange(f"{record_class.sheet.label}に {given} がもうあります。")
            return numbers.take(given), given == typed
        if typed and not numbers.is_taken(typed):
            return numbers.take(typed), True
        return (numbers.next() if numbers.has_numbers else None), False

    def _waiting_numbers(self, record_class: type[Record], layout: Layout) -> list[str | None]:
        """The IDs of the rows at the table's end that hold nothing but a number, from the top."""
        key = (layout.title, record_class)
        if key not in self._waiting:
            rows = self._cells.rows_below(layout)
            self._waiting[key] = [self._cells.id_in(layout, row) for row in rows]
        return self._waiting[key]


def _is_picked(record_class: type[Record], name: str) -> bool:
    column = record_class.columns[name]
    return column.kind is Kind.CHOICE and not column.is_derived


def _first_status(record_class: type[Record]) -> str | None:
    """The first 未着手 word of a sheet's 状態; None where it has no such state."""
    column = record_class.columns.get("status")
    return status_of_blank(record_class, ()) if column and column.kind is Kind.CHOICE else None


def _refuse_missing(record: Record, layout: Layout, keeps: frozenset[str]) -> None:
    fields = (name for name in record.wanted_fields if name not in keeps)
    blank = (name for name in fields if getattr(record, name) in (None, ()))
    missing = [record.columns[name].label for name in blank if name in layout.columns]
    if missing:
        raise BadChange(f"{record.sheet.label}の新しい行に {'、'.join(missing)} がありません。")
