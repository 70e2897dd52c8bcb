"""Excel tables that pmo_xl made: known by their names, so that a tab need not be read to know what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.file.package import TableRange

_COPY_NUMBER = re.compile(r"_?[0-9]+$")


def own_record_class(table: TableRange) -> type[Record] | None:
    """The kind of sheet a table of ours holds; Excel itself numbers the table of a copied tab."""
    return _labels().get(_COPY_NUMBER.sub("", table.display_name)) if table.header_rows else None


def last_own_column(tables: Sequence[TableRange]) -> int | None:
    """The last column that any table reaches on a tab that holds one of ours; None on another tab."""
    if not any(own_record_class(table) for table in tables):
        return None
    return max(table.ref.last_column for table in tables)


@cache
def _labels() -> dict[str, type[Record]]:
    return {sheet.sheet.label: sheet for sheet in SHEETS}
