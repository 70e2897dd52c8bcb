"""Putting the new file in the place of the old one, in one step, or leaving the old one alone."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from pmo_xl.disk.durable import sync_folder, write_durably
from pmo_xl.disk.held import is_held
from pmo_xl.disk.leftovers import clear, temporary_file
from pmo_xl.disk.read_errors import is_read_error
from pmo_xl.disk.reasons import reason
from pmo_xl.disk.swap import SavedMeanwhile, give_back_displaced, put_in_place
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.locks import clear_locks
from pmo_xl.workbook.file.container import sha256_of
from pmo_xl.workbook.file.own_folder import BACKUPS, FOLDER

_COMPUTER = r"(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]+"


def replace_file(workbook: Path, data: bytes, expected_sha256: str, check: Callable[[bytes], None]) -> None:
    """Write, prove what the disk has, make sure the original is still the one that was read, replace.

    RefusedEdit when the original changed meanwhile, even in the last instant (then it stands again as it was
    saved); the temporary file goes in every case.
    """
    with temporary_file(workbook.parent, workbook) as temporary:
        write_durably(temporary, data)
        check(temporary.read_bytes())
        shutil.copymode(workbook, temporary)
        if sha256_of(workbook.read_bytes()) != expected_sha256:
            raise changed_meanwhile(workbook)
        try:
            put_in_place(temporary, workbook, read=expected_sha256, made=sha256_of(data))
        except SavedMeanwhile as error:
            raise RefusedEdit(str(error)) from error
    sync_folder(workbook.parent)


def clear_after_dead_runs(workbook: Path) -> None:
    """Delete what runs that were killed left beside the workbook and in its folder; call it under the run's lock.

    RefusedEdit when one of them displaced somebody's save and could not put it back: that is done now.
    """
    for folder in (workbook.parent, workbook.parent / FOLDER, workbook.parent / FOLDER / BACKUPS):
        with contextlib.suppress(OSError):
            clear(folder, workbook)
    clear_locks(workbook)
    try:
        give_back_displaced(workbook)
    except SavedMeanwhile as error:
        raise RefusedEdit(str(error)) from error


def changed_meanwhile(workbook: Path) -> RefusedEdit:
    """The refusal to write a file that is not the one that was read."""
    return RefusedEdit(
        f"{workbook.name} は読んだ後に変わったため書き換えません"
        "（ほかの人が保存したか、OneDriveなどの同期が終わりました）。読み直してからやり直してください。"
    )


def conflict_copies(workbook: Path) -> list[str]:
    """Files beside the workbook that look like conflict copies of it made by OneDrive or Dropbox."""
    host = re.escape(socket.gethostname())
    tail = rf"-(?:{_COMPUTER}|{host})(?:-\d+)?|.*(?:競合|conflict).*"
    pattern = re.compile(rf"{re.escape(workbook.stem)}(?:{tail}){re.escape(workbook.suffix)}", re.IGNORECASE)
    try:
        names = [each.name for each in workbook.parent.iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if pattern.fullmatch(name))


def why_not_written(workbook: Path, error: OSError) -> str:
    """A failure of the system as one sentence: which file, what stands in the way, what to do."""
    name = workbook.name
    if isinstance(error, FileNotFoundError):
        return f"{name} かそのフォルダが途中で見つからなくなったため書き換えませんでした。場所とネットワークを確かめてください。"
    if is_held(workbook, error, to_write=True):
        return f"{name} はExcelなどほかのプログラムで開かれているため書き換えませんでした。閉じてからやり直してください。"
    if isinstance(error, PermissionError) or error.errno in (1, 13, 30):
        return (
            f"{name} は読み取り専用か、書き込む権限の無い場所にあるか、ほかで開かれているため書き換えませんでした。"
            "閉じて、ファイルとフォルダの権限を確かめてください。"
        )
    if error.errno in (28, 122):
        return f"ディスクの空きが足りないため {name} を書き換えませんでした。空きを作ってからやり直してください。"
    if is_read_error(error):
        return (
            f"ディスクかネットワークの読み書きに失敗したため {name} を元のままにしました。"
            "つながりを確かめてやり直してください。"
        )
    return (
        f"{name} を書き込めなかったため元のままにしました（{reason(error)}）。"
        "ネットワーク上のフォルダなら、つながりを確かめてやり直してください。"
    )
