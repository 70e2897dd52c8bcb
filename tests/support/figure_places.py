"""Every place that shows a figure of money, payment law or month end, with the value that it shows there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pmo_xl.documents.budget import budget_json, budget_listing
from pmo_xl.documents.csv_file import csv_bytes
from pmo_xl.documents.listing import Listing
from pmo_xl.documents.month_end.json_file import month_end_json
from pmo_xl.documents.month_end.lists import (
    acceptance_list,
    last_day_list,
    payment_list,
    toritekihou_list,
)
from pmo_xl.documents.month_end.report import build as build_report
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.documents.month_end.summary import decisions
from pmo_xl.documents.month_end.tables import budget_table, project_table, sum_tables
from pmo_xl.documents.overdue import overdue_json, overdue_listing
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields, Source
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.dashboard import counts_by_sheet
from pmo_xl.metrics.month_end.closing_month import ClosingMonth, closing_month
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.metrics.payment.toritekihou_payment import toritekihou_payments
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import day, yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.operations.book import Book
from pmo_xl.operations.month_end import month_end_of
from pmo_xl.rules.light import law_reasons
from pmo_xl.rules.standing_breaches import standing_breaches
from tests.support.word import source_of

Figures = Mapping[str, Mapping[str, Any]]
LATE = {
    "検収の遅れ": ("ACC001", "acceptance_due_on", "acceptance_month", acceptance_list),
    "支払の遅れ": ("ACC002", "payment_due_on", "payment_month", payment_list),
}
LINE_FIELDS = {"予算額": "amount", "発注済額": "ordered", "発注見込額": "expected", "残予算": "remaining",
               "検収額": "accepted", "支払額": "paid", "着地見込": "forecast"}  # fmt: skip
MONTH_FIELDS = {"検収予定額": "acceptance_planned", "検収額": "accepted", "支払予定額": "payment_planned",
                "支払額": "paid"}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One project with everything that is made of it."""

    project: Project

    @cached_property
    def month(self) -> ClosingMonth:
        """The month that is due on D; D itself must be past day 10, so that all judge by one day."""
        return closing_month(None, self.project.as_of)

    @cached_property
    def source(self) -> Source:
        """What papers are made of."""
        return source_of(self.project)

    @cached_property
    def result(self) -> MonthEndResult:
        """The month end of this one book."""
        book = Book(Path("台帳.xlsx"), "0" * 64, self.project, None, None)
        return month_end_of(book, self.month)

    @cached_property
    def json(self) -> Any:
        """The JSON of the month end."""
        return json.loads("".join(month_end_json(self.result)))

    @cached_property
    def report(self) -> Fields:
        """The fields of 月次検収支払点検報告書."""
        return build_report(self.result).fields

    def paper(self, name: str) -> Fields:
        """The fields of a paper of the whole project."""
        return load(name).content(self.source, None).fields


def figures_shown(project: Project) -> Figures:
    """By figure, each place with its value."""
    shown = Shown(project)
    return {
        **{name: dict(_late(name, shown)) for name in LATE},
        "検収支払・予算管理表の期限超過": dict(_overdue_money(shown)),
        "取適法の違反(台帳全体)": dict(_breaches(shown)),
        "取適法の違反(当月)": dict(_breaches_of_month(shown)),
        "最終日を過ぎた未払": dict(_last_days(shown, is_passed=True)),
        "最終日が翌月末までに来る未払": dict(_last_days(shown, is_passed=False)),
        **{f"{label}(全体)": dict(_budget(label, field, shown)) for label, field in LINE_FIELDS.items()},
        **{f"{label}(当月)": dict(_month(label, field, shown)) for label, field in MONTH_FIELDS.items()},
    }


def _column(listing: Listing, label: str) -> list[Any]:
    at = [column.label for column in listing.columns].index(label)
    return [row[at] for row in listing.rows]


def _csv_column(listing: Listing, label: str) -> list[str]:
    import csv

    text = csv_bytes(listing).decode("utf-8-sig")
    return [row[label] for row in csv.DictReader(text.splitlines())]


