"""What to remind whom of: the items of `overdue` and finished tasks without 実績, by who is to be written to.

Nothing goes outside that the reader may not see or that nobody can read: a row whose date or state cannot be read, one
of an owner who is not in 体制表, and money or decisions of our own go into `held_back` with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.metrics.overdue import (
    DUE_DATES,
    DueDate,
    OverdueItem,
    OverdueReport,
    item_of,
    open_rows,
    overdue_report,
    responsible,
)
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.metrics.recipients import NoRecipient, Recipient, recipient_of, to_vendor
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.near import NearMisses
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key
from pmo_xl.model.task import Task

REPLY_DAYS: Final = 3
"""A reply is asked for within so many business days."""

TOPICS: Final[Mapping[str, str]] = {
    "課題管理表": "課題",
    "QA表": "QA",
    "マスタスケジュール": "作業",
    "仕様変更管理表": "変更",
    "検収支払": "検収",
    "予算管理表": "検収",
    "議事録": "ToDo",
    "配布記録": "配布",
    "仕様書確認": "仕様確認",
    "IF一覧": "IF",
    "試験管理": "試験",
    "要件一覧": "要件",
    "予算枠": "予算",
    "見積一覧": "見積",
    "対応案比較": "対応案",
    "リスク管理表": "リスク",
    "チェックリスト": "チェック",
    "周知記録": "周知",
    "レビュー記録": "レビュー",
}
"""The word that a sheet's items are chosen by."""

_INSIDE_ONLY = frozenset(("予算枠", "予算管理表", "対応案比較", "リスク管理表"))
_FINISHED = "actual_finish"


@dataclass(frozen=True)
class Chased:
    """One thing to remind somebody of. item.due_field is actual_finish where only 実績終了 lacks."""

    recipient: Recipient
    topic: str
    item: OverdueItem

    @property
    def lacks_actual(self) -> bool:
        """Whether the task is done and only 実績終了 is not written."""
        return self.item.due_field == _FINISHED


@dataclass(frozen=True)
class HeldBack:
    """A row about which nobody is written to. text: what stands in a cell that cannot be read. reason: a clause."""

    sheet: str
    row_id: str | None
    title: str | None
    owner: str | None
    cell: str | None
    reason: str
    text: str | None = None


@dataclass(frozen=True)
class Chasing:
    """What one project's people are to be reminded of. nobody: the items that no one answers for."""

    as_of: date
    reply_by: date
    chased: tuple[Chased, ...]
    nobody: tuple[OverdueItem, ...]
    held_back: tuple[HeldBack, ...]
    report: OverdueReport


def chasing(project: Project, within: int | None = None, topics: Collection[str] = ()) -> Chasing:
    """Everything late on D and, with `within`, falling due in so many days. topics: words of TOPICS; () = all."""
    wanted = _wanted(topics)
    report = overdue_report(project, within)
    items = [each for each in (*report.items, *_without_actual(project, report)) if wanted(each.sheet)]
    chased: list[Chased] = []
    nobody: list[OverdueItem] = []
    held_back = [each for each in _unread(project) if wanted(each.sheet)]
    for item in items:
        found = _recipient(item, project)
        reason = found.reason if isinstance(found, NoRecipient) else _why_not(item, found, project)
        if isinstance(found, NoRecipient) and found.is_nobody:
            nobody.append(item)
        elif reason:
            held_back.append(_held(item, reason))
        elif isinstance(found, Recipient):
            chased.append(Chased(found, topic_of(item.sheet), item))
    reply_by = project.calendar.add_business_days(project.as_of, REPLY_DAYS)
    return Chasing(project.as_of, reply_by, tuple(chased), tuple(nobody), tuple(held_back), report)


