"""支払の期限 of one delivery: the day after which an open payment is late.

Source: definitions.md, "What overdue lists" and "60 days, unpaid, 最終日". Another figure than 最終日, the last day
that the payment law leaves for 支払期日 (`toritekihou_last_day`).
"""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.payment.payment_defaults import effective, order_of
from pmo_xl.metrics.payment.payment_terms import PaymentTerms, last_payment_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.project import Project


def payment_deadline(row: Acceptance, project: Project) -> date | None:
    """支払期日, or with a valid 順延合意 the next bank day; without 支払期日 the last day of the order's 支払月.

    None without both, and where 支払期日 cannot be read. An agreement that cannot be read defers nothing.
    """
    due_on, calendar = row.payment_due_on, project.calendar
    if due_on is None:
        return _end_of_payment_month(row, project) if row.is_known("payment_due_on") else None
    if calendar.is_bank_day(due_on):
        return due_on
    is_agreed = effective(row, "deferral_agreed", project).value is True
    return last_payment_day(due_on, PaymentTerms(is_deferral_agreed=is_agreed), calendar)


def _end_of_payment_month(row: Acceptance, project: Project) -> date | None:
    order = order_of(row, project)
    return month_end(order.payment_month) if order and order.payment_month else None
