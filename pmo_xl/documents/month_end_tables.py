"""The tables of the month end that sum up: by project, department, vendor and month, budgets, and the files read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pmo_xl.documents.cell_link import CellTarget
from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.documents.month_end_columns import NO_DEPARTMENT, LinkedListing
from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.documents.month_end_totals import (
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
from pmo_xl.metrics.acceptance_due import AcceptanceState
from pmo_xl.metrics.late_money import Lateness
from pmo_xl.metrics.payment_due import PaymentState
from pmo_xl.model.calendar import fiscal_year_months, fiscal_year_of
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month
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


def project_table(result: MonthEndResult) -> LinkedListing:
    """A row per project: its light with the reasons, counts and amounts; the total last."""
    headings = (
        Heading("案件", width=24),
        Heading("ブック", width=24),
        Heading("信号", width=7),
        Heading("信号の理由", Kind.LONGTEXT, 34),
        *(Heading(label, Kind.INT, 7) for label in COUNTS),
        *(Heading(label, Kind.MONEY, 13) for label, _ in FIGURES),
    )
    figures = by_project(result)
    rows: list[tuple[object, ...]] = []
    for project in result.projects:
        light = project.light
        words = (light.light.shown, light.why or None)
        amounts = _values(figures[project.key])
        rows.append((project.name, project.path.name, *words, *counts(project), *amounts))
    sums = map(sum, zip(*(counts(project) for project in result.projects), strict=True))
    rows.append(("合計", f"{len(result.projects)} 案件", None, None, *sums, *_values(total(result))))
    targets = (*(CellTarget(project.path) for project in result.projects), None)
    return LinkedListing("案件別", headings, rows, COUNTS_NOTE, targets, ("信号",))


def sum_tables(result: MonthEndResult) -> tuple[Listing, ...]:
    """The month's figures by department and vendor, every month's, and the sums beside the sheets' own."""
    names = {project.key: project.name for project in result.projects}
    projects = {names[key]: figures for key, figures in by_project(result).items()}
    months = {month(first): figures for first, figures in by_month(result).items()}
    return (
        _sum_table("案件別", "案件", projects),
        _sum_table("部門別", "部門", by_department(result)),
        _sum_table("発注先別", "発注先", by_vendor(result)),
        _sum_table("月別(全月)", "月", months),
        _agreement_table(result),
    )


def _sum_table(title: str, label: str, figures: Mapping[str, Figures]) -> Listing:
    headings = (Heading(label, width=34), *(Heading(name, Kind.MONEY, 16) for name, _ in FIGURES))
    rows = [(name, *_values(each)) for name, each in figures.items()]
    rows.append(("合計", *_values(sum(figures.values(), Figures()))))
    return Listing(title, headings, rows)


def _values(figures: Figures) -> tuple[int, ...]:
    return tuple(getattr(figures, field) for _, field in FIGURES)


def _agreement_table(result: MonthEndResult) -> Listing:
    headings = (
        Heading("合計の照合", width=34),
        *(Heading(name, Kind.MONEY, 16) for name in ("一覧の合計", "台帳の合計", "差")),
        Heading("結果", width=16),
    )
    rows = [
        (a.label, a.listed, a.ledger, a.listed - a.ledger, "一致" if a.agrees else "不一致")
        for a in agreements(result)
    ]
    return Listing("合計の照合", headings, rows, agreement_line(result))


def budget_table(result: MonthEndResult) -> LinkedListing:
    """The budget as it stands, by project and department."""
    fields = ("amount", "ordered", "expected", "remaining", "accepted", "paid", "forecast")
    labels = ("予算額", "発注済額", "発注見込額", "残予算", "検収額", "支払額", "着地見込")
    rows: list[tuple[object, ...]] = []
    targets: list[CellTarget] = []
    for project in result.projects:
        end = project.month_end
        named = [(line.department or NO_DEPARTMENT, line) for line in end.departments]
        for who, line in (*named, ("案件の合計", end.budget_total)):
            values = [getattr(line, field) for field in fields]
            used = _percent(line.forecast, line.amount) if line.amount else None
            rows.append((project.name, project.path.name, who, *values, used))
            targets.append(CellTarget(project.path, "予算枠"))
    headings = (
        Heading("案件", width=24),
        Heading("ブック", width=24),
        Heading("部門", width=18),
        *(Heading(label, Kind.MONEY, 14) for label in labels),
        Heading("着地/予算(%)", Kind.INT, 9),
    )
    note = "予算の執行(年度と月によらず、台帳の全期間。円・税抜)"
    return LinkedListing("予算執行", headings, rows, note, targets)


