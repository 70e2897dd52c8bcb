"""A plot: a rectangle with a scale of values, onto which curves and bars are drawn in the data's own units."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.marks import Box, Point
from pmo_xl.charts.spreading import spread
from pmo_xl.charts.style import Size
from pmo_xl.theme import Colour

_TICKS = 5


def ticks(low: float, high: float) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten) from at or below `low` to at or above `high`."""
    span = max(high - low, 1e-9)
    power = 10 ** math.floor(math.log10(span / _TICKS))
    step = next(factor * power for factor in (1, 2, 5, 10) if span / (factor * power) <= _TICKS)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def whole_ticks(high: float) -> list[float]:
    """Ticks from 0 for counts: never between two whole numbers."""
    return [tick for tick in ticks(0, max(high, 1)) if tick == int(tick)]


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of a plot and the values at its lower and upper edge."""

    area: Box
    low: float
    high: float

    def y(self, value: float) -> float:
        """The height of a value on the page."""
        return self.area.bottom - (value - self.low) / (self.high - self.low) * self.area.height

    def draw_grid(self, drawing: Drawing, values: Sequence[float], shown: Callable[[float], str]) -> None:
        """A line and a label for each tick; the line of 0 stronger."""
        for value in values:
            y = self.y(value)
            colour, width = (Colour.INK, 0.8) if value == 0 else (Colour.GRID, 0.6)
            drawing.line([(self.area.x, y), (self.area.right, y)], colour=colour, width=width)
            drawing.text(self.area.x - 3, y, shown(value), size=Size.SMALL, align="right")


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What a curve is called, at the height where it ends. x: where it ends, if not at the plot's edge."""

    y: float
    text: str
    colour: Colour = Colour.INK
    x: float | None = None


def draw_end_labels(drawing: Drawing, x: float, labels: Sequence[EndLabel], area: Box) -> None:
    """The names of curves beside their ends, moved apart so that none covers another."""
    step = Size.NORMAL * Size.LEADING
    ordered = sorted(labels, key=lambda label: label.y)
    heights = spread([label.y for label in ordered], [step] * (len(ordered) - 1))
    over = max(heights[-1] - area.bottom, 0.0) if heights else 0.0
    for label, y in zip(ordered, heights, strict=True):
        start = x if label.x is None else label.x
        drawing.line([(start, label.y), (x, label.y), (x + 6, y - over)], colour=label.colour, width=0.5)
        colour = Colour.ALERT if label.colour is Colour.ALERT else Colour.INK
        drawing.text(x + 8, y - over, label.text, colour=colour, is_bold=True)


def draw_points(drawing: Drawing, points: Sequence[Point], shape: str, colour: Colour) -> None:
    """A marker on each point: "dot", "square" or "ring"."""
    for x, y in points:
        if shape == "square":
            drawing.box(x - 2, y - 2, 4, 4, fill=colour, edge=colour)
        elif shape == "dot":
            drawing.diamond(x, y, 3, fill=colour, edge=colour)
        else:
            drawing.diamond(x, y, 3, fill=Colour.PAPER, edge=colour, line_width=1.0)


def stepped(points: Sequence[Point]) -> list[Point]:
    """A line that keeps its height until the next point."""
    steps: list[Point] = []
    for x, y in points:
        if steps:
            steps.append((x, steps[-1][1]))
        steps.append((x, y))
    return steps
