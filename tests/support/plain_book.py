"""A light book of records: a tab with an Excel table for each sheet, written in a fiftieth of the time of a master."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from pmo_xl.model.record import Record

DATES = {date: "yyyy/m/d", datetime: "yyyy/m/d h:mm"}


def plain_book(path: Path, records: Mapping[type[Record], Sequence[Record]]) -> Path:
    """The records as `new` names them: tab and table bear the sheet's label, headings the labels of the columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in DATES.items()}
        for kind, rows in records.items():
            sheet = book.add_worksheet(kind.sheet.label)
            columns = {name: column for name, column in kind.columns.items() if not column.is_derived}
            labels = [{"header": column.label} for column in columns.values()]
            for at, row in enumerate(rows, start=1):
                for place, name in enumerate(columns):
                    value = getattr(row, name)
                    sheet.write(at, place, _cell(value), formats.get(type(value)))
            size = (0, 0, max(len(rows), 1), len(columns) - 1)
            sheet.add_table(*size, {"name": kind.sheet.label, "columns": labels})
    return path


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "○" if value else None
    return float(value) if isinstance(value, Decimal) else value
