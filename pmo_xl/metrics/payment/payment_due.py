"""支払 of a month: what was to be paid, what was, what is missing and what is late.

A row of 検収支払 is listed when its planned day of payment (支払予定日, else 支払期日) or 支払日 lies in the month,
when it is unpaid from a month before, or when something has been delivered and no day of payment is known.
What an order's rows do not cover is listed at the order, in its 支払月, as `budget_months` counts it. What is late on
D (`late_payments`) is listed whatever its month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.budget.budget_months import payment_left, payment_planned_on
from pmo_xl.metrics.budget.order_money import (
    is_chased,
    is_placed,
    paid_amount,
    paid_with_tax,
    payable_amount,
)
from pmo_xl.metrics.month_end.closing_month import ClosingMonth, Part
from pmo_xl.metrics.month_end.late_money import by_record, late_payments
from pmo_xl.metrics.month_end.ledger_row import LedgerRow, amount_unknown, ledger_row
from pmo_xl.metrics.overdue import OverdueItem, is_awaited
from pmo_xl.metrics.payment.late_payment import paid_late
from pmo_xl.metrics.payment.payment_deadline import payment_deadline
from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.display import day
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict


class PaymentState(StrEnum):
    """How far a payment is."""

    DONE = "支払済"
    DONE_LATE = "支払済(期日後)"
    LATER = "翌月以降に支払"
    WAITING = "これから"
    SLIPPED = "予定日超過"
    OVERDUE = "支払の遅れ"
    UNPLANNED = "行がない残り"
    UNDATED = "期日なし"
    UNREADABLE = "読み取れない"
    NOT_CHASED = "対象外"


OPEN_STATES = (
    PaymentState.SLIPPED,
    PaymentState.OVERDUE,
    PaymentState.UNPLANNED,
    PaymentState.UNDATED,
    PaymentState.UNREADABLE,
)


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """One line: whole yen, 税抜 unless a name ends in `_with_tax`.

    planned counts in the month of planned_on; paid and paid_with_tax in that of paid_on. due_on: 支払期日, else the end
    of the order's 支払月. lawful_until: 最終日, where 取適法 covers the delivery. days_late: of an open payment D − 支払の期限
    as `overdue` counts it (late_since: that day; None when it is not late). lacks: what is not there yet that a payment
    needs, in Japanese. open_amount: what is to be paid as known today, 0 once it is paid. planned_unknown, paid_unknown,
    paid_with_tax_unknown: why an amount is 0 although nobody says so: what is typed, or 未記入.
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
    late_since: date | None = None
    open_amount: int = 0
    planned_unknown: str = ""
    paid_unknown: str = ""
    paid_with_tax_unknown: str = ""

    @property
    def deferred_to(self) -> date | None:
        """The day that lateness is counted from where an agreement defers 支払期日 past bank holidays, else None."""
        is_deferred = self.due_on is not None and self.late_since not in (None, self.due_on)
        return self.late_since if is_deferred else None

    @property
    def late_note(self) -> str:
        """Which day the days are counted from where it is not 支払期日, in Japanese; else empty."""
        return f"順延後の期日 {day(self.deferred_to)} から数えた日数" if self.deferred_to else ""


def payments_due(project: Project, month: ClosingMonth) -> tuple[PaymentDue, ...]:
    """The lines of the month, in the order of the sheets, 検収支払 first."""
    judged = project.judged_on(month.as_of)
    return (*_deliveries(judged, month), *_orders(judged, month))


def _deliveries(project: Project, month: ClosingMonth) -> Iterator[PaymentDue]:
    late = by_record(late_payments(project))
    for row in project.acceptances:
        item, due_on = late.get(id(row)), row.payment_due_on or payment_deadline(row, project)
        planned_on = payment_planned_on(row)
        part = month.part(planned_on or due_on, row.paid_on, item.due_on if item else None)
        if part is None or not (item or _is_listed(row, part, project)):
            continue
        state = _state(row, item, due_on, project, month)
        yield PaymentDue(
            ledger_row(row, _field(row), project),
            part,
            state,
            planned_on,
            payable_amount(row) if planned_on else 0,
            due_on,
            toritekihou_last_day(row, project),
            row.invoice_number,
            row.paid_on,
            paid_amount(row),
            paid_with_tax(row),
            item.days_overdue if item else _days_late(state, row, planned_on, month),
            () if row.paid_on else tuple(_lacks(row)),
            item.due_on if item else None,
            0 if row.paid_on else payable_amount(row),
            amount_unknown(row, "invoiced", "accepted", "acceptance_planned"),
            amount_unknown(row, "invoiced", "accepted") if row.paid_on else "",
            amount_unknown(row, "paid") if row.paid_on else "",
        )


