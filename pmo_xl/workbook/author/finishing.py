"""The last touch on the written file: what XlsxWriter cannot say."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from pmo_xl.workbook.author.macros import dressed_drawing
from pmo_xl.workbook.author.row_heights import released_heights


def finish(path: Path) -> None:
    """Free the row heights of tables for Excel, and dress the buttons."""
    with ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for info, content in parts:
            archive.writestr(info, _finished(info.filename, content), ZIP_DEFLATED)


def _finished(name: str, content: bytes) -> bytes:
    if name.endswith(".vml"):
        return dressed_drawing(content)
    return released_heights(content) if b"<tablePart " in content else content
