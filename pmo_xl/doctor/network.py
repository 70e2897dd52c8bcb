r"""Whether a path lies on another machine: \\server\share, or a drive letter that is mapped to one.

Persistent mapped drives are listed below HKCU\Network, a key per letter with RemotePath.
"""

from __future__ import annotations

import re
from pathlib import Path

from pmo_xl.doctor.windows_paths import plain
from pmo_xl.this_pc.machine import Machine

_ADDRESS = re.compile(r"\\\\(\d{1,3}(\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:]+\]?)\\", re.IGNORECASE)


def remote_path(machine: Machine, path: Path) -> str | None:
    r"""The \\server\share that a path begins with, directly or through its drive letter; None on this PC."""
    drive = plain(path).drive
    if drive.startswith("\\\\"):
        return drive
    if not drive:
        return None
    mapped = machine.registry.value(rf"HKCU\Network\{drive[0]}", "RemotePath")
    return mapped if isinstance(mapped, str) and mapped else None


def is_on_network(machine: Machine, path: Path) -> bool:
    """Whether the path lies on another machine."""
    return remote_path(machine, path) is not None


def names_an_address(remote: str) -> bool:
    """Whether the server is named by its IP address, which Windows counts as the internet."""
    return _ADDRESS.match(f"{remote}\\") is not None
