"""予算の図."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.charts.budget_chart import budget_by_month
from pmo_xl.charts.department_chart import budget_by_department
from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.money_scale import money_scale
from pmo_xl.charts.plot import ticks, whole_ticks
from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport, budget_report
from pmo_xl.metrics.budget.budget_months import BudgetMonth
from pmo_xl.model.display import yen
from tests.support.chart_projects import DAY, sample
from tests.support.figures import assert_fit_to_print, assert_rendered_as_measured, only, words

EMPTY = BudgetReport(DAY, (), (), (), (), BudgetLine(), 0, 0)


def test_the_months_of_the_sample_end_with_the_figures_of_the_report():
    report = budget_report(sample())
    figure = only(budget_by_month(report))
    assert f"残予算{yen(report.total.remaining or 0)}" in figure.alt
    assert f"発注累計{money_scale(report.total.amount or 0).shown(report.total.ordered)}" in words(figure)
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_every_department_of_the_sample_has_its_bar_and_what_remains():
    report = budget_report(sample())
    figure = only(budget_by_department(report))
    for line in report.departments:
        assert (line.department or "") in words(figure)
        assert f"残予算{yen(line.remaining or 0)}" in figure.alt
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_a_department_over_its_budget_shows_a_negative_rest():
    line = BudgetLine(
        department="営業部", amount=1_000_000, ordered=1_500_000, remaining=-500_000, forecast=1_500_000
    )
    figure = only(budget_by_department(replace(EMPTY, departments=(line,))))
    assert "残▲50/100" in words(figure)
    assert_fit_to_print(figure)


def test_forty_departments_with_long_names_stay_on_the_page():
    lines = tuple(
        BudgetLine(department=f"コーポレートデジタルトランスフォーメーション推進統括本部第{n}課", amount=10**8, ordered=n * 10**6,
                   remaining=10**8 - n * 10**6, forecast=n * 10**6)
        for n in range(40)
    )  # fmt: skip
    assert_fit_to_print(only(budget_by_department(replace(EMPTY, departments=lines))))


def test_many_years_are_cut_to_those_around_the_day_and_said_so():
    months = tuple(
        BudgetMonth(date(2020 + n // 12, n % 12 + 1, 1), "営業部", ordered=100_000) for n in range(120)
    )
    total = BudgetLine(amount=20_000_000, ordered=12_000_000, remaining=8_000_000)
    figure = only(budget_by_month(replace(EMPTY, months=months, total=total)))
    assert "2025年11月から2027年10月" in figure.alt
    assert figure.notes == ("図の期間の外に96か月分の記録があります(前の分は累計に含みます)。",)
    assert_fit_to_print(figure)


def test_a_reduction_below_nothing_is_drawn():
    months = (BudgetMonth(date(2026, 11, 1), "営業部", ordered=-300_000),)
    total = BudgetLine(amount=1_000_000, ordered=-300_000, remaining=1_300_000)
    assert_fit_to_print(only(budget_by_month(replace(EMPTY, months=months, total=total))))


def test_without_money_there_is_a_sentence():
    assert isinstance(budget_by_month(EMPTY), NoFigure)
    assert isinstance(budget_by_department(EMPTY), NoFigure)


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (99_999, "円", "99,999"),
        (100_000, "万円", "10"),
        (1_234_567_890, "百万円", "1,235"),
        (-450_000, "万円", "▲45"),
    ],
)
def test_money_is_shown_in_a_unit_of_few_digits(amount, unit, shown):
    scale = money_scale(amount)
    assert (scale.unit, scale.shown(amount)) == (unit, shown)


def test_ticks_are_round_and_hold_every_value():
    assert ticks(0, 367) == [0, 100, 200, 300, 400]
    assert ticks(-30, 80) == [-50, 0, 50, 100]
    assert whole_ticks(1) == [0, 1]
    assert whole_ticks(3) == [0, 1, 2, 3]
