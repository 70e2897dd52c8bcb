"""How the window looks: fonts, colours, and lengths that grow with the screen's own enlargement."""

from __future__ import annotations

import sys
import tkinter
from contextlib import suppress
from dataclasses import dataclass
from tkinter import font, ttk
from typing import Final

from pmo_xl.faces.wrapping import fitted
from pmo_xl.theme import Colour

_FONTS: Final = ("Yu Gothic UI", "Meiryo UI", "BIZ UDPGothic", "BIZ UDPゴシック", "BIZ UDGothic", "BIZ UDゴシック",
                 "Hiragino Sans", "Noto Sans CJK JP", "IPAexGothic", "IPAPGothic")  # fmt: skip
_USUAL: Final = 96 / 72
"""Pixels a point on a screen that is not enlarged."""


def see_pixels() -> None:
    """Ask Windows for the screen's own pixels: else it enlarges the finished window, and letters are blurred.

    Source: learn.microsoft.com, SetProcessDpiAwareness (1 = aware of the system's enlargement).
    """
    if sys.platform == "win32":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


@dataclass(frozen=True)
class Look:
    """The fonts, and how many pixels a length is. scale: 1.0 at 100 %, 1.5 at 150 %."""

    scale: float
    text: font.Font
    bold: font.Font
    large: font.Font
    small: font.Font

    def px(self, length: float) -> int:
        """A length at 100 % in the pixels of this screen."""
        return round(length * self.scale)

    def lines(self, text: str, font: font.Font, width: float) -> str:
        """The text in lines of at most this length at 100 %."""
        return "\n".join(fitted(text, lambda line: font.measure(line) <= self.px(width)))

    def cut(self, text: str, font: font.Font, width: float) -> str:
        """The text with … in its middle where it is longer than this length at 100 %; the end of a name tells most."""
        kept = len(text)
        shown = text
        while font.measure(shown) > self.px(width) and kept > 4:
            kept -= 1
            shown = f"{text[: kept // 3]}…{text[-(kept * 2 // 3) :]}"
        return shown


def look_of(root: tkinter.Tk) -> Look:
    """Set the window's style up, and say how it looks."""
    scale = max(1.0, float(root.tk.call("tk", "scaling")) / _USUAL)
    there = set(font.families(root))
    family = next((each for each in _FONTS if each in there), "TkDefaultFont")
    text = font.Font(root, family=family, size=10)
    bold = font.Font(root, family=family, size=10, weight="bold")
    large = font.Font(root, family=family, size=13, weight="bold")
    small = font.Font(root, family=family, size=9)
    look = Look(scale, text, bold, large, small)
    root.configure(background=Colour.PAPER)
    root.option_add("*Font", text)
    _style(root, look)
    return look


def _style(root: tkinter.Tk, look: Look) -> None:
    style = ttk.Style(root)
    style.theme_use("clam")  # the one theme whose colours can be set alike on every system
    style.configure(".", font=look.text, background=Colour.PAPER, foreground=Colour.INK)
    plain = {"background": Colour.PAPER, "foreground": Colour.NAVY, "bordercolor": Colour.FRAME, "focuscolor": Colour.NAVY,
             "lightcolor": Colour.PAPER, "darkcolor": Colour.PAPER, "relief": "solid"}  # fmt: skip
    style.configure("TButton", width=0, padding=(look.px(10), look.px(5)), **plain)
    style.configure("Tile.TButton", font=look.bold, padding=(look.px(4), look.px(6)), **plain)
    style.configure("Tile.TButton", background=Colour.PALE, lightcolor=Colour.PALE, darkcolor=Colour.PALE)
    style.configure("TMenubutton", width=0, padding=(look.px(10), look.px(5)), arrowsize=look.px(5), **plain)
    style.configure("Main.TButton", font=look.bold, width=0, padding=(look.px(14), look.px(5)), relief="solid",
                    background=Colour.NAVY, foreground=Colour.PAPER, bordercolor=Colour.NAVY, focuscolor=Colour.PAPER,
                    lightcolor=Colour.NAVY, darkcolor=Colour.NAVY)  # fmt: skip
    for name in ("TButton", "Tile.TButton", "TMenubutton"):
        style.map(
            name,
            background=[("disabled", Colour.PAPER), ("active", Colour.HEAD_MUST)],
            foreground=[("disabled", Colour.FRAME)],
            bordercolor=[("disabled", Colour.GRID)],
        )
    style.map(
        "Main.TButton",
        background=[("disabled", Colour.DONE), ("active", Colour.LINK)],
        foreground=[("disabled", Colour.QUIET)],
        bordercolor=[("disabled", Colour.DONE)],
    )
    style.configure("Horizontal.TProgressbar", background=Colour.MIDDLE, troughcolor=Colour.PALE,
                    bordercolor=Colour.PALE, lightcolor=Colour.MIDDLE, darkcolor=Colour.MIDDLE)  # fmt: skip
    style.configure("Vertical.TScrollbar", background=Colour.HEAD, troughcolor=Colour.PAPER, bordercolor=Colour.PAPER,
                    arrowcolor=Colour.NAVY, lightcolor=Colour.HEAD, darkcolor=Colour.HEAD, arrowsize=look.px(13))  # fmt: skip
