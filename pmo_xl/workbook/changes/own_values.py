"""Own values: what a cell of the staff's own column is given, in the kind that the column has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from pmo_xl.errors import BadChange
from pmo_xl.model.given import shown
from pmo_xl.model.kind import Kind
from pmo_xl.model.own_columns import OwnColumn, OwnValue
from pmo_xl.workbook.cells import Unread, read_value
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.edits.edit import Scalar
from pmo_xl.workbook.records.own_cells import GridOwnCells

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST: Final = 32_767
_FIRST_YEAR: Final = 1900
_WORDS: Final = {"TRUE": True, "FALSE": False}
_HELD: Final = {
    Kind.NUMBER: "数",
    Kind.DATE: "日付",
    Kind.DATETIME: "日時",
    Kind.FLAG: "TRUE か FALSE",
}


def own_value(column: OwnColumn, given: OwnValue) -> Scalar:
    """What the cell is given, in the kind of its column. BadChange for what the column cannot hold."""
    if given is None or given != given or (isinstance(given, str) and is_blank(given)):
        return None
    match given:
        case bool():
            return _fitting(column, given, _as_flag(column.kind, given))
        case str():
            return _fitting(column, given, _as_text(column, given))
        case int() | float() | Decimal():
            return _fitting(column, given, _as_number(column.kind, given))
    return _fitting(column, given, _as_day(column.kind, given))


def own_columns_given(own: GridOwnCells, given: Mapping[str, OwnValue]) -> dict[str, tuple[int, Scalar]]:
    """By heading as the table has it, the column number and what its cell is given.

    BadChange for a heading that is not there, for a column of formulas, and for a value that its column cannot hold.
    """
    found: dict[str, tuple[int, Scalar]] = {}
    for heading, value in given.items():
        name = column_named(heading, own.places, own.tab)
        column = own.column(name)
        if column.is_formula:
            raise BadChange(f"「{column.tab}」の独自の列「{name}」は数式の列のため書き込めません。")
        found[name] = own.places[name], own_value(column, value)
    return found


def column_named(heading: str, columns: Mapping[str, int], tab: str) -> str:
    """The heading as the table has it, blanks and line breaks aside. BadChange names the nearest."""
    plain = {_plain(each): each for each in columns}
    found = plain.get(_plain(heading))
    if found is not None:
        return found
    near = get_close_matches(heading, list(columns), n=1, cutoff=0.5)
    hint = f"「{near[0]}」ではありませんか。" if near else _listed(list(columns))
    raise BadChange(f"「{tab}」に独自の列「{heading}」はありません。{hint}")


def _listed(headings: Sequence[str]) -> str:
    return f"独自の列は {'、'.join(headings)} です。" if headings else "この表に独自の列はありません。"


def _plain(heading: str) -> str:
    return "".join(heading.split()).casefold()


def _fitting(column: OwnColumn, given: object, made: Scalar) -> Scalar:
    if made is None:
        held = _HELD.get(column.kind or Kind.TEXT, "文字")
        raise BadChange(
            f"「{column.tab}」の独自の列「{column.heading}」は{held}の列のため、{shown(given)}は書けません。"
        )
    return made


def _as_flag(kind: Kind | None, given: bool) -> Scalar:
    if kind in (None, Kind.FLAG):
        return given
    return str(given).upper() if kind is Kind.TEXT else None


def _as_text(column: OwnColumn, given: str) -> Scalar:
    text = given.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text) or len(text) > _LONGEST:
        raise BadChange(
            f"「{column.tab}」の独自の列「{column.heading}」に、制御文字や{_LONGEST:,}文字を超える文字は書けません。"
        )
    match column.kind:
        case Kind.FLAG:
            return _WORDS.get(text.strip().upper())
        case Kind.NUMBER | Kind.DATE | Kind.DATETIME:
            return _read(column.kind, text)
    return text


def _read(kind: Kind, text: str) -> Scalar:
    """The figure or the day that a text says; None where it says none."""
    read = read_value(kind, text)
    if isinstance(read, Unread) or not isinstance(read, Decimal | date):
        return None
    return _without_midnight(read)


def _as_number(kind: Kind | None, given: float | Decimal) -> Scalar:
    number = Decimal(str(given))
    if not number.is_finite():
        return None
    whole = int(number) if number == number.to_integral_value() else number
    if kind is Kind.TEXT:
        return f"{number.normalize():f}"
    return whole if kind in (None, Kind.NUMBER) else None


def _as_day(kind: Kind | None, given: date) -> Scalar:
    if given.year < _FIRST_YEAR:
        return None
    day = _without_midnight(given)
    if kind is Kind.TEXT:
        return f"{day:%Y/%m/%d %H:%M}" if isinstance(day, datetime) else f"{day:%Y/%m/%d}"
    return day if kind in (None, Kind.DATE, Kind.DATETIME) else None


def _without_midnight(value: Decimal | date) -> Decimal | date:
    return value.date() if isinstance(value, datetime) and value.time() == time() else value