def _late(name: str, shown: Shown) -> Iterator[tuple[str, int]]:
    rule, of_row, of_order, listing = LATE[name]
    project, result, key = (
        shown.project,
        shown.result,
        f"late_{'acceptances' if rule == 'ACC001' else 'payments'}",
    )
    labels = {"検収予定日", "検収月"} if rule == "ACC001" else {"支払期日", "支払月"}
    items = overdue_report(project).items
    yield "overdue", sum(item.due_field in (of_row, of_order) for item in items)
    yield f"check {rule}", sum(f.rule == rule and f.column in labels for f in shown.source.report.findings)
    yield "月次 一覧の状態", _column(listing(result), "状態").count(name)
    yield "月次 CSV", _csv_column(listing(result), "状態").count(name)
    yield "月次 一覧の注記", int(_found(rf"{name} (\d+) 件", listing(result).note))
    yield "月次 案件別", _column(project_table(result), name)[0]
    yield "月次 案件別の合計", _column(project_table(result), name)[-1]
    yield (
        "月次 案件別 当月+前月以前",
        sum(_column(project_table(result), f"{name}({part})")[0] for part in ("うち当月", "前月以前から")),
    )
    yield "月次 決めること", int(_found(rf"{name}が (\d+) 件", "".join(decisions(result))) or 0)
    yield "月次 JSON", shown.json[key]["whole"]
    yield "月次 JSON 案件", shown.json["workbooks"][0][key]["whole"]
    yield "月次検収支払点検報告書", int(_found(r"(\d+) 件", shown.report[f"{name}の内訳"]))
    yield "月次点検報告書", int(_found(r"(\d+) 件", shown.paper("月次点検報告書")[name]))


def _overdue_money(shown: Shown) -> Iterator[tuple[str, int]]:
    """検収の遅れ and 支払の遅れ together, where a place tells sheets apart and not due columns."""
    sheets, report = (Acceptance.sheet.label, Order.sheet.label), overdue_report(shown.project)
    yield "overdue", sum(item.sheet in sheets for item in report.items)
    yield "overdue の一覧", sum(sheet in sheets for sheet in _column(overdue_listing(report), "シート"))
    yield "overdue JSON", sum(item["sheet"] in sheets for item in overdue_json(report)["items"])
    yield "期限超過一覧", sum(row["シート"] in sheets for row in shown.paper("期限超過一覧")["期限超過"])
    counts = counts_by_sheet(shown.project)
    yield "メニュー", counts[Acceptance].late + counts[Order].late
    end = shown.result.projects[0].month_end
    yield "月次", end.late_acceptances.whole + end.late_payments.whole
    yield "check ACC001+ACC002", sum(f.rule in ("ACC001", "ACC002") for f in shown.source.report.findings)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match.group(1) if match else ""


def _breaches(shown: Shown) -> Iterator[tuple[str, int]]:
    result = shown.result
    ledger = r"台帳全体 (\d+) 件"
    yield "check(免除を除く)", len(standing_breaches(shown.project, shown.source.report))
    said = r"取適法の違反: (\d+) 件"
    reasons = {
        "信号の理由": "".join(str(reason) for reason in law_reasons(shown.project)),
        "月次 信号の理由": result.projects[0].light.why,
    }
    yield from ((place, int(_found(said, text))) for place, text in reasons.items() if _found(said, text))
    yield "月次 案件別", _column(project_table(result), "違反(台帳全体)")[0]
    yield "月次 取適法の注記", int(_found(ledger, toritekihou_list(result).note))
    yield "月次 決めること", int(_found(ledger, "".join(decisions(result))) or 0)
    yield "月次 JSON", shown.json["breaches"]["ledger"]
    yield "月次検収支払点検報告書", int(_found(ledger, shown.report["違反の内訳"]))
    yield "月次点検報告書", int(_found(ledger, shown.paper("月次点検報告書")["違反"]))


def _breaches_of_month(shown: Shown) -> Iterator[tuple[str, int]]:
    """The samples have no waivers, so the lines of the list are the violations that count."""
    result = shown.result
    month = r"当月 (\d+) 件"
    yield "月次 取適法の一覧", _column(toritekihou_list(result), "判定").count("違反")
    yield "月次 案件別", _column(project_table(result), "違反(当月)")[0]
    yield "月次 取適法の注記", int(_found(month, toritekihou_list(result).note))
    yield "月次 JSON", shown.json["breaches"]["of_month"]
    yield "月次 JSON 一覧", sum(line["verdict"] == "違反" for line in shown.json["workbooks"][0]["lawful"])
    yield "月次検収支払点検報告書", int(_found(month, shown.report["違反の内訳"]))
    paper = shown.paper("月次点検報告書")
    yield "月次点検報告書", int(_found(month, paper["違反"]))
    yield "月次点検報告書の一覧", sum(row["判定"] == "違反" for row in paper["取適法"])


def _last_days(shown: Shown, *, is_passed: bool) -> Iterator[tuple[str, int]]:
    word = "最終日を過ぎた未払" if is_passed else "最終日が来る"
    said = r"最終日を過ぎた未払が (\d+) 件" if is_passed else r"翌月末までに来る未払が (\d+) 件"
    as_of = shown.month.as_of
    days = [line.last_on for line in shown.result.projects[0].month_end.unpaid]
    assert all((day < as_of) == (word_ == "最終日を過ぎた未払") for day, word_ in
               zip(days, _column(last_day_list(shown.result), "区分"), strict=True))  # fmt: skip
    yield "月次 最終日の一覧", _column(last_day_list(shown.result), "区分").count(word)
    yield "月次 CSV", _csv_column(last_day_list(shown.result), "区分").count(word)
    yield "月次 決めること", int(_found(said, "".join(decisions(shown.result))) or 0)
    yield "月次検収支払点検報告書", sum(row["区分"] == word for row in shown.report["最終日"])
    yield "月次点検報告書", sum(row["区分"] == word for row in shown.paper("月次点検報告書")["最終日"])


