"""The sums of the month end: by project, department, vendor and month, and whether they are the workbooks' own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from pmo_xl.documents.month_end_columns import NO_DEPARTMENT, NO_VENDOR
from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.budget_months import BudgetMonth
from pmo_xl.metrics.ledger_row import LedgerRow
from pmo_xl.model.display import yen
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS

FIGURES = (
    ("検収予定額", "acceptance_planned"),
    ("検収額", "accepted"),
    ("支払予定額", "payment_planned"),
    ("支払額(税抜)", "paid"),
    ("支払額(税込)", "paid_with_tax"),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The money of one month, whole yen, 税抜 but paid_with_tax."""

    acceptance_planned: int = 0
    accepted: int = 0
    payment_planned: int = 0
    paid: int = 0
    paid_with_tax: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """One sum of the lists beside the same sum of the sheets, over all projects."""

    label: str
    listed: int
    ledger: int

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the yen."""
        return self.listed == self.ledger


def by_project(result: MonthEndResult) -> dict[str, Figures]:
    """The figures of the month by project key, in the order of the projects."""
    return {project.key: _sum(_postings(project)) for project in result.projects}


def by_department(result: MonthEndResult) -> dict[str, Figures]:
    """The figures of the month by 負担部門 of the orders."""
    return _by(result, lambda at: at.department or NO_DEPARTMENT)


def by_vendor(result: MonthEndResult) -> dict[str, Figures]:
    """The figures of the month by vendor."""
    return _by(result, lambda at: at.vendor or NO_VENDOR)


def by_month(result: MonthEndResult) -> dict[date, Figures]:
    """The figures of every month in which anything is planned or happened."""
    found: dict[date, Figures] = {}
    for project in result.projects:
        for row in project.month_end.months:
            found[row.month] = found.get(row.month, Figures()) + _of_month(row)
    return dict(sorted(found.items()))


def total(result: MonthEndResult) -> Figures:
    """The figures of the month in all."""
    return sum(by_project(result).values(), Figures())


def agreements(result: MonthEndResult) -> tuple[Agreement, ...]:
    """The sums of the lists against the sheets' own, in the month and over all months."""
    listed, months = total(result), by_month(result)
    planned = months.get(result.month.first, Figures())
    every = sum(months.values(), Figures())
    sums = [project.month_end.sums for project in result.projects]
    return (
        Agreement("検収予定額(当月)", listed.acceptance_planned, planned.acceptance_planned),
        Agreement("検収額(当月)", listed.accepted, sum(s.accepted for s in sums)),
        Agreement("支払予定額(当月)", listed.payment_planned, planned.payment_planned),
        Agreement("支払額 税抜(当月)", listed.paid, sum(s.paid for s in sums)),
        Agreement("支払額 税込(当月)", listed.paid_with_tax, sum(s.paid_with_tax for s in sums)),
        Agreement("検収額(全月)", every.accepted, sum(s.accepted_ever for s in sums)),
        Agreement("支払額 税抜(全月)", every.paid, sum(s.paid_ever for s in sums)),
        Agreement("支払額 税込(全月)", every.paid_with_tax, sum(s.paid_with_tax_ever for s in sums)),
        *(
            Agreement(f"検収額({label}の計)", sum(f.accepted for f in figures.values()), listed.accepted)
            for label, figures in (("部門別", by_department(result)), ("発注先別", by_vendor(result)))
        ),
    )


def agreement_line(result: MonthEndResult) -> str:
    """One sentence: whether the sums add up to the workbooks' own, and what could not be counted."""
    found = agreements(result)
    wrong = [a for a in found if not a.agrees]
    unread = unread_amounts(result)
    gap = (
        f"ただし、読めない金額・日付のセルが {unread} 個あり、合計に入っていません(「指摘」の DAT003)。"
        if unread
        else ""
    )
    if wrong:
        names = "、".join(f"{a.label} {yen(a.listed - a.ledger)} 円" for a in wrong)
        return f"合計の照合: 台帳の合計と違うものがあります({names})。作成元へ知らせてください。{gap}"
    return (
        "合計の照合: 案件別・部門別・発注先別・月別の合計は、台帳の検収支払と予算管理表そのものの合計と一致しています"
        f"({len(found)} 項目、差 0 円)。{gap}"
    )


def unread_amounts(result: MonthEndResult) -> int:
    """How many cells of dates and amounts could not be read, and so stand in no sum."""
    findings = (finding for project in result.projects for finding in project.findings)
    return sum(f.rule == "DAT003" and _is_counted(f.sheet, f.field) for f in findings)


def _is_counted(sheet: str | None, field: str | None) -> bool:
    column = _COLUMNS.get((sheet or "", field or ""))
    return column in ("money", "date", "month")


def _kinds(record_class: type[Record]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, column in record_class.columns.items():
        yield (record_class.sheet.label, name), str(column.kind)


_COLUMNS = dict(pair for sheet in SHEETS for pair in _kinds(sheet))


def _by(result: MonthEndResult, key: Callable[[LedgerRow], str]) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for project in result.projects:
        for at, figures in _postings(project):
            found[key(at)] = found.get(key(at), Figures()) + figures
    return dict(sorted(found.items(), key=lambda item: (-item[1].accepted - item[1].paid, item[0])))


def _sum(postings: Iterable[tuple[LedgerRow, Figures]]) -> Figures:
    return sum((figures for _, figures in postings), Figures())


def _postings(project: ProjectMonthEnd) -> Iterator[tuple[LedgerRow, Figures]]:
    """What each line of 検収 and 支払 adds to the month."""
    end = project.month_end
    month = end.month
    for line in end.acceptances:
        planned = line.planned if line.planned_on in month else 0
        accepted = line.accepted if line.accepted_on in month else 0
        yield line.at, Figures(acceptance_planned=planned, accepted=accepted)
    for pay in end.payments:
        planned = pay.planned if pay.planned_on in month else 0
        is_paid = pay.paid_on in month
        paid, with_tax = (pay.paid, pay.paid_with_tax) if is_paid else (0, 0)
        yield pay.at, Figures(payment_planned=planned, paid=paid, paid_with_tax=with_tax)


def _of_month(row: BudgetMonth) -> Figures:
    return Figures(*(getattr(row, field) for _, field in FIGURES))
