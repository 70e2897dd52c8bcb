"""Values that somebody's code gave for the fields of a row: pydantic makes them what the fields hold, or they are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pmo_xl.errors import BadChange
from pmo_xl.model.column import HELD, Column, Kind
from pmo_xl.model.given import shown

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_DAYS = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_WHOLE = "整数(int)"
_NUMBER = "数(int か Decimal)"
_ALLOWED = {
    Kind.DATE: "日付(date)、または「2026-11-30」のような文字",
    Kind.DATETIME: "日時(datetime)",
    Kind.MONTH: "その月の最初の日(date)",
    Kind.MONEY: f"円の{_WHOLE}",
    Kind.INT: _WHOLE,
    Kind.NUMBER: _NUMBER,
    Kind.PERCENT: f"割合の{_NUMBER}(0.5 = 50%)",
    Kind.FLAG: "True か False",
    Kind.REFS: "文字(str)を並べた tuple か list",
}
_TEXT = "文字(str)"
# Every value of these types is one that the field can hold: pydantic need not be asked (nor imported).
_HELD_AS_IT_IS: Mapping[Kind, type] = {
    **{kind: str for kind in Kind if HELD[kind] == str | None},
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.MONTH: date,
    Kind.MONEY: int,
    Kind.INT: int,
    Kind.FLAG: bool,
}


def checked(label: str, columns: Mapping[str, Column], given: Mapping[str, object]) -> list[object]:
    """What a row of these columns holds, in their order. BadChange for a field or a value that it does not take.

    label: of the sheet, for the sentence.
    """
    for name, value in given.items():  # before any value is looked into
        if name in columns and _is_unlike(columns[name], value):
            raise refused(label, columns[name], value)
    values = [
        _held(label, each, given[name]) if name in given else each.blank for name, each in columns.items()
    ]
    refuse_unknown(label, columns, given)
    return values


def refuse_unknown(label: str, columns: Mapping[str, Column], names: Iterable[str]) -> None:
    """Raise BadChange for a name that is no field."""
    for name in names:
        if name not in columns:
            fields = "、".join(columns)
            raise BadChange(f"{label}に {name} という項目はありません。項目は {fields} です。")


def refused(label: str, column: Column, value: object) -> BadChange:
    """The refusal of one value."""
    allowed = _ALLOWED.get(column.kind, _TEXT)
    return BadChange(
        f"{label}の「{column.label}」に{shown(value)}は書けません。{allowed}を渡してください(空欄は None)。"
    )


def refused_row(label: str, given: object) -> BadChange:
    """The refusal of what is no row at all."""
    return BadChange(f"{label}の行に{shown(given)}は使えません。項目の名前と値を渡してください。")


def as_held(label: str, column: Column, value: object) -> object:
    """A value that a column's field holds, made of one that was given. BadChange where it takes none such."""
    return _held(label, column, value)


def _is_unlike(column: Column, value: object) -> bool:
    """Whether a value would be taken for something else: a number for a day, True for 1, bytes for a text."""
    if isinstance(value, bytes | bytearray | memoryview):
        return True
    if isinstance(value, bool):
        return column.kind is not Kind.FLAG
    return column.kind in _DAYS and isinstance(value, int | float)


def _held(label: str, column: Column, value: object) -> object:
    if (value is None and column.blank is None) or type(value) is _HELD_AS_IT_IS.get(column.kind):
        return value
    try:
        return _adapter(column.kind).validate_python(value)
    except (TypeError, ValueError, OverflowError):  # pandas' NaT makes pydantic itself stumble
        raise refused(label, column, value) from None


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(HELD[kind])
