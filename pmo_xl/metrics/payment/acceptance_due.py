"""検収 of a month: what was to be accepted, what was, and what is missing.

A row of 検収支払 is listed when 検収予定日 or 検収日 lies in the month, when it is still open from a month before,
or when it is waited for and has no 検収予定日. What an order's rows do not plan is listed at the order, in its
検収月. So the planned and the accepted amounts add up to those of `budget_months`. What is late on D
(`late_acceptances`) is listed whatever its month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.budget.budget_months import acceptance_left
from pmo_xl.metrics.budget.order_money import is_chased, is_placed
from pmo_xl.metrics.month_end.closing_month import ClosingMonth, Part
from pmo_xl.metrics.month_end.late_money import by_record, late_acceptances
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, amount_unknown, ledger_row
from pmo_xl.metrics.overdue import OverdueItem, is_awaited
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project


class AcceptanceState(StrEnum):
    """How far a delivery's acceptance is."""

    DONE = "検収済"
    LATER = "翌月以降に検収"
    WAITING = "これから"
    OVERDUE = "検収の遅れ"
    UNPLANNED = "行がない残り"
    UNDATED = "予定日なし"
    UNREADABLE = "読み取れない"
    NOT_CHASED = "対象外"


@dataclass(frozen=True, slots=True)
class AcceptanceDue:
    """One line: amounts in whole yen, 税抜. late_since, days_late: the due day and days of `overdue`, None and 0 in time.

    planned counts in the month of planned_on, accepted in that of accepted_on. planned_unknown: why planned is 0
    although nobody says so: what is typed, or 未記入; accepted_unknown: the same of what was accepted.
    """

    at: LedgerRow
    part: Part
    state: AcceptanceState
    planned_on: date | None
    planned: int
    received_on: date | None
    accepted_on: date | None
    accepted: int
    days_late: int = 0
    late_since: date | None = None
    planned_unknown: str = ""
    accepted_unknown: str = ""
    is_delivery_known: bool = True


def acceptances_due(project: Project, month: ClosingMonth) -> tuple[AcceptanceDue, ...]:
    """The lines of the month, in the order of the sheets, 検収支払 first."""
    judged = project.judged_on(month.as_of)
    return (*_deliveries(judged, month), *_orders(judged, month))


def _deliveries(project: Project, month: ClosingMonth) -> Iterator[AcceptanceDue]:
    late = by_record(late_acceptances(project))
    for row in project.acceptances:
        planned_on, item = row.acceptance_due_on, late.get(id(row))
        part = month.part(planned_on, row.accepted_on, item.due_on if item else None)
        if part is None or (part in (Part.UNDATED, Part.CARRIED) and not is_awaited(row, project)):
            continue
        yield AcceptanceDue(
            ledger_row(row, "accepted_on" if row.accepted_on else "acceptance_due_on", project),
            part,
            _state(row, item, project, month),
            planned_on,
            row.acceptance_planned or 0,
            row.received_on,
            row.accepted_on,
            (row.accepted or 0) if row.accepted_on else 0,
            item.days_overdue if item else 0,
            item.due_on if item else None,
            amount_unknown(row, "acceptance_planned"),
            amount_unknown(row, "accepted") if row.accepted_on else "",
            row.is_known("received_on", "acceptance_due_on"),
        )


def _state(
    row: Acceptance, item: OverdueItem | None, project: Project, month: ClosingMonth
) -> AcceptanceState:
    if item is not None:
        return AcceptanceState.OVERDUE
    if row.accepted_on:
        is_later = row.accepted_on > month.last
        return AcceptanceState.LATER if is_later else AcceptanceState.DONE
    if not is_awaited(row, project):
        return AcceptanceState.NOT_CHASED
    if not row.is_known("accepted_on", "acceptance_due_on"):
        return AcceptanceState.UNREADABLE
    return AcceptanceState.UNDATED if row.acceptance_due_on is None else AcceptanceState.WAITING


def _orders(project: Project, month: ClosingMonth) -> Iterator[AcceptanceDue]:
    """What of an order no row of 検収支払 plans."""
    late = by_record(late_acceptances(project))
    for order in project.orders:
        rows, item = project.acceptances.naming("order", order.id), late.get(id(order))
        planned_on = order.acceptance_month and month_end(order.acceptance_month)
        left = acceptance_left(order, rows) if is_placed(order) else 0
        part = month.part(planned_on, None, item.due_on if item else None)
        if part is None or not (left or item):
            continue
        if item is None and part is not Part.PLANNED and _is_settled(order, rows, left):
            continue
        at, state = ledger_row(order, "acceptance_month", project), _order_state(order, item, rows, left)
        days, since = (item.days_overdue, item.due_on) if item else (0, None)
        is_said = all(row.is_known("acceptance_due_on", "received_on") for row in rows)
        told = (planned_on, left, None, None, 0, days, since)
        yield AcceptanceDue(at, part, state, *told, is_delivery_known=is_said)


def _is_settled(order: Order, rows: tuple[Acceptance, ...], left: int) -> bool:
    """Whether nothing is waited for any more: not chased, or accepted in rows without 検収予定日."""
    accepted = sum(row.accepted or 0 for row in rows if row.accepted_on and row.acceptance_due_on is None)
    return not is_chased(order) or accepted >= left


def _order_state(
    order: Order, item: OverdueItem | None, rows: tuple[Acceptance, ...], left: int
) -> AcceptanceState:
    if item is not None:
        return AcceptanceState.OVERDUE
    if _is_settled(order, rows, left):
        return AcceptanceState.DONE if is_chased(order) else AcceptanceState.NOT_CHASED
    if not all(row.is_known("acceptance_due_on") for row in rows):
        return AcceptanceState.UNREADABLE
    if order.acceptance_month is None:
        is_read = order.is_known("acceptance_month")
        return AcceptanceState.UNDATED if is_read else AcceptanceState.UNREADABLE
    return AcceptanceState.UNPLANNED if rows else AcceptanceState.WAITING
