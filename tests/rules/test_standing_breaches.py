"""取適法の違反 n 件: of the whole ledger, without those whose every finding a waiver lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.month_end import month_end
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Table
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.vendor import Vendor
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.run import run
from pmo_xl.rules.standing_breaches import breaches_of, standing_breaches
from tests.support.november import MONTH, OCT, delivery, nov, order, project

BY_NOTE = "ACC012/検収支払/ACC-001/支払方法"
UNPAID = "ACC002/検収支払/ACC-001/支払期日"


def ledger(*waived: str, until: date = date(2027, 3, 31)) -> Project:
    """One delivery unpaid and to be paid by note, one unpaid since September, one in order; with waivers."""
    covered = order(toritekihou="対象")
    rows = (
        delivery(received_on=OCT, payment_due_on=nov(20), payment_method="手形"),
        delivery(id="ACC-002", received_on=date(2026, 9, 1), payment_due_on=date(2026, 9, 30),
                 payment_planned_on=date(2027, 1, 29)),
        delivery(id="ACC-003", received_on=OCT, accepted_on=OCT, payment_due_on=date(2026, 12, 25)),
    )  # fmt: skip
    waivers = [
        RecordedFinding(
            id=each, response="免除", waiver_reason="合意済", waived_by="田中 美咲", waived_until=until
        )
        for each in waived
    ]
    made = project(covered, *rows, *waivers)
    columns = {sheet: dict.fromkeys(sheet.columns, 1) for sheet in (Order, Acceptance, Vendor)}
    tables = {sheet: (Table(sheet, sheet.sheet.label, 1, columns[sheet]),) for sheet in columns}
    return replace(made, tables=tables)


@pytest.mark.parametrize(
    ("waived", "standing"),
    [
        ((), ["ACC-001", "ACC-002"]),
        ((BY_NOTE,), ["ACC-001", "ACC-002"]),  # it still stands unpaid
        ((BY_NOTE, UNPAID), ["ACC-002"]),
    ],
)
def test_a_violation_is_let_pass_only_when_all_that_is_found_is_waived(waived, standing):
    kept = ledger(*waived)
    assert [each.at.row_id for each in standing_breaches(kept, run(kept, matching(("ACC",))))] == standing


def test_a_waiver_that_has_ended_lets_nothing_pass():
    kept = ledger(BY_NOTE, UNPAID, until=nov(29))
    assert len(standing_breaches(kept, run(kept, matching(("ACC",))))) == 2


def test_a_month_says_its_own_violations_beside_those_of_the_ledger():
    kept = ledger(BY_NOTE, UNPAID)
    report = run(kept, matching(("ACC",)))
    assert (
        str(breaches_of(month_end(kept, MONTH), kept, report)) == "当月 1 件 / 台帳全体 1 件(ほかに免除 1 件)"
    )
    march = ClosingMonth(date(2026, 3, 1), date(2026, 3, 31), MONTH.as_of)
    assert breaches_of(month_end(kept, march), kept, report).ledger == 1
