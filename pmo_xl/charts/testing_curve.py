"""消化・不具合曲線: what was tested, and the defects found and resolved, both cumulative, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box
from pmo_xl.charts.plot import EndLabel, Plot, draw_end_labels, draw_points, whole_ticks
from pmo_xl.charts.statements import said_of_testing, titled
from pmo_xl.charts.style import CHART, Area, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.metrics.testing_counts import GrowthPoint, growth_of_testing
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE = "試験の消化と不具合の推移"
_AREA = Area(CHART.width, 155.0)
_LEFT, _RIGHT, _TOP, _HEAD, _BOTTOM, _TITLE = 26.0, 62.0, 4.0, 20.0, 6.0, 14.0


@dataclass(frozen=True)
class _Line:
    """One cumulative line: its name, its values by day, and its look."""

    name: str
    points: Sequence[tuple[date, int]]
    look: dict[str, Any]


def curve_of_testing(project: Project) -> Figure | NoFigure:
    """The two panels up to D."""
    growth = growth_of_testing(project)
    if not growth:
        return NoFigure(
            TITLE, "基準日までの試験の記録(品質、試験管理の実施日)がないため、推移図は描けません。"
        )
    drawing = Drawing(_AREA)
    half = _AREA.width / 2
    _draw_panel(drawing, 0.0, half, "消化した項目(累計、件)", _executed(growth))
    _draw_panel(drawing, half, _AREA.width, "不具合(累計、件)", _defects(growth))
    return drawing.figure(titled(TITLE, said_of_testing(growth)), _alt(growth))


def _known(growth: Sequence[GrowthPoint], of: Callable[[GrowthPoint], int | None]) -> list[tuple[date, int]]:
    return [(point.on, value) for point in growth if (value := of(point)) is not None]


def _executed(growth: Sequence[GrowthPoint]) -> list[_Line]:
    return [_Line("消化", _known(growth, lambda point: point.executed), {"colour": Colour.INK, "width": 1.6})]


def _defects(growth: Sequence[GrowthPoint]) -> list[_Line]:
    def left(point: GrowthPoint) -> int | None:
        """Found and not resolved."""
        return None if point.defects is None or point.resolved is None else point.defects - point.resolved

    return [
        _Line("検出", _known(growth, lambda point: point.defects), {"colour": Colour.INK, "width": 1.6}),
        _Line(
            "解決",
            _known(growth, lambda point: point.resolved),
            {"colour": Colour.MIDDLE, "width": 1.4, "dashes": (3, 1.2)},
        ),
        _Line("未解決", _known(growth, left), {"colour": Colour.ALERT, "width": 1.2}),
    ]


def _draw_panel(drawing: Drawing, left: float, right: float, title: str, lines: Sequence[_Line]) -> None:
    drawing.text(left + 2, _TOP + _TITLE / 2, title, is_bold=True)
    shown = [line for line in lines if line.points]
    if not shown:
        drawing.text(left + _LEFT, _AREA.height / 2, "数の記入がありません", size=Size.SMALL)
        return
    days = [on for line in shown for on, _ in line.points]
    axis = TimeAxis(min(days).replace(day=1), max(days), left + _LEFT, right - _RIGHT)
    top = _TOP + _TITLE
    area = Box(axis.left, top + _HEAD, axis.right - axis.left, _AREA.height - top - _HEAD - _BOTTOM)
    scale = whole_ticks(max(value for line in shown for _, value in line.points) * 1.04)
    plot = Plot(area, 0, scale[-1])
    axis.draw(drawing, top, _HEAD, area.bottom)
    plot.draw_grid(drawing, scale, lambda value: f"{value:,.0f}")
    labels = []
    for line in shown:
        points = [(axis.end(on), plot.y(value)) for on, value in line.points]
        if len(points) > 1:
            drawing.line(points, **line.look)
        draw_points(drawing, points, "dot", line.look["colour"])
        labels.append(
            EndLabel(
                points[-1][1], f"{line.name} {line.points[-1][1]:,}件", line.look["colour"], points[-1][0]
            )
        )
    draw_end_labels(drawing, axis.right, labels, area)


def _alt(growth: Sequence[GrowthPoint]) -> str:
    last = growth[-1]
    parts = [("消化", last.executed), ("検出した不具合", last.defects), ("解決した不具合", last.resolved)]
    told = "、".join(f"{name}累計{value:,}件" for name, value in parts if value is not None)
    return f"試験の消化と不具合の累計の推移。{shown_day(last.on)}時点で{told or '数の記入なし'}。"
