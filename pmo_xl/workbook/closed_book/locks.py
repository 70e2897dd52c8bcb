"""Who has a workbook open: Excel's and LibreOffice's lock files, and our own lock against a second run.

Our lock is held by the operating system and ends with the process that holds it, however that ends:
there is no stale lock to be guessed at. The file beside it only names the holder.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmo_xl.disk.held import is_held
from pmo_xl.errors import BookInUse, RefusedEdit
from pmo_xl.workbook.file.own_folder import FOLDER, own_folder, remove_if_unused

_NAME_LENGTH_AT, _WIDE_NAME_AT = 55, 57
_ATTEMPTS = 5
_FRESH_SECONDS = 60
_LOCKED_BYTE = 1 << 20  # far behind the text, so that others can still read who holds the lock


def refuse_if_open(workbook: Path) -> None:
    """RefusedEdit for a read-only workbook, and, naming who it is, for one that is open in another program."""
    if not workbook.stat().st_mode & stat.S_IWUSR:
        raise RefusedEdit(
            f"{workbook.name} は読み取り専用のため書き換えません。ファイルのプロパティで解除してからやり直してください。"
        )
    if sys.platform == "win32":
        _refuse_if_windows_says_so(workbook)
    elif (lock := _excel_lock(workbook)).exists():
        _refuse(workbook, _excel_user(lock), lock)
    lock = workbook.with_name(f".~lock.{workbook.name}#")
    if lock.exists():
        _refuse(workbook, _libreoffice_user(lock), lock)


def is_in_use(workbook: Path) -> bool:
    """Whether the workbook may be open in another program; no for a file that is not there."""
    try:
        refuse_if_open(workbook)
    except RefusedEdit:
        return True
    except OSError:
        return False
    return False


def _refuse_if_windows_says_so(workbook: Path) -> None:
    """On Windows the file itself says whether it is open; Excel's lock file may be a stale one."""
    try:
        with workbook.open("r+b"):
            return
    except PermissionError as error:
        if not is_held(workbook, error, to_write=True):
            raise
        lock = _excel_lock(workbook)
        who = _excel_user(lock) if lock.exists() else ""
        raise BookInUse(_open_elsewhere(workbook, who)) from error


def warnings_of_use(workbook: Path) -> list[str]:
    """A sentence for an owner file of Excel beside a workbook that could be written all the same.

    It was left by an Excel that died; or the folder is synchronised, or a share without locks, and a colleague has
    the workbook open elsewhere.
    """
    lock = _excel_lock(workbook)
    if not lock.exists():
        return []
    who = _excel_user(lock)
    return [
        f"「{lock.name}」があります。{f'{who} さん' if who else 'ほかの人'}がExcelで開いたままかもしれません。"
        "開いていれば、保存せずに閉じて開き直してもらってください(そのまま保存すると、書き込んだ内容が消えます)。"
        "だれも開いていなければ、このファイルを消してください。"
    ]


def _refuse(workbook: Path, who: str, lock: Path) -> None:
    raise BookInUse(
        f"{_open_elsewhere(workbook, who)}"
        f"だれも開いていないのに出るときは、同じフォルダの「{lock.name}」を消してください。"
    )


def _open_elsewhere(workbook: Path, who: str) -> str:
    whose = f"{who} さんが" if who else "ほかの人かプログラムが"
    return f"{workbook.name} は{whose}開いているため書き換えません。閉じてもらってからやり直してください。"


def _excel_lock(workbook: Path) -> Path:
    return workbook.with_name(f"~${workbook.name}")


def _excel_user(lock: Path) -> str:
    """The name in Excel's lock file: its length at byte 55, UTF-16 from 57 on; else one byte each from 1 on."""
    try:
        data = lock.read_bytes()
    except OSError:
        return ""
    length = int.from_bytes(data[_NAME_LENGTH_AT : _NAME_LENGTH_AT + 2], "little")
    wide = data[_WIDE_NAME_AT : _WIDE_NAME_AT + 2 * length]
    if length and len(wide) == 2 * length:
        return wide.decode("utf-16-le", "replace").strip("\0 ")
    return data[1 : 1 + data[0]].decode("cp932", "replace").strip("\0 ") if data else ""


def _libreoffice_user(lock: Path) -> str:
    try:
        return lock.read_text(encoding="utf-8", errors="replace").split(",")[0].strip()
    except OSError:
        return ""


@contextmanager
def only_run(workbook: Path) -> Iterator[None]:
    """Hold the workbook against a second run of ours; RefusedEdit when one is at work."""
    path = own_folder(workbook) / f"{workbook.name}.lock"
    handle = _held(workbook, path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"{socket.gethostname()} {os.getpid()}\n".encode())
        yield
    finally:
        _let_go(path, handle)
        remove_if_unused(workbook)


def clear_locks(workbook: Path) -> None:
    """Delete the lock files of dead runs of other workbooks in the folder; a lock that a run holds stays.

    Those of the last minute stay, too: a run that begins now shall not find its lock taken by the sweeper.
    """
    for path in list((workbook.parent / FOLDER).glob("*.lock")):
        with contextlib.suppress(OSError):
            if path.name != f"{workbook.name}.lock" and time.time() - path.stat().st_mtime > _FRESH_SECONDS:
                _clear(path)


def _clear(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    if take_lock(handle) and _is_still_there(path, handle) and _names_a_holder(handle):
        _let_go(path, handle)
    else:
        os.close(handle)


def _names_a_holder(handle: int) -> bool:
    """Whether the file is a lock of ours: empty, or with a machine and a process in it."""
    os.lseek(handle, 0, os.SEEK_SET)
    return re.fullmatch(rb"(?:\S+ \d+\n)?", os.read(handle, 1000)) is not None


def _held(workbook: Path, path: Path) -> int:
    for _ in range(_ATTEMPTS):
        handle = _opened(workbook, path)
        if not take_lock(handle):
            os.close(handle)
            raise BookInUse(
                f"{workbook.name} は別の pmo_xl が書き換えているところです。終わってからやり直してください。"
            )
        if _is_still_there(path, handle):
            return handle
        os.close(handle)
    raise BookInUse(
        f"{workbook.name} は別の pmo_xl が続けて書き換えています。少し待ってからやり直してください。"
    )


def _opened(workbook: Path, path: Path) -> int:
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        own_folder(workbook)  # a run that ended just now took the empty folder away
        time.sleep(0.01)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)


def take_lock(handle: int) -> bool:
    """Take the system's lock on an open file; False when another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still_there(path: Path, handle: int) -> bool:
    """Whether the locked file is the one that others find by its name; Windows deletes no open file."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def _let_go(path: Path, handle: int) -> None:
    """End the lock and take its file away; on Windows an open file cannot be deleted, so it is closed first."""
    if sys.platform == "win32":
        os.close(handle)
    with contextlib.suppress(OSError):
        path.unlink()
    if sys.platform != "win32":
        os.close(handle)
