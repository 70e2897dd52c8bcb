"""How high a row must be for its wrapped text: in lines of so many half-width characters, in points."""

from __future__ import annotations

import math

from pmo_xl.model.display import half_widths

_LINE, _EDGES, _TALLEST = 1.32, 2.5, 400.0
"""A line as a share of the font's size, the room above and below in points, and the most that Excel takes."""


def lines_of(text: str, width: float) -> int:
    """How many lines the text takes in a column so many characters wide."""
    room = max(1.0, width - 0.5)
    return sum(max(1, math.ceil(half_widths(line) / room)) for line in text.split("\n"))


def height_of(lines: int, font_size: float, ordinary: float) -> float:
    """The height in points in which so many lines are seen; `ordinary` for one line."""
    return ordinary if lines <= 1 else round(min(_TALLEST, lines * _LINE * font_size + _EDGES), 2)
