"""Whether another program holds a file: Excel on Windows, a program that still writes on Linux."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from pathlib import Path
from typing import Final

_READ, _WRITE, _DELETE = 0x80000000, 0x40000000, 0x00010000
_SHARE_ALL, _OPEN_EXISTING, _NORMAL = 7, 3, 0x80
_SHARING_VIOLATIONS: Final = (32, 33)
_NETWORKS: Final = ("nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "virtiofs")


def is_held(path: Path, error: OSError, *, to_write: bool = False) -> bool:
    """Whether an access failed because another program holds the file; Windows alone refuses for that.

    Python's `open` leaves EACCES there, which may as well be a missing right, so the system is asked once more.
    """
    code = getattr(error, "winerror", None)
    if code in _SHARING_VIOLATIONS:
        return True
    if not isinstance(error, PermissionError):
        return False
    return last_error_of_opening(path, to_write=to_write) in _SHARING_VIOLATIONS


def last_error_of_opening(path: Path, *, to_write: bool) -> int:
    """What Windows says when a file is opened, shared with everybody; 0 for no error, and on other systems."""
    if sys.platform != "win32":
        return 0
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    wanted = _READ | (_WRITE | _DELETE if to_write else 0)
    handle = kernel.CreateFileW(str(path), wanted, _SHARE_ALL, None, _OPEN_EXISTING, _NORMAL, None)
    if handle == ctypes.c_void_p(-1).value:
        return ctypes.get_last_error()
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return 0


def is_being_written(path: Path) -> bool:
    """Whether a program has the file open for writing; no where the system cannot tell (it can on Linux's own disks).

    Linux gives a lease for reading only on a file that nobody has open for writing. It is given back at once; the
    signal that would call it in is one that does nothing.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN and not _is_on_a_network(handle)
    finally:
        os.close(handle)
    return False


def _is_on_a_network(handle: int) -> bool:
    """Whether the file lies on a share; there a lease is refused for other reasons, too."""
    device = os.fstat(handle).st_dev
    place = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = [
            line.split() for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
        ]
    except OSError:
        return True
    kinds = [fields[fields.index("-") + 1] for fields in mounts if fields[2] == place and "-" in fields]
    return not kinds or any(kind.startswith(_NETWORKS) for kind in kinds)
