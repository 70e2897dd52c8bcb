"""baseline: copies 予定 into 基準, where 基準 is empty, or anew with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.model.display import day
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task
from pmo_xl.operations.edit import begin
from pmo_xl.operations.opened_book import refuse_partly_read
from pmo_xl.operations.planned import Plan, carried_out
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.changes import ChangeSet

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

_PAIRS: Final = (("baseline_start", "planned_start"), ("baseline_finish", "planned_finish"))
_RULE: Final = "WBS017"


def baseline(
    book: OpenedBook, *, apply: bool = False, again: Sequence[str] = (), reason: str | None = None
) -> Plan:
    """The tasks whose 基準 would be set from 予定, and with `apply` set it.

    again: IDs of tasks whose 基準 is taken anew although it is there, for the `reason`, which is noted in
    their 備考. Raises BadOption: no schedule, an unknown ID, no reason; RefusedEdit when the file cannot be
    written.
    """
    refuse_partly_read(book)
    _refuse_without_columns(book)
    anew = _named(book, again, reason)
    changes = begin(book)
    for task in book.tasks:
        _copy(changes, task, is_anew=task.id in anew)
    for task_id in anew:
        _note(changes, book, book.tasks[task_id], reason or "")
    reasons: dict[tuple[str, str], tuple[str | None, str]] = {
        (place.title, cell_name(place.row, place.column)): (_RULE, _what(change.field))
        for place, change in changes.fields.items()
    }
    return carried_out(book, changes, reasons, is_applied=apply)


def _refuse_without_columns(book: OpenedBook) -> None:
    if not book.project.has(Task):
        raise BadOption(f"{book.path.name}: マスタスケジュールがないため、基準を取れません。")
    for name, _ in _PAIRS:
        if not book.project.knows(Task, name):
            label = Task.columns[name].label
            raise BadOption(
                f"{book.path.name}: マスタスケジュールに「{label}」の列がないため、基準を取れません。"
            )


def _named(book: OpenedBook, again: Sequence[str], reason: str | None) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(map(id_key, again)))
    unknown = [task_id for task_id in ids if task_id not in book.tasks]
    if unknown:
        raise BadOption(f"{book.path.name}: マスタスケジュールに {'、'.join(unknown)} がありません。")
    if ids and not (reason or "").strip():
        raise BadOption("基準を取り直すときは --reason で理由を書いてください(備考に残します)。")
    if ids and not book.project.knows(Task, "remarks"):
        raise BadOption(f"{book.path.name}: 理由を残す「備考」の列がマスタスケジュールにありません。")
    return ids


def _copy(changes: ChangeSet, task: Task, *, is_anew: bool) -> None:
    for baseline_field, planned_field in _PAIRS:
        old, planned = getattr(task, baseline_field), getattr(task, planned_field)
        is_empty = old is None and baseline_field not in task.unread
        if planned is not None and old != planned and (is_empty or is_anew):
            changes.set(task, **{baseline_field: planned})


def _note(changes: ChangeSet, book: OpenedBook, task: Task, reason: str) -> None:
    """Write the reason above the remarks of a task whose baseline is taken anew."""
    if any(change.record is task for change in changes.fields.values()):
        line = f"{day(book.project.run_day)} 基準を取り直し: {reason.strip()}"
        changes.set(task, remarks="\n".join(filter(None, (line, task.remarks))))


def _what(field: str) -> str:
    return "基準を取り直す理由を残す" if field == "remarks" else "予定を基準に写す"
