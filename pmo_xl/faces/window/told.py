"""Where the window says what came of a press: its lines break between words, never inside an amount, an ID or a date."""

from __future__ import annotations

import tkinter
from itertools import pairwise

from pmo_xl.faces.window.look import Look
from pmo_xl.faces.wrapping import fitted
from pmo_xl.theme import Colour
from pmo_xl.visible import visible

_SOFT, _BLANK = "soft", "blank"
"""The tags of the line ends that only the width makes, which are not copied, and of the blanks before them, not shown."""
_BESIDE = 10, 8
"""The room at each side of the text and above it, at 100 %."""


class Told(tkinter.Text):
    """The text of the result; folded anew when its width changes. said: what was shown, without the line ends of the width."""

    def __init__(self, parent: tkinter.Misc, look: Look) -> None:
        """Empty. parent: the frame that it stands in."""
        px = look.px
        super().__init__(
            parent, wrap="char", width=10, height=10, relief="flat", borderwidth=0, font=look.text, padx=px(_BESIDE[0]),
            pady=px(_BESIDE[1]), background=Colour.PAPER, foreground=Colour.INK, highlightthickness=1,
            highlightbackground=Colour.LINE, highlightcolor=Colour.LINE, state="disabled",
            spacing1=px(1), spacing2=px(2), spacing3=px(3), selectbackground=Colour.HEAD_MUST, selectforeground=Colour.INK,
        )  # fmt: skip
        self.look = look
        self.parts: list[tuple[str, str]] = []
        self._room = 0
        self.tag_configure("bad", foreground=Colour.LATE_INK)
        self.tag_configure(_BLANK, elide=True)
        self.bind("<Configure>", self._resized)
        self.bind("<<Copy>>", self._copy)

    @property
    def said(self) -> str:
        """What is shown."""
        return "\n\n".join(text for text, _ in self.parts)

    def show(self, text: str, *, is_bad: bool = False, is_added: bool = False) -> None:
        """The text; `is_added` below what is there already."""
        kept = self.parts if is_added else []
        self.parts = [*kept, (visible(text), "bad" if is_bad else "")] if text else list(kept)
        self._write()
        self.yview_moveto(0)

    def _write(self) -> None:
        self.configure(state="normal")
        self.delete("1.0", "end")
        for number, (text, tag) in enumerate(self.parts):
            self.insert("end", "\n\n" if number else "")
            for line_number, line in enumerate(text.split("\n")):
                self.insert("end", "\n" if line_number else "")
                self._write_line(line, tag)
        self.configure(state="disabled")

    def _write_line(self, line: str, tag: str) -> None:
        pieces = fitted(line, self._fits) if self._room > 0 else [line]
        at = 0
        for piece, following in pairwise([*pieces, ""]):
            start = line.index(piece, at)
            at = start + len(piece)
            self.insert("end", piece, (tag,))
            if following:
                self.insert("end", line[at : line.index(following, at)], (_BLANK,), "\n", (_SOFT,))

    def _fits(self, text: str) -> bool:
        return self.look.text.measure(text) <= self._room

    def _resized(self, event: tkinter.Event[tkinter.Misc]) -> None:
        room = event.width - 2 * (self.look.px(_BESIDE[0]) + 1)
        if room != self._room:
            self._room = room
            place = self.yview()[0]
            self._write()
            self.yview_moveto(place)

    def _copy(self, _: object) -> str | None:
        """What is selected, without the line ends of the width."""
        if not self.tag_ranges("sel"):
            return None
        taken = self.dump("sel.first", "sel.last", text=True, tag=True)
        self.clipboard_clear()
        self.clipboard_append(copied(taken))
        return "break"


def copied(taken: list[tuple[str, str, str]]) -> str:
    """The text of what a Text has dumped, but for what bears the tag of soft line ends."""
    text, is_soft = "", False
    for kind, value, _ in taken:
        if value == _SOFT and kind in ("tagon", "tagoff"):
            is_soft = kind == "tagon"
        elif kind == "text" and not is_soft:
            text += value
    return text
