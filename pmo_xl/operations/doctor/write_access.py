"""Whether pmo_xl and the buttons may write where they must. A file is made and taken away again at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmo_xl.operations.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.operations.this_pc.machine import Machine
from pmo_xl.operations.this_pc.xlwings_conf import conf_path

_ASK = "フォルダの[プロパティ]→[セキュリティ]で書き込みが許されているかを、管理者に確かめてください。"


def book_writable(machine: Machine, book: Path) -> Iterator[Answer]:
    """The workbook and the folder it lies in."""
    if not os.access(book, os.W_OK):
        yield caution(
            f"{book.name} は読み取り専用です。点検はできますが、書き込めません。",
            "ファイルの[プロパティ]の「読み取り専用」を外してください。",
        )
    yield _writable(book.parent, "台帳のフォルダ")


def own_folders_writable(machine: Machine) -> Iterator[Answer]:
    """The folder for temporary files, where xlwings keeps its log, and that of the user's xlwings.conf."""
    yield _writable(machine.folder("TEMP") or Path(tempfile.gettempdir()), "一時フォルダ")
    path = conf_path(machine)
    if machine.is_windows and path is not None:
        yield _writable(_nearest(path.parent), "xlwings.conf のフォルダ")


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that is there already."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _writable(folder: Path, name: str) -> Answer:
    try:
        with tempfile.TemporaryFile(prefix=".pmo_xl_", dir=folder):
            return good(f"{name}に書き込めます({folder})。")
    except OSError as error:
        return bad(f"{name}に書き込めません({folder}、{error.strerror or error})。", _ASK)
