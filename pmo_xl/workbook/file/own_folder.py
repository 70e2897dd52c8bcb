"""The hidden folder beside a workbook: backups, the history, and the lock of a run at work."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from pmo_xl.disk.leftovers import temporary_file

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
