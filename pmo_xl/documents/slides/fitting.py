"""Text that never runs over its box: measured in the font that draws it, shortened with … where it would."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.charts.drawing import broken

LEADING = 1.3
_SAFE = 0.94
"""How much of a line is filled: programs measure the same font a little differently."""


@dataclass(frozen=True, slots=True)
class FittedText:
    """A text as it fits: how many lines it takes, and whether some of it was left out."""

    text: str
    lines: int
    is_cut: bool


def fit(text: str, width: float, size: float, most_lines: int) -> FittedText:
    """The text in at most so many lines of this width (points). Its own line breaks stay."""
    kept: list[str] = []
    lines = 0
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs):
        left = most_lines - lines
        if left <= 0:
            kept[-1] = f"{kept[-1].removesuffix('…')}…"
            return FittedText("\n".join(kept), lines, is_cut=True)
        found = broken(paragraph, width * _SAFE, size, left)
        lines += max(len(found.lines), 1)
        kept.append("".join(found.lines) if found.is_cut else paragraph)
        if found.is_cut:
            return FittedText("\n".join(kept), lines, is_cut=True)
        if number == len(paragraphs) - 1:
            break
    return FittedText("\n".join(kept), max(lines, 1), is_cut=False)


def lines_in(height: float, size: float) -> int:
    """How many lines of this size stand in so much height."""
    return max(int(height / (size * LEADING) + 0.01), 0)


def height_of(lines: int, size: float) -> float:
    """How high so many lines are."""
    return lines * size * LEADING
