"""The fonts of a figure: which are installed, how wide a character is, and which characters they lack.

Widths are measured in the font that will draw them, so what was laid out fits on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pmo_xl.errors import PmoXlError

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FAMILIES = ("BIZ UDGothic", "Yu Gothic", "Meiryo", "IPAexGothic", "Noto Sans CJK JP")
GETA = "〓"
"""What Japanese printers set for a character they have no type for."""

_EM = 100


class NoJapaneseFont(PmoXlError):
    """None of the fonts that figures are drawn with is installed."""

    message = (
        "図を描く日本語フォントがこのPCに見つかりません。"
        "BIZ UDゴシック、游ゴシック、メイリオのどれかを入れて、もう一度実行してください。"
    )


@cache
def families() -> tuple[str, ...]:
    """The installed ones of FAMILIES, the best first. NoJapaneseFont when there is none."""
    from matplotlib import font_manager

    found = _installed()
    if not found:
        try:  # a font may have been installed after matplotlib made its list: this makes the list anew
            font_manager.findfont(FAMILIES[0], fallback_to_default=False)
        except ValueError as error:
            found = _installed()
            if not found:
                raise NoJapaneseFont from error
    return found or _installed()


def _installed() -> tuple[str, ...]:
    from matplotlib import font_manager

    names = set(font_manager.get_font_names())
    return tuple(family for family in FAMILIES if family in names)


@cache
def _fonts() -> tuple[tuple[FT2Font, frozenset[int]], ...]:
    """Each installed font with the characters it has."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    found = []
    for family in families():
        font = FT2Font(font_manager.findfont(family))
        font.set_size(_EM, 72)
        found.append((font, frozenset(font.get_charmap())))
    return tuple(found)


@lru_cache(maxsize=65_536)
def char_width(char: str) -> float:
    """The advance of a character in em (a full-width one: 1)."""
    code = ord(char)
    font = next((font for font, codes in _fonts() if code in codes), None)
    return font.load_char(code).linearHoriAdvance / 65536 / _EM if font else 1.0


def text_width(text: str) -> float:
    """The width of one line in em; times the font size it is the width in points."""
    return sum(map(char_width, text))


def drawable(text: str) -> str:
    """The text as the fonts can draw it: composed, without invisible characters, 〓 for what they lack."""
    return "".join(map(_drawn, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=65_536)
def _drawn(char: str) -> str:
    if char == "\n":
        return char
    if char.isspace():
        return "　" if char == "　" else " "
    code = ord(char)
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    return char if any(code in codes for _, codes in _fonts()) else GETA
