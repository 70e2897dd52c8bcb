"""A delivery that is not paid yet: whether 支払の期限 has passed, and what the payment law says of that.

Source: definitions.md, "60 days, unpaid, 最終日". ACC002, ACC007, the month end and the payment papers all ask here.
"""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment.late_payment import unpaid
from pmo_xl.metrics.payment.payment_deadline import payment_deadline
from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.metrics.payment.payment_terms import last_payment_day
from pmo_xl.metrics.payment.ruling import Ruling, fits, out_of_scope, told_of, undeterminable
from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

ACC002, ACC007 = "ACC002", "ACC007"


def open_payment(row: Acceptance, project: Project) -> Ruling:
    """ACC002: whether D lies after 支払の期限 and 支払日 is empty, covered by 取適法 or not.

    days: D − 支払の期限, as `overdue` counts them.
    """
    if not is_awaited(row, project):
        return out_of_scope("取消・減額の発注です。")
    if row.paid_on is not None:
        return fits("支払済です。")
    for field in ("paid_on", "payment_due_on"):
        if not row.is_known(field):
            return undeterminable(f"{row.columns[field].label}の列がないか、読み取れません。")
    due_on = row.payment_due_on or payment_deadline(row, project)
    if due_on is None:
        return out_of_scope("支払の期限が決まっていません。")
    return _judged(row, due_on, project)


def _judged(row: Acceptance, due_on: date, project: Project) -> Ruling:
    calendar, as_of, name = (
        project.calendar,
        project.as_of,
        "支払期日" if row.payment_due_on else "支払月の末日",
    )
    if row.payment_due_on is None or due_on >= as_of or calendar.is_bank_day(due_on):
        return unpaid(due_on, due_on, as_of, name)

    def judge(limit_on: date) -> Ruling:
        """The ruling where the payment may wait until this day."""
        return unpaid(due_on, limit_on, as_of, name)

    return rule_on(row, project, lambda terms: judge(last_payment_day(due_on, terms, calendar)), is_any=True)


def toritekihou_open(row: Acceptance, project: Project) -> tuple[str, Ruling] | None:
    """The violation of a covered delivery that stands unpaid, with the rule that carries it; None without one."""
    ruling = open_payment(row, project)
    if ruling.verdict is Verdict.VIOLATION:
        return ACC002, ruling
    last = toritekihou_last_day(row, project)
    is_open = row.paid_on is None and row.is_known("paid_on", "payment_due_on") and is_awaited(row, project)
    if last is None or row.payment_due_on or not is_open or project.as_of <= last:
        return None
    days = (project.as_of - last).days
    reason = f"支払期日が空欄のまま、60日の最終日 {day(last)} を {days} 日過ぎて未払です。"
    ruling = Ruling(Verdict.VIOLATION, reason, row.received_on, project.as_of, days, last)
    return ACC007, told_of(ruling, row)
