"""The terminal: text that any Japanese console can show, cp932 included, and where no figure is ever cut.

Everything that is printed for people goes through `visible`: by Screen.say (and with it every table of
faces/tables.py), or by `tell`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from pmo_xl.faces.wrapping import display_width, folded, longest_piece, wrapped
from pmo_xl.visible import visible, visible_line

if TYPE_CHECKING:
    from rich.console import Console


def is_unicode(stream: IO[str]) -> bool:
    """Whether the stream can show every character."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def console(*, stderr: bool = False) -> Console:
    """A rich console that never guesses markup in data."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, markup=False, highlight=False, emoji=False, safe_box=not is_unicode(stream))


@dataclass(frozen=True)
class Screen:
    """Standard output for people. width: of the window; None in a pipe, where lines are as long as they are.

    console: what can show colours; None in a pipe, where there are none. is_wide: whether the code page shows ▲ and ●
    two columns wide.
    """

    console: Console | None
    width: int | None
    is_wide: bool

    def say(
        self,
        text: str,
        *,
        first: str = "",
        rest: str = "",
        style: str = "",
        mark: str = "",
        mark_style: str = "",
    ) -> None:
        """Print the text, wrapped after `first` and `rest`. mark: the part of it that is shown in mark_style."""
        lines = wrapped(visible(text), self.width, first=first, rest=rest, is_wide=self.is_wide)
        self.write(lines, style=style, mark=mark, mark_style=mark_style)

    def write(self, lines: str, *, style: str = "", mark: str = "", mark_style: str = "") -> None:
        """Print printable lines as they stand."""
        if self.console is None:
            sys.stdout.write(f"{lines}\n")
            return
        from rich.text import Text

        shown = Text(lines, style=style)
        if mark:
            shown.highlight_words([mark], style=mark_style)
        self.console.print(shown, soft_wrap=True)

    def measured(self, text: str) -> int:
        """How many columns the widest line of the text takes."""
        return max((display_width(line, is_wide=self.is_wide) for line in text.splitlines()), default=0)

    def folded(self, text: str, width: int) -> list[str]:
        """The text in lines of this width."""
        return folded(text, width, is_wide=self.is_wide)

    def longest_piece(self, text: str) -> int:
        """The width of the longest part of the text that is never broken."""
        return longest_piece(text, is_wide=self.is_wide)


def screen() -> Screen:
    """Standard output as it is now."""
    is_window = sys.stdout.isatty()
    out = console() if is_window or os.environ.get("FORCE_COLOR") else None  # rich is not loaded for nothing
    return Screen(out, out.width if out and is_window else None, not is_unicode(sys.stdout))


def tell(sentence: str) -> None:
    """Say one sentence to the user, beside the output."""
    sys.stderr.write(f"{visible_line(sentence)}\n")
