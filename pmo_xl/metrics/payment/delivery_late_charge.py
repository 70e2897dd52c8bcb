"""The late charge of one delivery, as an estimate: of a payment made late, or of one still open, up to D."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.budget.order_money import invoiced_amount
from pmo_xl.metrics.payment.late_payment import LateCharge, late_charge
from pmo_xl.metrics.payment.open_payment import toritekihou_open
from pmo_xl.metrics.payment.payment_defaults import coverage
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import day, ratio, yen
from pmo_xl.model.project import Project


def late_charge_of(row: Acceptance, project: Project) -> LateCharge | None:
    """The charge from day 61 after receipt until 支払日 (D while it stays open past what 取適法 allows); None where none is due.

    It runs on 支払額, else on 請求額 (else 検収額) with 消費税額.
    """
    until = _until(row, project)
    amount = row.paid if row.paid is not None else (invoiced_amount(row) or 0) + (row.tax or 0)
    if row.received_on is None or until is None or not amount or coverage(row, project).value is not True:
        return None
    return late_charge(row.received_on, until, amount)


def _until(row: Acceptance, project: Project) -> date | None:
    if row.paid_on is not None:
        return row.paid_on
    return project.as_of if toritekihou_open(row, project) else None


def charge_text(row: Acceptance, project: Project) -> str:
    """The charge as a sentence; empty where none is due."""
    charge = late_charge_of(row, project)
    if charge is None:
        return ""
    until = "" if row.paid_on else f"基準日 {day(project.as_of)} までの"
    counted = f"受領日から61日目の {day(charge.first_on)} から {charge.days} 日分、年 {ratio(charge.rate)}"
    doubt = "" if charge.is_confirmed else "。率は告示で確かめてください"
    return f"{until}遅延利息の目安は {yen(charge.amount)} 円です({counted}{doubt})。"
