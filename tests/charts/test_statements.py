"""What figures say as their titles: computed of the data, and nothing where rows that were left out could make it false."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmo_xl.charts.budget_chart import budget_by_month
from pmo_xl.charts.department_chart import budget_by_department
from pmo_xl.charts.evm_chart import evm_chart
from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.gantt import gantt_charts
from pmo_xl.charts.money_scale import money_scale
from pmo_xl.charts.open_curves import issue_curve, question_curve
from pmo_xl.charts.phase_strip import phase_strip
from pmo_xl.charts.project_axis import AxisMark, AxisRow, project_axis
from pmo_xl.charts.statements import (
    said_of_budget,
    said_of_departments,
    said_of_earned,
    said_of_kpis,
    said_of_testing,
)
from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport, budget_report
from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.testing_counts import GrowthPoint
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.task import Task
from tests.sample.maker import AS_OF
from tests.support.chart_projects import sample, with_rows
from tests.support.figures import only

YEN = money_scale(1)


def issue(**values: object) -> Issue:
    return Issue.model_validate(
        {"kind": "課題", "title": "x", "status": "対応中", "raised_on": AS_OF} | values
    )


def task(**values: object) -> Task:
    usual = {
        "id": "WBS-001",
        "title": "結合試験の実施",
        "phase": "結合試験",
        "planned_start": date(2026, 10, 1),
    }
    return Task.model_validate(usual | {"planned_finish": AS_OF - timedelta(days=14)} | values)


def test_a_curve_says_how_many_are_open_and_how_that_moved_in_four_weeks():
    long_ago = AS_OF - timedelta(days=60)
    rows = [
        issue(raised_on=long_ago),
        issue(raised_on=long_ago, status="完了", closed_on=AS_OF),
        issue(),
        issue(),
    ]
    assert only(issue_curve(with_rows(rows))).title == "未完了は3件、11/01から1件増(課題の推移)"
    assert only(issue_curve(with_rows(rows[:2]))).title == "未完了は1件、11/01から1件減(課題の推移)"
    assert only(issue_curve(with_rows(rows[:1]))).title == "未完了は1件、11/01から増減なし(課題の推移)"
    assert only(issue_curve(with_rows(rows[2:]))).title == "未完了は2件(課題の推移)"


def test_a_curve_that_leaves_out_rows_says_no_number():
    rows = [issue(), issue(raised_on=None)]
    assert only(issue_curve(with_rows(rows))).title == "課題の推移"


def test_the_sample_counts_as_its_lists_do():
    project = sample()
    still = sum(project.is_open(row) for row in project.issues)
    assert only(issue_curve(project)).title.startswith(f"未完了は{still}件")
    assert "未回答は" in only(question_curve(project)).title


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([task()], "結合試験が予定終了を14日超過"),
        ([task(), task(id="WBS-002", planned_finish=AS_OF)], "結合試験に予定終了を14日超過した作業"),
        ([task(), task(id="WBS-002", planned_finish=None)], "結合試験に予定終了を14日超過した作業"),
        (
            [task(), task(id="WBS-002", phase="移行", planned_finish=AS_OF - timedelta(days=1))],
            "結合試験が予定終了を14日超過、ほか1工程にも遅れ",
        ),
        ([task(actual_finish=AS_OF)], "予定より遅れている工程はなし"),
        ([task(planned_finish=AS_OF)], ""),
        ([task(planned_finish=AS_OF, actual_start=AS_OF)], "予定より遅れている工程はなし"),
        ([task(planned_finish=None)], ""),
    ],
)
def test_the_phases_say_which_is_furthest_behind(rows, said):
    title = only(phase_strip(with_rows(rows))).title
    assert title == (f"{said}(工程とマイルストーン)" if said else "工程とマイルストーン")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([task()], "「結合試験の実施」が予定終了を14日超過"),
        (
            [task(), task(id="WBS-002", planned_finish=AS_OF - timedelta(days=1))],
            "予定終了を過ぎたのは2件、最長は「結合試験の実施」の14日",
        ),
        ([task(planned_finish=AS_OF)], "予定開始を過ぎて未着手なのは1件"),
        ([task(planned_finish=AS_OF, progress=Decimal("0.5"))], "予定より遅れているものはなし"),
        (
            [task(actual_finish=AS_OF), task(id="WBS-002", planned_finish=None, progress=Decimal(0))],
            "予定開始を過ぎて未着手なのは1件",
        ),
        ([task(planned_finish=None, planned_start=None)], ""),
    ],
)
def test_the_gantt_says_what_is_late(rows, said):
    drawn = gantt_charts(with_rows(rows))
    title = only(drawn[0] if isinstance(drawn, tuple) else drawn).title
    assert title == (f"{said}(マスタスケジュール)" if said else "マスタスケジュール")


def test_every_page_of_a_gantt_says_the_same_and_its_number():
    drawn = gantt_charts(with_rows([task(id=f"WBS-{n:03}") for n in range(1, 90)]))
    assert isinstance(drawn, tuple) and len(drawn) > 1
    said = {figure.title.split("(")[0] for figure in drawn}
    assert len(said) == 1 and drawn[0].title.endswith(f"(マスタスケジュール 1/{len(drawn)})")


def report(**values: object) -> BudgetReport:
    return replace(budget_report(sample()), rows_used=3, rows_total=3, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "remaining", "said"),
    [(200, 50, "残予算は50円、予算の25%"), (200, -9, "着地見込が予算を9円超過"), (0, 0, ""), (200, None, "")],
)
def test_the_months_say_what_is_left(amount, remaining, said):
    assert said_of_budget(report(total=BudgetLine(amount=amount, remaining=remaining)), YEN) == said


def test_a_budget_with_unread_amounts_says_on_how_many_rows_it_stands():
    told = replace(report(total=BudgetLine(amount=200, remaining=50)), rows_total=4)
    assert said_of_budget(told, YEN).endswith("、対象 3 / 4 件")


def line(department: str | None, amount: int, forecast: int) -> BudgetLine:
    return BudgetLine(department=department, amount=amount, forecast=forecast, remaining=amount - forecast)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [line("営業部", 100, 130), line("経理部", 100, 110)],
            "営業部が予算を30円超過する見込、ほか1部門も超過",
        ),
        (
            [line("営業部", 100, 95), line("経理部", 100, 50)],
            "予算を超える部門はなく、残りの割合が最も少ないのは営業部の5%",
        ),
        ([line("営業部", 100, 95)], "残予算は営業部の5%"),
        ([line("営業部", 100, 95), line(None, 0, 10)], ""),
        ([line("営業部", 0, 10), line(None, 0, 20)], "営業部が予算を10円超過する見込"),
    ],
)
def test_the_departments_say_who_goes_over(lines, said):
    assert said_of_departments(report(), lines, YEN) == said


def test_the_figures_of_the_budget_bear_their_sentences():
    found = budget_report(sample())
    assert only(budget_by_month(found)).title.endswith("(月別の予算執行)")
    assert only(budget_by_department(found)).title.endswith("(部門別の予算執行)")


def test_earned_value_is_told_as_shares_and_not_of_few_rows():
    earned = project_progress(sample()).earned
    told = replace(earned, spi=Metric(Decimal("0.92"), 10, 10), cpi=Metric(Decimal("1.05"), 10, 10))
    assert said_of_earned(told) == "出来高は計画の92%(SPI 0.92)、実績工数の105%(CPI 1.05)"
    assert said_of_earned(replace(told, cpi=Metric(Decimal("1.05"), 5, 10))) == "出来高は計画の92%(SPI 0.92)"
    assert said_of_earned(replace(told, spi=Metric(None, 0, 0), cpi=Metric(None, 0, 0))) == ""
    assert only(evm_chart(sample())).title.endswith("(EVM(出来高)の推移)")


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (GrowthPoint(AS_OF, 10, 4, 1), "検出した不具合4件のうち未解決は3件"),
        (GrowthPoint(AS_OF, 10, 4, None), "消化10件で検出した不具合は4件"),
        (GrowthPoint(AS_OF, None, 4, 5), ""),
        (GrowthPoint(AS_OF, 10, None, None), ""),
    ],
)
def test_the_tests_say_what_is_unresolved(point, said):
    assert said_of_testing([point]) == said


def test_the_kpi_say_how_many_reach_their_target():
    rows = [Kpi(id="KPI-001", title="a", formula="期限超過件数", target=Decimal(9999)),
            Kpi(id="KPI-002", title="b", formula="期限超過件数", target=Decimal(-1)),
            Kpi(id="KPI-003", title="c", formula="知らない", target=Decimal(1))]  # fmt: skip
    project = with_rows([task()], rows)
    assert said_of_kpis(project.kpis, project) == "判定できるKPI2件のうち目標達成は1件"
    assert said_of_kpis(rows[2:], project) == ""


def test_the_axis_of_all_projects_says_what_comes_late_and_what_clashes():
    late, clash = AxisMark(AS_OF, is_late=True), AxisMark(AS_OF, is_clash=True)
    drawn = project_axis([AxisRow("a", "赤", (late, late)), AxisRow("b", "緑", (clash,))], AS_OF)
    assert not isinstance(drawn, NoFigure)
    assert drawn[0].title == "遅れる見込は2件(1案件)、リリースがぶつかるのは1案件(マイルストーン(全案件))"
    quiet = project_axis([AxisRow("a", "緑", (AxisMark(AS_OF),))], AS_OF)
    assert not isinstance(quiet, NoFigure) and quiet[0].title == "マイルストーン(全案件)"
