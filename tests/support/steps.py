"""Something done at the n-th step of a piece of work that touches files: each executed line of that code is a step."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pmo_xl

_HOME = Path(pmo_xl.__file__).parent
_CODE = {
    str(path)
    for pattern in (
        "disk/*.py",
        "workbook/closed_book/save.py",
        "workbook/closed_book/replacement.py",
        "workbook/closed_book/locks.py",
        "workbook/file/backups.py",
        "workbook/file/own_folder.py",
        "history/folder.py",
    )
    for path in _HOME.glob(pattern)
}


def run_with(action: Callable[[], object], doings: dict[int, Callable[[], object]]) -> list[tuple[str, str]]:
    """Run the action; before its n-th step, do what `doings` has under n. Returns the steps: file and function."""
    seen: list[tuple[str, str]] = []

    def on_line(frame, event, _):
        if event == "line":
            doing = doings.get(len(seen))
            seen.append((Path(frame.f_code.co_filename).name, frame.f_code.co_name))
            if doing:
                sys.settrace(None)
                doing()
                sys.settrace(on_call)
        return on_line

    def on_call(frame, _event, _):
        return on_line if frame.f_code.co_filename in _CODE else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        action()
    finally:
        sys.settrace(before)
    return seen
