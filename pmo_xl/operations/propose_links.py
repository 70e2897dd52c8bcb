"""propose_links: open tasks that lead to no milestone, proposed as 先行作業 of the milestone they may belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.metrics.schedule.missing_links import MissingLink, missing_links
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.task import Task
from pmo_xl.operations.edit import begin
from pmo_xl.operations.planned import Plan, PlannedChange, carried_out
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.changes.record_change import RecordChange

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook
    from pmo_xl.workbook.changes import ChangeSet

_FIELD: Final = "predecessors"
_RULE: Final = "WBS009"


def propose_links(book: OpenedBook, *, apply: bool = False) -> Plan:
    """The links from tasks to the milestone of the same 工程 and システム, and with `apply` written.

    What a person must decide is only shown. Raises BadOption: no schedule, no column, a circle; RefusedEdit
    when the file cannot be written.
    """
    _refuse_without_schedule(book)
    changes, links = begin(book), missing_links(book.project)
    sure, doubtful = [each for each in links if not each.doubt], [each for each in links if each.doubt]
    reasons: dict[tuple[str, str], tuple[str | None, str]] = {}
    for milestone, tasks in _by_milestone(sure).values():
        changes.set(milestone, **{_FIELD: (*milestone.predecessors, *(task.id for task in tasks if task.id))})
        place = changes.cells.place_of(milestone, _FIELD)
        reasons[place.title, cell_name(place.row, place.column)] = (_RULE, _what(tasks))
    shown = [_only_shown(each, changes) for each in doubtful]
    return carried_out(book, changes, reasons, shown, is_applied=apply)


def _refuse_without_schedule(book: OpenedBook) -> None:
    project = book.project
    if not project.has(Task):
        raise BadOption(f"{book.path.name}: マスタスケジュールがないため、つながりを提案できません。")
    for name in (_FIELD, "phase"):
        if not project.knows(Task, name):
            label = Task.columns[name].label
            raise BadOption(
                f"{book.path.name}: マスタスケジュールに「{label}」の列がないため、つながりを提案できません。"
            )
    if reason := project_schedule(project).reason:
        raise BadOption(f"{book.path.name}: つながりを提案できません。{reason}")


def _by_milestone(links: Iterable[MissingLink]) -> Mapping[int, tuple[Task, list[Task]]]:
    found: dict[int, tuple[Task, list[Task]]] = {}
    for link in links:
        if link.milestone is not None:
            found.setdefault(id(link.milestone), (link.milestone, []))[1].append(link.task)
    return found


def _what(tasks: Iterable[Task]) -> str:
    return f"同じ工程・システムの作業 {'、'.join(task.id or '' for task in tasks)} を先行作業に足す"


def _only_shown(link: MissingLink, changes: ChangeSet) -> PlannedChange:
    """At 先行作業 of the milestone, or without one of the task that leads nowhere."""
    at = link.milestone or link.task
    place, name = changes.cells.place_of(at, _FIELD), link.task.id or f"{link.task.row}行目"
    before = "、".join(at.predecessors)
    change = RecordChange(
        place.title,
        place.row,
        cell_name(place.row, place.column),
        at.row_id,
        Task.columns[_FIELD].label,
        before,
        "、".join((*at.predecessors, name)) if link.milestone else before,
    )
    return PlannedChange(change, _RULE, f"{name} はどのマイルストーンにもつながっていません", link.doubt)
