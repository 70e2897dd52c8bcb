"""The KPI over time: a little panel for each, with its target as a dashed line; gaps where nothing was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from pmo_xl.charts.drawing import Drawing, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box, Point
from pmo_xl.charts.plot import Plot, draw_points
from pmo_xl.charts.statements import said_of_kpis, titled
from pmo_xl.charts.style import CHART, POINTS_PER_MM, Area, Size
from pmo_xl.metrics.kpi import unit_of
from pmo_xl.metrics.kpi_trend import KpiPoint, Measured, kpi_trend
from pmo_xl.model.display import number
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE: Final = "KPIの推移"
_COLUMNS, _MOST = 3, 12
_HEIGHT: Final = 34 * POINTS_PER_MM
_LEFT, _RIGHT, _TOP, _BOTTOM = 6.0, 30.0, 16.0, 14.0


def kpi_chart(project: Project, earlier: Iterable[Measured]) -> Figure | NoFigure:
    """The panels as of D. earlier: what recorded runs before D knew."""
    runs = tuple(earlier)
    kpis = [kpi for kpi in project.kpis if kpi.formula]
    if not kpis:
        return NoFigure(TITLE, "KPIの記入がないため、推移図は描けません。")
    if not runs:
        return NoFigure(TITLE, "記録がありません。pmo-xl record で残すと、次から推移を描きます。")
    shown = kpis[:_MOST]
    rows = -(-len(shown) // _COLUMNS)
    drawing = Drawing(Area(CHART.width, rows * _HEIGHT))
    for n, kpi in enumerate(shown):
        width = CHART.width / _COLUMNS
        box = Box((n % _COLUMNS) * width, (n // _COLUMNS) * _HEIGHT, width, _HEIGHT)
        _draw_panel(drawing, box, kpi, kpi_trend(kpi, project, runs))
    more = (f"ほか {len(kpis) - _MOST} 件のKPIは描いていません。",) if len(kpis) > _MOST else ()
    notes = ("破線は目標。記録のない週(半年を超えるときは月)は線を切っています。", *more)
    return drawing.figure(titled(TITLE, said_of_kpis(kpis, project)), _alt(shown, project, runs), notes)


def _draw_panel(drawing: Drawing, box: Box, kpi: Kpi, points: Sequence[KpiPoint]) -> None:
    unit = unit_of(kpi)
    title = f"{kpi.title or kpi.formula}{f'({unit})' if unit else ''}"
    drawing.text(box.x + 2, box.y + 8, fitted(title, box.width - 8, Size.SMALL), size=Size.SMALL, is_bold=True)  # fmt: skip
    area = Box(box.x + _LEFT, box.y + _TOP, box.width - _LEFT - _RIGHT, box.height - _TOP - _BOTTOM)
    drawing.line([(area.x, area.bottom), (area.right, area.bottom)], colour=Colour.LINE, width=0.6)
    if len(points) < 2:
        why = "記録がありません" if points else "計算できません"
        drawing.text(area.x, area.y + area.height / 2, why, size=Size.SMALL, colour=Colour.QUIET)
        return
    values = [float(point.value) for point in points]
    target = None if kpi.target is None else float(kpi.target)
    every = values if target is None else [*values, target]
    room = (max(every) - min(every) or abs(max(every)) or 1.0) * 0.12
    plot = Plot(area, min(every) - room, max(every) + room)
    if target is not None:
        y = plot.y(target)
        drawing.line([(area.x, y), (area.right, y)], colour=Colour.QUIET, width=0.8, dashes=(3, 2))
    _draw_line(drawing, plot, points)
    _label(drawing, plot, values[-1], target, points)


def _draw_line(drawing: Drawing, plot: Plot, points: Sequence[KpiPoint]) -> None:
    first, last = points[0].on, points[-1].on
    piece: list[Point] = []
    pieces = [piece]
    for point in points:
        if point.is_gap:
            piece = []
            pieces.append(piece)
        piece.append((_x(point.on, first, last, plot.area), plot.y(float(point.value))))
    for each in pieces:
        if len(each) > 1:
            drawing.line(each, colour=Colour.NAVY, width=1.4)
        draw_points(drawing, each, "square", Colour.NAVY)


def _x(on: date, first: date, last: date, area: Box) -> float:
    return area.x + area.width * (on - first).days / max((last - first).days, 1)


def _label(
    drawing: Drawing, plot: Plot, now: float, target: float | None, points: Sequence[KpiPoint]
) -> None:
    area, y = plot.area, plot.y(now)
    drawing.text(area.right + 4, y, number(points[-1].value), size=Size.SMALL, is_bold=True)
    if target is not None and abs(plot.y(target) - y) >= Size.SMALL * 1.1:
        text = f"目標 {target:,.10g}"
        drawing.text(area.right + 4, plot.y(target), text, size=Size.SMALL, colour=Colour.QUIET)
    for x, on, align in ((area.x, points[0].on, "left"), (area.right, points[-1].on, "right")):
        text = f"{on.month}/{on.day}"
        drawing.text(x, area.bottom + 7, text, size=Size.SMALL, align="right" if align == "right" else "left")


def _alt(kpis: Sequence[Kpi], project: Project, runs: Sequence[Measured]) -> str:
    told = []
    for kpi in kpis:
        points = kpi_trend(kpi, project, runs)
        if len(points) > 1:
            told.append(f"{kpi.title or kpi.formula} {number(points[0].value)}から{number(points[-1].value)}")
    return f"KPIの推移。{'、'.join(told) or '比べられる記録がありません'}。"
