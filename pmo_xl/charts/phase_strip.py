"""工程の帯: each 工程 from its first to its last day with how much of it is done, and the milestones: one small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.charts.drawing import Drawing, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.statements import said_of_phases, titled
from pmo_xl.charts.style import CHART, Area, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.phase_leaves import leaves_of
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.calendar import month_end
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.theme import Colour

TITLE = "工程とマイルストーン"
_LEFT, _TOP, _HEAD, _LEGEND, _DONE = 74.0, 10.0, 20.0, 14.0, 56.0
_ROW, _LEAST_ROW = 11.0, 7.0  # the lower one still holds a line of small letters


@dataclass(frozen=True)
class PhaseSpan:
    """One 工程: from its first planned day to its last, and how many of its tasks are finished."""

    name: str
    first: date
    last: date
    done: int
    total: int


def phase_spans(project: Project) -> tuple[PhaseSpan, ...]:
    """The 工程 of the leaves in the order of their first days; one without dates is left out."""
    found = []
    for name in dict.fromkeys(task.phase for task in project.tasks if task.phase):
        leaves = leaves_of(name, project)
        days = [on for leaf in leaves for on in (leaf.planned_start, leaf.planned_finish) if on]
        if days:
            found.append(PhaseSpan(name, min(days), max(days), sum(map(is_finished, leaves)), len(leaves)))
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


def phase_strip(project: Project, room: Area = CHART) -> Figure | NoFigure:
    """The picture as of D, as wide as the room; its rows draw together where there are many, while their letters have room."""
    spans = phase_spans(project)
    if not spans:
        return NoFigure(TITLE, "工程と予定日のそろった作業がないため、図は描けません。")
    milestones = [task for task in project.tasks if task.kind == MILESTONE and _day(task)]
    rows = len(spans) + bool(milestones)
    row = max(min((room.height - _TOP - _HEAD - _LEGEND) / rows, _ROW), _LEAST_ROW)
    bottom = _TOP + _HEAD + rows * row
    drawing = Drawing(Area(room.width, bottom + _LEGEND))
    days = [
        *(s.first for s in spans),
        *(s.last for s in spans),
        project.as_of,
        *filter(None, map(_day, milestones)),
    ]
    axis = TimeAxis(min(days).replace(day=1), month_end(max(days)), _LEFT, room.width - _DONE)
    axis.draw(drawing, _TOP, _HEAD, bottom)
    for number, span in enumerate(spans):
        _draw_span(drawing, axis, span, _TOP + _HEAD + number * row, row)
    if milestones:
        _draw_milestones(drawing, axis, milestones, bottom - row / 2)
    _draw_as_of(drawing, axis, project.as_of, bottom)
    _draw_legend(drawing, bottom + _LEGEND / 2)
    said = said_of_phases([span.name for span in spans], project)
    return drawing.figure(titled(TITLE, said), _alt(spans, project.as_of))


def _day(task: Task) -> date | None:
    return task.actual_finish or task.planned_finish


def _draw_span(drawing: Drawing, axis: TimeAxis, span: PhaseSpan, top: float, height: float) -> None:
    middle, planned, done = top + height / 2, height * 6 / 11, height * 3 / 11
    drawing.text(2, middle, fitted(span.name, _LEFT - 6, Size.SMALL), size=Size.SMALL)
    x, end = axis.begin(span.first), axis.end(span.last)
    drawing.box(x, middle - planned / 2, max(end - x, 1.2), planned, fill=Colour.PLAN)
    if span.done:
        drawing.box(
            x, middle - done / 2, max((end - x) * span.done / span.total, 1.0), done, fill=Colour.ACTUAL
        )
    drawing.text(axis.right + 4, middle, f"{span.done} / {span.total} 件", size=Size.SMALL)
    drawing.line([(0, top + height), (axis.right, top + height)], colour=Colour.GRID, width=0.4)


def _draw_milestones(drawing: Drawing, axis: TimeAxis, tasks: Sequence[Task], middle: float) -> None:
    drawing.text(2, middle, MILESTONE, size=Size.SMALL)
    for task in tasks:
        on = _day(task)
        if on is not None:
            x = (axis.begin(on) + axis.end(on)) / 2
            fill = Colour.NAVY if task.actual_finish else Colour.PAPER
            drawing.diamond(x, middle, 3.6, fill=fill, edge=Colour.NAVY, line_width=1.0)


def _draw_as_of(drawing: Drawing, axis: TimeAxis, as_of: date, bottom: float) -> None:
    x = axis.end(as_of)
    drawing.line([(x, _TOP), (x, bottom)], colour=Colour.ALERT, width=1.0)
    drawing.text(x, _TOP / 2, shown_day(as_of), size=Size.SMALL, align="center", is_bold=True)


def _draw_legend(drawing: Drawing, y: float) -> None:
    x = 2.0
    for fill, height, label in (
        (Colour.PLAN, 5.0, "予定の期間"),
        (Colour.ACTUAL, 3.0, "終わった作業の割合(右は件数)"),
    ):
        drawing.box(x, y - height / 2, 18, height, fill=fill)
        x += 22 + drawing.text(x + 22, y, label, size=Size.SMALL).width + 10
    for fill, label in ((Colour.PAPER, "マイルストーン"), (Colour.NAVY, "達成")):
        drawing.diamond(x + 4, y, 3.6, fill=fill, edge=Colour.NAVY, line_width=1.0)
        x += 11 + drawing.text(x + 11, y, label, size=Size.SMALL).width + 10


def _alt(spans: Sequence[PhaseSpan], as_of: date) -> str:
    told = "、".join(
        f"{s.name} {shown_day(s.first)}から{shown_day(s.last)}({s.done}/{s.total}件完了)" for s in spans
    )
    return f"{shown_day(as_of)}時点の工程の図。{told}。"
