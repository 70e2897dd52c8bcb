"""The figures and lists of the documents are those of the commands, of a project with many faults."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from pmo_xl.documents.budget import budget_listing
from pmo_xl.documents.findings import check_json
from pmo_xl.documents.overdue import overdue_listing
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields, Source
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.overdue import OverdueItem, overdue_report
from pmo_xl.model.display import day, month, yen
from pmo_xl.rules.rule import Severity
from tests.sample.maker import planted_project
from tests.support.word import content_of, source_of

AMOUNTS = ("予算額", "発注済額", "発注見込額", "残予算", "検収額", "支払額", "着地見込")


@cache
def faulty() -> Source:
    """The sample with its planted faults."""
    return source_of(planted_project(profile="full").project())


@cache
def fields_of(name: str) -> Fields:
    """What the document shows of it."""
    return content_of(load(name), faulty()).fields


def late(sheet: str | None = None, field: str | None = None) -> list[OverdueItem]:
    """What `pmo-xl overdue` lists, of one sheet and due date."""
    items = overdue_report(faulty().project).items
    return [
        i for i in items if (sheet is None or i.sheet == sheet) and (field is None or i.due_field == field)
    ]


def ids(rows: list[Fields], name: str = "ID") -> list[str]:
    return sorted(row[name] for row in rows)


@pytest.mark.parametrize("name", ["予算執行報告書", "完了報告書"])
def test_the_departments_have_the_figures_of_the_budget_command(name: str):
    report = budget_report(faulty().project)
    listed = {row[0]: row[1:] for row in budget_listing(report, "department").rows}
    rows = fields_of(name)["部門別"]
    assert {row["名前"] for row in rows} == set(listed)
    for row in rows:
        assert [row[label] for label in AMOUNTS] == [yen(amount) for amount in listed[row["名前"]]]
    assert fields_of(name)["合計_残予算"] == yen(report.total.remaining or 0)
    assert fields_of(name)["対象"] == f"{report.rows_used} / {report.rows_total}"


def test_budgets_and_systems_have_the_figures_of_the_budget_command():
    report, fields = budget_report(faulty().project), fields_of("予算執行報告書")
    for table, by in (("予算別", "budget"), ("システム別", "system")):
        listing = budget_listing(report, by)
        labels = [column.label for column in listing.columns]
        listed = {row[0]: dict(zip(labels, row, strict=True)) for row in listing.rows if row[0] != "合計"}
        assert len(fields[table]) == len(listed)
        for row in fields[table]:
            known = listed[row["名前"]]
            assert [row[label] for label in AMOUNTS if label in known] == [
                yen(known[label]) for label in AMOUNTS if label in known
            ]


def test_the_months_add_up_to_the_months_of_the_budget_command():
    report, fields = budget_report(faulty().project), fields_of("予算執行報告書")
    sums: Counter[tuple[str, str]] = Counter()
    labels = {"発注": "ordered", "検収予定": "acceptance_planned", "検収": "accepted", "支払予定": "payment_planned",
              "支払": "paid"}  # fmt: skip
    for each in report.months:
        for label, name in labels.items():
            sums[month(each.month), label] += getattr(each, name)
    shown = {row["月"]: row for row in fields["月別"]}
    for (when, label), amount in sums.items():
        if when in shown:
            assert shown[when][label] == yen(amount)
    for label in labels:
        whole = sum(amount for (_, name), amount in sums.items() if name == label)
        told = (shown["年度計"][label], shown["ほかの年度"][label])
        assert sum(int(text.replace(",", "").replace("▲", "-")) for text in told) == whole


@pytest.mark.parametrize("name", ["期限超過一覧", "週次報告書"])
def test_what_is_late_and_due_are_the_rows_of_the_overdue_command(name: str):
    fields, items = fields_of(name), overdue_report(faulty().project, 7).items
    shown = sorted((row["シート"], row["ID"]) for row in fields["期限超過"] + fields["これから期限"])
    assert shown == sorted((item.sheet, item.row_id or "") for item in items)
    assert (
        fields["期限超過件数"] == len(late()) == len(overdue_listing(overdue_report(faulty().project)).rows)
    )


def test_the_agenda_lists_the_rows_of_the_overdue_command_with_their_days():
    shown = {
        (row["シート"], row["ID"], row["期限"]): row["超過日数"]
        for row in fields_of("アジェンダ")["期限超過"]
    }
    assert shown == {(i.sheet, i.row_id or "", day(i.due_on)): i.days_overdue for i in late()}


def test_the_list_of_owners_counts_the_rows_of_the_overdue_command():
    counts = Counter(item.owner or "(担当なし)" for item in late())
    rows = fields_of("期限超過一覧")["担当別"]
    assert {row["担当"]: row["期限超過"] for row in rows if row["期限超過"]} == dict(counts)


def test_the_issue_list_tells_the_same_issues_late_as_the_overdue_command():
    fields, items = fields_of("課題一覧"), late("課題管理表", "due_on")
    shown = {row["課題ID"]: row["超過日数"] for row in fields["未完了の課題"] if row["超過日数"]}
    assert shown == {item.row_id: str(item.days_overdue) for item in items}
    assert fields["期限超過件数"] == len(items)
    fixes = {item.row_id for item in late("課題管理表", "permanent_due_on")}
    assert fixes <= {row["課題ID"] for row in fields["恒久対応"]}


def test_the_question_list_counts_the_late_questions_of_the_overdue_command():
    fields, items = fields_of("QA一覧"), late("QA表")
    assert fields["期限超過件数"] == len(items) > 0
    assert {item.row_id for item in items} <= set(ids(fields["未回答の質問"], "QA_ID"))


def test_the_interface_list_names_the_designs_that_the_overdue_command_names():
    assert ids(fields_of("IF一覧")["設計遅れ"], "IF_ID") == sorted(i.row_id or "" for i in late("IF一覧"))


def test_the_agenda_without_a_meeting_lists_the_todos_that_the_overdue_command_waits_for():
    watched = overdue_report(faulty().project, 10_000)
    waiting = {item.row_id for item in watched.items if item.sheet == "議事録"}
    undated = sum(each.missing + each.unreadable for each in watched.undated if each.sheet == "議事録")
    rows = load("アジェンダ").content(faulty(), None).fields["宿題"]
    shown = [row["ID"] for row in rows if row["出どころ"] != "課題管理表"]
    assert waiting <= set(shown)
    assert len(shown) == len(waiting) + undated


def test_the_weekly_report_counts_the_findings_of_the_check():
    fields = fields_of("週次報告書")
    summary = check_json(faulty().report, "x.xlsx")["summary"]
    assert {row["重要度"]: row["件数"] for row in fields["点検"]} == {
        s.label: summary[s.value] for s in Severity
    }
    assert fields["免除件数"] == summary["waived"]
