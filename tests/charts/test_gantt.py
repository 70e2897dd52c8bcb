"""ガント."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.gantt import ROWS_PER_PAGE, gantt_charts
from pmo_xl.charts.gantt_rows import gantt_rows, period_of
from pmo_xl.charts.marks import Box, Line
from pmo_xl.model.task import Task
from pmo_xl.theme import Colour
from tests.support.chart_projects import AWKWARD, planned, sample, with_rows
from tests.support.figures import assert_fit_to_print, assert_rendered_as_measured, only, words


def task(**fields: object) -> Task:
    usual = {"id": "WBS-001", "kind": "作業", "title": "製造", "phase": "開発",
             "planned_start": date(2026, 11, 2), "planned_finish": date(2026, 12, 18)}  # fmt: skip
    return Task.model_validate(usual | fields)


def test_the_sample_is_paged_evenly_and_every_task_is_named():
    drawn = gantt_charts(sample())
    assert not isinstance(drawn, NoFigure)
    assert all(figure.needs_landscape for figure in drawn)
    for figure in drawn:
        assert_fit_to_print(figure)
    assert_rendered_as_measured(drawn[1])
    shown = "".join(map(words, drawn))
    assert all((row.id or "") in shown for row in sample().tasks)
    assert "基準日2026/11/30" in words(drawn[0])


def test_five_hundred_tasks_are_drawn_in_time():
    project = planned(500)
    start = time.perf_counter()
    drawn = gantt_charts(project)
    assert time.perf_counter() - start < 20
    assert not isinstance(drawn, NoFigure)
    assert len(drawn) == -(-500 // ROWS_PER_PAGE)
    for figure in (drawn[0], drawn[7], drawn[-1]):
        assert_fit_to_print(figure)


def test_a_late_task_bears_the_mark_and_stands_in_the_alternative_text():
    figure = only(gantt_charts(with_rows([task(planned_finish=date(2026, 11, 20), progress=Decimal("0.5"),
                                               actual_start=date(2026, 11, 2))])))  # fmt: skip
    assert "▲50%" in words(figure)
    assert "遅れ1件" in figure.alt and "WBS-001 製造" in figure.alt


def test_the_progress_line_bends_left_for_what_is_late():
    figure = only(gantt_charts(with_rows([task(planned_finish=date(2026, 11, 20))])))
    line = next(
        mark
        for mark in figure.marks
        if isinstance(mark, Line) and mark.colour is Colour.ALERT and mark.width == 1.2
    )
    now, reached = line.points[0][0], line.points[1][0]
    assert reached < now


def test_the_critical_path_has_a_strong_edge():
    rows = [task(), task(id="WBS-002", kind="マイルストーン", title="完了", planned_start=date(2026, 12, 18),
                         predecessors=("WBS-001",))]  # fmt: skip
    figure = only(gantt_charts(with_rows(rows)))
    bars = [
        mark for mark in figure.marks if isinstance(mark, Box) and mark.edge is Colour.INK and mark.width > 20
    ]
    assert bars
    assert "クリティカルパス上2件" in figure.alt


def test_a_task_without_dates_keeps_its_row_and_is_told():
    figure = only(
        gantt_charts(with_rows([task(), task(id="WBS-002", planned_start=None, planned_finish=None)]))
    )
    assert "WBS-002" in words(figure)
    assert figure.notes == ("予定日がない1件は棒を描いていません(WBS-002)。",)


def test_a_mistyped_year_does_not_flatten_the_rest():
    rows = [
        task(),
        task(id="WBS-002"),
        task(id="WBS-003", planned_start=date(2096, 1, 1), planned_finish=date(9999, 12, 31)),
    ]
    project = with_rows(rows)
    assert period_of(gantt_rows(project), project.as_of) == (date(2026, 11, 1), date(2026, 12, 31))
    assert only(gantt_charts(project)).notes == (
        "予定日が図の期間の外にある1件は棒を描いていません(WBS-003)。",
    )


def test_parents_in_a_circle_do_not_hang():
    rows = [task(parent="WBS-002"), task(id="WBS-002", parent="WBS-001")]
    assert len(gantt_rows(with_rows(rows))) == 2


def test_awkward_names_are_drawn():
    figure = only(gantt_charts(with_rows([task(title=AWKWARD, owner=AWKWARD)])))
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_without_tasks_there_is_a_sentence():
    assert isinstance(gantt_charts(with_rows(tasks=Task)), NoFigure)
