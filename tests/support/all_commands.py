"""Run every command in two of its usual ways, each on a workbook and a folder of its own; print how each ended, as JSON.

`python -m tests.support.all_commands FOLDER`
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pmo_xl.faces.cli import main
from tests.support.every_command import COMMANDS, SLOW, filled
from tests.support.master import small_book

_QUICK = [name for name in COMMANDS if name not in SLOW]
_OF_EACH = ({COMMANDS[name][0]: name for name in order} for order in (_QUICK, reversed(_QUICK)))
TWO_WAYS = tuple(sorted({name for ways in _OF_EACH for name in ways.values()}))
"""The first and the last way of each command in the table, but those that take a minute."""


def ended(folder: Path) -> Mapping[str, int]:
    """The exit code of each, by its name in the table of commands."""
    return {name: _ended(name, folder / f"{at:03}") for at, name in enumerate(TWO_WAYS)}


def _ended(name: str, place: Path) -> int:
    out = place / "結果"
    out.mkdir(parents=True)
    book = small_book(place)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return main(filled(COMMANDS[name], book, out))
        except SystemExit as done:
            return int(done.code or 0)


if __name__ == "__main__":
    print(json.dumps(ended(Path(sys.argv[1])), ensure_ascii=False))
