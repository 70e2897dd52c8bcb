"""One press at a time for each open workbook, and where the last one stopped; both known to this PC alone.

The lock is the operating system's and ends with the process that holds it: a press that died leaves none behind.
The files lie in the user's folder for temporary files, because an open workbook may lie in the cloud or on a share.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pmo_xl.errors import PmoXlError
from pmo_xl.workbook.closed_book.locks import take_lock

_FOLDER = "pmo_xl_buttons"


class AnotherPress(PmoXlError):
    """A button of the same workbook is still at work."""

    message = "前に押したボタンの処理がまだ続いています。終わってから、もう一度押してください。"


@dataclass(frozen=True)
class Traces:
    """The files of one workbook: its lock, and the place where the user was taken last."""

    stem: Path

    @contextmanager
    def only_press(self) -> Iterator[None]:
        """Hold the workbook against a second press. AnotherPress when one is at work."""
        handle = os.open(self.stem.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not take_lock(handle):
                raise AnotherPress
            yield
        finally:
            os.close(handle)

    @property
    def last_stop(self) -> str | None:
        """場所 of the finding where the user was taken last."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self.stem.with_suffix(".txt").read_text(encoding="utf-8") or None
        return None

    def remember(self, location: str) -> None:
        """Keep where the user is taken; a PC that does not let us forgets it."""
        with contextlib.suppress(OSError):
            self.stem.with_suffix(".txt").write_text(location, encoding="utf-8")


def traces_of(full_name: str) -> Traces:
    """The traces of a workbook by its path or address."""
    folder = Path(tempfile.gettempdir()) / _FOLDER
    folder.mkdir(exist_ok=True)
    return Traces(folder / hashlib.sha256(full_name.casefold().encode()).hexdigest()[:16])
