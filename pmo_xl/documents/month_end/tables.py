"""The tables of the month end that sum up: by project, department, vendor and month, budgets, and the files read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter
from typing import Final

from pmo_xl.documents.listing import CellTarget, Listing, Picture, rows_of
from pmo_xl.documents.month_end.month_list import NO_DEPARTMENT
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.documents.month_end.totals import (
    FIGURES,
    Figures,
    agreement_line,
    agreements,
    by_department,
    by_month,
    by_project,
    by_vendor,
    total,
)
from pmo_xl.metrics.budget.budget import LINE_FIGURES, BudgetLine
from pmo_xl.metrics.month_end.late_money import Lateness
from pmo_xl.metrics.payment.acceptance_due import AcceptanceState
from pmo_xl.metrics.payment.payment_due import PaymentState
from pmo_xl.model.calendar import fiscal_year_months, fiscal_year_of
from pmo_xl.model.column import Kind
from pmo_xl.model.display import month, yen
from pmo_xl.model.list_column import COUNT, ListColumn
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import Severity

_UNCLEAR_ACCEPTANCE = (
    AcceptanceState.UNPLANNED,
    AcceptanceState.UNDATED,
    AcceptanceState.UNREADABLE,
)
_UNCLEAR_PAYMENT = (
    PaymentState.SLIPPED,
    PaymentState.UNPLANNED,
    PaymentState.UNDATED,
    PaymentState.UNREADABLE,
)
COUNTS = (
    "検収 予定",
    "検収 済",
    "検収の遅れ",
    "検収の遅れ(うち当月)",
    "検収の遅れ(前月以前から)",
    "検収 要確認",
    "支払 予定",
    "支払 済",
    "支払の遅れ",
    "支払の遅れ(うち当月)",
    "支払の遅れ(前月以前から)",
    "支払 要確認",
    "期日後に支払済",
    "違反(当月)",
    "違反(台帳全体)",
    "要判断(当月)",
    "判定不能(当月)",
    "エラー",
)
COUNTS_NOTE = (
    "遅れは基準日の時点で期限を過ぎた検収・支払(台帳全体)。要確認は、行がない残り、予定日・期日がないもの、読み取れないもの、"
    "支払予定日だけを過ぎたもの。違反・要判断・判定不能は取適法"
)


def counts(project: ProjectMonthEnd) -> tuple[int, ...]:
    """The figures of COUNTS for one project; waived violations and errors are left out."""
    end, breaches = project.month_end, project.breaches
    accept = [line.state for line in end.acceptances]
    pay = [line.state for line in end.payments]
    verdicts = [line.verdict for line in end.lawful]
    return (
        sum(line.planned_on in end.month for line in end.acceptances),
        sum(line.accepted_on in end.month for line in end.acceptances),
        *_late(end.late_acceptances),
        sum(state in _UNCLEAR_ACCEPTANCE for state in accept),
        sum(line.planned_on in end.month for line in end.payments),
        sum(line.paid_on in end.month for line in end.payments),
        *_late(end.late_payments),
        sum(state in _UNCLEAR_PAYMENT for state in pay),
        pay.count(PaymentState.DONE_LATE),
        breaches.of_month,
        breaches.ledger,
        verdicts.count(Verdict.QUESTION),
        verdicts.count(Verdict.UNDETERMINABLE),
        sum(f.severity is Severity.ERROR and f.waived is None for f in project.findings),
    )


def _late(found: Lateness) -> tuple[int, int, int]:
    return found.whole, found.of_month, found.before


_PRINTED_COUNTS = ("検収の遅れ", "支払の遅れ", "違反(台帳全体)", "要判断(当月)", "判定不能(当月)", "エラー")
_AMOUNTS = tuple(ListColumn(label, Kind.MONEY, name=name) for label, name in FIGURES)
_DRAWN = ("検収予定額", "検収額", "支払予定額", "支払額(税抜)")
_BY_MONTH = Picture("月別の検収と支払({unit}・税抜)", _DRAWN)


def project_table(result: MonthEndResult) -> Listing:
    """A row per project: its light with the reasons, counts and amounts; the total last."""
    columns = (
        ListColumn("案件", width=24, of="name"),
        ListColumn("ブック", width=24, of="path.name", is_link=True, is_printed=False),
        ListColumn("信号", width=8, of="light.light.shown", is_judged=True),
        ListColumn("信号の理由", Kind.LONGTEXT, 34, of=lambda project: project.light.why or None),
        *(
            ListColumn(
                label,
                Kind.INT,
                of=itemgetter(at),
                words=COUNT,
                is_printed=label in _PRINTED_COUNTS,
            ).of_part(counts)
            for at, label in enumerate(COUNTS)
        ),
        *(_amount_of(column, result) for column in _AMOUNTS),
    )
    rows = rows_of(columns, result.projects)
    sums = [sum(column) for column in zip(*(counts(p) for p in result.projects), strict=True)]
    rows.append(("合計", f"{len(result.projects)} 案件", None, None, *sums, *_values(total(result))))
    return Listing(
        title="案件別",
        columns=columns,
        rows=rows,
        note=COUNTS_NOTE,
        targets=(*(CellTarget(project.path) for project in result.projects), None),
        has_total=True,
        picture=Picture(_said_of(total(result)), _DRAWN, is_below=True),
    )


def _said_of(sums: Figures) -> str:
    """What the picture of the projects says, in one line."""
    accepted = f"検収は {yen(sums.accepted)} 円(予定 {yen(sums.acceptance_planned)} 円)"
    paid = f"支払は {yen(sums.paid)} 円(予定 {yen(sums.payment_planned)} 円)"
    return f"{accepted}、{paid}。案件別({{unit}}・税抜)"


def _amount_of(column: ListColumn, result: MonthEndResult) -> ListColumn:
    figures = by_project(result)
    is_printed = column.name != "paid_with_tax"
    return replace(column, of=lambda project: column.value(figures[project.key]), is_printed=is_printed)


def sum_tables(result: MonthEndResult) -> tuple[Listing, ...]:
    """The month's figures by department and vendor, every month's, and the sums beside the sheets' own."""
    names = {project.key: project.name for project in result.projects}
    projects = {names[key]: figures for key, figures in by_project(result).items()}
    months = {month(first): figures for first, figures in by_month(result).items()}
    return (
        _sum_table("案件別", "案件", projects),
        _sum_table("部門別", "部門", by_department(result)),
        _sum_table("発注先別", "発注先", by_vendor(result)),
        replace(_sum_table("月別(全月)", "月", months), picture=_BY_MONTH),
        _agreement_table(result),
    )


