"""The history as a folder of files: one file per run, written aside and renamed; no lock, no server.

Safe on a file share: a run is there whole or not at all, and two runs at once are two files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pmo_xl.disk.durable import write_durably
from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.leftovers import clear, temporary_file
from pmo_xl.disk.reasons import is_missing, reason
from pmo_xl.errors import UnwritableOutput
from pmo_xl.history.port import RunName, UnreadableRun, parse_name, stamp_of
from pmo_xl.history.run import Run
from pmo_xl.history.run_json import from_bytes, precheck_from_bytes, precheck_to_bytes, to_bytes
from pmo_xl.model.precheck_run import PrecheckRun

_KEY_LENGTH, _DIGEST_LENGTH = 12, 8
_LARGEST = 512 << 20


def key_of(name: str) -> str:
    """What stands for a workbook in the names of its runs: 12 hex digits of a name of it."""
    return hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LENGTH]


@dataclass(frozen=True)
class FolderHistory:
    """The runs of one workbook in a folder, which may hold those of others too.

    names: what the workbook is known by (案件コード, its file's name); the first names new runs. password: of
    an encrypted workbook, whose runs are encrypted with it: no clear copy is left.
    """

    folder: Path
    names: tuple[str, ...]
    password: str | None = field(default=None, repr=False)

    def runs(self) -> Sequence[RunName]:
        """Every run of the workbook, the oldest first, known by name alone: nothing is read.

        UnreadableRun for a folder that is there and cannot be looked into, or a share that cannot be reached: its
        runs are not none.
        """
        return [name for name in self._names() if not name.is_precheck]

    def prechecks(self) -> Sequence[RunName]:
        """Every kept look through a delivery with the workbook, the oldest first. UnreadableRun as `runs`."""
        return [name for name in self._names() if name.is_precheck]

    def _names(self) -> Sequence[RunName]:
        keys = {key_of(name) for name in self.names}
        try:
            files = os.listdir(self.folder)  # noqa: PTH208 - names alone; 500 Path objects would take longer
        except OSError as error:
            if is_missing(error):
                return []
            raise UnreadableRun(f"記録のフォルダ {self.folder} を開けません({reason(error)})。") from error
        return [name for file in sorted(files) if (name := parse_name(file)) and name.key in keys]

    def load(self, name: RunName) -> Run:
        """One run. UnreadableRun with one sentence that names its file."""
        return from_bytes(self._read(name), name.file_name, self.password, is_locked=name.is_locked)

    def load_precheck(self, name: RunName) -> PrecheckRun:
        """One look through a delivery. UnreadableRun with one sentence that names its file."""
        data = self._read(name)
        return precheck_from_bytes(data, name.file_name, self.password, is_locked=name.is_locked)

    def _read(self, name: RunName) -> bytes:
        try:
            return read_given(self.folder / name.file_name, _LARGEST)
        except OSError as error:
            raise UnreadableRun(f"記録 {name.file_name} を開けません({reason(error)})。") from error

    def add(self, run: Run) -> RunName:
        """Keep one more run; several may add at once. UnwritableOutput when it cannot be written."""
        return self._add(run.made_at, to_bytes(run, self.password))

    def add_precheck(self, run: PrecheckRun) -> RunName:
        """Keep one more look through a delivery. UnwritableOutput when it cannot be written."""
        return self._add(run.made_at, precheck_to_bytes(run, self.password), is_precheck=True)

    def _add(self, made_at: datetime, data: bytes, *, is_precheck: bool = False) -> RunName:
        digest = hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]
        name = RunName(
            stamp_of(made_at),
            key_of(self.names[0]),
            digest,
            is_locked=self.password is not None,
            is_precheck=is_precheck,
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self.folder / name.file_name, data)
        except OSError as error:
            raise UnwritableOutput(
                f"記録を {self.folder} に書けません({reason(error)})。"
                "書き込めるフォルダか、空きがあるかを確かめてください。"
            ) from error
        return name

    def _write(self, path: Path, data: bytes) -> None:
        clear(self.folder)
        with temporary_file(self.folder, path) as temporary:
            write_durably(temporary, data)
            temporary.replace(path)
