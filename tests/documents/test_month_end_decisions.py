"""決めること・急ぐこと of a month end, and the marks beside the amounts that they speak of."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from pmo_xl.documents.listing import Listing
from pmo_xl.documents.month_end.lists import accrual_list, payment_list
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd, Reading
from pmo_xl.documents.month_end.summary import decisions
from pmo_xl.metrics.month_end.month_end import month_end
from pmo_xl.model.budget import Budget
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


def test_a_budget_exceeded_in_one_department_and_year_is_to_be_decided_though_the_whole_has_enough_left():
    budgets = [
        Budget(id=key, department=name, fiscal_year=2026, amount=amount, approved_on=date(2026, 4, 1))
        for key, name, amount in (("BUD-001", "経理部", 400), ("BUD-002", "販売部", 900))
    ]
    spent = order(department="経理部", budget="BUD-001", ordered_on=date(2026, 5, 1))
    result = closed(*budgets, spent)
    (project,) = result.projects
    assert (project.month_end.budget_total.remaining or 0) > 0
    (said,) = (text for text in decisions(result) if "予算" in text)
    assert "予算超過が 1 件あります(会員基盤の刷新 経理部 2026年度 ▲600 円)" in said
    assert any(reason.startswith("予算超過: 経理部 2026年度 ▲600円") for reason in project.light.reasons)
    assert not [
        text
        for text in decisions(closed(budgets[1], order(department="販売部", budget="BUD-002", ordered=900)))
        if "予算" in text
    ]
