"""支払 of a month: what was to be paid, what was, what is missing and what is late.

A row of 検収支払 is listed when its planned day of payment (支払予定日, else 支払期日) or 支払日 lies in the month,
when it is unpaid from a month before, or when something has been delivered and no day of payment is known.
What an order's rows do not cover is listed at the order, in its 支払月, as `budget_months` counts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.budget_months import payment_left, payment_planned_on
from pmo_xl.metrics.closing_month import ClosingMonth, Part
from pmo_xl.metrics.late_payment import paid_late, unpaid
from pmo_xl.metrics.lawful_payment import last_lawful_day
from pmo_xl.metrics.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.order_money import (
    is_chased,
    is_placed,
    paid_amount,
    paid_with_tax,
    payable_amount,
)
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment_defaults import order_of, rule_on
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict


class PaymentState(StrEnum):
    """How far a payment is."""

    DONE = "支払済"
    DONE_LATE = "支払済(期日後)"
    LATER = "翌月以降に支払"
    WAITING = "これから"
    MISSING = "支払漏れ"
    OVERDUE = "期日超過"
    UNPLANNED = "行がない残り"
    UNDATED = "期日なし"
    UNREADABLE = "読み取れない"
    NOT_CHASED = "対象外"


OPEN_STATES = (
    PaymentState.MISSING,
    PaymentState.OVERDUE,
    PaymentState.UNPLANNED,
    PaymentState.UNDATED,
    PaymentState.UNREADABLE,
)


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """One line: whole yen, 税抜 unless a name ends in `_with_tax`.

    planned counts in the month of planned_on; paid and paid_with_tax in that of paid_on. due_on: 支払期日 (else
    the end of 支払月 of what was accepted or billed). lawful_until: the last day that 取適法 allows, where it
    covers the delivery. lacks: what is not there yet that a payment needs, in Japanese.
    """

    at: LedgerRow
    part: Part
    state: PaymentState
    planned_on: date | None
    planned: int
    due_on: date | None
    lawful_until: date | None
    invoice_number: str | None
    paid_on: date | None
    paid: int
    paid_with_tax: int
    days_late: int = 0
    lacks: tuple[str, ...] = ()


def payments_due(project: Project, month: ClosingMonth) -> tuple[PaymentDue, ...]:
    """The lines of the month, in the order of the sheets, 検収支払 first."""
    return (*_deliveries(project, month), *_orders(project, month))


def _deliveries(project: Project, month: ClosingMonth) -> Iterator[PaymentDue]:
    for row in project.acceptances:
        due_on = _due_on(row, project)
        planned_on = payment_planned_on(row)
        part = month.part(planned_on or due_on, row.paid_on)
        if part is None or not _is_listed(row, part, project):
            continue
        state = _state(row, due_on, project, month)
        yield PaymentDue(
            ledger_row(row, _field(row), project),
            part,
            state,
            planned_on,
            payable_amount(row) if planned_on else 0,
            due_on,
            last_lawful_day(row, project),
            row.invoice_number,
            row.paid_on,
            paid_amount(row),
            paid_with_tax(row),
            _days_late(state, row, due_on or planned_on, month),
            () if row.paid_on else tuple(_lacks(row)),
        )


def _is_listed(row: Acceptance, part: Part, project: Project) -> bool:
    if part in (Part.PLANNED, Part.DONE):
        return True
    has_happened = row.received_on or row.accepted_on or row.invoiced_on
    return is_awaited(row, project) and (part is Part.CARRIED or has_happened is not None)


def _due_on(row: Acceptance, project: Project) -> date | None:
    """支払期日, else (once accepted or billed) the last day of the order's 支払月."""
    if row.payment_due_on or not (row.accepted_on or row.invoiced_on):
        return row.payment_due_on
    order = order_of(row, project)
    return month_end(order.payment_month) if order and order.payment_month else None


def _field(row: Acceptance) -> str:
    if row.paid_on:
        return "paid_on"
    return "payment_due_on" if row.payment_due_on or not row.payment_planned_on else "payment_planned_on"


