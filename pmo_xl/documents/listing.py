"""Listing: a list as headed rows, from which the CSV, the workbook and the terminal's table are made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmo_xl.model.list_column import ListColumn

LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True)
class CellTarget:
    """A cell of a workbook; sheet None: the workbook itself."""

    workbook: Path
    sheet: str | None = None
    cell: str = "A1"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart over the columns with these labels, a bar for each row. is_stacked: the columns add up.

    title: what it says; {unit} in it is the unit of money in which it is drawn. is_below: it stands below its table,
    which is then what the first page shows.
    """

    title: str
    labels: Sequence[str]
    is_stacked: bool = False
    is_below: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A titled table. rows: one value per column (None: nothing to say). note: what stands above it.

    notice: what must be read before anything else. targets: the cell that each row leads to, where the list has them.
    has_total: whether the last row sums up the others. picture: what of it is drawn.
    """

    title: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[object]]
    note: str = ""
    notice: str = ""
    targets: Sequence[CellTarget | None] = ()
    has_total: bool = False
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The first sheet of a workbook of lists: what it stands on in sentences, what to do, and small tables."""

    title: str
    sentences: Sequence[str]
    points: Sequence[str] = ()
    tables: Sequence[Listing] = ()


def rows_of(columns: Sequence[ListColumn], items: Iterable[object]) -> list[tuple[object, ...]]:
    """The rows that the items make under these columns."""
    return [tuple(column.shown(item) for column in columns) for item in items]


def cell_link(target: CellTarget, folder: Path) -> str | None:
    """The link as XlsxWriter takes it, from a list in `folder`: relative, for both may move together.

    None when Excel could not hold it.
    """
    try:
        path = os.path.relpath(target.workbook.absolute(), folder)
    except ValueError:  # another drive on Windows
        path = str(target.workbook.absolute())
    if "#" in path:  # would end the file name; once escaped, XlsxWriter escapes nothing else
        path = path.replace("%", "%25").replace(" ", "%20").replace("#", "%23")
    place = f"#'{target.sheet.replace(chr(39), chr(39) * 2)}'!{target.cell}" if target.sheet else ""
    link = f"external:{path}{place}"
    return link if len(link) <= LONGEST_LINK and _is_encodable(link) else None


def _is_encodable(link: str) -> bool:
    """Whether a workbook can hold the address: not that of a file name whose bytes are no UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in link)
