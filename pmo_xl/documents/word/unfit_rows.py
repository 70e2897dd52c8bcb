"""Rows that are not in a paper to the outside, because a date or number of theirs could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from pmo_xl.documents.word.unread_cells import cells_of
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record

R = TypeVar("R", bound=Record)

_COUNTED: Final = frozenset(
    (Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.MONEY, Kind.PERCENT, Kind.INT, Kind.NUMBER)
)
_MOST: Final = 5


def is_unfit(record: Record) -> bool:
    """Whether a date, amount or other number of the row could not be read."""
    return bool(_lacking(record))


def told_apart(records: Iterable[R]) -> tuple[list[R], list[R]]:
    """The rows that may go out, and those that may not."""
    rows = list(records)
    return [row for row in rows if not is_unfit(row)], [row for row in rows if is_unfit(row)]


def unfit_sentence(rows: Iterable[Record]) -> str:
    """Which rows were left out of papers to the outside, and which of their cells is why; "" of none."""
    found = list({id(row): row for row in rows if is_unfit(row)}.values())
    if not found:
        return ""
    named = [cell for row in found for cell in cells_of(row, _lacking(row))]
    more = f" ほか {len(named) - _MOST} 個" if len(named) > _MOST else ""
    return (
        f"日付や数を読み取れない {len(found)} 行は、外へ出す文書に載せていません({'、'.join(named[:_MOST])}{more})。"
        "セルを直して作り直してください。"
    )


def unfit_reason(row: object, beside: Iterable[Record]) -> str:
    """Why a paper about this one row cannot go out, with the cells; "" where it can, or where it is of no row."""
    if not isinstance(row, Record):
        return ""
    bad = [each for each in dict.fromkeys((row, *beside)) if is_unfit(each)]
    cells = "、".join(cell for each in bad for cell in cells_of(each, _lacking(each)))
    said = f"{row.row_id or ''}: 日付や数を読み取れないセルがあります({cells})。セルを直してください。"
    return said if bad else ""


def _lacking(record: Record) -> tuple[str, ...]:
    """The typed cells of dates and numbers that could not be read; what a formula shows is computed anew anyway."""
    columns = record.columns
    return tuple(
        name for name in record.unread if columns[name].kind in _COUNTED and not columns[name].is_derived
    )
