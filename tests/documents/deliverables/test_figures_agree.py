"""The figures and lists of the documents are those of the commands."""

from __future__ import annotations

from pmo_xl.documents.budget import budget_listing
from pmo_xl.documents.word.catalog import load
from pmo_xl.metrics.budget import budget_report
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.display import yen
from pmo_xl.sample import planted_project
from tests.support.word import content_of, source_of


def test_the_budget_report_shows_the_figures_of_the_budget_command():
    source = source_of(planted_project(profile="full").project())
    fields = content_of(load("予算執行報告書"), source).fields
    report = budget_report(source.project)
    listed = {row[0]: row[1:] for row in budget_listing(report, "department").rows}
    labels = ("予算額", "発注済額", "発注見込額", "残予算", "検収額", "支払額", "着地見込")
    for row in fields["部門別"]:
        assert [row[label] for label in labels] == [yen(amount) for amount in listed[row["名前"]]]
    assert fields["合計_残予算"] == yen(report.total.remaining or 0)
    assert fields["対象"] == f"{report.rows_used} / {report.rows_total}"


def test_the_overdue_list_shows_the_rows_of_the_overdue_command():
    source = source_of(planted_project(profile="full").project())
    fields = content_of(load("期限超過一覧"), source).fields
    items = overdue_report(source.project, 7).items
    shown = sorted((row["シート"], row["ID"]) for row in fields["期限超過"] + fields["これから期限"])
    assert shown == sorted((item.sheet, item.row_id or "") for item in items)
    assert fields["期限超過件数"] == len(overdue_report(source.project).items)


def test_the_weekly_report_counts_the_findings_of_the_check():
    source = source_of(planted_project(profile="full").project())
    fields = content_of(load("週次報告書"), source).fields
    assert sum(row["件数"] for row in fields["点検"]) == len(source.report.findings)
