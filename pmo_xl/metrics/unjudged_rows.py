"""Rows that nobody can call late or not late, because their table has no column that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table

# What says whether a row is done; other columns only say which rows are meant.
_SAYING_DONE: Final = ("status", "actual_finish", "accepted_on", "paid_on", "executed_on")


@dataclass(frozen=True, slots=True)
class StandingDate:
    """A row that was not judged, with its date as it stands; days are not known."""

    sheet: str
    row_id: str | None
    title: str | None
    owner: str | None
    due_on: date | None
    cell: str | None
    priority: str | None = None
    days_overdue: None = None
    business_days_overdue: None = None


@dataclass(frozen=True)
class Unjudged:
    """The rows of one table that were not judged. column: the label of what lacks. rows: how many, with their dates."""

    sheet: str
    sheet_title: str
    column: str
    rows: int
    dates: Sequence[StandingDate] = field(default=(), repr=False)

    @property
    def sentence(self) -> str:
        """What could not be judged, and why."""
        return f"「{self.sheet_title}」は{self.column}の列がないため {self.rows} 件を判定できません"


def lacking_column(table: Table, due_field: str, reads: Collection[str], *, is_computed: bool) -> str | None:
    """The field without whose column no row of a table is late or not late; None where nothing lacks.

    is_computed: the due date is worked out of other columns. A task's 進捗率 says as well whether it is done.
    """
    known, record_class = table.known, table.record_class
    if not is_computed and due_field not in known and record_class.columns[due_field].is_must:
        return due_field
    saying = [name for name in _SAYING_DONE if name in reads and name not in known]
    return next((name for name in saying if name != "actual_finish" or "progress" not in known), None)


def rows_of_table(table: Table, project: Project) -> Iterator[Record]:
    """The rows of one table."""
    return (row for row in project.of(table.record_class) if row.place and row.place.table is table)


def ownerless_tabs(sheets: Iterable[type[Record]], project: Project) -> Iterator[str]:
    """The tabs of these sheets whose rows have an owner, and that have no column for one."""
    for sheet in sheets:
        if "owner" in sheet.columns:
            yield from (t.sheet_title for t in project.tables.get(sheet, ()) if "owner" not in t.known)