def _state(row: Acceptance, due_on: date | None, project: Project, month: ClosingMonth) -> PaymentState:
    if row.paid_on:
        return _paid_state(row, project, month)
    if not is_awaited(row, project):
        return PaymentState.NOT_CHASED
    if not row.is_known("paid_on", "payment_due_on", "payment_planned_on"):
        return PaymentState.UNREADABLE
    planned_on = payment_planned_on(row)
    if due_on is None and planned_on is None:
        return PaymentState.UNDATED
    if due_on is not None and _is_overdue(row, due_on, project, month):
        return PaymentState.OVERDUE
    is_missing = planned_on is not None and planned_on < month.as_of and not _is_deferred(row, planned_on)
    return PaymentState.MISSING if is_missing else PaymentState.WAITING


def _is_deferred(row: Acceptance, planned_on: date) -> bool:
    """Whether only 支払期日 gives the day: then the rules of 支払期日 alone say whether it has passed."""
    return row.payment_planned_on is None and planned_on == row.payment_due_on


def _paid_state(row: Acceptance, project: Project, month: ClosingMonth) -> PaymentState:
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: paid_late(terms, calendar), is_any=True)
    if row.payment_due_on and ruling.verdict is Verdict.VIOLATION:
        return PaymentState.DONE_LATE
    return PaymentState.LATER if row.paid_on and row.paid_on > month.last else PaymentState.DONE


def _is_overdue(row: Acceptance, due_on: date, project: Project, month: ClosingMonth) -> bool:
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: unpaid(terms, due_on, month.as_of, calendar), is_any=True)
    return ruling.verdict is Verdict.VIOLATION


def _days_late(state: PaymentState, row: Acceptance, due_on: date | None, month: ClosingMonth) -> int:
    if due_on is None or state not in (PaymentState.OVERDUE, PaymentState.MISSING, PaymentState.DONE_LATE):
        return 0
    return max(0, ((row.paid_on or month.as_of) - due_on).days)


def _lacks(row: Acceptance) -> Iterator[str]:
    needed = (
        ("received_on", "受領"),
        ("accepted_on", "検収"),
        ("invoiced_on", "請求書"),
        ("payment_due_on", "支払期日"),
    )
    return (label for field, label in needed if getattr(row, field) is None)


def _orders(project: Project, month: ClosingMonth) -> Iterator[PaymentDue]:
    """What of an order no row of 検収支払 covers."""
    for order in project.orders:
        rows = project.acceptances.naming("order", order.id)
        planned_on = order.payment_month and month_end(order.payment_month)
        left = payment_left(order, rows) if is_placed(order) else 0
        part = month.part(planned_on, None)
        if not left or part is None:
            continue
        if part is not Part.PLANNED and _is_settled(order, rows, left):
            continue
        state = _order_state(order, rows, left, planned_on, month)
        late = (month.as_of - planned_on).days if planned_on and state is PaymentState.OVERDUE else 0
        at = ledger_row(order, "payment_month", project)
        yield PaymentDue(at, part, state, planned_on, left, None, None, None, None, 0, 0, late)


def _is_settled(order: Order, rows: tuple[Acceptance, ...], left: int) -> bool:
    """Whether nothing is waited for any more: not chased, or paid in rows without a planned day."""
    paid = sum(paid_amount(row) for row in rows if payment_planned_on(row) is None)
    return not is_chased(order) or paid >= left


def _order_state(
    order: Order, rows: tuple[Acceptance, ...], left: int, planned_on: date | None, month: ClosingMonth
) -> PaymentState:
    if _is_settled(order, rows, left):
        return PaymentState.DONE if is_chased(order) else PaymentState.NOT_CHASED
    if planned_on is None:
        return PaymentState.UNDATED
    if rows:
        return PaymentState.UNPLANNED
    return PaymentState.OVERDUE if planned_on < month.as_of else PaymentState.WAITING
