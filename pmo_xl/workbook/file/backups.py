"""Generations of a workbook, kept in .pmo_xl/backup before it is replaced."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pmo_xl.disk.durable import sync_folder, write_durably
from pmo_xl.disk.leftovers import temporary_file
from pmo_xl.workbook.file.own_folder import BACKUPS, FOLDER, own_folder

_JAPAN = timezone(timedelta(hours=9))
_STAMP = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True)
class BackupPolicy:
    """How many backups of a workbook are kept, and for how many days; the newest is always kept.

    With `generations` 0 no backup is made.
    """

    generations: int = 20
    days: int | None = 90


def back_up(workbook: Path, data: bytes, sha256: str, policy: BackupPolicy) -> Path | None:
    """Keep the bytes that a workbook has now. The same bytes are not kept twice in a row."""
    if policy.generations < 1:
        return None
    folder = own_folder(workbook) / BACKUPS
    folder.mkdir(exist_ok=True)
    digest = sha256[:8]
    newest = next(reversed(backups_of(workbook)), None)
    if newest is not None and newest.stem.endswith(digest) and newest.read_bytes() == data:
        return newest
    backup = folder / f"{workbook.stem}_{datetime.now(_JAPAN):{_STAMP}}_{digest}{workbook.suffix}"
    with temporary_file(folder, workbook) as temporary:
        write_durably(temporary, data)
        temporary.replace(backup)
    sync_folder(folder)
    return backup


def backups_of(workbook: Path) -> list[Path]:
    """The backups of a workbook, the oldest first."""
    folder = workbook.parent / FOLDER / BACKUPS
    name = re.compile(
        rf"{re.escape(workbook.stem)}_\d{{8}}-\d{{6}}-\d{{6}}_[0-9a-f]{{8}}{re.escape(workbook.suffix)}"
    )
    try:
        found = [each for each in folder.iterdir() if name.fullmatch(each.name)]
    except OSError:
        return []
    return sorted(found, key=lambda each: each.name)


def remove_old(workbook: Path, policy: BackupPolicy) -> None:
    """Delete the backups that the policy no longer keeps; called only after a save has succeeded."""
    backups = backups_of(workbook)
    surplus = backups[: -policy.generations] if policy.generations else []
    if policy.days is not None:
        oldest = f"{datetime.now(_JAPAN) - timedelta(days=policy.days):{_STAMP}}"
        surplus += [each for each in backups[:-1] if _stamp(each, workbook) < oldest and each not in surplus]
    for backup in surplus:
        with contextlib.suppress(OSError):
            backup.unlink()


def _stamp(backup: Path, workbook: Path) -> str:
    """The time in a backup's name."""
    return backup.name[len(workbook.stem) + 1 :][:22]
