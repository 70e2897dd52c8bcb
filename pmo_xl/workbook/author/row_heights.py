"""Heights of rows with wrapped text, so that no viewer cuts it and Excel goes on fitting rows by itself.

Excel fits a row when it is edited, but shows the stored height when a file is opened; LibreOffice and
previewers never fit. XlsxWriter can store a height only as one that somebody fixed by hand, and Excel would
leave such a row alone for ever: `released_heights` takes that mark off again, and `finish` does so in the written file.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from pmo_xl.model.column import Column
from pmo_xl.model.display import display
from pmo_xl.model.record import Record
from pmo_xl.workbook.author.formats import FONT_SIZE, cell_properties, width
from pmo_xl.workbook.author.gantt import FIRST_COLUMN, LAST_COLUMN
from pmo_xl.workbook.author.macros import dressed_drawing
from pmo_xl.workbook.author.plan import HEADER_ROW
from pmo_xl.workbook.cells.text_height import height_of, lines_of

ORDINARY = 15.0
_FIXED = re.compile(rb'(<row r="(\d+)"[^>]*? ht="[^"]*"[^>]*?) customHeight="1"')


def fitting_height(record: Record) -> float:
    """The height in points in which all wrapped text of the row is seen; folded columns do not count."""
    lines = max(
        (
            lines_of(display(column.kind, getattr(record, name)), width(column))
            for name, column in record.columns.items()
            if _is_wrapped(column)
        ),
        default=1,
    )
    return height_of(lines, FONT_SIZE, ORDINARY)


def released_heights(content: bytes) -> bytes:
    """A sheet in which Excel fits the rows below the headings: their heights stay, but no longer fixed."""

    def release(row: re.Match[bytes]) -> bytes:
        """The row without the mark, where it lies in the table."""
        return row.group(1) if int(row.group(2)) > HEADER_ROW + 1 else row.group()

    return _FIXED.sub(release, content)


def _is_wrapped(column: Column) -> bool:
    is_seen = not column.is_rarely_read and not column.is_hidden
    return is_seen and bool(cell_properties(column).get("text_wrap"))


def finish(path: Path) -> None:
    """Free the row heights of tables for Excel, fill the rows of the Gantt, and dress the buttons."""
    with ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for info, content in parts:
            archive.writestr(info, _finished(info.filename, content), ZIP_DEFLATED)


def _finished(name: str, content: bytes) -> bytes:
    if name.endswith(".vml"):
        return dressed_drawing(content)
    if b"<tablePart " not in content:
        return content
    from pmo_xl.workbook.author.quick_writing import (
        with_cells_between,
    )  # only who writes a book loads XlsxWriter

    return with_cells_between(released_heights(content), FIRST_COLUMN, LAST_COLUMN)
