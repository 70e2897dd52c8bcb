"""Excel tables that pmo_xl made: known by their names, so that a tab need not be read to know what it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.layout.sheet_names import no_ledger_reason, record_class_named

if TYPE_CHECKING:
    from pmo_xl.workbook.grid import BookGrids, Grid

_COPY_NUMBER = re.compile(r"_?[0-9]+$")


def own_record_class(table: TableRange) -> type[Record] | None:
    """The kind of sheet a table of ours holds; Excel itself numbers the table of a copied tab."""
    return _labels().get(_COPY_NUMBER.sub("", table.display_name)) if table.header_rows else None


def last_own_column(tables: Sequence[TableRange]) -> int | None:
    """The last column that any table reaches on a tab that holds one of ours; None on another tab."""
    if not any(own_record_class(table) for table in tables):
        return None
    return max(table.ref.last_column for table in tables)


def grids_of(grids: BookGrids, wanted: Collection[type[Record]]) -> Iterator[Grid]:
    """The tabs that may hold these kinds of sheets; what surely holds none of them is not read at all."""
    for sheet in grids.sheets:
        if sheet.kind == "worksheet" and _may_hold(grids.tables(sheet.title), sheet.title, wanted):
            yield grids.grid(sheet.title)


def _may_hold(tables: Sequence[TableRange], title: str, wanted: Collection[type[Record]]) -> bool:
    own = {found for table in tables if (found := own_record_class(table))}
    if own:
        return bool(own.intersection(wanted))
    return no_ledger_reason(title) is None or record_class_named(title) is not None


@cache
def _labels() -> dict[str, type[Record]]:
    return {sheet.sheet.label: sheet for sheet in SHEETS}
