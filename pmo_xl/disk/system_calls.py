"""What the system does with names of files in one step, and what Python has no word for.

Each function says whether the system, or the file system the files lie on, could; then the caller knows a second
best way. Other failures are OSError, as everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_HERE: Final = -100  # AT_FDCWD: paths are seen from the working directory
_LINUX_NO_REPLACE, _LINUX_EXCHANGE = 1, 2
_MAC_SWAP, _MAC_EXCLUSIVE = 2, 4
_UNABLE: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM}
_WINDOWS_UNABLE: Final = {
    1,
    50,
    87,
    120,
}  # invalid function, not supported, invalid parameter, not implemented
_NEW_ONE_DID_NOT_FOLLOW: Final = (
    1177  # ReplaceFile has put the old file aside, and could not move the new one
)
_KEEP_GOING: Final = (
    2  # REPLACEFILE_IGNORE_MERGE_ERRORS: attributes that cannot be merged are no reason to fail
)
IS_WINDOWS: Final = sys.platform == "win32"


def exchange(one: Path, other: Path) -> bool:
    """Let two files change their names, in one step: no save that lies under either is lost."""
    return _renamed(one, other, _LINUX_EXCHANGE, _MAC_SWAP)


def rename_to_free_name(source: Path, target: Path) -> None:
    """Rename a file; FileExistsError when the name is taken, even in the last instant."""
    if IS_WINDOWS:
        source.rename(target)  # Windows replaces nothing here
    elif not _renamed(source, target, _LINUX_NO_REPLACE, _MAC_EXCLUSIVE):
        _linked_or_renamed(source, target)


def replace_keeping(new: Path, target: Path, kept: Path) -> bool:
    """Put `new` in the place of `target`, and what stood there under the free name `kept`.

    Only Windows can (ReplaceFile; rights and attributes of the old file pass to the new one).
    """
    if sys.platform != "win32":
        return False
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    if kernel.ReplaceFileW(str(target), str(new), str(kept), _KEEP_GOING, None, None):
        return True
    code = ctypes.get_last_error()
    if code == _NEW_ONE_DID_NOT_FOLLOW and kept.exists() and not target.exists():
        kept.rename(target)
    if code in _WINDOWS_UNABLE:
        return False
    raise ctypes.WinError(code)


def _renamed(source: Path, target: Path, linux_flag: int, mac_flag: int) -> bool:
    rename = _rename_call()
    if rename is None:
        return False
    names = os.fsencode(source), os.fsencode(target)
    if sys.platform == "darwin":
        failed = rename(*names, mac_flag)
    else:
        failed = rename(_HERE, names[0], _HERE, names[1], linux_flag)
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(source), None, str(target))


@lru_cache
def _rename_call() -> Any:  # noqa: ANN401 - a function of the C library
    """renameat2 of Linux or renamex_np of macOS; None where the C library has neither."""
    if IS_WINDOWS:
        return None
    try:
        library = ctypes.CDLL(None, use_errno=True)
        call = library.renamex_np if sys.platform == "darwin" else library.renameat2
    except (OSError, AttributeError):
        return None
    name = ctypes.c_char_p
    places = [name, name] if sys.platform == "darwin" else [ctypes.c_int, name, ctypes.c_int, name]
    call.argtypes = [*places, ctypes.c_uint]
    return call


def _linked_or_renamed(source: Path, target: Path) -> None:
    """As near as an old or a foreign file system comes: a hard link takes no name either."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)
    else:
        source.unlink()