def _recipient(item: OverdueItem, project: Project) -> Recipient | NoRecipient:
    """Who is written to about an item: its owner; of a hand-out its 相手, of one to a system the system's 主担当."""
    row = item.record
    if not isinstance(row, HandedOut) or not row.counterpart:
        return recipient_of(item.owner, project)
    if row.split_by == "取引先":
        return to_vendor(row.counterpart, project)
    system = project.system(row.counterpart) if row.split_by == "システム" else None
    return recipient_of(responsible(system.owner, project) if system else item.owner, project)


def topic_of(sheet: str) -> str:
    """The word for a sheet's items."""
    return TOPICS.get(sheet, sheet)


def _wanted(topics: Collection[str]) -> _Wanted:
    known = tuple(dict.fromkeys(TOPICS.values()))
    for word in topics:
        if word not in known:
            near = NearMisses(known).of(word, 1)
            hint = f"「{near[0]}」のことですか。" if near else ""
            raise BadOption(
                f"--topics の「{word}」は分かりません。{hint}使えるのは {'、'.join(known)} です。"
            )
    return _Wanted(frozenset(topics))


@dataclass(frozen=True)
class _Wanted:
    """Whether a sheet was asked for."""

    topics: frozenset[str]

    def __call__(self, sheet: str) -> bool:
        return not self.topics or topic_of(sheet) in self.topics


def _without_actual(project: Project, report: OverdueReport) -> Iterator[OverdueItem]:
    """Tasks of 100 % without 実績終了 that are not late (the late ones are in the report already)."""
    told = {id(item.record) for item in report.items}
    due_date = next(each for each in DUE_DATES if each.record_class is Task)
    for task in open_rows(due_date, project):
        is_done = task.progress is not None and task.progress >= 1 and not is_finished(task)
        if is_done and id(task) not in told and task.planned_finish is not None:
            yield item_of(due_date, task, task.planned_finish, project, due_field=_FINISHED)


def _unread(project: Project) -> Iterator[HeldBack]:
    """Open rows whose due date cannot be read."""
    for due_date in DUE_DATES:
        for record in open_rows(due_date, project):
            unread = record.unread.get(due_date.due_field)
            if unread and due_date.due(record, project) is None:
                label = record.columns[due_date.due_field].label
                owner = responsible(due_date.owner(record, project), project)
                yield HeldBack(
                    record.sheet.label,
                    record.row_id,
                    getattr(record, "title", None),
                    owner,
                    cell_of(record, due_date.due_field),
                    f"{label}「{unread.text}」を読めません",
                    unread.text,
                )


def _why_not(item: OverdueItem, to: Recipient, project: Project) -> str | None:
    """Why a row may not be told to somebody outside, as a clause; None where it may."""
    if not to.is_outside:
        return None
    unread = next((name for name in _reads(item) if name in item.record.unread), None)
    if unread:
        text = item.record.unread[unread].text
        return f"{item.record.columns[unread].label}「{text}」を読めないため、終わっているかが分かりません"
    if item.sheet in _INSIDE_ONLY:
        return f"{item.sheet}の内容は社外({to.name})に出しません"
    if item.due_field == "payment_due_on":
        return f"支払は社内の仕事なので、社外({to.name})に出しません"
    if isinstance(item.record, Acceptance | Order) and not _is_own_order(item.record, to, project):
        return f"{to.name} への発注ではありません"
    return None


def _reads(item: OverdueItem) -> Iterable[str]:
    return (name for each in _due_dates_of(item) for name in each.reads)


def _due_dates_of(item: OverdueItem) -> Iterator[DueDate]:
    return (each for each in DUE_DATES if each.record_class is item.record.__class__)


def _is_own_order(record: Record, to: Recipient, project: Project) -> bool:
    order = record if isinstance(record, Order) else order_of(record, project)  # type: ignore[arg-type]
    vendor = order.vendor if order else None
    return to.is_vendor and vendor is not None and company_key(vendor) == company_key(to.name)


def _held(item: OverdueItem, reason: str) -> HeldBack:
    return HeldBack(item.sheet, item.row_id, item.title, item.owner, item.cell, reason)
