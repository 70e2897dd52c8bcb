"""One cell's raw value ⇄ a Python value, by the kind of its column.

kind → Python: id ref text longtext choice person system vendor → str; refs → tuple of str; date →
date; datetime → datetime; month → date (its first day); money → int (yen); int → int; number →
Decimal; percent → Decimal (a ratio); flag → bool. A blank is None; what cannot be read with one
meaning only is an Unread, never a guess and never an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.amounts import read_int, read_money, read_number, read_percent, unit_of_header
from pmo_xl.workbook.cells.cell_text import read_choice, read_id, read_name, read_ref, read_refs, read_text
from pmo_xl.workbook.cells.dates import NO_DATE, read_date, read_datetime, read_month
from pmo_xl.workbook.cells.flags import read_flag
from pmo_xl.workbook.cells.raw_cell import PLAIN, CellContext, is_blank

__all__ = [
    "NO_DATE",
    "PLAIN",
    "READERS",
    "CellContext",
    "Unread",
    "display",
    "is_blank",
    "read_value",
    "unit_of_header",
    "write_value",
]

READERS: Final[Mapping[Kind, Callable[[object, CellContext], object]]] = {
    Kind.ID: read_id,
    Kind.REF: read_ref,
    Kind.REFS: read_refs,
    Kind.TEXT: read_text,
    Kind.LONGTEXT: read_text,
    Kind.CHOICE: read_choice,
    Kind.PERSON: read_name,
    Kind.SYSTEM: read_name,
    Kind.VENDOR: read_name,
    Kind.DATE: read_date,
    Kind.DATETIME: read_datetime,
    Kind.MONTH: read_month,
    Kind.MONEY: read_money,
    Kind.INT: read_int,
    Kind.NUMBER: read_number,
    Kind.PERCENT: read_percent,
    Kind.FLAG: read_flag,
}

CellValue = str | int | Decimal | date | datetime | None


def read_value(kind: Kind, raw: object, context: CellContext = PLAIN) -> object | Unread | None:
    """The Python value of a cell; None when blank, Unread when it cannot be told."""
    return READERS[kind](raw, context)


def write_value(kind: Kind, value: object, context: CellContext = PLAIN) -> CellValue:
    """What an Excel cell of this kind should hold so that it reads back as `value`.

    A percent is a ratio for a cell formatted %; money and efforts are in the unit of their column (`context.unit`).
    Numbers stay int or Decimal; dates stay dates, for the writer knows the book's epoch.
    """
    if value is None or value == ():
        return None
    if kind is Kind.FLAG:
        return "○" if value else "×"
    if kind is Kind.REFS:
        return "、".join(cast("tuple[str, ...]", value))
    if kind in (Kind.MONEY, Kind.NUMBER) and context.unit != 1:
        return Decimal(cast("int | Decimal", value)) / context.unit
    return cast("CellValue", value)
