"""The sizes and pages of the figures, each said once; their colours are the theme's."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4


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
