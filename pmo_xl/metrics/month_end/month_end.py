"""The month end of one project: every list of 検収 and 支払 for a month, and the sums that they must add up to.

Pure: the lists go by the planned month or date (definitions.md, Days), amounts stand as they are in the workbook.
Each line says where it stands and whose it is; the whole is small and can be pickled. The budgets of many
projects add up to one (`budget_of_all`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from pmo_xl.metrics.awaited import Awaited, Lists, awaited
from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport, budget_report
from pmo_xl.metrics.budget.budget_months import BudgetMonth
from pmo_xl.metrics.budget.order_money import accepted_amount, paid_amount, paid_with_tax
from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.late_money import Lateness, late_acceptances, late_payments, lateness
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.metrics.month_end.row_fact import RowFact, row_facts
from pmo_xl.metrics.payment.acceptance_due import AcceptanceDue, acceptances_due
from pmo_xl.metrics.payment.accrual_candidate import AccrualCandidate, accrual_candidates
from pmo_xl.metrics.payment.double_invoice import DoubledDelivery, doubled_deliveries
from pmo_xl.metrics.payment.invoice import invoice_of
from pmo_xl.metrics.payment.invoice_tax import InvoiceTax, invoice_tax
from pmo_xl.metrics.payment.payment_due import PaymentDue, payments_due
from pmo_xl.metrics.payment.three_way_match import ThreeWayMatch, three_way_match
from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment, toritekihou_payments
from pmo_xl.metrics.payment.unpaid_delivery import UnpaidDelivery, unpaid_deliveries
from pmo_xl.metrics.traffic_light import Money, overspent
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project

DOUBLE_INVOICE = "ACC004"


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """What the sheets themselves add up to, whole yen, 税抜 but paid_with_tax; counted without any list.

    accepted, paid, paid_with_tax: of the rows with 検収日 (支払日) in the month. accepted_ever, paid_ever: of all.
    """

    accepted: int
    paid: int
    paid_with_tax: int
    accepted_ever: int
    paid_ever: int
    paid_with_tax_ever: int


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """One project's month. invoices: those billed in the month, and those of its payments.

    late_acceptances, late_payments: how much is late on D in the whole ledger. unpaid: the covered deliveries of the
    whole ledger that are not paid and whose 最終日 comes by the end of the next month, or has passed.
    doubles: of the whole ledger, what may have been invoiced twice and no waiver lets pass.
    overspent: the budgets that are exceeded, as the traffic light names them.
    departments, budget_total: the budget as it stands (仕様変更 are not looked at: no pending_changes). months: every month and department of the workbook.
    facts: what the next month end is compared with. fiscal_year_start: the month a fiscal year begins in.
    rows_used, rows_total: on how many orders the budget figures stand.
    """

    month: ClosingMonth
    acceptances: tuple[AcceptanceDue, ...]
    payments: tuple[PaymentDue, ...]
    matches: tuple[ThreeWayMatch, ...]
    lawful: tuple[ToritekihouPayment, ...]
    invoices: tuple[InvoiceTax, ...]
    accruals: tuple[AccrualCandidate, ...]
    departments: tuple[BudgetLine, ...]
    budget_total: BudgetLine
    months: tuple[BudgetMonth, ...]
    awaited: tuple[Awaited, ...]
    facts: tuple[RowFact, ...]
    sums: LedgerSums
    fiscal_year_start: int
    rows_used: int
    rows_total: int
    late_acceptances: Lateness
    late_payments: Lateness
    unpaid: tuple[UnpaidDelivery, ...]
    doubles: tuple[DoubledDelivery, ...] = ()
    overspent: tuple[Money, ...] = ()

    def double_note(self, at: LedgerRow) -> str | None:
        """A few words for a row that may have been invoiced twice; None for any other."""
        return next((each.note for each in self.doubles if _key(each.at) == _key(at)), None)


def month_end(
    project: Project, month: ClosingMonth, waived: Collection[tuple[str, str | None]] = ()
) -> MonthEnd:
    """The month end of a project, judged by D of the month.

    waived: the rules and the 検収ID whose finding a waiver lets pass.
    """
    project = project.judged_on(month.as_of)
    acceptances, payments = acceptances_due(project, month), payments_due(project, month)
    listed = {_key(line.at) for line in acceptances} | {_key(line.at) for line in payments}
    rows = [row for row in project.acceptances if _is_of_month(row, month, listed)]
    every = zip(project.acceptances, toritekihou_payments(project), strict=True)
    lawful = tuple(each for row, each in every if _is_of_month(row, month, listed))
    matches = tuple(three_way_match(row, project) for row in rows)
    invoices = {id(invoice.lines[0]): invoice for row in rows if (invoice := invoice_of(row, project))}
    taxes = tuple(invoice_tax(invoice, project) for invoice in invoices.values())
    found = doubled_deliveries(project)
    doubles = tuple(each for each in found if (DOUBLE_INVOICE, each.at.row_id) not in waived)
    held = tuple(each for each in doubles if each.paid_on is None or each.paid_on in month)
    report = budget_report(project)
    return MonthEnd(
        month,
        acceptances,
        payments,
        matches,
        lawful,
        taxes,
        accrual_candidates(project, month),
        report.departments,
        replace(report.total, pending_changes=None),
        report.months,
        awaited(Lists(acceptances, payments, lawful, matches, taxes, held), project),
        row_facts(project),
        _sums(project.acceptances, month),
        project.settings.fiscal_year_start,
        report.rows_used,
        report.rows_total,
        lateness((item.due_on for item in late_acceptances(project)), month),
        lateness((item.due_on for item in late_payments(project)), month),
        unpaid_deliveries(project, month),
        doubles,
        tuple(overspent(project)),
    )


_Key = tuple[str, int | None, str | None]


def _key(at: LedgerRow) -> _Key:
    return at.sheet, at.row, at.row_id


def _is_of_month(row: Acceptance, month: ClosingMonth, listed: set[_Key]) -> bool:
    """Whether the row is in a list, or was received or billed in the month."""
    is_listed = (row.sheet.label, row.row, row.row_id) in listed
    return is_listed or row.received_on in month or row.invoiced_on in month


def _sums(rows: Iterable[Acceptance], month: ClosingMonth) -> LedgerSums:
    every = tuple(rows)

    def total(amount: Callable[[Acceptance], int], day: str | None = None) -> int:
        """Of the rows whose day lies in the month, or of all rows."""
        return sum(amount(row) for row in every if day is None or _day(row, day) in month)

    return LedgerSums(
        total(accepted_amount, "accepted_on"),
        total(paid_amount, "paid_on"),
        total(paid_with_tax, "paid_on"),
        total(accepted_amount),
        total(paid_amount),
        total(paid_with_tax),
    )


def _day(row: Acceptance, field: str) -> date | None:
    found: date | None = getattr(row, field)
    return found


_MONEY = tuple(f.name for f in fields(BudgetMonth) if f.name not in ("month", "department"))


def budget_of_all(ends: Sequence[MonthEnd], as_of: date) -> BudgetReport:
    """Departments and months summed over the projects; budgets and systems are each project's own, so left out."""
    lines = [line for end in ends for line in end.departments]
    names = dict.fromkeys(line.department for line in lines)
    months = [row for end in ends for row in end.months]
    keys = sorted({(row.month, row.department) for row in months}, key=lambda key: (key[0], key[1] or ""))
    return BudgetReport(
        as_of=as_of,
        budgets=(),
        departments=tuple(_added((ln for ln in lines if ln.department == name), name) for name in names),
        systems=(),
        months=tuple(_summed_month(key, months) for key in keys),
        total=_added((end.budget_total for end in ends), None),
        rows_used=sum(end.rows_used for end in ends),
        rows_total=sum(end.rows_total for end in ends),
    )


def _added(lines: Iterable[BudgetLine], department: str | None) -> BudgetLine:
    found = tuple(lines)

    def added(figure: Callable[[BudgetLine], int | None]) -> int:
        """The figure over all the lines; a line without it adds nothing."""
        return sum(figure(line) or 0 for line in found)

    return BudgetLine(
        department=department,
        amount=added(lambda line: line.amount),
        ordered=added(lambda line: line.ordered),
        expected=added(lambda line: line.expected),
        accepted=added(lambda line: line.accepted),
        paid=added(lambda line: line.paid),
        remaining=added(lambda line: line.remaining),
        forecast=added(lambda line: line.forecast),
    )


def _summed_month(key: tuple[date, str | None], months: Iterable[BudgetMonth]) -> BudgetMonth:
    own = [row for row in months if (row.month, row.department) == key]
    return BudgetMonth(*key, **{name: sum(getattr(row, name) for row in own) for name in _MONEY})
