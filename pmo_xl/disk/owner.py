"""Who made a temporary file: this machine's name and a process, by a short text that goes into the file's name.

A process is known by its number and the moment it started, because numbers are used again.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import socket
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

_DAY: Final = 86_400
_QUERY_LIMITED, _STILL_ACTIVE, _INVALID_PARAMETER = 0x1000, 259, 87
_UNKNOWN_START: Final = 0
_AFTER_NAME: Final = 19  # of the fields of /proc/…/stat behind the name in brackets, the starting moment


def owner_text() -> str:
    """The process that runs, as names of files carry it: machine-number-start, in hexadecimal digits."""
    return f"{_machine()}-{os.getpid():x}-{_start_of(os.getpid()) or 0:x}"


def is_dead(owner: str, age: float) -> bool:
    """Whether the process of this text has ended for certain; age: of its file, in seconds.

    A process of another machine cannot be asked: after a day it is taken as ended, for no run lasts that long.
    """
    machine, number, start = owner.split("-")
    if machine != _machine():
        return age > _DAY
    now = _start_of(int(number, 16))
    if now is None:
        return True
    if _UNKNOWN_START in (now, int(start, 16)):
        return age > _DAY
    return now != int(start, 16)


@lru_cache
def _machine() -> str:
    """Four digits for this machine; processes of two containers do not see each other, so each is a machine."""
    try:
        inside = Path("/proc/self/ns/pid").stat().st_ino if sys.platform == "linux" else 0
    except OSError:
        inside = 0
    return hashlib.sha256(f"{socket.gethostname().casefold()} {inside}".encode()).hexdigest()[:4]


def _start_of(number: int) -> int | None:
    """When a process started, in units of the system; None when there is no such process, 0 when unknown."""
    if sys.platform == "win32":
        return _start_on_windows(number)
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except PermissionError:
        pass
    try:
        fields = Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2].split()
        return None if fields[0] in (b"Z", b"X") else int(fields[_AFTER_NAME])
    except (OSError, ValueError, IndexError):
        return _UNKNOWN_START


def _start_on_windows(number: int) -> int | None:
    if sys.platform != "win32":
        return _UNKNOWN_START
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(_QUERY_LIMITED, False, number))
    if not handle:
        return None if ctypes.get_last_error() == _INVALID_PARAMETER else _UNKNOWN_START
    try:
        code, times = ctypes.c_ulong(), [ctypes.c_ulonglong() for _ in range(4)]
        if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
            return None
        known = kernel.GetProcessTimes(handle, *(ctypes.byref(each) for each in times))
        return times[0].value // 10_000_000 if known else _UNKNOWN_START
    finally:
        kernel.CloseHandle(handle)
