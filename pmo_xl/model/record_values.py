"""What a record refuses: one Japanese sentence with the sheet, the column, what was given and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.given import shown

if TYPE_CHECKING:
    from pmo_xl.model.record import Record

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
}
_TEXT, _TEXTS = "文字(str)", "文字(str)を並べた tuple か list"


def allowed(record_class: type[Record], name: str) -> str:
    """What a field takes, in Japanese."""
    if record_class.model_fields[name].default == ():
        return _TEXTS
    return _ALLOWED.get(record_class.columns[name].kind, _TEXT)


def refused(record_class: type[Record], name: str, value: object) -> BadChange:
    """The refusal of one value."""
    label = record_class.columns[name].label
    return BadChange(
        f"{record_class.sheet.label}の「{label}」に{shown(value)}は書けません。"
        f"{allowed(record_class, name)}を渡してください(空欄は None)。"
    )


def refuse_unlike(record_class: type[Record], values: Mapping[str, object]) -> None:
    """Raise BadChange for a value that would be taken for something else: a number for a day, True for 1, bytes."""
    for name, value in values.items():
        column = record_class.columns.get(name)
        if column is not None and value is not None and _is_unlike(column, value):
            raise refused(record_class, name, value)


def _is_unlike(column: Column, value: object) -> bool:
    if isinstance(value, bytes | bytearray | memoryview):
        return True
    if isinstance(value, bool):
        return column.kind is not Kind.FLAG
    return column.kind in _DAYS and isinstance(value, int | float)


def bad_values(record_class: type[Record], values: object, error: Exception) -> BadChange:
    """The refusal that a foreign error (pydantic's, or what it stumbled over) stands for."""
    given: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    if isinstance(error, ValidationError):
        name, value = _first_mistake(error)
    else:  # pandas' NaT makes pydantic itself stumble, and nothing says at which value
        name, value = next(((n, v) for n, v in given.items() if v != v), ("", None))
    if name in record_class.columns:
        return refused(record_class, name, value)
    label = record_class.sheet.label
    if not name:
        return BadChange(f"{label}の行に{shown(values)}は使えません。項目の名前と値を渡してください。")
    fields = "、".join(record_class.columns)
    return BadChange(f"{label}に {name} という項目はありません。項目は {fields} です。")


def _first_mistake(error: ValidationError) -> tuple[str, object]:
    mistake = error.errors(include_url=False, include_context=False)[0]
    return (str(mistake["loc"][0]) if mistake["loc"] else ""), mistake["input"]
