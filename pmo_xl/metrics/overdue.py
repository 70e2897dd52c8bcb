"""What is late, and what falls due, over all sheets.

Source: definitions.md, "What overdue lists". Each line of that table is one `DueDate` of `DUE_DATES`: rows of
which sheet, due when, open while, whose. A row that is open and has no due date, or one that cannot be
read, is never "not late": it is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from pmo_xl.metrics.due_dates import DUE_DATES as DUE_DATES  # who asks what is late takes the table from here
from pmo_xl.metrics.due_dates import MILESTONE as MILESTONE
from pmo_xl.metrics.due_dates import TODO as TODO
from pmo_xl.metrics.due_dates import DueDate as DueDate
from pmo_xl.metrics.due_dates import is_awaited as is_awaited
from pmo_xl.metrics.due_dates import is_chased_todo as is_chased_todo
from pmo_xl.metrics.due_dates import is_leaf as is_leaf
from pmo_xl.metrics.due_dates import is_open_todo as is_open_todo
from pmo_xl.metrics.due_dates import is_to_deliver as is_to_deliver
from pmo_xl.metrics.due_dates import open_rows as open_rows
from pmo_xl.metrics.due_dates import owner_of as owner_of
from pmo_xl.metrics.due_dates import responsible as responsible
from pmo_xl.metrics.due_dates import sheets_with_due_dates as sheets_with_due_dates
from pmo_xl.metrics.due_dates import title_of as title_of
from pmo_xl.metrics.task_state import due_field_of_task
from pmo_xl.metrics.unjudged_rows import StandingDate, Unjudged, ownerless_tabs, unjudged_rows
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import DAYS_PAST, ListColumn
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

NOBODY = "(担当なし)"


@dataclass(frozen=True)
class OverdueItem:
    """One thing that is late or falls due. Days are 0 or less for what is not late.

    owner: as 体制表 writes the name, the typed name when it is not there, None without one.
    due_field: the field that holds the due date. cell: where it stands, as A1; None without a workbook.
    """

    sheet: str
    row_id: str | None
    title: str | None
    owner: str | None
    due_on: date
    days_overdue: int
    business_days_overdue: int
    priority: str | None
    cell: str | None
    due_field: str
    record: Record = field(repr=False, compare=False)

    @property
    def is_late(self) -> bool:
        """Whether the due date lies before D."""
        return self.days_overdue > 0

    @property
    def due_label(self) -> str:
        """What it is the date of: the heading of its column (検収予定日, 回答期限 …)."""
        field_name = "planned_finish" if self.due_field == "actual_finish" else self.due_field
        return self.record.columns[field_name].label


@dataclass(frozen=True)
class Undated:
    """How many open rows of a sheet have no due date in a column, or one that cannot be read."""

    sheet: str
    column: str
    missing: int
    unreadable: int


@dataclass(frozen=True, repr=False)
class OverdueReport(ItemReport):
    """What is late (and, when asked, due within some days), the most overdue first; and what has no due date.

    unjudged: what lacks a column to be called late or not late. judged: how many rows were. ownerless: the tabs that
    name no owner. It is also the sequence of its items.
    """

    as_of: date
    items: tuple[OverdueItem, ...]
    undated: tuple[Undated, ...]
    unjudged: tuple[Unjudged, ...] = ()
    judged: int = 0
    ownerless: tuple[str, ...] = ()

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("担当", name="owner", empty=NOBODY, width=16),
        ListColumn("期限", Kind.DATE, name="due_on"),
        ListColumn("超過日数", Kind.INT, name="days_overdue", words=DAYS_PAST),
        ListColumn("超過稼働日", Kind.INT, name="business_days_overdue"),
        ListColumn("優先度", name="priority", width=8),
        ListColumn("シート", name="sheet", width=18),
        ListColumn("ID", name="row_id", width=11),
        ListColumn("件名", Kind.LONGTEXT, name="title", width=48),
        ListColumn("セル", name="cell", width=8),
    )

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def counts(self) -> Mapping[str, int]:
        """期限超過, これから期限 and 期限なし."""
        late = sum(item.is_late for item in self.items)
        undated = sum(each.missing + each.unreadable for each in self.undated)
        lacking = {"判定不能": sum(each.rows for each in self.unjudged)} if self.unjudged else {}
        return {"期限超過": late, "これから期限": len(self.items) - late, "期限なし": undated} | lacking

    def __iter__(self) -> Iterator[OverdueItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, number: int) -> OverdueItem:
        return self.items[number]


def overdue_report(project: Project, within: int | None = None) -> OverdueReport:
    """What is late on D; with `within`, also what falls due in the days from D to D + within."""
    last = project.as_of + timedelta(days=-1 if within is None else within)
    items = [item for due_date in DUE_DATES for item in _items(due_date, project, last)]
    items.sort(key=lambda item: (item.due_on, item.sheet, item.row_id or ""))
    unjudged = tuple(unjudged_rows(DUE_DATES, project, _standing))
    return OverdueReport(
        project.as_of,
        tuple(items),
        tuple(_undated(project)),
        unjudged,
        _judged(project, unjudged),
        tuple(ownerless_tabs(sheets_with_due_dates(), project)),
    )


def _items(due_date: DueDate, project: Project, last: date) -> Iterator[OverdueItem]:
    for record in open_rows(due_date, project):
        due = due_date.due(record, project)
        if due is not None and due <= last:
            yield item_of(due_date, record, due, project)


def item_of(
    due_date: DueDate, record: Record, due: date, project: Project, *, due_field: str | None = None
) -> OverdueItem:
    """The item that a row makes. due_field: the field that is asked for, where it is not the one of the date."""
    if due_field is None:
        due_field = due_field_of_task(record, project) if isinstance(record, Task) else due_date.due_field
    return OverdueItem(
        sheet=record.sheet.label,
        row_id=record.row_id,
        title=title_of(record, project),
        owner=responsible(due_date.owner(record, project), project),
        due_on=due,
        days_overdue=(project.as_of - due).days,
        business_days_overdue=project.calendar.business_days_between(due, project.as_of),
        priority=getattr(record, "priority", None),
        cell=cell_of(record, due_field),
        due_field=due_field,
        record=record,
    )


def _judged(project: Project, unjudged: Iterable[Unjudged]) -> int:
    """How many rows were judged, each once."""
    total = sum(len(project.of(each)) for each in sheets_with_due_dates())
    return total - sum(each.rows for each in unjudged)


def _standing(due_date: DueDate, record: Any, project: Project) -> StandingDate:  # noqa: ANN401 - a row of any sheet
    return StandingDate(
        sheet=record.sheet.label,
        row_id=record.row_id,
        title=title_of(record, project),
        owner=responsible(due_date.owner(record, project), project),
        due_on=getattr(record, due_date.due_field),
        cell=cell_of(record, due_date.due_field),
        priority=getattr(record, "priority", None),
    )


def _undated(project: Project) -> Iterator[Undated]:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for due_date in DUE_DATES:
        label = due_date.record_class.columns[due_date.due_field].label
        for record in open_rows(due_date, project):
            if due_date.due(record, project) is None:
                counts[due_date.record_class.sheet.label, label, due_date.due_field in record.unread] += 1
    for sheet, column in dict.fromkeys((sheet, column) for sheet, column, _ in counts):
        yield Undated(sheet, column, counts[sheet, column, False], counts[sheet, column, True])