def _sum_table(title: str, label: str, figures: Mapping[str, Figures]) -> Listing:
    rows = [(name, *_values(each)) for name, each in figures.items()]
    rows.append(("合計", *_values(sum(figures.values(), Figures()))))
    return Listing(title=title, columns=(ListColumn(label, width=34), *_AMOUNTS), rows=rows, has_total=True)


def _values(figures: Figures) -> tuple[int, ...]:
    return tuple(column.value(figures) for column in _AMOUNTS)


def _agreement_table(result: MonthEndResult) -> Listing:
    columns = (
        ListColumn("合計の照合", width=34, of="label"),
        ListColumn("一覧の合計", Kind.MONEY, of="listed"),
        ListColumn("台帳の合計", Kind.MONEY, of="ledger"),
        ListColumn("差", Kind.MONEY, of=lambda a: a.listed - a.ledger),
        ListColumn("結果", width=16, of=lambda a: "一致" if a.agrees else "不一致", is_judged=True),
    )
    rows = rows_of(columns, agreements(result))
    return Listing(title="合計の照合", columns=columns, rows=rows, note=agreement_line(result))


def budget_table(result: MonthEndResult) -> Listing:
    """The budget as it stands, by project and department."""
    columns = (
        ListColumn("案件", width=24, of=lambda found: found[0].name),
        ListColumn("ブック", width=24, of=lambda found: found[0].path.name, is_link=True),
        ListColumn("部門", width=18, of=lambda found: found[1]),
        *(column.of_part(itemgetter(2)) for column in LINE_FIGURES),
        ListColumn("着地/予算(%)", Kind.INT, of=lambda found: _used(found[2])),
    )
    found = [(project, *pair) for project in result.projects for pair in _budgets(project)]
    return Listing(
        title="予算執行",
        columns=columns,
        rows=rows_of(columns, found),
        note="予算の執行(年度と月によらず、台帳の全期間。円・税抜)",
        targets=[CellTarget(project.path, "予算枠") for project, _, _ in found],
    )


