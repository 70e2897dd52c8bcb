"""What import, merge, collect and the scans read, made beside any book: an export, a copy, a returned file, a paper."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl

import pmo_xl
from tests.support.master import small_book
from tests.support.tool_exports import redmine

EXPORT, COPY, RETURNED, PAPER = "チケット.csv", "写し.xlsx", "返信", "要求.md"
_KEPT = ".pmo_xl"
_DEMANDS = """# 1 機能要求
会員番号は10桁とすること。
休会の申込ができること。締切は別途検討する。
"""


def put_sources(book: Path, folder: Path) -> None:
    """Put them into a folder, and what the hand-out kept beside the book; a place that takes no files gets none."""
    export, returned, kept = _made()
    files = {
        folder / PAPER: _DEMANDS.encode(),
        folder / EXPORT: export,
        folder / RETURNED / "戻り.xlsx": returned,
    }
    files |= {book.parent / name: content for name, content in kept.items()}
    with contextlib.suppress(OSError, ValueError):
        files[folder / COPY] = book.read_bytes()
    for path, content in files.items():
        with contextlib.suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@cache
def _made() -> tuple[bytes, bytes, Mapping[str, bytes]]:
    """The export, the returned file, and the files that the small book's hand-out left beside it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = small_book(folder)
        book = pmo_xl.open_workbook(path, as_of="2026-11-30")
        (handed,) = book.hand_out("課題管理表", by="担当", folder=folder / "配布")[:1]
        made = folder / "配布" / (handed.file or "")
        _answer(made)
        kept = {
            p.relative_to(folder).as_posix(): p.read_bytes()
            for p in folder.rglob("*")
            if _KEPT in p.parts and p.is_file()
        }
        return redmine(folder, False).read_bytes(), made.read_bytes(), kept


def _answer(path: Path) -> None:
    """The addressee writes what was done, for every row."""
    book = openpyxl.load_workbook(path)
    sheet = book["課題管理表"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "対応内容" for cell in row))
    column = next(cell.column for cell in head if cell.value == "対応内容")
    for number in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(number, 1).value:
            sheet.cell(number, column).value = "直しました。"
    book.save(path)
