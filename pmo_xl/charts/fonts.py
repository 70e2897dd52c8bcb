"""The fonts of a figure: which there are, how wide a character is, and which characters they lack.

Installed fonts come first; BIZ UDGothic comes with pmo_xl (bizud_gothic/), so that a figure can be drawn on a
server, in a container or on a Mac too. It is the font of the documents, in both weights. Widths are measured in
the font that will draw them, so what was laid out fits on every machine.
"""

from __future__ import annotations

import logging
import unicodedata
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import PmoXlError

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FAMILIES = ("BIZ UDGothic", "Yu Gothic", "Meiryo", "Hiragino Sans", "IPAexGothic", "Noto Sans CJK JP")
OWN_FAMILY = "BIZ UDGothic"
"""The family of the font that comes with pmo_xl."""

GETA = "〓"
"""What Japanese printers set for a character they have no type for."""

_OWN_FILES = tuple(
    Path(__file__).with_name("bizud_gothic") / f"BIZUDGothic-{weight}.ttf" for weight in ("Regular", "Bold")
)
_EM = 100


class NoJapaneseFont(PmoXlError):
    """None of the fonts that figures are drawn with is installed, and the one that comes with pmo_xl is gone."""

    message = (
        "図を描く日本語フォントが見つかりません。pmo_xl に付いているフォントもなくなっています。"
        "pmo-xl doctor を実行し、表示のとおりに pmo_xl を入れ直してください。"
    )


@cache
def families() -> tuple[str, ...]:
    """The fonts of a figure, the best first: the installed ones of FAMILIES, then the one that comes with pmo_xl.

    Raises NoJapaneseFont when there is none at all.
    """
    installed = tuple(family for family in FAMILIES if family in installed_families())
    own = () if OWN_FAMILY in installed or not _own_is_added() else (OWN_FAMILY,)
    if not (installed or own):
        raise NoJapaneseFont
    return installed + own


def _is_failure(record: logging.LogRecord) -> bool:
    """Whether to let a remark of matplotlib pass: not those on a font without bold or a cache made anew."""
    return record.levelno >= logging.ERROR


for _name in ("matplotlib", "matplotlib.font_manager"):  # before it is loaded: it remarks on its cache then
    logging.getLogger(_name).addFilter(_is_failure)


@cache
def installed_families() -> frozenset[str]:
    """The family names of the fonts installed now, whatever the list that matplotlib keeps in its cache says."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    listed = {entry.fname for entry in fontManager.ttflist}
    for path in set(findSystemFonts()) - listed:
        # One that is damaged, or of a kind that cannot be drawn with, is left out, as matplotlib itself does.
        with suppress(Exception):
            fontManager.addfont(path)
    return frozenset(entry.name for entry in fontManager.ttflist if Path(entry.fname).is_file())


def has_own_font() -> bool:
    """Whether the font that comes with pmo_xl is there."""
    return all(path.is_file() for path in _OWN_FILES)


def _own_is_added() -> bool:
    """Make the font that comes with pmo_xl known to this process; False where its files are gone."""
    from matplotlib.font_manager import fontManager

    if has_own_font():
        for path in _OWN_FILES:
            fontManager.addfont(path)
    return has_own_font()


@cache
def _fonts() -> tuple[tuple[FT2Font, frozenset[int]], ...]:
    """Each font with the characters it has."""
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
