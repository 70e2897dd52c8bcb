"""A bar on stderr while many workbooks are worked through; only on a terminal, and never with --quiet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Step(Protocol):
    """Told after each piece of work."""

    def __call__(self, done: int, whole: int, path: Path, /) -> None:
        """How many are done, of how many, and which was the last."""


@contextmanager
def progress(what: str, options: argparse.Namespace) -> Iterator[Step]:
    """A function to tell how far the work is; it shows a bar where one can be seen."""
    if options.quiet or options.no_progress or not sys.stderr.isatty():
        yield _silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from pmo_xl.faces.console import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, whole: int, path: Path, /) -> None:
            """Move the bar on."""
            bar.update(task, completed=done, total=whole)

        yield step


def _silent(done: int, whole: int, path: Path, /) -> None:
    """Nothing is shown."""
