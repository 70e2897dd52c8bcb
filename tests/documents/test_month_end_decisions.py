"""決めること・急ぐこと of a month end, and the marks beside the amounts that they speak of."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from pmo_xl.documents.listing import Listing
from pmo_xl.documents.month_end.lists import accrual_list, payment_list
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd, Reading
from pmo_xl.documents.month_end.summary import decisions
from pmo_xl.metrics.month_end.month_end import month_end
from pmo_xl.model.record import Record
from pmo_xl.rules.leniency import leniency
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.run import run
from pmo_xl.rules.standing_breaches import Breaches
from tests.support.november import DEC, MONTH, D, delivery, nov, order, project

NOW = datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 - no clock is asked
TWICE = {
    "invoice_number": "S-1", "invoiced_on": DEC, "invoiced": 500, "accepted": 500, "accepted_on": nov(2),
    "tax_rate": Decimal("0.1"), "tax": 50, "received_on": nov(2), "payment_due_on": D,
}  # fmt: skip


def closed(*records: Record) -> MonthEndResult:
    """The month end of one project of these rows, without any rule asked."""
    known = project(*records)
    policy = policy_of(known.settings)
    reading = Reading(Path("台帳.xlsx"), "", 0, NOW, "", leniency(policy), leniency(policy), 0)
    end, light = month_end(known, MONTH), project_light(known, run(known, ()))
    counted = ProjectMonthEnd("P", "会員基盤の刷新", "P", reading, light, (), end, Breaches())
    return MonthEndResult(MONTH, D, NOW, "0", (counted,))


def column(listing: Listing, label: str) -> list[object]:
    at = [each.label for each in listing.columns].index(label)
    return [row[at] for row in listing.rows]


def test_what_may_be_invoiced_twice_is_to_be_decided_and_marked_at_what_is_paid_and_accrued():
    rows = [delivery(id=f"ACC-00{n}", **TWICE) for n in (1, 2)]
    result = closed(order(), *rows)
    said = "\n".join(decisions(result))
    assert "二重請求の疑いが 1 件、500 円あります(うち未払 1 件、500 円)" in said
    assert "未払計上の候補が 2 件、1,000 円あります(うち二重請求の疑い 1 件、500 円)" in said
    for make in (accrual_list, payment_list):
        assert column(make(result), "注意")[:2] == [None, "二重請求の疑い(ACC-001)"]
    only = closed(order(), rows[0])
    assert "二重請求" not in "\n".join(decisions(only))
