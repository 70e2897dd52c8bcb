"""Links from a list to a cell of a workbook, relative to where the list lies: both may move together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True)
class CellTarget:
    """A cell of a workbook; sheet None: the workbook itself."""

    workbook: Path
    sheet: str | None = None
    cell: str = "A1"


def cell_link(target: CellTarget, folder: Path) -> str | None:
    """The link as XlsxWriter takes it, from a list in `folder`; None when Excel could not hold it."""
    try:
        path = os.path.relpath(target.workbook.absolute(), folder)
    except ValueError:  # another drive on Windows
        path = str(target.workbook.absolute())
    if "#" in path:  # would end the file name; once escaped, XlsxWriter escapes nothing else
        path = path.replace("%", "%25").replace(" ", "%20").replace("#", "%23")
    place = f"#'{target.sheet.replace(chr(39), chr(39) * 2)}'!{target.cell}" if target.sheet else ""
    link = f"external:{path}{place}"
    return link if len(link) <= LONGEST_LINK else None
