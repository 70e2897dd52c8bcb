"""The look of the figures: colours, sizes and pages, each said once.

The colours are steps of lightness, so they stay apart in grey and for the colour-blind; nothing is told by
colour alone: marks, dashes, hatches and direct labels say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

POINTS_PER_MM = 72 / 25.4


class Colour(StrEnum):
    """The colours, by what they are used for; in the order of their lightness after INK."""

    INK = "#262626"
    DARK = "#1F3864"
    ALERT = "#B8321A"
    MIDDLE = "#4E7FB8"
    QUIET = "#6E6E6E"
    LIGHT = "#B4C7E4"
    LINE = "#BFBFBF"
    PALE = "#EAF0F8"
    GRID = "#E3E3E3"
    PAPER = "#FFFFFF"


class Size:
    """Font sizes and line height, in points."""

    NORMAL = 7.5
    SMALL = 6.5
    LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Area:
    """Width and height in points."""

    width: float
    height: float


LANDSCAPE = Area(255 * POINTS_PER_MM, 137 * POINTS_PER_MM)
"""What a figure may take of an A4 page laid across, beside margins, heading, a sentence, caption and note."""

PORTRAIT = Area(168 * POINTS_PER_MM, 224 * POINTS_PER_MM)
"""The same of an upright A4 page."""

CHART = Area(168 * POINTS_PER_MM, 92 * POINTS_PER_MM)
"""A curve or bar chart in the text of an upright page."""
