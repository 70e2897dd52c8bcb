"""Standard output and standard error as they are met: closed, full, into a pipe that nobody reads, of any code page.

What cannot be printed is one sentence and exit code 2, never a traceback and never silence.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from pmo_xl.errors import UnwritableOutput

_CLOSED: Final = "結果を表示できません(標準出力が閉じています)。"
_NOBODY_READS: Final = "結果を受け取る側が閉じたため、表示を途中でやめました。"
_FAILED: Final = (
    "結果を表示できません(出力先に書き込めません。空きがあるか、書き込めるかを確かめてください)。"
)


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Within it, standard output raises UnwritableOutput where it fails, and standard error lets it pass."""
    before = sys.stdout, sys.stderr
    _fill_closed_handles(before)
    sys.stdout, sys.stderr = _Output(before[0]), _Beside(before[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def give_up(stream: IO[str] | None) -> None:
    """Let Python not try again at its end to write what could not be written."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stream is not None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
            stream.flush()


def print_bytes(data: bytes) -> None:
    """Print bytes as they are, in UTF-8, whatever the console's code page."""
    output = sys.stdout if isinstance(sys.stdout, _Output) else _Output(sys.stdout)
    output.write_bytes(data)


class _Guarded:
    """A stream that fails in our words; in all else the stream that it stands for. inner: None when it is closed."""

    def __init__(self, inner: IO[str] | None) -> None:
        self.inner = inner
        reconfigure = getattr(inner, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self.inner, name)

    def isatty(self) -> bool:
        """Whether it is a terminal; a closed one is none."""
        return self.inner is not None and not self.inner.closed and self.inner.isatty()

    def writelines(self, lines: Iterable[str]) -> None:
        """Write one piece after the other."""
        for line in lines:
            self.write(line)

    def write(self, text: str) -> int:
        """Write text."""
        raise NotImplementedError


class _Output(_Guarded):
    """Standard output: what it cannot take is an UnwritableOutput."""

    def write(self, text: str) -> int:
        """Write text."""
        with self._in_our_words() as inner:
            return inner.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Write bytes of UTF-8 as they are."""
        with self._in_our_words() as inner:
            inner.flush()
            binary = getattr(inner, "buffer", None)
            if binary is None:
                inner.write(data.decode("utf-8-sig"))
            else:
                binary.write(data)
                binary.flush()

    def flush(self) -> None:
        """Let the text go where it goes."""
        if self.inner is not None and not self.inner.closed:
            with self._in_our_words() as inner:
                inner.flush()

    @contextmanager
    def _in_our_words(self) -> Iterator[IO[str]]:
        if self.inner is None or self.inner.closed:
            raise UnwritableOutput(_CLOSED)
        try:
            yield self.inner
        except OSError as error:
            give_up(self.inner)
            raise UnwritableOutput(_why(error)) from error


class _Beside(_Guarded):
    """Standard error: what it cannot take is lost, for there is nowhere left to say so; the exit code says it."""

    def write(self, text: str) -> int:
        """Write text, if it can be."""
        if self.inner is not None:
            try:
                return self.inner.write(text)
            except (OSError, ValueError):
                give_up(self.inner)
        return len(text)

    def flush(self) -> None:
        """Let the text go where it goes."""
        if self.inner is not None:
            try:
                self.inner.flush()
            except (OSError, ValueError):
                give_up(self.inner)


def _why(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return _CLOSED
    # Windows says EINVAL of a pipe whose reader has gone
    is_pipe = isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
    return _NOBODY_READS if is_pipe else _FAILED


def _fill_closed_handles(streams: Iterable[IO[str] | None]) -> None:
    """Open the numbers 0 to 2 where they are closed, so that no file of ours is taken for the terminal."""
    if sys.platform != "win32" and None in streams:
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                with contextlib.suppress(OSError):
                    os.open(os.devnull, os.O_RDWR)
