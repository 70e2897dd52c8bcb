"""Failures of a disk or of the way to a share, by the system's numbers."""

from __future__ import annotations

import errno
from typing import Final

_NAMES: Final = (
    "EIO", "ENXIO", "ENODEV", "EREMOTEIO", "ESTALE", "ENETDOWN", "ENETUNREACH", "ENETRESET", "ENOTCONN",
    "ECONNABORTED", "ECONNRESET", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOLINK", "ECOMM", "EUCLEAN",
)  # fmt: skip
_NUMBERS: Final = {getattr(errno, name) for name in _NAMES if hasattr(errno, name)}
# drive not ready, bad checksum, bad path to the share, device gone, network fault, share gone, timeout, not connected …
_WINDOWS: Final = {21, 23, 53, 54, 55, 59, 64, 67, 121, 1117, 1167, 1231, 1232, 1236, 2250}


def is_read_error(error: OSError) -> bool:
    """Whether the disk or the network failed, rather than the file being absent, open or forbidden."""
    return error.errno in _NUMBERS or getattr(error, "winerror", None) in _WINDOWS
