"""The curve of what was raised, closed and is open, week by week: one look for issues and questions."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box, Point
from pmo_xl.charts.plot import EndLabel, Plot, draw_end_labels, whole_ticks
from pmo_xl.charts.statements import said_of_counts, titled
from pmo_xl.charts.style import CHART, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.metrics.weekly_counts import WeekCount, WeeklyCounts
from pmo_xl.model.display import day as shown_day
from pmo_xl.theme import Colour

_LEFT, _RIGHT, _TOP, _HEAD, _BOTTOM = 26.0, 74.0, 4.0, 22.0, 6.0


@dataclass(frozen=True, slots=True)
class Words:
    """What the curve calls things: the subject, what raised, closed and open are."""

    title: str
    subject: str
    raised: str
    closed: str
    open: str


def curve(counts: WeeklyCounts, words: Words) -> Figure | NoFigure:
    """The three lines; the open ones also as an area, each named and counted at its end."""
    if not counts.weeks:
        return NoFigure(
            words.title, f"基準日までに{words.raised}された{words.subject}がないため、推移図は描けません。"
        )
    drawing = Drawing(CHART)
    weeks, last = counts.weeks, counts.weeks[-1]
    axis = TimeAxis(weeks[0].on.replace(day=1), last.on, _LEFT, CHART.width - _RIGHT)
    area = Box(_LEFT, _TOP + _HEAD, axis.right - _LEFT, CHART.height - _TOP - _HEAD - _BOTTOM)
    scale = whole_ticks(last.raised * 1.04)
    plot = Plot(area, 0, scale[-1])
    axis.draw(drawing, _TOP, _HEAD, area.bottom)
    plot.draw_grid(drawing, scale, lambda value: f"{value:,.0f}")
    _draw_lines(drawing, plot, axis, weeks, words)
    title = titled(words.title, said_of_counts(counts, words.open))
    return drawing.figure(title, _alt(counts, words), _notes(counts, words))


def _draw_lines(
    drawing: Drawing, plot: Plot, axis: TimeAxis, weeks: tuple[WeekCount, ...], words: Words
) -> None:
    def points(field: str) -> list[Point]:
        """The line of one figure, from the first day at 0 to the end of every week."""
        start = (axis.begin(axis.first), plot.y(0))
        return [start, *((axis.end(week.on), plot.y(getattr(week, field))) for week in weeks)]

    floor = [(points("open")[-1][0], plot.y(0)), (axis.left, plot.y(0))]
    drawing.polygon([*points("open"), *floor], fill=Colour.PLAN)
    drawing.line(points("raised"), colour=Colour.INK, width=1.6)
    drawing.line(points("closed"), colour=Colour.MIDDLE, width=1.6, dashes=(3, 1.2))
    drawing.line(points("open"), colour=Colour.ALERT, width=1.2)
    last = weeks[-1]
    labels = [
        EndLabel(plot.y(last.raised), f"{words.raised} {last.raised}件"),
        EndLabel(plot.y(last.closed), f"{words.closed} {last.closed}件", Colour.MIDDLE),
        EndLabel(plot.y(last.open), f"{words.open} {last.open}件", Colour.ALERT),
    ]
    draw_end_labels(drawing, axis.right, labels, plot.area)
    drawing.text(2, plot.area.bottom + 0.5, "件", size=Size.SMALL)


def _alt(counts: WeeklyCounts, words: Words) -> str:
    last, peak = counts.weeks[-1], max(counts.weeks, key=lambda week: week.open)
    return (
        f"{words.subject}の週ごとの推移。{shown_day(last.on)}時点で{words.raised}累計{last.raised}件、"
        f"{words.closed}累計{last.closed}件、{words.open}{last.open}件。"
        f"{words.open}は{shown_day(peak.on)}の{peak.open}件が最多。"
    )


def _notes(counts: WeeklyCounts, words: Words) -> tuple[str, ...]:
    parts = (
        (counts.withdrawn, "取下げ"),
        (counts.undated, "日付が空欄"),
        (counts.later, "基準日より後"),
    )
    left_out = "、".join(f"{label} {count}件" for count, label in parts if count)
    return (f"{words.subject}の推移図に数えていないもの: {left_out}。",) if left_out else ()
