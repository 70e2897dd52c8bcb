"""The look of everything that is made: one set of colours, fonts and sizes for Excel, Word, figures and pages.

docs/theme.md shows it. Nothing is told by colour alone: words, marks, dashes and places say the same. What may stand
side by side differs in lightness, so it survives a black-and-white printer and colour blindness; tests/test_theme.py
computes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Final

GOTHIC: Final = "BIZ UDゴシック"
MINCHO: Final = "BIZ UD明朝"
_OWN: ContextVar[Mapping[str, str] | None] = ContextVar("the fonts of the office file", default=None)


def face(font: str) -> str:
    """The font that is written for one of ours: the office's own where it names one (`lettered`), else ours."""
    return (_OWN.get() or {}).get(font, font)


@contextmanager
def lettered(fonts: Mapping[str, str]) -> Iterator[None]:
    """What is written inside has these fonts in place of ours; none named: as it is outside."""
    token = _OWN.set(fonts or _OWN.get())
    try:
        yield
    finally:
        _OWN.reset(token)


class Colour(StrEnum):
    """The colours as #RRGGBB, by what they say."""

    # Ink, each readable on PAPER and on the grounds below
    INK = "#262626"
    QUIET = "#595959"
    NAVY = "#1F3864"
    LINK = "#1F4E9E"
    LATE_INK = "#9C0006"
    SOON_INK = "#7A5C00"
    GOOD_INK = "#375623"

    # Marks: bars, curves and lines of figures, from dark to light
    ACTUAL = "#1F3864"
    ALERT = "#B8321A"
    MIDDLE = "#4E7FB8"
    ASK_MARK = "#8A7FC0"
    SOON_MARK = "#E0A030"
    PLAN = "#B4C7E4"
    INFO_MARK = "#D5E0F0"

    # Grounds of cells and tiles
    LATE = "#F8CFC4"
    SOON = "#FFE9A8"
    GOOD = "#D5E8CC"
    ASK = "#E5DBF0"
    DONE = "#E4E4E4"
    MISSING = "#FADADD"
    HEAD = "#DDE6F0"
    HEAD_MUST = "#B8CCE4"
    FORMULA = "#D9D9D9"
    FORMULA_CELL = "#F2F2F2"
    LIBRARY = "#E4DFEC"
    LIBRARY_CELL = "#F5F2F9"
    PALE = "#EEF2F7"
    ANSWER = "#FFFBEB"
    PAPER = "#FFFFFF"

    # Lines
    LINE = "#BFBFBF"
    FRAME = "#A6A6A6"
    GRID = "#E3E3E3"

    @property
    def bare(self) -> str:
        """The colour without #, as Word writes it."""
        return self.value[1:]


SEVERITY_MARKS: Final = {
    "エラー": Colour.ALERT,
    "要判断": Colour.ASK_MARK,
    "警告": Colour.SOON_MARK,
    "情報": Colour.INFO_MARK,
}
"""The colour of a finding's weight in figures."""

LIGHT_LOOK: Final = {
    "赤": (Colour.LATE, Colour.LATE_INK),
    "黄": (Colour.SOON, Colour.SOON_INK),
    "緑": (Colour.GOOD, Colour.GOOD_INK),
}
"""Ground and ink of the project's light."""
