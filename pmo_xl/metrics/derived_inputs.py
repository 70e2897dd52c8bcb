"""Which cells the derived columns are computed from, so that nobody trusts a figure with an input missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record

Derived = tuple[type[Record], str]

_ORDER_FIELDS = ("budget", "order_kind", "ordered_on", "ordered", "estimated", "probability")

# By derived column: the fields of its own row; the sheet, key and fields of other rows that name it.
OWN_INPUTS: Mapping[Derived, tuple[str, ...]] = {
    (Question, "age"): ("asked_on", "answered_on", "status"),
    (Issue, "days_overdue"): ("due_on", "status"),
    (Budget, "ordered"): ("id",),
    (Budget, "expected"): ("id",),
    (Budget, "remaining"): ("id", "amount"),
    (Order, "status"): ("id", "order_kind", "ordered_on", "ordered", "estimated"),
    (Acceptance, "status"): ("received_on", "accepted_on", "invoiced_on", "paid_on"),
    (Choice, "state_class"): ("list_name", "value", "meaning"),
}
_OTHER_INPUTS: Mapping[Derived, tuple[type[Record], str, tuple[str, ...]]] = {
    (Budget, "ordered"): (Order, "budget", _ORDER_FIELDS),
    (Budget, "expected"): (Order, "budget", _ORDER_FIELDS),
    (Budget, "remaining"): (Order, "budget", _ORDER_FIELDS),
    (Order, "status"): (Acceptance, "order", ("order", "accepted", "accepted_on", "paid_on")),
}
COUNTED_FROM_THE_DAY: frozenset[Derived] = frozenset(((Question, "age"), (Issue, "days_overdue")))


def unreadable_inputs(record: Record, field: str, project: Project) -> Iterator[tuple[Record, str]]:
    """The rows and fields that a derived figure needs and that cannot be read."""
    column = (type(record), field)
    yield from _unread(record, OWN_INPUTS[column])
    if column not in _OTHER_INPUTS:
        return
    sheet, key, fields = _OTHER_INPUTS[column]
    for row in (*project.of(sheet).naming(key, record.row_id), *_unaddressed(sheet, key, project)):
        yield from _unread(row, fields)


def _unread(record: Record, fields: tuple[str, ...]) -> Iterator[tuple[Record, str]]:
    if record.place is not None and not record.is_known(*fields):
        yield from ((record, name) for name in fields if not record.is_known(name))


def _unaddressed(sheet: type[Record], key: str, project: Project) -> tuple[Record, ...]:
    """The rows whose reference cannot be read, so that they may belong to any."""
    return project.cached(
        ("unaddressed", sheet, key), lambda: tuple(row for row in project.of(sheet) if not row.is_known(key))
    )
