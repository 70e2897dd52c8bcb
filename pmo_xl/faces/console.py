"""The terminal: tables and sentences that any Japanese console can show, cp932 included."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_FILE = 120


def prepare_streams() -> None:
    """Let nothing that is printed raise UnicodeEncodeError: what a console cannot show becomes "?"."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def is_unicode(stream: IO[str]) -> bool:
    """Whether the stream can show every character (lines of boxes, marks)."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def console(*, stderr: bool = False) -> Console:
    """A rich console that wraps at the window's width, and never guesses markup in data."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_OF_A_FILE
    return Console(
        file=stream, width=width, markup=False, highlight=False, emoji=False, safe_box=not is_unicode(stream)
    )


def tell(sentence: str) -> None:
    """Say one sentence to the user, beside the output."""
    sys.stderr.write(f"{sentence}\n")
