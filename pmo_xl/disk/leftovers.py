"""Temporary files that say by their names whose they are, and what only a dead run can have left.

    ~pmo_xl-<key>-<machine>-<process>-<start>-w<12 digits>.tmp     being written
    ~pmo_xl-<key>-<machine>-<process>-<start>-s<read><made>.tmp    about to take its place, or displaced by it

key stands for the file that the work is for; read and made are the first eight digits of the fingerprints of
what was read and of what was made, so that after a kill a displaced save of somebody else is never taken for ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.disk.owner import is_dead, owner_text

_KEY, _DIGITS = 8, 8
_NAME: Final = re.compile(
    rf"~pmo_xl-([0-9a-f]{{{_KEY}}})-([0-9a-f]{{4}}-[0-9a-f]+-[0-9a-f]+)"
    rf"-(?:w[0-9a-f]{{12}}|s([0-9a-f]{{{_DIGITS}}})([0-9a-f]{{{_DIGITS}}}))\.tmp(?:\.\w+)?"
)
_UNNAMED: Final = re.compile(r"~pmo_xl-(?:[0-9a-f]{12}-[0-9a-f]{12}|[0-9a-f]{16})\.tmp")  # up to version 1
_DAY: Final = 86_400
PREFIX: Final = "~pmo_xl-"


@dataclass(frozen=True)
class Leftover:
    """A temporary file of a run that died. is_of: by `key_of` the file it was for.

    read, made: eight digits each, of a file that was being put in place; empty while it was written.
    """

    path: Path
    is_of: str
    read: str = ""
    made: str = ""

    @property
    def is_worthless(self) -> bool:
        """Whether nothing is lost with it: half-written by us, or what was read, or what was made."""
        return not self.read or fingerprint(self.path)[:_DIGITS] in (self.read, self.made)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_of(target: Path) -> str:
    """What stands for a file in the names of its temporary files."""
    return hashlib.sha256(os.fsencode(target.name.casefold())).hexdigest()[:_KEY]


@contextmanager
def temporary_file(folder: Path, target: Path, suffix: str = "") -> Iterator[Path]:
    """A free path for a temporary file of `target` in a folder; what is there at the end is deleted."""
    path = folder / f"{PREFIX}{key_of(target)}-{owner_text()}-w{secrets.token_hex(6)}.tmp{suffix}"
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def path_for_swap(temporary: Path, target: Path, read: str, made: str) -> Path:
    """The name beside `temporary` under which a file is put in place."""
    digits = f"s{read[:_DIGITS]}{made[:_DIGITS]}"
    return temporary.with_name(f"{PREFIX}{key_of(target)}-{owner_text()}-{digits}.tmp")


def leftovers_in(folder: Path, locked: Path | None = None) -> list[Leftover]:
    """The temporary files of dead runs in a folder; none of a run that may be alive, and nobody else's.

    locked: a file that we hold the lock of. What we ourselves left of it earlier is a leftover, too.
    """
    try:
        with os.scandir(folder) as entries:
            names = [each.name for each in entries if each.name.startswith(PREFIX)]
    except OSError:
        return []
    ours = f"{PREFIX}{key_of(locked)}-{owner_text()}-" if locked else None
    return [found for name in sorted(names) if (found := _leftover(folder / name, ours))]


def _leftover(path: Path, ours: str | None) -> Leftover | None:
    try:
        age = time.time() - max(path.lstat().st_mtime, path.lstat().st_ctime)
    except OSError:
        return None
    named = _NAME.fullmatch(path.name)
    if named and ((ours and path.name.startswith(ours)) or is_dead(named[2], age)):
        return Leftover(path, named[1], named[3] or "", named[4] or "")
    return Leftover(path, "") if _UNNAMED.fullmatch(path.name) and age > _DAY else None


def clear(folder: Path, locked: Path | None = None) -> None:
    """Delete what dead runs left in a folder; locked: as in `leftovers_in`.

    A save of somebody else that one of them displaced stays, and so does a file whose original is not there.
    """
    found = leftovers_in(folder, locked)
    present = {key_of(each) for each in folder.iterdir()} if any(each.read for each in found) else set()
    for each in found:
        with contextlib.suppress(OSError):
            if (not each.read or each.is_of in present) and each.is_worthless:
                each.path.unlink()
