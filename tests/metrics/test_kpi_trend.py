"""How the KPI moved: recorded values by week, gaps where nothing was recorded, a new line where 算式 changed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.kpi_chart import kpi_chart
from pmo_xl.documents.deliverables.kpi_rows import kpi_row
from pmo_xl.metrics.kpi_trend import Measured, kpi_trend, measured, moved
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project

D = date(2026, 11, 30)
HAND = Kpi(
    id="KPI-001", title="満足度", formula="手入力", target=4, direction="多いほど良い", unit="点",
    manual_actual=Decimal("4.1"), measured_on=date(2026, 11, 2),
)  # fmt: skip


def project(*kpis: Kpi) -> Project:
    return Project(D, D, records={Kpi: kpis})


def run(days_ago: int, value: str | None, formula: str = "手入力") -> Measured:
    figure = None if value is None else Decimal(value)
    return Measured(D - timedelta(days=days_ago), {"KPI-001": (formula, figure)})


def values(*runs: Measured) -> list[tuple[str, bool]]:
    return [(str(point.value), point.is_gap) for point in kpi_trend(HAND, project(HAND), runs)]


def test_the_last_record_of_a_week_counts_and_a_week_without_one_is_a_gap():
    found = values(run(28, "3.0"), run(22, "3.1"), run(21, "3.2"), run(7, "3.5"))
    assert found == [("3.1", False), ("3.2", False), ("3.5", True), ("4.1", False)]
    assert values(run(6, "3.8"), run(4, "3.9")) == [("3.9", False), ("4.1", False)]


def test_over_half_a_year_a_point_stands_for_a_month():
    found = values(*(run(7 * week, f"{week}") for week in range(30, 0, -1)))
    assert len(found) == 7 and found[-1] == ("4.1", False)


def test_another_measure_of_the_same_row_begins_a_new_line():
    assert values(run(21, "88", "試験実施率"), run(14, "3.9")) == [("3.9", False), ("4.1", True)]
    assert values(run(14, "3.9"), run(7, "90", "試験実施率")) == [("4.1", False)]


def test_what_cannot_be_computed_has_no_line():
    blank = HAND.model_copy(update={"manual_actual": None})
    assert kpi_trend(blank, project(blank), [run(7, "3")]) == ()
    assert values(run(7, None)) == [("4.1", False)]


def test_a_project_knows_its_own_kpi_by_id():
    assert measured(project(HAND)).figures == {"KPI-001": ("手入力", Decimal("4.1"))}


@pytest.mark.parametrize(
    ("direction", "before", "word"),
    [("多いほど良い", 3, "良くなった"), ("少ないほど良い", 3, "悪くなった"), ("多いほど良い", 5, "悪くなった"), ("少ないほど良い", 4, "変わらない"), (None, 3, "")],
)  # fmt: skip
def test_better_and_worse_follow_the_direction(direction: str | None, before: int, word: str):
    kpi = HAND.model_copy(update={"direction": direction})
    assert moved(kpi, Decimal(before), Decimal(4)) == word


def test_the_row_says_what_it_was_last_time_and_when_nothing_was_recorded():
    told = kpi_row(HAND, project(HAND), earlier=[run(7, "3.9")])
    assert (told["推移"], told["単位"], told["判定"]) == ("前回 3.9(11/23)、良くなった", "点", "○ 達成")
    assert told["備考"] == "測定日 2026/11/02"
    assert kpi_row(HAND, project(HAND))["推移"] == "記録がありません"


def test_the_picture_has_a_panel_for_each_and_none_is_drawn_without_records():
    other = HAND.model_copy(update={"id": "KPI-002", "title": "新しい指標"})
    figure = kpi_chart(project(HAND, other), [run(14, "3.8"), run(7, "3.9")])
    assert isinstance(figure, Figure) and "満足度 3.8から4.1" in figure.alt
    assert "記録がありません" in str(figure.marks)
    nothing = kpi_chart(project(HAND), [])
    assert isinstance(nothing, NoFigure) and "記録がありません" in nothing.reason
    assert isinstance(kpi_chart(project(), [run(7, "3")]), NoFigure)


def test_of_many_the_first_are_drawn_and_the_rest_are_counted():
    many = [HAND.model_copy(update={"id": f"KPI-{n:03}"}) for n in range(1, 16)]
    figure = kpi_chart(project(*many), [run(7, "3")])
    assert isinstance(figure, Figure) and any("ほか 3 件" in note for note in figure.notes)
