"""Drawing: where marks are put down, with text measured, broken and made drawable on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmo_xl.charts.figure import Figure
from pmo_xl.charts.fonts import drawable, text_width
from pmo_xl.charts.line_breaking import Broken, break_lines
from pmo_xl.charts.marks import ASCENT, Align, Box, Label, Line, Mark, Point, Polygon
from pmo_xl.charts.style import Area, Size
from pmo_xl.theme import Colour

_HEAD = (5.0, 2.0)


class Drawing:
    """A sheet of paper to draw on, in points from its top left corner."""

    def __init__(self, area: Area) -> None:
        """Begin an empty drawing of this size."""
        self.area = area
        self.marks: list[Mark] = []

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> Box:
        """A rectangle; look: the fields of Box."""
        mark = Box(x, y, width, height, **look)
        self.marks.append(mark)
        return mark

    def line(self, points: Sequence[Point], **look: Any) -> None:
        """A line; look: the fields of Line."""
        self.marks.append(Line(tuple(points), **look))

    def polygon(self, points: Sequence[Point], **look: Any) -> None:
        """A closed shape; look: the fields of Polygon."""
        self.marks.append(Polygon(tuple(points), **look))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = Size.NORMAL,
        align: Align = "left",
        colour: Colour = Colour.INK,
        is_bold: bool = False,
    ) -> Label:
        """One line of text whose middle lies at the height y."""
        shown = drawable(text).replace("\n", " ")
        baseline = y + (ASCENT - 0.5) * size
        mark = Label(x, baseline, shown, size, text_width(shown) * size, align, colour, is_bold)
        if shown.strip():
            self.marks.append(mark)
        return mark

    def lines(self, x: float, top: float, lines: Sequence[str], **look: Any) -> None:
        """Lines of text below one another, the first under `top`; look: as in `text`."""
        step = look.get("size", Size.NORMAL) * Size.LEADING
        for number, line in enumerate(lines):
            self.text(x, top + (number + 0.5) * step, line, **look)

    def arrow_head(self, tip: Point, towards: Point, *, is_filled: bool, colour: Colour = Colour.INK) -> None:
        """A head at `tip`, pointing along `towards` (a direction of length 1)."""
        (x, y), (dx, dy), (length, half) = tip, towards, _HEAD
        back = (x - dx * length, y - dy * length)
        sides = [(back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)]
        if is_filled:
            self.polygon([tip, *sides], fill=colour, edge=colour)
        else:
            self.line([sides[0], tip, sides[1]], colour=colour, width=0.9)

    def diamond(self, x: float, y: float, half: float, **look: Any) -> None:
        """A ◆ around a point; look: the fields of Polygon."""
        self.polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], **look)

    def figure(self, title: str, alt: str, notes: Sequence[str] = ()) -> Figure:
        """What was drawn."""
        return Figure(title, alt, self.area.width, self.area.height, tuple(self.marks), tuple(notes))


def broken(text: str | None, width: float, size: float, max_lines: int | None = None) -> Broken:
    """Text as lines that fit into `width` points at this font size."""
    return break_lines(drawable(text or "").strip(), width, lambda line: text_width(line) * size, max_lines)


def fitted(text: str | None, width: float, size: float) -> str:
    """Text as one line that fits; … where it has to be cut."""
    flat = (text or "").replace("\n", " ")
    return broken(flat, width, size, 1).lines[0]


def block_height(lines: int, size: float) -> float:
    """How high so many lines are."""
    return lines * size * Size.LEADING