def _percent(part: int, whole: int) -> int:
    """The share in whole percent, a half rounded up."""
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def month_table(result: MonthEndResult) -> Listing:
    """The fiscal year of the month, by project, department and month: planned and real."""
    headings = (
        Heading("案件", width=24),
        Heading("部門", width=18),
        Heading("月", Kind.MONTH, 11),
        Heading("発注額", Kind.MONEY, 14),
        *(Heading(label, Kind.MONEY, 14) for label, _ in FIGURES),
    )
    rows = [
        (
            project.name,
            row.department or NO_DEPARTMENT,
            row.month,
            row.ordered,
            *(getattr(row, field) for _, field in FIGURES),
        )
        for project in result.projects
        for row in sorted(project.month_end.months, key=lambda row: (row.department or "", row.month))
        if row.month in _fiscal_year(project, result)
    ]
    note = f"{month(result.month.first)}を含む会計年度の予定と実績(支払額(税込)のほかは円・税抜)"
    return Listing("月別執行", headings, rows, note)


def _fiscal_year(project: ProjectMonthEnd, result: MonthEndResult) -> list[date]:
    start = project.month_end.fiscal_year_start
    return fiscal_year_months(fiscal_year_of(result.month.first, start), start)


def reading_table(result: MonthEndResult) -> LinkedListing:
    """Which files were read, with their hash and the rules that counted."""
    rows: list[tuple[object, ...]] = []
    targets: list[CellTarget] = []
    for project in result.projects:
        reading = project.reading
        rows.append(
            (
                "点検した",
                reading.path.name,
                str(reading.path),
                project.name,
                project.code or None,
                reading.policy,
                leniency_text(project),
                reading.waivers,
                "".join(reading.remarks) or None,
                reading.sha256,
            )
        )
        targets.append(CellTarget(reading.path))
    for copy in result.copies:
        why = f"{copy.counted} を数えたため数えていません。{copy.why}"
        rows.append(("複製", copy.path.name, str(copy.path), copy.project, *_blank(4), why, copy.sha256))
        targets.append(CellTarget(copy.path))
    for failed in result.failed:
        rows.append(("読めない", failed.path.name, str(failed.path), *_blank(5), failed.message, None))
        targets.append(CellTarget(failed.path))
    headings = (
        Heading("扱い", width=10),
        Heading("ブック", width=28),
        Heading("場所", Kind.LONGTEXT, 40),
        Heading("案件", width=24),
        Heading("案件コード", width=13),
        Heading("規則", Kind.LONGTEXT, 26),
        Heading("設定で切った・弱めた規則", Kind.LONGTEXT, 30),
        Heading("効いている免除", Kind.INT, 8),
        Heading("注記", Kind.LONGTEXT, 44),
        Heading("SHA-256", width=68),
    )
    note = (
        f"点検 {day(result.run_day)}  pmo_xl {result.version}  方針 {result.policy_file or '各ブックの設定'}"
    )
    return LinkedListing("読んだブック", headings, rows, note, targets, ("扱い",))


def _blank(count: int) -> Iterable[None]:
    return (None,) * count


def leniency_text(project: ProjectMonthEnd) -> str | None:
    """What the workbook's own 設定 takes off the rules, and whether the office's settings took it back."""
    own, counted = project.reading.own_leniency, project.reading.leniency
    parts = [f"{rule} 切" for rule in own.off]
    parts += [f"{s.rule} {s.own.label}→{s.given.label}" for s in own.softened]
    if not parts:
        return None
    return "、".join(parts) + ("(方針ファイルにより元に戻した)" if not counted else "")


def terminal_table(result: MonthEndResult) -> Listing:
    """The projects as a terminal can show them: the light, and the counts of a kind in one column."""
    headings = (
        Heading("案件", Kind.LONGTEXT),
        *(Heading(label) for label in ("信号", *_TERMINAL)),
    )
    rows = []
    for project in result.projects:
        found = dict(zip(COUNTS, map(str, counts(project)), strict=True))
        cells = (" / ".join(found[name] for name in names) for names in _TERMINAL.values())
        rows.append((project.name, project.light.light.shown, *cells))
    return Listing("案件別", headings, rows)


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
