"""予算 as data for other tools: the JSON contract and headed rows by budget, department, system or month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.metrics.budget import BudgetLine, BudgetReport
from pmo_xl.metrics.budget_months import BudgetMonth
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day

_FIGURES = (
    ("予算額", "amount"),
    ("発注済額", "ordered"),
    ("発注見込額", "expected"),
    ("残予算", "remaining"),
    ("検収額", "accepted"),
    ("支払額", "paid"),
    ("着地見込", "forecast"),
)
_MONTH_FIGURES = (
    ("発注", "ordered"),
    ("検収予定", "acceptance_planned"),
    ("検収", "accepted"),
    ("支払予定", "payment_planned"),
    ("支払", "paid"),
    ("支払(税込)", "paid_with_tax"),
)
_LINE_FIELDS = (
    "amount",
    "ordered",
    "expected",
    "accepted",
    "paid",
    "remaining",
    "forecast",
    "pending_changes",
)
NOBODYS = {
    "予算ID": "(予算なし)",
    "負担部門": "(部門なし)",
    "年度": "(年度なし)",
    "システム名": "(システムなし)",
}
"""What stands where a line is of no budget, department, year or system."""
_WHOSE = {"budget": ("予算ID", "負担部門", "年度"), "department": ("負担部門",), "system": ("システム名",)}


def budget_json(report: BudgetReport) -> dict[str, Any]:
    """`budget --format json` for one workbook: whole yen, 税抜 unless a name ends in `_with_tax`."""
    return {
        "as_of": report.as_of.isoformat(),
        "budgets": [_line_json(line, "id", "department", "fiscal_year") for line in report.budgets],
        "departments": [_line_json(line, "department") for line in report.departments],
        "systems": [_line_json(line, "system") for line in report.systems],
        "months": [_month_json(month) for month in report.months],
        "total": _line_json(report.total),
        "rows_used": report.rows_used,
        "rows_total": report.rows_total,
    }


def _line_json(line: BudgetLine, *whose: str) -> dict[str, Any]:
    return {name: getattr(line, name) for name in (*whose, *_LINE_FIELDS)}


def _month_json(month: BudgetMonth) -> dict[str, Any]:
    figures = {name: getattr(month, name) for _, name in _MONTH_FIGURES}
    return {"month": f"{month.month:%Y-%m}", "department": month.department, **figures}


def budget_listing(report: BudgetReport, by: str = "budget") -> Listing:
    """One of the four tables: by "budget", "department", "system" or "month". The total is the last row."""
    return _months(report) if by == "month" else _lines(report, by)


def _lines(report: BudgetReport, by: str) -> Listing:
    lines: Sequence[BudgetLine] = {
        "budget": report.budgets,
        "department": report.departments,
        "system": report.systems,
    }[by]
    whose = _WHOSE[by]
    names = {"予算ID": "id", "負担部門": "department", "年度": "fiscal_year", "システム名": "system"}
    figures = [
        (label, field) for label, field in _FIGURES if by != "system" or field not in ("amount", "remaining")
    ]
    headings = [
        *(Heading(label, width=14) for label in whose),
        *(Heading(f, Kind.MONEY, 14) for f, _ in figures),
    ]
    rows = [
        (
            *(_whose(label, getattr(line, names[label])) for label in whose),
            *(getattr(line, f) for _, f in figures),
        )
        for line in lines
    ]
    total = ("合計", *[None] * (len(whose) - 1), *(getattr(report.total, field) for _, field in figures))
    return Listing("予算執行", headings, [*rows, total], budget_note(report))


def _whose(label: str, value: object) -> str:
    return NOBODYS[label] if value is None else str(value)


def _months(report: BudgetReport) -> Listing:
    headings = [
        Heading("月", Kind.MONTH, 11),
        Heading("負担部門", width=16),
        *(Heading(label, Kind.MONEY, 14) for label, _ in _MONTH_FIGURES),
    ]
    rows: list[tuple[object, ...]] = [
        (
            month.month,
            month.department or NOBODYS["負担部門"],
            *(getattr(month, field) for _, field in _MONTH_FIGURES),
        )
        for month in report.months
    ]
    total = (None, "合計", *(sum(getattr(m, field) for m in report.months) for _, field in _MONTH_FIGURES))
    return Listing("月別予算執行", headings, [*rows, total], budget_note(report))


def budget_note(report: BudgetReport) -> str:
    """The sentence above the table: on how many rows the figures stand, and what is not in them."""
    parts = [
        f"基準日 {day(report.as_of)}",
        "単位 円(税抜)",
        f"対象 {report.rows_used} / {report.rows_total} 件",
    ]
    if report.total.pending_changes:
        parts.append(
            f"ほかに未手配の仕様変更費用 {report.total.pending_changes:,} 円(残予算に含めていません)"
        )
    return "  ".join(parts)
