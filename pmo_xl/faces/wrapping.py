"""Wrapping Japanese for a terminal and for the window: at any character, but no 。 at the start of a line and no 「 at its end.

A figure, an ID, a date or a path is never broken: one that is longer than the line stands whole and runs over.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

_NOT_FIRST = frozenset("。、,.」』)）]】〉》・：；!?！？ー々%％…っゃゅょ")
_NOT_LAST = frozenset("「『(（[【〈《")
_OF_FIGURES = frozenset("▲△−¥￥%％，．")
_UNITS = frozenset("年月日円件個冊回人時分週稼営%％千万億")


def wrapped(text: str, width: int | None, *, first: str = "", rest: str = "", is_wide: bool = False) -> str:
    """The text in lines of at most `width` columns, the first one after `first`, the others after `rest`.

    width: None for lines as long as they are. is_wide: as `display_width` takes it.
    """
    room = (
        None if width is None else width - max(display_width(part, is_wide=is_wide) for part in (first, rest))
    )
    lines = folded(text, room, is_wide=is_wide)
    return "\n".join((first if number == 0 else rest) + line for number, line in enumerate(lines))


def folded(text: str, width: int | None, *, is_wide: bool = False) -> list[str]:
    """The text as lines of at most `width` columns; what must not be broken may be longer."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += [paragraph] if width is None else _lines(paragraph, max(width, 2), is_wide)
    return lines


def fitted(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text as lines that fit, where letters are as wide as a font has them; what must not be broken may not fit."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        rest = paragraph
        while rest and not fits(rest):
            cut = _best_cut(rest, _fitting(rest, fits))
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        if rest or not paragraph:
            lines.append(rest)
    return lines


def _fitting(text: str, fits: Callable[[str], bool]) -> int:
    """How many of the letters fit: the longer, the wider."""
    return bisect_left(range(len(text)), True, key=lambda last: not fits(text[: last + 1]))


def longest_piece(text: str, *, is_wide: bool = False) -> int:
    """The width of the longest part that is never broken."""
    longest = start = 0
    for cut in range(1, len(text)):
        if _may_break(text, cut):
            longest = max(longest, display_width(text[start:cut].strip(), is_wide=is_wide))
            start = cut
    return max(longest, display_width(text[start:].strip(), is_wide=is_wide))


def display_width(text: str, *, is_wide: bool = False) -> int:
    """How many columns a terminal takes for one line of text.

    is_wide: whether ▲, ● and their like take two, as they do where the code page is Japanese.
    """
    if text.isascii():
        return len(text)
    return sum(_char_width(char, is_wide) for char in text)


@lru_cache(maxsize=16_384)
def _char_width(char: str, is_wide: bool) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("WFA" if is_wide else "WF") else 1


def _lines(text: str, width: int, is_wide: bool) -> list[str]:
    lines: list[str] = []
    while display_width(text, is_wide=is_wide) > width:
        cut = _cut(text, width, is_wide)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
        if not text:
            return lines
    return [*lines, text]


def _cut(text: str, width: int, is_wide: bool) -> int:
    fits = used = 0
    for char in text:
        used += _char_width(char, is_wide)
        if used > width:
            break
        fits += 1
    return _best_cut(text, fits)


def _best_cut(text: str, fits: int) -> int:
    """Where to break: the last place within the letters that fit, and where there is none, the first one after them."""
    before = (cut for cut in range(fits, 0, -1) if _may_break(text, cut))
    after = (cut for cut in range(max(fits, 1), len(text)) if _may_break(text, cut))
    return next(before, None) or next(after, len(text))


def _may_break(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    if after in _NOT_FIRST or before in _NOT_LAST or unicodedata.category(after) in ("Mn", "Me", "Cf"):
        return False
    if _is_of_figures(before) and _is_of_figures(after):
        return before in ",;" and not after.isdigit()
    return not _is_unit_of(before, after)


def _is_of_figures(char: str) -> bool:
    """Whether the character may stand inside a figure, an ID, a date or a path."""
    return "!" <= char <= "~" or char in _OF_FIGURES or char.isdigit()


def _is_unit_of(before: str, after: str) -> bool:
    """Whether the two belong together as in 30日, 2026年11月."""
    return (before.isdigit() and after in _UNITS) or (before in "年月" and after.isdigit())
