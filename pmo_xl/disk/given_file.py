"""A file that somebody named: read whole when it is a file of a sensible size, refused as the system refuses others."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a file.

    OSError as the system raises it, and for what is no file or larger than `most`: a pipe that nobody writes to would
    be waited for, and a device has no end.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise _refused(errno.EISDIR, path)
    if not stat.S_ISREG(status.st_mode):
        raise _refused(errno.ESPIPE, path)
    if status.st_size > most:
        raise _refused(errno.EFBIG, path)
    return path.read_bytes()


def _refused(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
