"""Where a book's cells lie: a file on disk, or a book open in Excel; read again, and written, through one port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pmo_xl.workbook.file.container import read_file, sha256_of
from pmo_xl.workbook.grid import BookGrids, Grid, open_grids

if TYPE_CHECKING:
    from pmo_xl.workbook.changes.editing import WorkbookEditor

_KEPT: Final = 500_000
"""Up to how many cells a book's sheets stay in memory, so that what is written need not read them again."""


class Grids(Protocol):
    """The sheets of one workbook, by the names of their tabs."""

    @property
    def path(self) -> Path:
        """The file; a bare name where there is none."""

    @property
    def sha256(self) -> str:
        """The fingerprint of what was read."""

    @property
    def is_1904(self) -> bool:
        """Whether dates count from 1904."""

    @property
    def titles(self) -> Sequence[str]:
        """The names of the worksheets' tabs, in order."""

    @property
    def properties(self) -> Mapping[str, str]:
        """The file's own properties by name, as texts."""

    def grid(self, title: str) -> Grid:
        """One sheet."""

    def __iter__(self) -> Iterator[Grid]: ...


class BookSource(Protocol):
    """What a Book was read from."""

    def grids(self) -> Grids:
        """The sheets as they were read. RefusedEdit when the file is no longer the one that was read."""

    def editor(self) -> WorkbookEditor:
        """What writes into it."""


@dataclass(frozen=True)
class FileSource:
    """A file on disk: read again only while it is still the file that was read.

    sha256: of the file, hex. password: of an encrypted file. is_forced: it is written even where it is marked final,
    read-only recommended or with a sensitivity label. kept: its sheets as they were read, where they are small enough.
    """

    path: Path
    sha256: str
    password: str | None = field(default=None, repr=False)
    is_forced: bool = False
    kept: BookGrids | None = field(default=None, repr=False, compare=False)

    def __getstate__(self) -> dict[str, object]:
        """What is copied and sent to another process: the sheets that stay in memory are not."""
        return {**self.__dict__, "kept": None}

    def grids(self) -> Grids:
        """The sheets as the file has them: read anew, or as they were read."""
        from pmo_xl.workbook.closed_book.replacement import (
            changed_meanwhile,
        )  # the editor: not to read a book

        if self.kept and sha256_of(read_file(self.path)) == self.sha256:
            return self.kept
        grids = open_grids(self.path, self.password)
        if grids.sha256 != self.sha256:
            raise changed_meanwhile(self.path)
        return grids

    def editor(self) -> WorkbookEditor:
        """The editor that replaces the file."""
        from pmo_xl.workbook.changes.editing import ClosedBookEditor

        return ClosedBookEditor(self.path, self.sha256, self.password, is_forced=self.is_forced)


def keeping(source: BookSource, grids: Grids) -> BookSource:
    """The source with the sheets that were just read of it, where they are small enough to stay in memory."""
    if not (isinstance(source, FileSource) and isinstance(grids, BookGrids)):
        return source
    return replace(source, kept=grids) if grids.kept_cells <= _KEPT else source
