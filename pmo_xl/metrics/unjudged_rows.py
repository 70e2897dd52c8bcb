"""Rows that nobody can call late or not late: their table has no column that says so, or their own state says nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table

# What says whether a row is done; other columns only say which rows are meant.
_SAYING_DONE: Final = (
    *("status", "actual_finish", "accepted_on", "paid_on", "executed_on"),
    *("agreement", "result", "confirmed_on", "reviewed_on", "connected_on"),
)


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
    """The rows of one table that were not judged. column: the label of what lacks. rows: how many, with their dates.

    is_blank: the column is there, and these rows are blank in it or hold a word that says nothing.
    """

    sheet: str
    sheet_title: str
    column: str
    rows: int
    dates: Sequence[StandingDate] = field(default=(), repr=False)
    is_blank: bool = False

    @property
    def sentence(self) -> str:
        """What could not be judged, and why."""
        lack = "が空欄か、意味の分からない言葉の" if self.is_blank else "の列がない"
        return f"「{self.sheet_title}」は{self.column}{lack}ため {self.rows} 件を判定できません"


class _DueDate(Protocol):
    """One line of the table of due dates."""

    @property
    def record_class(self) -> type[Record]:
        """The sheet."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields without which the state of a row is not known."""

    @property
    def is_open(self) -> Callable[[Any, Project], bool]:
        """Whether the date of a row matters."""

    @property
    def needs_state(self) -> bool:
        """Whether a blank 状態 leaves open whether a row is done."""

    def due(self, record: Record, project: Project) -> date | None:
        """The date by which the row should be done."""

    def is_asked(self, table: Table) -> bool:
        """Whether rows of the table can be due at all."""

    def lacking(self, table: Table) -> str | None:
        """The field without whose column nothing is judged."""


def unjudged_rows(
    due_dates: Iterable[_DueDate],
    project: Project,
    standing: Callable[[Any, Record, Project], StandingDate],
) -> Iterator[Unjudged]:
    """What was not judged, table by table: all of its rows, or those whose state nobody can tell."""
    seen: set[int] = set()
    for due_date in due_dates:
        for table in project.tables.get(due_date.record_class, ()):
            if id(table) in seen or not due_date.is_asked(table):
                continue
            field = due_date.lacking(table)
            rows = [r for r in rows_of_table(table, project) if field or _is_untold(r, due_date, project)]
            if field or rows:
                seen.add(id(table))
                label = table.record_class.columns[field or "status"].label
                dates = [standing(due_date, row, project) for row in rows]
                if dates:
                    yield Unjudged(
                        table.record_class.sheet.label, table.sheet_title, label, len(dates), dates, not field
                    )


def _is_untold(record: Record, due_date: _DueDate, project: Project) -> bool:
    """Whether a row has a due date, and a state that is blank or a word that says nothing."""
    if (
        not due_date.needs_state
        or "status" not in due_date.reads
        or "status" in record.unread
        or due_date.is_open(record, project)
    ):
        return False
    return project.state_of(record) is None and due_date.due(record, project) is not None


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
