"""The table of what falls due, as definitions.md, "What overdue lists", gives it: one `DueDate` for each line.

A line says which rows, due when, open while, whose; `overdue`, メニュー, reminders and rules all ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pmo_xl.metrics.budget.order_money import is_chased, is_placed
from pmo_xl.metrics.option_topics import topic_of
from pmo_xl.metrics.payment.payment_deadline import payment_deadline
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.metrics.task_state import due_field_of_task, is_finished
from pmo_xl.metrics.to_confirm import is_to_confirm
from pmo_xl.metrics.unfinished_issues import awaits_permanent_fix
from pmo_xl.metrics.unjudged_rows import lacking_column
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.calendar import month_end
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record, Table
from pmo_xl.model.references import people
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.model.unread_reads import Memo
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import UNDECIDED_CHANGES, StateClass

MILESTONE = "マイルストーン"
TODO = "ToDo"
DECIDER = "事業責任者"
"""The 役割 whose first holder answers for decisions on budgets and options."""
NOT_AGREED = ("未合意", "再合意要")


@dataclass(frozen=True)
class DueDate:
    """One line of the table: the due date of these rows matters while they are open.

    due_field: the column that the date is read from (its cell is shown, its text may be unreadable).
    reads: further fields without which the state of the row is not known. needs_state: a blank 状態 leaves open
    whether the row is done.
    """

    record_class: type[Record]
    due_field: str
    is_open: Callable[[Any, Project], bool]
    owner: Callable[[Any, Project], str | None]
    due_on: Callable[[Any, Project], date | None] | None = None
    reads: tuple[str, ...] = ()
    needs_state: bool = True

    def due(self, record: Record, project: Project) -> date | None:
        """The date by which the row should be done."""
        return self.due_on(record, project) if self.due_on else getattr(record, self.due_field)

    def is_asked(self, table: Table) -> bool:
        """Whether rows of a table can be due at all: a column of a later schema that it lacks asks for nothing."""
        column = self.record_class.columns[self.due_field]
        return column.since == 1 or self.due_field in table.columns

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


def _first_decider(project: Project) -> str | None:
    """The first 事業責任者 of 体制表 who has not left before D: who decides on budgets and options."""
    holders = project.members.naming("role", DECIDER)
    return next((m.name for m in holders if m.left_on is None or m.left_on >= project.as_of), None)


def is_topic_open(option: Option, project: Project) -> bool:
    """Whether its 論点 is not settled and it is the option by which the topic falls due (of none dated the first)."""
    topic = topic_of(option, project)
    return bool(topic.name) and not topic.is_settled and (topic.due or topic.options[0]) is option


def is_to_be_agreed(requirement: Requirement) -> bool:
    """Whether the requirement is 対象 and not agreed to."""
    return requirement.status == "対象" and requirement.agreement in NOT_AGREED


def is_pending_request(budget: Budget) -> bool:
    """Whether the row asks for budget that nobody has granted or turned down."""
    return budget.is_request and budget.kind != TURNED_DOWN


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
        Interface, "connect_planned_on", reads=("connected_on",),
        is_open=lambda i, p: i.connected_on is None,
        owner=lambda i, p: _owner_of_system(i.source, p),
    ),
    DueDate(
        Interface, "fixed_on", reads=("status",),
        is_open=lambda i, p: p.state_of(i) not in (StateClass.DONE, StateClass.CANCELLED),
        owner=lambda i, p: _owner_of_system(i.source, p),
    ),
    DueDate(
        Verification, "planned_on", reads=("executed_on",),
        is_open=lambda v, p: v.executed_on is None,
        owner=lambda v, p: v.owner or _owner_of_test(v, p),
    ),
    DueDate(
        Requirement, "agreement_due_on", reads=("status", "agreement"),
        is_open=lambda r, p: is_to_be_agreed(r),
        owner=lambda r, p: _owner_of_system(next(iter(r.systems), None), p),
    ),
    DueDate(
        Budget, "due_on", reads=("requested_on", "approved_on", "kind"),
        is_open=lambda b, p: is_pending_request(b), owner=lambda b, p: _first_decider(p),
    ),
    DueDate(
        Estimate, "due_on", reads=("status", "amount"), needs_state=False,
        is_open=lambda e, p: e.is_asked_for, owner=lambda e, p: _owner_of_system(e.system, p),
    ),
    DueDate(
        Option, "due_on", reads=("subject", "decision"),
        is_open=is_topic_open, owner=lambda o, p: _first_decider(p),
    ),
    DueDate(Risk, "review_on", reads=("status",), is_open=lambda r, p: p.is_open(r), owner=lambda r, p: r.owner),
    DueDate(
        ChecklistItem, "due_on", reads=("result",),
        is_open=lambda c, p: is_to_confirm(c), owner=lambda c, p: c.owner,
    ),
    DueDate(
        Announcement, "due_on", reads=("confirmed_on",),
        is_open=lambda a, p: a.confirmed_on is None, owner=lambda a, p: a.recipient,
    ),
    DueDate(
        ReviewRecord, "due_on", reads=("reviewed_on",),
        is_open=lambda r, p: r.reviewed_on is None, owner=lambda r, p: r.reviewer,
    ),
    DueDate(
        HandedOut, "due_on", reads=("status",),
        is_open=lambda h, p: p.is_open(h), owner=lambda h, p: h.counterpart,
    ),
)  # fmt: skip


def sheets_with_due_dates() -> tuple[type[Record], ...]:
    """The sheets that `overdue` looks into, each once."""
    return tuple(dict.fromkeys(due_date.record_class for due_date in DUE_DATES))


def open_rows(due_date: DueDate, project: Project) -> Sequence[Any]:
    """The rows whose due date matters now. A row whose state cannot be read is taken as open, unless it says 完了.

    A table that lacks the column which would say so has none: its rows are `unjudged`.
    """
    return project.cached(("open rows", due_date), lambda: tuple(_open_rows(due_date, project)))


def _open_rows(due_date: DueDate, project: Project) -> Iterator[Any]:
    lacking = {
        id(table)
        for table in project.tables.get(due_date.record_class, ())
        if due_date.lacking(table) or not due_date.is_asked(table)
    }
    is_open, reads = due_date.is_open, frozenset(due_date.reads)
    for record in project.of(due_date.record_class):
        place = record.place
        if place is not None and lacking and id(place.table) in lacking:
            continue
        if place is not None and not reads.isdisjoint(place.unread):
            if place.table.is_ours or not _is_said_to_be_done(record):
                yield record
        elif is_open(record, project):
            yield record


def _is_said_to_be_done(record: Record) -> bool:
    """Whether another office wrote 完了 for the day on which a task ended: no day, and still no open task."""
    unread = record.unread.get("actual_finish") if isinstance(record, Task) else None
    return unread is not None and common_word("課題管理表.状態", unread.text) == "完了"


def responsible(name: str | None, project: Project) -> str | None:
    """The first name of a person cell, as 体制表 writes it (as typed when it is not there)."""
    known: Memo[str | None] = project.memo("the first of a person cell")
    return known.of(None, name, lambda: _responsible(name, project))


def _responsible(name: str | None, project: Project) -> str | None:
    first = next(iter(people(name or "")), None)
    member = project.member(first)
    return member.name if member else first


@cache
def _first_of_sheets() -> Mapping[type[Record], DueDate]:
    """By sheet, the first of its due dates."""
    return {due_date.record_class: due_date for due_date in reversed(DUE_DATES)}


_OWNERS = ("owner", "answered_by", "author", "raised_by", "asked_by", "agreed_by")


def owner_of(record: Record, project: Project) -> str | None:
    """Who answers for a row of any sheet: as `overdue` says, else the first person the row names."""
    known: Memo[str | None] = project.memo("who answers for a row")
    return known.of(record, id(record), lambda: _owner_of(record, project))


def _owner_of(record: Record, project: Project) -> str | None:
    due_date = _first_of_sheets().get(record.__class__)
    name = due_date.owner(record, project) if due_date else None
    names = (getattr(record, field, None) for field in _OWNERS)
    return responsible(name or next(filter(None, names), None), project)


def title_of(record: Record, project: Project) -> str | None:
    """What a row of any sheet is called: its 件名 or the like; of one without, what it is about."""
    if isinstance(record, Option):
        return record.subject
    texts = (getattr(record, name, None) for name in ("title", "point", "statement", "scope"))
    title: str | None = next(filter(None, texts), None)
    about = _ABOUT.get(record.__class__)
    return title if title or about is None else about(record, project)


def _about(*parts: str | None, of: str) -> str:
    """What it is, and of what, as far as that is told: 会員基盤の見積 甲社."""
    first, *rest = parts
    return " ".join(filter(None, (f"{first}の{of}" if first else of, *rest)))


_ABOUT: Mapping[type[Record], Callable[[Any, Project], str | None]] = {
    Acceptance: lambda row, p: getattr(p.orders.get(row.order), "title", None),
    Budget: lambda row, p: " ".join(
        filter(None, ("予算の申請", row.department, row.fiscal_year and f"{row.fiscal_year}年度"))
    ),
    Estimate: lambda row, p: _about(row.system, row.vendor, of="見積"),
    Announcement: lambda row, p: _about(row.kind, "、".join(row.subjects), of="周知"),
    ReviewRecord: lambda row, p: _about(row.kind, "、".join(row.subjects), of="レビュー"),
    HandedOut: lambda row, p: f"{row.target_sheet or ''} {row.rows_given or 0} 件の回答".strip(),
}
