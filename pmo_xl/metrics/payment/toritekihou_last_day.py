"""最終日: the last 支払期日 of a covered delivery that is still 適合; the one place that every list and paper asks.

Source: definitions.md, "60 days, unpaid, 最終日". Another figure than 支払の期限 (`payment_deadline`).
"""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.payment.payment_defaults import MONTHLY, coverage, effective
from pmo_xl.metrics.payment.payment_terms import last_day_by_toritekihou
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project


def toritekihou_last_day(row: Acceptance, project: Project) -> date | None:
    """最終日; None while the delivery is not received, or not 対象. A 締め区分 that cannot be read counts as 都度."""
    if row.received_on is None or coverage(row, project).value is not True:
        return None
    is_monthly = effective(row, "closing", project).value == MONTHLY
    return last_day_by_toritekihou(row.received_on, is_monthly_closing=is_monthly)
