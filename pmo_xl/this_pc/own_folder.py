r"""What pmo_xl keeps for this user on this PC alone, in %LOCALAPPDATA%\pmo_xl, elsewhere ~/.local/state/pmo_xl.

The ledgers and folders that were chosen last in the window are among it.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import UnwritableOutput

MOST: Final = 10
_FILE: Final = "recent_books.json"


def own_folder() -> Path:
    """The folder; it may not be there yet."""
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME")
    return (Path(given) if given else Path.home() / ".local" / "state") / "pmo_xl"


def recent_books(folder: Path | None = None) -> list[Path]:
    """At most ten places; none where nothing is kept or it cannot be read. They may be gone since."""
    try:
        kept = json.loads(_place(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(each) for each in kept if isinstance(each, str)][:MOST] if isinstance(kept, list) else []


def remember_book(path: Path, folder: Path | None = None) -> list[Path]:
    """Put a place first; the ten. Where it cannot be kept it is good for as long as the window is open."""
    books = [path, *(each for each in recent_books(folder) if each != path)][:MOST]
    text = json.dumps([str(each) for each in books], ensure_ascii=False, indent=1)
    with suppress(UnwritableOutput):
        write_file(_place(folder), lambda draft: _write(draft, text), force=True)
    return books


def _place(folder: Path | None) -> Path:
    return (folder or own_folder()) / _FILE


def _write(draft: Path, text: str) -> None:
    draft.write_text(text, encoding="utf-8")
