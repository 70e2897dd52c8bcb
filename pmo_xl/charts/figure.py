"""Figure: what every chart gives: marks on a page, a title, alternative text. painting.py makes PNG and SVG of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pmo_xl.charts.marks import Mark, scaled
from pmo_xl.charts.style import POINTS_PER_MM, PORTRAIT


@dataclass(frozen=True)
class Figure:
    """One figure, drawn.

    title: in Japanese, for the caption. alt: what is to be seen, with the main figures. width, height: in points,
    never more than an A4 page has room for. notes: what was left out and why, to be printed below.
    """

    title: str
    alt: str
    width: float
    height: float
    marks: tuple[Mark, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def width_mm(self) -> float:
        """The width on paper."""
        return self.width / POINTS_PER_MM

    @property
    def height_mm(self) -> float:
        """The height on paper."""
        return self.height / POINTS_PER_MM

    @property
    def needs_landscape(self) -> bool:
        """Whether it is too wide for an upright A4 page."""
        return self.width > PORTRAIT.width + 0.5

    def scaled(self, factor: float) -> Figure:
        """The same figure, larger or smaller."""
        marks = tuple(scaled(mark, factor) for mark in self.marks) if factor != 1 else self.marks
        return replace(self, width=self.width * factor, height=self.height * factor, marks=marks)


@dataclass(frozen=True, slots=True)
class NoFigure:
    """That there is nothing to draw, and why, as a Japanese sentence to print in the figure's place."""

    title: str
    reason: str
