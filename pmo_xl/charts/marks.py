"""Marks: what a figure is made of. Plain data in points, the origin at the top left, painted in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pmo_xl.theme import Colour

Point = tuple[float, float]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. name: what it stands for ("" for decoration); boxes with a name never overlap."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None
    line_width: float = 0.7
    hatch: str = ""
    dashes: tuple[float, ...] = ()
    radius: float = 0
    name: str = ""

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    def overlaps(self, other: Box, tolerance: float = 0.01) -> bool:
        """Whether the two share more than an edge."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > tolerance and down > tolerance


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; is_curve: cubic Bézier pieces (start, two controls, end, two controls, end …)."""

    points: Sequence[Point]
    colour: Colour = Colour.INK
    width: float = 0.7
    dashes: tuple[float, ...] = ()
    is_curve: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape."""

    points: Sequence[Point]
    fill: Colour | None = None
    edge: Colour | None = None
    line_width: float = 0.7


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; y is its baseline, width what it takes.."""

    x: float
    y: float
    text: str
    size: float
    width: float
    align: Align = "left"
    colour: Colour = Colour.INK
    is_bold: bool = False

    @property
    def area(self) -> Box:
        """The rectangle that the line takes."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * self.width
        return Box(self.x - shift, self.y - ASCENT * self.size, self.width, self.size)


Mark = Box | Line | Polygon | Label

ASCENT = 0.86
"""How much of the font size lies above the baseline, in the fonts we use."""


def shifted(points: Sequence[Point], dx: float, dy: float) -> tuple[Point, ...]:
    """The points, moved."""
    return tuple((x + dx, y + dy) for x, y in points)


def scaled(mark: Mark, factor: float) -> Mark:
    """The mark, enlarged or reduced about the top left of the page; line widths stay."""
    if isinstance(mark, Label):
        size, width = mark.size * factor, mark.width * factor
        return replace(mark, x=mark.x * factor, y=mark.y * factor, size=size, width=width)
    if isinstance(mark, Box):
        x, y, width, height = (each * factor for each in (mark.x, mark.y, mark.width, mark.height))
        return replace(mark, x=x, y=y, width=width, height=height, radius=mark.radius * factor)
    return replace(mark, points=tuple((x * factor, y * factor) for x, y in mark.points))
