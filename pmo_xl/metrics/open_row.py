"""Open rows: what is not finished, by 状態 where a sheet has one, else by the field that says it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pmo_xl.metrics.derived_figures import order_status
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.metrics.to_confirm import is_to_confirm
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import STATES, list_name

OPEN_BY_FIELD: Final[Mapping[type[Record], tuple[str, Callable[[Any, Project], bool]]]] = {
    Task: ("actual_finish", lambda task, project: not is_finished(task)),
    Acceptance: ("paid_on", lambda row, project: row.paid_on is None),
    Verification: ("executed_on", lambda row, project: row.executed_on is None),
    Announcement: ("confirmed_on", lambda row, project: row.confirmed_on is None),
    ReviewRecord: ("result", lambda row, project: row.result in (None, "差戻し")),
    ChecklistItem: ("result", lambda row, project: is_to_confirm(row)),
    Order: ("ordered_on", lambda order, project: order_status(order, project) not in ("支払済", "取消")),
}
"""By sheet without a state, the field that says whether a row is done, and whether it is open."""


def field_of_the_end(record: Record) -> str:
    """The field that tells whether a row is done: 状態, or what its sheet has instead; of a task without 実績終了 進捗率."""
    field = OPEN_BY_FIELD[record.__class__][0] if record.__class__ in OPEN_BY_FIELD else "status"
    is_without = record.place is not None and "actual_finish" not in record.place.table.columns
    return "progress" if isinstance(record, Task) and is_without else field


def is_open_row(record: Record, project: Project) -> bool:
    """Whether a row is not finished; of a sheet that knows neither a state nor an end, every row is."""
    if record.__class__ in OPEN_BY_FIELD:
        return OPEN_BY_FIELD[record.__class__][1](record, project)
    if "status" in record.columns and list_name(record.__class__, "status") in STATES:
        return project.is_open(record) or "status" in record.unread
    return True
