"""予算 as data for other tools: the JSON contract and headed rows by budget, department, system or month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, TypeVar, cast

from pmo_xl.documents.listing import Listing, Picture, Summary, rows_of
from pmo_xl.metrics.budget.budget import BUDGET_ID, DEPARTMENT, LINE_FIGURES, SYSTEM, BudgetLine, BudgetReport
from pmo_xl.metrics.budget.budget_months import BudgetMonth
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, yen
from pmo_xl.model.json_shape import Day, Month
from pmo_xl.model.list_column import ListColumn, as_json

_MONTH_FIGURES = tuple(
    ListColumn(label, Kind.MONEY, name=name)
    for label, name in (
        ("発注", "ordered"),
        ("検収予定", "acceptance_planned"),
        ("検収", "accepted"),
        ("支払予定", "payment_planned"),
        ("支払", "paid"),
        ("支払(税込)", "paid_with_tax"),
    )
)
_MONTH = ListColumn("月", Kind.MONTH, name="month")
_BY_MONTH = Picture("月別の検収と支払({unit}・税抜)", ("検収予定", "検収", "支払予定", "支払"))
_OF_DEPARTMENT = ("予算額", "発注済額", "着地見込")
NOBODYS = {column.label: column.empty or "" for column in (BUDGET_ID, DEPARTMENT, SYSTEM)}
"""What stands where a line is of no budget, department or system."""


class FiguresJson(TypedDict):
    """Whole yen, 税抜. amount, remaining: null where there is no budget; pending_changes: where nobody looked."""

    amount: int | None
    ordered: int
    expected: int
    accepted: int
    paid: int
    remaining: int | None
    forecast: int
    pending_changes: int | None


class BudgetLineJson(FiguresJson):
    """One row of 予算枠."""

    id: str | None
    department: str | None
    fiscal_year: int | None


class DepartmentJson(FiguresJson):
    """One 部門."""

    department: str | None


class SystemJson(FiguresJson):
    """One system."""

    system: str | None


class MonthFiguresJson(TypedDict):
    """What happens in a month; whole yen, 税抜 but paid_with_tax."""

    ordered: int
    acceptance_planned: int
    accepted: int
    payment_planned: int
    paid: int
    paid_with_tax: int


class BudgetMonthJson(MonthFiguresJson):
    """One month of one 部門; whole yen, 税抜 but paid_with_tax."""

    month: Month
    department: str | None


class BudgetJson(TypedDict):
    """The budget of one workbook, on rows_used of rows_total orders."""

    as_of: Day
    budgets: list[BudgetLineJson]
    departments: list[DepartmentJson]
    systems: list[SystemJson]
    months: list[BudgetMonthJson]
    total: FiguresJson
    rows_used: int
    rows_total: int


T = TypeVar("T")


def budget_json(report: BudgetReport) -> BudgetJson:
    """`budget --format json` for one workbook: whole yen, 税抜 unless a name ends in `_with_tax`."""
    return {
        "as_of": report.as_of.isoformat(),
        "budgets": [_line_json(line, BudgetLineJson) for line in report.budgets],
        "departments": [_line_json(line, DepartmentJson) for line in report.departments],
        "systems": [_line_json(line, SystemJson) for line in report.systems],
        "months": [_month_json(month) for month in report.months],
        "total": _line_json(report.total, FiguresJson),
        "rows_used": report.rows_used,
        "rows_total": report.rows_total,
    }


def _line_json(line: BudgetLine, shape: type[T]) -> T:
    """A line as a shape: whose it is first, then its figures."""
    figures = FiguresJson.__annotations__
    whose = [name for name in shape.__annotations__ if name not in figures]
    return cast("T", {name: getattr(line, name) for name in (*whose, *figures)})


def _month_json(month: BudgetMonth) -> BudgetMonthJson:
    figures = as_json(_MONTH_FIGURES, month, MonthFiguresJson)
    return {"month": f"{month.month:%Y-%m}", "department": month.department, **figures}


def budget_listing(report: BudgetReport, by: str = "budget") -> Listing:
    """One of the four tables: by "budget", "department", "system" or "month". The total is the last row."""
    if by == "month":
        return _months(report)
    if by == "system":
        figures = [column for column in LINE_FIGURES if column.name not in ("amount", "remaining")]
        return _lines(report, (SYSTEM, *figures), report.systems)
    if by == "department":
        return _lines(report, (DEPARTMENT, *LINE_FIGURES), report.departments)
    return _lines(report, report.columns, report.budgets)


def _lines(report: BudgetReport, columns: Sequence[ListColumn], lines: Sequence[BudgetLine]) -> Listing:
    sums = [column.value(report.total) if column in LINE_FIGURES else None for column in columns[1:]]
    rows = [*rows_of(columns, lines), ("合計", *sums)]
    return Listing(title="予算執行", columns=columns, rows=rows, note=budget_note(report), has_total=True)


def _months(report: BudgetReport) -> Listing:
    columns = (_MONTH, DEPARTMENT, *_MONTH_FIGURES)
    rows = [*rows_of(columns, report.months), (None, "合計", *_month_sums(report.months))]
    return Listing(title="月別予算執行", columns=columns, rows=rows, note=budget_note(report), has_total=True)


def _month_sums(months: Sequence[BudgetMonth]) -> list[int]:
    return [sum(column.value(month) for month in months) for column in _MONTH_FIGURES]


def budget_summary(report: BudgetReport, workbook: str, notice: str = "") -> Summary:
    """What is seen first: the money by department and by month, each drawn."""
    months = sorted({month.month for month in report.months})
    rows = [(m, *_month_sums([line for line in report.months if line.month == m])) for m in months]
    by_month = Listing(
        title="月別(全部門)",
        columns=(_MONTH, *_MONTH_FIGURES),
        rows=[*rows, ("合計", *_month_sums(report.months))],
        has_total=True,
        picture=_BY_MONTH,
    )
    by_department = budget_listing(report, "department")
    tables = (
        replace(
            by_department,
            title="部門別",
            note="",
            picture=Picture(_said_of(report), _OF_DEPARTMENT),
        ),
        by_month,
    )
    sentences = tuple(filter(None, (notice, budget_note(report))))
    return Summary(title=f"予算執行  {workbook}", sentences=sentences, tables=tables)


def _said_of(report: BudgetReport) -> str:
    """What the picture of the departments says: whose forecast goes over the budget, on how many rows."""
    over = [DEPARTMENT.shown(line) for line in report.departments if line.forecast > (line.amount or 0)]
    most = "、".join(map(str, over[:3])) + (f" ほか {len(over) - 3} 部門" if len(over) > 3 else "")
    said = f"着地見込が予算を超える部門: {most}" if over else "着地見込が予算を超える部門はありません"
    read = (
        f"、対象 {report.rows_used} / {report.rows_total} 件" if report.rows_used < report.rows_total else ""
    )
    return f"{said}({{unit}}・税抜{read})"


def budget_note(report: BudgetReport) -> str:
    """The sentence above the table: on how many rows the figures stand, and what is not in them."""
    parts = [
        f"基準日 {day(report.as_of)}",
        "単位 円(税抜)",
        f"対象 {report.rows_used} / {report.rows_total} 件",
    ]
    if report.total.pending_changes:
        parts.append(
            f"ほかに未手配の仕様変更費用 {yen(report.total.pending_changes)} 円(残予算に含めていません)"
        )
    if report.requests:
        parts.append(
            f"ほかに申請中の予算 {report.requests} 件 {yen(report.requested)} 円(予算額に含めていません)"
        )
    return "  ".join(parts)
