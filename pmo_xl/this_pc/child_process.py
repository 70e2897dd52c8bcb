"""Another program run to its end, or ended with all that it started when its time is up."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Ended(NamedTuple):
    """told: what the program wrote to its standard output. in_time: whether it came to its end by itself."""

    told: str
    in_time: bool


def run_to_end(command: Sequence[str], seconds: float, environ: Mapping[str, str]) -> Ended:
    """Run a program; one that is not done after so many seconds is ended, one that cannot be started has told nothing.

    command: the program's path and its arguments; no shell sees them. What the program says to its error output is dropped.
    Whether it did its work, the caller sees by what it made.
    """
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        child = subprocess.Popen(  # noqa: S603 - a program that this PC has, without a shell
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            creationflags=flags,
            start_new_session=sys.platform != "win32",
        )
    except OSError:
        return Ended("", False)
    in_time = True
    with child:
        try:
            told, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            told, in_time = _end(child), False
        except BaseException:
            _end(child)
            raise
    return Ended(told.decode("utf-8", "replace"), in_time)


def _end(child: subprocess.Popen[bytes]) -> bytes:
    """End the program and its children: soffice is a launcher, and what it launched would go on."""
    if sys.platform == "win32":
        windows = os.environ.get("SYSTEMROOT", r"C:\Windows")
        command = [rf"{windows}\System32\taskkill.exe", "/T", "/F", "/PID", str(child.pid)]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603
    else:
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    return child.communicate()[0]