def _is_listed(row: Acceptance, part: Part, project: Project) -> bool:
    if part in (Part.PLANNED, Part.DONE):
        return True
    has_happened = row.received_on or row.accepted_on or row.invoiced_on
    return is_awaited(row, project) and (part is Part.CARRIED or has_happened is not None)


def _field(row: Acceptance) -> str:
    if row.paid_on:
        return "paid_on"
    return "payment_due_on" if row.payment_due_on or not row.payment_planned_on else "payment_planned_on"


def _state(
    row: Acceptance, item: OverdueItem | None, due_on: date | None, project: Project, month: ClosingMonth
) -> PaymentState:
    if item is not None:
        return PaymentState.OVERDUE
    if row.paid_on:
        return _paid_state(row, project, month)
    if not is_awaited(row, project):
        return PaymentState.NOT_CHASED
    if not row.is_known("paid_on", "payment_due_on", "payment_planned_on"):
        return PaymentState.UNREADABLE
    if due_on is None and row.payment_planned_on is None:
        return PaymentState.UNDATED
    is_slipped = row.payment_planned_on is not None and row.payment_planned_on < month.as_of
    return PaymentState.SLIPPED if is_slipped else PaymentState.WAITING


def _paid_state(row: Acceptance, project: Project, month: ClosingMonth) -> PaymentState:
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: paid_late(terms, calendar), is_any=True)
    if row.payment_due_on and ruling.verdict is Verdict.VIOLATION:
        return PaymentState.DONE_LATE
    return PaymentState.LATER if row.paid_on and row.paid_on > month.last else PaymentState.DONE


def _days_late(state: PaymentState, row: Acceptance, planned_on: date | None, month: ClosingMonth) -> int:
    """Of a payment that was made late, and of one whose 支払予定日 has passed though 支払の期限 has not."""
    if state is PaymentState.DONE_LATE and row.paid_on and row.payment_due_on:
        return max(0, (row.paid_on - row.payment_due_on).days)
    return (month.as_of - planned_on).days if state is PaymentState.SLIPPED and planned_on else 0


def _lacks(row: Acceptance) -> Iterator[str]:
    needed = (
        ("received_on", "受領"),
        ("accepted_on", "検収"),
        ("invoiced_on", "請求書"),
        ("payment_due_on", "支払期日"),
    )
    for field, label in needed:
        if field in row.unread:
            yield f"{label}(「{row.unread[field].text}」は読み取れない)"
        elif getattr(row, field) is None:
            yield label


def _orders(project: Project, month: ClosingMonth) -> Iterator[PaymentDue]:
    """What of an order no row of 検収支払 covers."""
    late = by_record(late_payments(project))
    for order in project.orders:
        rows, item = project.acceptances.naming("order", order.id), late.get(id(order))
        planned_on = order.payment_month and month_end(order.payment_month)
        left = payment_left(order, rows) if is_placed(order) else 0
        part = month.part(planned_on, None, item.due_on if item else None)
        if part is None or not (left or item):
            continue
        if item is None and part is not Part.PLANNED and _is_settled(order, rows, left):
            continue
        state, at = _order_state(order, item, rows, left), ledger_row(order, "payment_month", project)
        since, days = (item.due_on, item.days_overdue) if item else (None, 0)
        yield PaymentDue(
            at,
            part,
            state,
            planned_on,
            left,
            since,
            None,
            None,
            None,
            0,
            0,
            days,
            late_since=since,
            open_amount=left,
        )


def _is_settled(order: Order, rows: tuple[Acceptance, ...], left: int) -> bool:
    """Whether nothing is waited for any more: not chased, or paid in rows without a planned day."""
    paid = sum(paid_amount(row) for row in rows if payment_planned_on(row) is None)
    return not is_chased(order) or paid >= left


def _order_state(
    order: Order, item: OverdueItem | None, rows: tuple[Acceptance, ...], left: int
) -> PaymentState:
    if item is not None:
        return PaymentState.OVERDUE
    if _is_settled(order, rows, left):
        return PaymentState.DONE if is_chased(order) else PaymentState.NOT_CHASED
    if not all(row.is_known("payment_due_on", "payment_planned_on") for row in rows):
        return PaymentState.UNREADABLE
    if order.payment_month is None:
        return PaymentState.UNDATED if order.is_known("payment_month") else PaymentState.UNREADABLE
    return PaymentState.UNPLANNED if rows else PaymentState.WAITING
