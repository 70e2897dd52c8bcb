"""The hidden folder beside a workbook, and the temporary files that only a dead run can have left.

Temporary files carry a fingerprint of their workbook's name, so a run finds its own and no others.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = ".pmo_xl"
BACKUPS = "backup"
_NOTE = "このフォルダについて.txt"
_NOTE_TEXT = """\
このフォルダは pmo_xl が作りました。

backup  台帳を書き換える前の控えです。ファイル名の日時は書き換えた時刻（日本時間）です。
        戻すときは、控えを台帳の場所へ写し、元の名前に変えてください。
        古い控えは自動で消えます。残したい控えは別の場所へ写してください。
history 点検の記録です（使っている場合だけあります）。

不要ならフォルダごと消してもかまいません。控えと記録は無くなりますが、台帳には影響しません。
"""
_HIDDEN = 0x2


def own_folder(workbook: Path) -> Path:
    """The folder for backups and locks, made where it is missing: hidden, with a note that says what it is."""
    folder = workbook.parent / FOLDER
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        _hide(folder)
    if not (folder / _NOTE).exists():
        with temporary_file(folder, workbook) as temporary:
            temporary.write_text(_NOTE_TEXT, encoding="utf-8-sig", newline="\r\n")
            temporary.replace(folder / _NOTE)
    return folder


def remove_if_unused(workbook: Path) -> None:
    """Take the folder away again when there is nothing in it but the note."""
    folder = workbook.parent / FOLDER
    with contextlib.suppress(OSError):
        if [each.name for each in folder.iterdir()] == [_NOTE]:
            (folder / _NOTE).unlink()
            folder.rmdir()


def _hide(folder: Path) -> None:
    """Set the hidden attribute on Windows; elsewhere the leading dot hides the folder."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(folder), _HIDDEN)


def _fingerprint(workbook: Path) -> str:
    return hashlib.sha256(workbook.name.casefold().encode()).hexdigest()[:12]


@contextmanager
def temporary_file(folder: Path, workbook: Path) -> Iterator[Path]:
    """A path for a temporary file of this workbook in a folder; what is there at the end is deleted."""
    path = folder / f"~pmo_xl-{_fingerprint(workbook)}-{secrets.token_hex(6)}.tmp"
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def remove_strays(folder: Path, workbook: Path) -> None:
    """Delete the temporary files of this workbook that dead runs left; call it only under the run's lock."""
    ours = re.compile(rf"~pmo_xl-{_fingerprint(workbook)}-[0-9a-f]{{12}}\.tmp")
    with contextlib.suppress(OSError):
        for each in list(os.scandir(folder)):
            if ours.fullmatch(each.name):
                with contextlib.suppress(OSError):
                    Path(each.path).unlink()


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows of a renamed file, where the system lets one wait for a folder."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
