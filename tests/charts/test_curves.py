"""課題の推移, QAの推移, EVM."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.charts.evm_chart import EarnedPoint, evm_chart
from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.open_curves import issue_curve, question_curve
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from tests.support.chart_projects import sample, with_rows
from tests.support.figures import assert_fit_to_print, assert_rendered_as_measured, labels, only, words


def test_the_issue_curve_ends_with_as_many_open_issues_as_the_list():
    project = sample()
    figure = only(issue_curve(project))
    count = sum(project.is_open(issue) for issue in project.issues)
    assert f"未完了{count}件" in words(figure)
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_the_question_curve_counts_answers():
    project = sample()
    figure = only(question_curve(project))
    answered = sum(question.is_answered for question in project.questions)
    assert f"回答{answered}件" in words(figure)
    assert_fit_to_print(figure)


def test_what_a_curve_cannot_place_is_told():
    usual = {"kind": "課題", "title": "x", "status": "対応中", "raised_on": date(2026, 11, 2)}
    rows = [
        {},
        {"status": "取下げ"},
        {"raised_on": None},
        {"status": "完了"},
        {"raised_on": date(2026, 12, 1)},
    ]
    figure = only(issue_curve(with_rows([Issue.model_validate(usual | row) for row in rows])))
    assert figure.notes == ("課題の推移図に数えていないもの: 取下げ 1件、日付が空欄 2件、基準日より後 1件。",)


def test_without_rows_there_is_a_sentence():
    project = with_rows(issues=Issue, questions=Question, tasks=Task)
    for drawn in (issue_curve(project), question_curve(project), evm_chart(project)):
        assert isinstance(drawn, NoFigure)
        assert drawn.reason.endswith("。")


def test_a_single_issue_makes_a_curve():
    rows = [Issue(kind="課題", title="x", status="対応中", raised_on=date(2026, 11, 30))]
    assert_fit_to_print(only(issue_curve(with_rows(rows))))


def test_evm_says_the_figures_and_that_the_past_is_not_known():
    figure = only(evm_chart(sample()))
    earned = project_progress(sample()).earned
    assert f"SPI {earned.spi.value:.2f}" in figure.alt
    assert "EVとACは基準日の値だけ(前回までの記録がないため)を描いています。" in figure.notes
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_evm_draws_the_runs_that_there_are():
    runs = [
        EarnedPoint(date(2026, 9, 30), Decimal(1500), None),
        EarnedPoint(date(2026, 10, 31), Decimal(1900), Decimal(2000)),
    ]
    figure = only(evm_chart(sample(), runs))
    assert "EVとACは記録のある2回分と基準日の値を描いています。" in figure.notes


def test_evm_without_actual_effort_has_no_ac_and_says_why():
    rows = [task.model_copy(update={"actual_effort": None}) for task in sample().tasks]
    figure = only(evm_chart(with_rows(rows)))
    assert "ACは描いていません。実績工数が記入されていません。" in figure.notes
    assert not any(label.text.startswith("AC") for label in labels(figure))


def test_evm_without_planned_effort_says_why_there_is_no_figure():
    rows = [task.model_copy(update={"planned_effort": None}) for task in sample().tasks]
    drawn = evm_chart(with_rows(rows))
    assert isinstance(drawn, NoFigure)
    assert drawn.reason == "EVMの図は描けません。予定工数が記入されていません。"
