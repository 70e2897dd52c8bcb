"""What is late, and what falls due, over all sheets.

Source: definitions.md, "What overdue lists". Each line of that table is one `DueDate` of `DUE_DATES`: rows of
which sheet, due when, open while, whose. A row that is open and has no due date, or one that cannot be
read, is never "not late": it is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from pmo_xl.metrics.budget.order_money import is_chased, is_placed
from pmo_xl.metrics.payment.payment_deadline import payment_deadline
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.metrics.task_state import due_field_of_task, is_finished
from pmo_xl.metrics.unfinished_issues import awaits_permanent_fix
from pmo_xl.metrics.unjudged_rows import StandingDate, Unjudged, lacking_column, ownerless_tabs, unjudged_rows
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.column import Kind
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import DAYS_PAST, ListColumn
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record, Table
from pmo_xl.model.references import people
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import UNDECIDED_CHANGES, StateClass

MILESTONE = "マイルストーン"
TODO = "ToDo"
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


@dataclass(frozen=True)
class DueDate:
    """One line of the table: the due date of these rows matters while they are open.

    due_field: the column that the date is read from (its cell is shown, its text may be unreadable).
    reads: further fields without which the state of the row is not known.
    """

    record_class: type[Record]
    due_field: str
    is_open: Callable[[Any, Project], bool]
    owner: Callable[[Any, Project], str | None]
    due_on: Callable[[Any, Project], date | None] | None = None
    reads: tuple[str, ...] = ()

    def due(self, record: Record, project: Project) -> date | None:
        """The date by which the row should be done."""
        return self.due_on(record, project) if self.due_on else getattr(record, self.due_field)

    def lacking(self, table: Table) -> str | None:
        """The field without whose column no row of a table is late or not late; None where nothing lacks."""
        return lacking_column(table, self.due_field, self.reads, is_computed=self.due_on is not None)


def _owner_of_system(name: str | None, project: Project) -> str | None:
    system = project.system(name)
    return system.owner if system else None


def _owner_of_order(order: Order | None, project: Project) -> str | None:
    return _owner_of_system(order.system, project) if order else None


def is_to_deliver(order: Order, project: Project) -> bool:
    """Whether the order was placed and no row of 検収支払 covers it, so that its own months count."""
    return is_placed(order) and is_chased(order) and not project.acceptances.naming("order", order.id)


def is_awaited(acceptance: Acceptance, project: Project) -> bool:
    """Whether the delivery and its payment are waited for: its order is neither 取消 nor 減額."""
    return is_chased(order_of(acceptance, project))


def is_leaf(task: Task, project: Project) -> bool:
    """Whether the row of マスタスケジュール is work itself: no row names it as 親作業, or a milestone."""
    return task.kind == MILESTONE or not project.tasks.naming("parent", task.id)


def is_open_todo(item: MeetingItem, project: Project) -> bool:
    """Whether the row of 議事録 is a ToDo that nobody has marked 完了 (状態 may be left blank)."""
    return item.kind == TODO and project.state_of(item) not in (StateClass.DONE, StateClass.CANCELLED)


def is_chased_todo(item: MeetingItem, project: Project) -> bool:
    """Whether it is an open ToDo that no issue took over: one whose 紐づけ names an issue is followed there."""
    return is_open_todo(item, project) and not any(link in project.issues for link in item.links)


def _owner_of_test(test: Verification, project: Project) -> str | None:
    """The 主担当 of the first system that the test is about, by 対象要件, else by 対象IF."""
    for requirement in filter(None, map(project.requirements.get, test.requirements)):
        return _owner_of_system(next(iter(requirement.systems), None), project)
    for interface in filter(None, map(project.interfaces.get, test.interfaces)):
        return _owner_of_system(interface.source, project)
    return None


def _last_day_of(name: str) -> Callable[[Order, Project], date | None]:
    def due(order: Order, project: Project) -> date | None:
        """The last day of the month that the order names."""
        month: date | None = getattr(order, name)
        return month and month_end(month)

    return due


DUE_DATES: tuple[DueDate, ...] = (
    DueDate(
        Question, "due_on", reads=("status",),
        is_open=lambda q, p: q.status == "未回答",
        owner=lambda q, p: q.answered_by or _owner_of_system(q.system, p),
    ),
    DueDate(Issue, "due_on", reads=("status",), is_open=lambda i, p: p.is_open(i), owner=lambda i, p: i.owner),
    DueDate(
        Issue, "permanent_due_on", reads=("needs_permanent_fix", "permanent_closed_on"),
        is_open=lambda i, p: awaits_permanent_fix(i),
        owner=lambda i, p: i.permanent_owner,
    ),
    DueDate(
        SpecChange, "due_on", reads=("status",),
        is_open=lambda c, p: c.status in UNDECIDED_CHANGES,
        owner=lambda c, p: c.approved_by or c.raised_by,
    ),
    DueDate(
        Task, "planned_finish", reads=("actual_finish",),
        is_open=lambda t, p: not is_finished(t) and is_leaf(t, p),
        owner=lambda t, p: t.owner,
        due_on=lambda t, p: getattr(t, due_field_of_task(t, p)),
    ),
    DueDate(
        Acceptance, "acceptance_due_on", reads=("accepted_on",),
        is_open=lambda a, p: a.accepted_on is None and is_awaited(a, p),
        owner=lambda a, p: _owner_of_order(p.orders.get(a.order), p),
    ),
    DueDate(
        Acceptance, "payment_due_on", reads=("paid_on",),
        is_open=lambda a, p: a.paid_on is None and is_awaited(a, p),
        owner=lambda a, p: _owner_of_order(p.orders.get(a.order), p),
        due_on=payment_deadline,
    ),
    DueDate(
        Order, "acceptance_month", reads=("ordered_on", "order_kind"),
        is_open=is_to_deliver, owner=_owner_of_order, due_on=_last_day_of("acceptance_month"),
    ),
    DueDate(
        Order, "payment_month", reads=("ordered_on", "order_kind"),
        is_open=is_to_deliver, owner=_owner_of_order, due_on=_last_day_of("payment_month"),
    ),
    DueDate(
        SpecReview, "due_on", reads=("status",), is_open=lambda s, p: p.is_open(s), owner=lambda s, p: s.owner
    ),
    DueDate(
        MeetingItem, "due_on", reads=("kind", "status"), is_open=is_chased_todo, owner=lambda m, p: m.owner
    ),
    DueDate(
        Interface, "design_due_on", reads=("specification_version",),
        is_open=lambda i, p: i.specification_version is None,
        owner=lambda i, p: _owner_of_system(i.source, p),
    ),
    DueDate(
        Interface, "fixed_on", reads=("status",),
        is_open=lambda i, p: p.state_of(i) not in (StateClass.DONE, StateClass.CANCELLED),
        owner=lambda i, p: _owner_of_system(i.source, p),
    ),
    DueDate(
        Verification, "planned_on", reads=("executed_on",),
        is_open=lambda v, p: v.executed_on is None, owner=_owner_of_test,
    ),
)  # fmt: skip


def sheets_with_due_dates() -> tuple[type[Record], ...]:
    """The sheets that `overdue` looks into, each once."""
    return tuple(dict.fromkeys(due_date.record_class for due_date in DUE_DATES))


def overdue_report(project: Project, within: int | None = None) -> OverdueReport:
    """What is late on D; with `within`, also what falls due in the days from D to D + within."""
    last = project.as_of + timedelta(days=-1 if within is None else within)
    items = [item for due_date in DUE_DATES for item in _items(due_date, project) if item.due_on <= last]
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


def open_rows(due_date: DueDate, project: Project) -> Sequence[Any]:
    """The rows whose due date matters now. A row whose state cannot be read is taken as open.

    A table that lacks the column which would say so has none: its rows are `unjudged`.
    """
    return project.cached(("open rows", due_date), lambda: tuple(_open_rows(due_date, project)))


def _open_rows(due_date: DueDate, project: Project) -> Iterator[Any]:
    lacking = {
        id(table) for table in project.tables.get(due_date.record_class, ()) if due_date.lacking(table)
    }
    is_open, reads = due_date.is_open, frozenset(due_date.reads)
    for record in project.of(due_date.record_class):
        place = record.place
        if place is not None and lacking and id(place.table) in lacking:
            continue
        if (place is not None and not reads.isdisjoint(place.unread)) or is_open(record, project):
            yield record


def responsible(name: str | None, project: Project) -> str | None:
    """The first name of a person cell, as 体制表 writes it (as typed when it is not there)."""
    first = next(iter(people(name or "")), None)
    member = project.member(first)
    return member.name if member else first


_OWNERS = ("owner", "answered_by", "author", "raised_by", "asked_by", "agreed_by")


def owner_of(record: Record, project: Project) -> str | None:
    """Who answers for a row of any sheet: as `overdue` says, else the first person the row names."""
    due_date = next((due_date for due_date in DUE_DATES if due_date.record_class is type(record)), None)
    name = due_date.owner(record, project) if due_date else None
    names = (getattr(record, field, None) for field in _OWNERS)
    return responsible(name or next(filter(None, names), None), project)


def _items(due_date: DueDate, project: Project) -> Iterator[OverdueItem]:
    for record in open_rows(due_date, project):
        due = due_date.due(record, project)
        if due is not None:
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


def title_of(record: Record, project: Project) -> str | None:
    """What a row of any sheet is called: its 件名 or the like; of a delivery without one, that of its order."""
    texts = (getattr(record, name, None) for name in ("title", "point", "statement", "scope"))
    title: str | None = next(filter(None, texts), None)
    if title is None and isinstance(record, Acceptance):
        return getattr(project.orders.get(record.order), "title", None)
    return title


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
