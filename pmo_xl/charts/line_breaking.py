"""Breaking Japanese text into lines: no line begins with 、 or ends with （ (禁則), words and numbers stay whole.

Source of the two lists: JIS X 4051, line-start and line-end prohibition, without the hanging of 、 and 。.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Measure = Callable[[str], float]

NOT_AT_START = frozenset(
    "、。，．・：；？！ー…‥々〻ゝゞヽヾ）］｝〕〉》」』】’”)]},.:;!?%％°"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡｣､･ｰ"
)
NOT_AT_END = frozenset("（［｛〔〈《「『【‘“([{｢￥＄$¥№#")
ELLIPSIS = "…"

_UNIT = re.compile(r"[0-9A-Za-z_.\-/@&+']+|\s+|.", re.DOTALL)
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """Text as lines. is_cut: whether some of it had to be left out (the last line ends with …)."""

    lines: tuple[str, ...]
    is_cut: bool = False


def break_lines(text: str, width: float, measure: Measure, max_lines: int | None = None) -> Broken:
    """The text in lines of at most `width`, of like length, cut after `max_lines`.

    measure gives the width of a line in the unit of `width`. A unit wider than a line is broken anywhere.
    """
    lines = _fill(text, width, measure)
    if max_lines is not None and len(lines) > max_lines:
        kept = lines[:max_lines]
        kept[-1] = _with_ellipsis(kept[-1], width, measure)
        return Broken(tuple(kept), is_cut=True)
    return Broken(tuple(_balanced(text, lines, width, measure)))


def _balanced(text: str, lines: list[str], width: float, measure: Measure) -> list[str]:
    """As many lines, but no widow: the narrowest width that still gives this many."""
    if len(lines) < 2:
        return lines
    low, high = width / 2, width
    for _ in range(_STEPS):
        middle = (low + high) / 2
        narrower = _fill(text, middle, measure)
        if len(narrower) > len(lines):
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def _fill(text: str, width: float, measure: Measure) -> list[str]:
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines, line = [], ""
    for unit in _pieces(text, width, measure):
        if line and measure((line + unit).rstrip()) > width:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()]


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    for unit in _units(text):
        if measure(unit) > width:
            yield from unit
        else:
            yield unit


def _units(text: str) -> list[str]:
    """What is never broken: a word, or a character with the marks that must stay with it."""
    units: list[str] = []
    for piece in _UNIT.findall(text):
        if units and (piece[0] in NOT_AT_START or units[-1][-1] in NOT_AT_END):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _with_ellipsis(line: str, width: float, measure: Measure) -> str:
    while line and measure(line + ELLIPSIS) > width:
        line = line[:-1]
    return line + ELLIPSIS
