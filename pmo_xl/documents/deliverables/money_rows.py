"""The money of a project as fields: the lines of `pmo-xl budget`, by department, system, budget and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmo_xl.documents.budget import NOBODYS
from pmo_xl.documents.word.content import Basis, Fields, basis_of, fields_of, or_unfilled
from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport, budget_report, requests
from pmo_xl.metrics.budget.budget_months import sum_by_month
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import fiscal_year_months, fiscal_year_of
from pmo_xl.model.display import month, ratio, yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project

_MONTH_FIGURES = ("ordered", "acceptance_planned", "accepted", "payment_planned", "paid")
_MONTH_LABELS = ("発注", "検収予定", "検収", "支払予定", "支払")
LINE_COLUMNS = "予算額:26r 発注済額:26r 発注見込額:26r 残予算:26r 検収額:26r 支払額:26r 着地見込:26r"


def money_fields(project: Project) -> Fields:
    """Every table of the money, and the sums that sentences name."""
    report = budget_report(project)
    return {
        **{f"合計_{name}": text for name, text in _line(report.total, "合計").items()},
        "執行率": _share(report.total),
        "見込のない発注": report.rows_total - report.rows_used,
        "対象": f"{report.rows_used} / {report.rows_total}",
        "未手配の変更費用": yen(report.total.pending_changes or 0),
        "部門別": [
            *(_line(line, line.department or NOBODYS["負担部門"]) for line in report.departments),
            _line(report.total, "合計"),
        ],
        "システム別": [_line(line, line.system or NOBODYS["システム名"]) for line in report.systems],
        "予算別": [_line(line, line.id or NOBODYS["予算ID"]) for line in report.budgets],
        "申請中の予算": [or_unfilled(fields_of(each), "判断期限") for each in requests(project)],
        "申請中の合計": yen(report.requested),
        "月別": _months(project, report),
        "年度": fiscal_year_of(project.as_of, project.settings.fiscal_year_start),
    }


def money_basis(project: Project) -> list[Basis]:
    """予算枠, 予算管理表 and 検収支払; orders without a figure are left out of the sums."""
    report = budget_report(project)
    total, left_out = len(project.orders), {}
    if report.rows_total - report.rows_used:
        left_out["金額なし"] = report.rows_total - report.rows_used
    if total - report.rows_total:
        left_out["取消"] = total - report.rows_total
    return [
        basis_of(Budget, project, list(project.budgets)),
        Basis(Order.sheet.label, report.rows_used, total, left_out),
        basis_of(Acceptance, project, list(project.acceptances)),
    ]


def _line(line: BudgetLine, name: str | None) -> Fields:
    amounts = {
        "予算額": line.amount, "発注済額": line.ordered, "発注見込額": line.expected, "残予算": line.remaining,
        "検収額": line.accepted, "支払額": line.paid, "着地見込": line.forecast,
    }  # fmt: skip
    return {
        "名前": name or "(なし)",
        **{label: "－" if v is None else yen(v) for label, v in amounts.items()},
    }


def _share(line: BudgetLine) -> str:
    from decimal import Decimal

    return ratio(Decimal(line.ordered) / line.amount) if line.amount else "計算できません"


def _months(project: Project, report: BudgetReport) -> list[Fields]:
    """The twelve months of the fiscal year of D, and their sum; amounts of other years are told apart."""
    start, sums = project.settings.fiscal_year_start, sum_by_month(report.months)
    year = fiscal_year_months(fiscal_year_of(project.as_of, start), start)
    rows = [_month(month(first), sums.get(first, {})) for first in year]
    others = [amounts for first, amounts in sums.items() if first not in year]
    rows.append(_month("年度計", _added(sums.get(first, {}) for first in year)))
    if others:
        rows.append(_month("ほかの年度", _added(others)))
    return rows


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found = list(parts)
    return {name: sum(part.get(name, 0) for part in found) for name in _MONTH_FIGURES}


def _month(name: str, amounts: Mapping[str, int]) -> Fields:
    pairs = zip(_MONTH_LABELS, _MONTH_FIGURES, strict=True)
    return {"月": name, **{label: yen(amounts.get(figure, 0)) for label, figure in pairs}}