def _budget(label: str, field: str, shown: Shown) -> Iterator[tuple[str, int]]:
    report = budget_report(shown.project)
    yield "budget", getattr(report.total, field)
    yield "budget JSON", budget_json(report)["total"][field]
    for by, lines in (
        ("budget", report.budgets),
        ("department", report.departments),
        ("system", report.systems),
    ):
        if by == "system" and field in ("amount", "remaining"):
            continue
        if field not in ("amount", "remaining") or by != "budget":
            yield f"budget --by {by} の計", sum(getattr(line, field) for line in lines)
        yield f"budget --by {by} の合計行", _column(budget_listing(report, by), label)[-1]
    yield "月次 予算執行", _column(budget_table(shown.result), label)[-1]
    yield "月次 JSON", shown.json["workbooks"][0]["budget"][field]
    paper = shown.paper("予算執行報告書")
    yield "予算執行報告書", _amount(paper[f"合計_{label}"])
    yield "予算執行報告書 部門別の計", sum(_amount(row[label]) for row in paper["部門別"][:-1])


def _amount(text: str) -> int:
    return int(text.replace(",", "").replace("▲", "-").replace("−", "-"))


def _month(label: str, field: str, shown: Shown) -> Iterator[tuple[str, int]]:
    report = budget_report(shown.project)
    result = shown.result
    yield "budget --by month", sum(getattr(m, field) for m in report.months if m.month == shown.month.first)
    table = "支払額(税抜)" if label == "支払額" else label
    yield "月次 案件別", _column(project_table(result), table)[0]
    by_project, by_department, by_vendor, *_ = sum_tables(result)
    for name, sums in (("案件別", by_project), ("部門別", by_department), ("発注先別", by_vendor)):
        yield f"月次 集計 {name}", _column(sums, table)[-1]
    yield "月次 JSON", shown.json["total"][field]
    yield "月次検収支払点検報告書", _amount(shown.report[label])
    yield "月次点検報告書", _amount(shown.paper("月次点検報告書")[label])


def last_days_shown(project: Project) -> Mapping[str, set[str]]:
    """By delivery, every 最終日 that a place shows for it (as 2026/12/19); one place that shows none is left out."""
    shown, found = Shown(project), {}
    for line in toritekihou_payments(project):
        if line.last_on:
            found.setdefault(line.at.row_id, set()).add(day(line.last_on))
    result = shown.result
    for listing, label in (
        (toritekihou_list, "最終日"),
        (payment_list, "取適法の最終日"),
        (last_day_list, "最終日"),
    ):
        for row_id, last in zip(_column(listing(result), "ID"), _column(listing(result), label), strict=True):
            if last:
                found.setdefault(row_id, set()).add(day(last))
    for finding in shown.source.report.findings:
        if finding.rule in ("ACC002", "ACC007", "ACC008", "ACC009") and finding.row_id:
            for text in re.findall(r"最終日(?:は)? (\d{4}/\d\d/\d\d)", finding.message):
                found.setdefault(finding.row_id, set()).add(text)
    request = load("支払依頼書")
    for row in request.rows(project):
        fields = request.content(shown.source, row).fields
        if fields["最終日"] != "－":
            found.setdefault(row.row_id, set()).add(fields["最終日"])
    return found


def verdicts_shown(project: Project) -> Mapping[str, set[str]]:
    """By delivery, every verdict of the payment law that a place shows for it."""
    shown, found = Shown(project), {}
    for line in toritekihou_payments(project):
        found.setdefault(line.at.row_id, set()).add(line.word)
    listing = toritekihou_list(shown.result)
    for row_id, word in zip(_column(listing, "ID"), _column(listing, "判定"), strict=True):
        found.setdefault(row_id, set()).add(word)
    for row in shown.paper("月次点検報告書")["取適法"]:
        found.setdefault(row["ID"], set()).add(row["判定"])
    request = load("支払依頼書")
    for row in request.rows(project):
        assert isinstance(row, Acceptance)
        found.setdefault(row.row_id, set()).add(request.content(shown.source, row).fields["取適法の判定"])
    return found


def as_table(figures: Mapping[str, Figures]) -> str:
    """Markdown: a table per sample, a row per figure and place."""
    lines: list[str] = []
    for sample, found in figures.items():
        lines += [f"## {sample}", "", "| 数字 | 場所 | 値 |", "|---|---|---|"]
        for figure, places in found.items():
            lines += [f"| {figure} | {place} | {yen(value)} |" for place, value in places.items()]
        lines.append("")
    return "\n".join(lines)
