"""The most memory a process held. Linux hands a parent's `ru_maxrss` on to what it starts, so the kernel's own mark is read."""

from __future__ import annotations

from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes() -> int:
    """What this process held at most since it was started, in MB (0 where the system does not say)."""
    if not STATUS.exists():
        return 0
    marks = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(marks["VmHWM"].split()[0]) >> 10