def _budgets(project: ProjectMonthEnd) -> Iterator[tuple[str, BudgetLine]]:
    end = project.month_end
    yield from ((line.department or NO_DEPARTMENT, line) for line in end.departments)
    yield "案件の合計", end.budget_total


def _used(line: BudgetLine) -> int | None:
    return _percent(line.forecast, line.amount) if line.amount else None


def _percent(part: int, whole: int) -> int:
    """The share in whole percent, a half rounded up."""
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def month_table(result: MonthEndResult) -> Listing:
    """The fiscal year of the month, by project, department and month: planned and real."""
    columns = (
        ListColumn("案件", width=24, of=lambda found: found[0].name),
        ListColumn("部門", width=18, of=lambda found: found[1].department, empty=NO_DEPARTMENT),
        ListColumn("月", Kind.MONTH, of=lambda found: found[1].month),
        ListColumn("発注額", Kind.MONEY, of=lambda found: found[1].ordered),
        *(column.of_part(itemgetter(1)) for column in _AMOUNTS),
    )
    found = [
        (project, row)
        for project in result.projects
        for row in sorted(project.month_end.months, key=lambda row: (row.department or "", row.month))
        if row.month in _fiscal_year(project, result)
    ]
    note = f"{month(result.month.first)}を含む会計年度の予定と実績(支払額(税込)のほかは円・税抜)"
    return Listing(title="月別執行", columns=columns, rows=rows_of(columns, found), note=note)


def _fiscal_year(project: ProjectMonthEnd, result: MonthEndResult) -> list[date]:
    start = project.month_end.fiscal_year_start
    return fiscal_year_months(fiscal_year_of(result.month.first, start), start)


def terminal_table(result: MonthEndResult) -> Listing:
    """The projects as a terminal can show them: the light, and the counts of a kind in one column."""

    def several(names: Sequence[str]) -> Callable[[ProjectMonthEnd], str]:
        """The counts of one column."""
        return lambda project: " / ".join(str(counts(project)[COUNTS.index(name)]) for name in names)

    columns = (
        ListColumn("案件", Kind.LONGTEXT, of="name"),
        ListColumn("信号", of="light.light.shown"),
        *(ListColumn(label, of=several(names)) for label, names in _TERMINAL.items()),
    )
    return Listing(title="案件別", columns=columns, rows=rows_of(columns, result.projects))


_TERMINAL: Final = {
    "検収 予定/済": ("検収 予定", "検収 済"),
    "検収の遅れ 当月/前月以前から": ("検収の遅れ(うち当月)", "検収の遅れ(前月以前から)"),
    "支払 予定/済": ("支払 予定", "支払 済"),
    "支払の遅れ 当月/前月以前から": ("支払の遅れ(うち当月)", "支払の遅れ(前月以前から)"),
    "違反 当月/台帳全体": ("違反(当月)", "違反(台帳全体)"),
    "要判断/判定不能": ("要判断(当月)", "判定不能(当月)"),
    "エラー": ("エラー",),
}
"""The columns of the terminal and the counts that each shows."""
