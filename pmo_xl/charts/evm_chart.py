"""EVM: planned value over the whole project, earned value and actual cost as far as they are known, in 人日.

A workbook holds EV and AC only as they stand on D. What they were before, recorded runs say; it is never
made up from dates. So the chart draws the runs that there are, and says how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box, Point
from pmo_xl.charts.plot import EndLabel, Plot, draw_end_labels, draw_points, ticks
from pmo_xl.charts.statements import said_of_earned, titled
from pmo_xl.charts.style import CHART, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.schedule.evm import EarnedValue
from pmo_xl.metrics.schedule.progress import planned_curve, project_progress
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.display import number
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE = "EVM(出来高)の推移"
_LEFT, _RIGHT, _TOP, _HEAD, _BOTTOM = 34.0, 96.0, 4.0, 22.0, 6.0

_LOOKS: dict[str, dict[str, Any]] = {
    "PV": {"colour": Colour.MIDDLE, "width": 1.5, "dashes": (4, 1.5)},
    "EV": {"colour": Colour.NAVY, "width": 1.8},
    "AC": {"colour": Colour.ALERT, "width": 1.5, "dashes": (1.5, 1.2)},
}


@dataclass(frozen=True, slots=True)
class EarnedPoint:
    """EV and AC in 人日 as a recorded run knew them; None where it did not."""

    on: date
    ev: Decimal | None
    ac: Decimal | None


def evm_chart(project: Project, earlier: Sequence[EarnedPoint] = ()) -> Figure | NoFigure:
    """The chart as of D; `earlier`: what recorded runs before D knew."""
    earned = project_progress(project).earned
    planned = planned_curve(project)
    if not planned or earned.bac.value is None:
        reason = earned.bac.reason or earned.pv.reason or "予定工数と期間のそろった作業がありません。"
        return NoFigure(TITLE, f"EVMの図は描けません。{reason}")
    return _Chart(project, earned, earlier).figure()


class _Chart:
    """The curves over the days of the project."""

    def __init__(self, project: Project, earned: EarnedValue, earlier: Sequence[EarnedPoint]) -> None:
        self.project, self.earned = project, earned
        before = sorted((each for each in earlier if each.on < project.as_of), key=lambda each: each.on)
        self.runs = [*before, EarnedPoint(project.as_of, earned.ev.value, earned.ac.value)]
        self.planned = [(point.on, point.value) for point in planned_curve(project)]
        days = [day for day, _ in self.planned] + [run.on for run in self.runs]
        self.axis = TimeAxis(min(days), max(days), _LEFT, CHART.width - _RIGHT)
        values = [earned.bac.value, *(run.ev for run in self.runs), *(run.ac for run in self.runs)]
        self.marks = ticks(0, max(float(value) for value in values if value is not None) or 1.0)
        area = Box(_LEFT, _TOP + _HEAD, self.axis.right - _LEFT, CHART.height - _TOP - _HEAD - _BOTTOM)
        self.plot = Plot(area, 0, self.marks[-1])

    def figure(self) -> Figure:
        """The chart: PV as a curve, EV and AC as far as they are recorded, D as a dashed line."""
        drawing, area = Drawing(CHART), self.plot.area
        self.axis.draw(drawing, _TOP, _HEAD, area.bottom)
        self.plot.draw_grid(drawing, self.marks, lambda value: f"{value:,.0f}")
        drawing.text(2, _TOP + _HEAD / 2, "人日", size=Size.SMALL)
        x = self.axis.end(self.project.as_of)
        drawing.line([(x, area.y), (x, area.bottom)], width=0.9, dashes=(3, 2))
        labels = self._draw_planned(drawing)
        for name, field, shape in (("EV", "ev", "square"), ("AC", "ac", "dot")):
            labels += self._draw_runs(drawing, name, field, shape)
        draw_end_labels(drawing, self.axis.right, labels, area)
        return drawing.figure(titled(TITLE, said_of_earned(self.earned)), self._alt(), self._notes())

    def _draw_planned(self, drawing: Drawing) -> list[EndLabel]:
        points = [(self.axis.end(day), self.plot.y(float(value))) for day, value in self.planned]
        drawing.line(points, **_LOOKS["PV"])
        bac = float(self.earned.bac.value or 0)
        return [EndLabel(self.plot.y(bac), f"BAC {_days(self.earned.bac)}", Colour.QUIET), self._pv_label()]

    def _pv_label(self) -> EndLabel:
        value = self.earned.pv.value
        text, x = f"PV {_days(self.earned.pv)}", self.axis.end(self.project.as_of)
        return EndLabel(self.plot.y(float(value or 0)), text, Colour.MIDDLE, x)

    def _draw_runs(self, drawing: Drawing, name: str, field: str, shape: str) -> list[EndLabel]:
        """EV or AC: a point per run, joined; nothing where the workbook does not keep it."""
        known = [(run.on, getattr(run, field)) for run in self.runs if getattr(run, field) is not None]
        points: list[Point] = [(self.axis.end(day), self.plot.y(float(value))) for day, value in known]
        look = _LOOKS[name]
        if len(points) > 1:
            drawing.line(points, **look)
        draw_points(drawing, points, shape, look["colour"])
        figure: Metric = getattr(self.earned, field)
        if figure.value is None:
            return []
        return [EndLabel(points[-1][1], f"{name} {_days(figure)}", look["colour"], points[-1][0])]

    def _alt(self) -> str:
        earned = self.earned
        indices = "、".join(
            f"{name} {figure.value:.2f}"
            for name, figure in (("SPI", earned.spi), ("CPI", earned.cpi))
            if figure.value is not None
        )
        return (
            f"{shown_day(self.project.as_of)}時点のEVM。BAC {_days(earned.bac)}、PV {_days(earned.pv)}、"
            f"EV {_days(earned.ev)}、AC {_days(earned.ac)}{f'、{indices}' if indices else ''}。"
        )

    def _notes(self) -> tuple[str, ...]:
        earned, notes = self.earned, []
        if earned.ev.rows != earned.ev.total:
            notes.append(
                f"EVは作業{earned.ev.total}件のうち{earned.ev.rows}件によります(工数か進捗率が空欄の作業を除く)。"
            )
        if earned.ac.value is None and earned.ac.reason:
            notes.append(f"ACは描いていません。{earned.ac.reason}")
        runs = len(self.runs) - 1
        past = f"記録のある{runs}回分と基準日の値" if runs else "基準日の値だけ(前回までの記録がないため)"
        notes.append(f"EVとACは{past}を描いています。")
        return tuple(notes)


def _days(figure: Metric) -> str:
    return "—" if figure.value is None else f"{number(round(figure.value, 1))}人日"
