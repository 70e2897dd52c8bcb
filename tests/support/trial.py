"""One command run as a process of its own: under another user, with a bound on file sizes, with broken streams.

The process is a fork, so that hundreds of commands take a second each and not ten; where the system cannot fork, it
is started anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

CAN_FORK = hasattr(os, "fork")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CODES = (0, 1, 2, 3)
_CAPABILITIES, _PASS_OVER = 0x20080522, 0b110
SIGNS_OF_A_FAULT = (
    "予期しない", "思わぬ問題", "Traceback", "Exception ignored", "Error:", "Warning:", "Errno", "<stdout>", "<stderr>",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: bytes
    err: bytes

    def complaints(self) -> list[str]:
        """What no command may do, wherever it runs; empty when all is well."""
        said = [f"終了コード {self.code}"] if self.code not in CODES else []
        told = (self.err + self.out).decode("utf-8", "replace")
        return said + [sign for sign in SIGNS_OF_A_FAULT if sign in told]


@dataclass(frozen=True)
class Surroundings:
    """Where and how a command runs. prepare: done in the new process before the command (limits, streams, user)."""

    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


def run(arguments: Sequence[str], around: Surroundings = Surroundings()) -> Outcome:
    """Run one command of ours in a process of its own."""
    return (_forked if CAN_FORK else _started)(arguments, around)


def _forked(arguments: Sequence[str], around: Surroundings) -> Outcome:
    """What it says comes through pipes, which no bound on the size of files touches."""
    (from_out, out), (from_err, err) = os.pipe(), os.pipe()
    child = os.fork()
    if child:
        os.close(out)
        os.close(err)
        with ThreadPoolExecutor(2) as readers, open(from_out, "rb") as said, open(from_err, "rb") as told:  # noqa: PTH123
            texts = list(readers.map(lambda file: file.read(), (said, told)))
        return Outcome(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), *texts)
    code = 99
    try:
        code = _in_the_child(arguments, around, out, err)
    except BaseException:
        os.write(err, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _in_the_child(arguments: Sequence[str], around: Surroundings, out: int, err: int) -> int:
    """What `python -m pmo_xl` does from its start to its end, the last flush of the streams included."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.environ.update(around.environment)
    tempfile.tempdir = None
    if around.folder:
        os.chdir(around.folder)
    around.prepare()
    sys.stdin, sys.stdout, sys.stderr = (_stream(0, "r"), _stream(1, "w"), _stream(2, "w"))
    from pmo_xl.faces.cli import main

    try:
        code = main(list(arguments))
    except SystemExit as left:
        code = int(left.code or 0)
    return code if _flushed() else 120


def _stream(number: int, mode: str) -> io.TextIOWrapper | None:
    """A stream as Python makes it at its start: None where the number is closed."""
    try:
        os.fstat(number)
    except OSError:
        return None
    raw = io.FileIO(number, mode, closefd=False)
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, "utf-8", line_buffering=number == 2)


def _flushed() -> bool:
    """Python's own end: a stream that cannot be flushed makes the exit code 120."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            os.write(2, f"Exception ignored in: <stdout> {error}".encode())
        return False
    return True


def _started(arguments: Sequence[str], around: Surroundings) -> Outcome:
    environment = {**os.environ, **around.environment, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "pmo_xl", *arguments]
    ended = subprocess.run(command, capture_output=True, env=environment, cwd=around.folder, check=False)
    return Outcome(ended.returncode, ended.stdout, ended.stderr)


@contextlib.contextmanager
def open_place() -> Iterator[Path]:
    """A folder that every user may enter and write into."""
    with tempfile.TemporaryDirectory(prefix="場所_", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o777)
        yield Path(name)


def let_permissions_bite() -> None:
    """Take from root, in this process alone, what lets it pass over permissions (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    if IS_ROOT and sys.platform == "linux":
        head = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
        held = (ctypes.c_uint32 * 6)()
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.capget(head, held) == 0:
            held[0] &= ~_PASS_OVER  # of the three sets of each half, the first is what counts now
            libc.capset(head, held)
