"""The sums of the month end: by project, department, vendor and month, and whether they are the workbooks' own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar

from pmo_xl.documents.month_end.month_list import NO_DEPARTMENT, NO_VENDOR
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.budget.budget_months import BudgetMonth
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.model.display import yen
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS

K = TypeVar("K")

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
        return Figures(
            self.acceptance_planned + other.acceptance_planned,
            self.accepted + other.accepted,
            self.payment_planned + other.payment_planned,
            self.paid + other.paid,
            self.paid_with_tax + other.paid_with_tax,
        )


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


def by_project(result: MonthEndResult) -> Mapping[str, Figures]:
    """The figures of the month by project key, in the order of the projects."""
    return _totals(result).projects


def by_department(result: MonthEndResult) -> Mapping[str, Figures]:
    """The figures of the month by 負担部門 of the orders."""
    return _totals(result).departments


def by_vendor(result: MonthEndResult) -> Mapping[str, Figures]:
    """The figures of the month by vendor."""
    return _totals(result).vendors


def by_month(result: MonthEndResult) -> Mapping[date, Figures]:
    """The figures of every month in which anything is planned or happened."""
    return _totals(result).months


def total(result: MonthEndResult) -> Figures:
    """The figures of the month in all."""
    return sum(by_project(result).values(), Figures())


@dataclass(frozen=True, slots=True)
class _Totals:
    """Every sum of a month end. ledgers: the sheets' own sums, by their names in LedgerSums."""

    projects: Mapping[str, Figures]
    departments: Mapping[str, Figures]
    vendors: Mapping[str, Figures]
    months: Mapping[date, Figures]
    ledgers: Mapping[str, int]
    unread: int


def _totals(result: MonthEndResult) -> _Totals:
    found = result.cached("totals", lambda: _add_up(result))
    assert isinstance(found, _Totals)  # noqa: S101 - for the type checker
    return found


def _add_up(result: MonthEndResult) -> _Totals:
    """All sums in one pass: the projects lie on disk."""
    projects: dict[str, Figures] = {}
    departments: dict[str, Figures] = {}
    vendors: dict[str, Figures] = {}
    months: dict[date, Figures] = {}
    ledgers: Counter[str] = Counter()
    unread = 0
    for project in result.projects:
        projects[project.key] = Figures()
        for at, figures in _postings(project):
            _add(projects, project.key, figures)
            _add(departments, at.department or NO_DEPARTMENT, figures)
            _add(vendors, at.vendor or NO_VENDOR, figures)
        for row in project.month_end.months:
            _add(months, row.month, _of_month(row))
        ledgers.update(asdict(project.month_end.sums))
        unread += sum(f.rule == "DAT003" and _is_counted(f.sheet, f.field) for f in project.findings)
    return _Totals(
        projects,
        _largest_first(departments),
        _largest_first(vendors),
        dict(sorted(months.items())),
        ledgers,
        unread,
    )


def _add(sums: dict[K, Figures], key: K, figures: Figures) -> None:
    sums[key] = sums.get(key, Figures()) + figures


def _largest_first(sums: Mapping[str, Figures]) -> dict[str, Figures]:
    return dict(sorted(sums.items(), key=lambda item: (-item[1].accepted - item[1].paid, item[0])))


def agreements(result: MonthEndResult) -> tuple[Agreement, ...]:
    """The sums of the lists against the sheets' own, in the month and over all months."""
    listed, months, ledgers = total(result), by_month(result), _totals(result).ledgers
    planned = months.get(result.month.first, Figures())
    every = sum(months.values(), Figures())
    return (
        Agreement("検収予定額(当月)", listed.acceptance_planned, planned.acceptance_planned),
        Agreement("検収額(当月)", listed.accepted, ledgers["accepted"]),
        Agreement("支払予定額(当月)", listed.payment_planned, planned.payment_planned),
        Agreement("支払額 税抜(当月)", listed.paid, ledgers["paid"]),
        Agreement("支払額 税込(当月)", listed.paid_with_tax, ledgers["paid_with_tax"]),
        Agreement("検収額(全月)", every.accepted, ledgers["accepted_ever"]),
        Agreement("支払額 税抜(全月)", every.paid, ledgers["paid_ever"]),
        Agreement("支払額 税込(全月)", every.paid_with_tax, ledgers["paid_with_tax_ever"]),
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
    return _totals(result).unread


def _is_counted(sheet: str | None, field: str | None) -> bool:
    column = _COLUMNS.get((sheet or "", field or ""))
    return column in ("money", "date", "month")


def _kinds(record_class: type[Record]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, column in record_class.columns.items():
        yield (record_class.sheet.label, name), str(column.kind)


_COLUMNS = dict(pair for sheet in SHEETS for pair in _kinds(sheet))


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
