"""The copy of an open book that is kept before its first cell is written: Excel forgets its own undo then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.disk.leftovers import temporary_file
from pmo_xl.workbook.closed_book.backups import BackupPolicy, back_up, remove_old
from pmo_xl.workbook.closed_book.replacement import sha256_of
from pmo_xl.workbook.file.own_folder import own_folder
from pmo_xl.workbook.open_book.excel import asked, path_of

if TYPE_CHECKING:
    import xlwings


def kept_copy(book: xlwings.Book) -> Path | None:
    """Save a copy of the book as it stands among its backups; None where it has no file, or cannot be copied."""
    path = path_of(book)
    return asked(lambda: _copied(book, path.resolve())) if path else None


def _copied(book: xlwings.Book, path: Path) -> Path | None:
    policy = BackupPolicy()
    with temporary_file(own_folder(path), path, path.suffix) as temporary:
        book.api.SaveCopyAs(str(temporary))
        data = temporary.read_bytes()
    backup = back_up(path, data, sha256_of(data), policy)
    remove_old(path, policy)
    return backup
