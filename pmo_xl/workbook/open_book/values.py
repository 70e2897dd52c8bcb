"""One cell's value as xlwings gives and takes it ⇄ as a grid holds it and an edit names it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from pmo_xl.workbook.cells.serials import stored_number
from pmo_xl.workbook.edits.edit import CellValue as EditValue
from pmo_xl.workbook.edits.edit import Formula, Scalar
from pmo_xl.workbook.tab.calamine_feed import CellValue
from pmo_xl.workbook.tab.sheet_scan import Address

# COM's VT_ERROR: 0x800A0000 and Excel's own number (xlErrDiv0 = 2007 …) as a signed integer.
_ERROR_BASE: Final = -2_146_828_288
_ERRORS: Final[Mapping[int, str]] = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!",
    2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
_LAST_ERROR: Final = 2_299
_ROUNDING: Final = timedelta(microseconds=500)
_DAY_ZERO: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001  a cell has no zone

_FIRST_SIGNS: Final = tuple("=+-@'#")
_TEXT_SIGN: Final = "'"
"""Typed before a text it makes any cell's content a text, and is itself not part of it."""
_TRUTHS: Final = ("TRUE", "FALSE")
_LONGEST_VALUE: Final = 64
_ONLY_SIGNS: Final = re.compile(r"[\d.,:/eE+\-%\s¥$()]+")


def read_rows(
    raw: Sequence[Sequence[Any]], first: Address, *, is_1904: bool
) -> tuple[list[list[CellValue]], dict[Address, str]]:
    """The rows as a grid holds them, and the error in each error cell, whose value is "". first: their place."""
    row, column = first
    errors: dict[Address, str] = {}
    rows = [[_plain(value, is_1904) for value in each] for each in raw]
    for down, each in enumerate(raw):
        for right, value in enumerate(each):
            if value.__class__ is int and (error := error_text(value)):
                errors[row + down, column + right] = error
                rows[down][right] = ""
    return rows, errors


def _plain(value: Any, is_1904: bool) -> CellValue:  # noqa: ANN401 - a raw cell is anything
    """The hot path: texts, numbers and blanks first."""
    if value.__class__ is str or value.__class__ is float:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return _moment(value, is_1904)
    if isinstance(value, date):
        return value
    return float(value) if isinstance(value, int | float | Decimal) else str(value)


def _moment(value: datetime, is_1904: bool) -> CellValue:
    """A date where it is midnight, a time or a length of time where it is no day, without any zone."""
    moment = datetime(*value.timetuple()[:6], value.microsecond) + _ROUNDING  # noqa: DTZ001  a cell has no zone
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    since = moment - _DAY_ZERO[is_1904]
    if timedelta() <= since < timedelta(days=1):
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def time_of(part: float, number_format: str) -> CellValue:
    """A time of day, or a length of time (format [h]:mm, or a day and more), from its part of a day."""
    length = timedelta(milliseconds=round(part * timedelta(days=1) / timedelta(milliseconds=1)))
    is_length = "[" in number_format or not timedelta() <= length < timedelta(days=1)
    return length if is_length else (_DAY_ZERO[False] + length).time()


def error_text(value: int) -> str | None:
    """The error that COM's number stands for; None for another number."""
    code = value - _ERROR_BASE
    return _ERRORS.get(code, "#UNKNOWN!") if min(_ERRORS) <= code <= _LAST_ERROR else None


def scalar_of(value: CellValue) -> Scalar:
    """A grid's value as edits name it: whole numbers are int, blanks None, times parts of a day."""
    match value:
        case "":
            return None
        case str() | bool() | date():
            return value
        case time():
            return scalar_of(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        case timedelta():
            return Decimal(str(value / timedelta(days=1)))
    number = Decimal(repr(float(value)))
    return int(number) if number == number.to_integral_value() else number


def input_of(value: EditValue, *, is_text_cell: bool = False) -> object:
    """What is handed to Excel for a value. RefusedEdit for what a cell cannot hold.

    is_text_cell: the cell's format is text, so that nothing typed into it becomes anything else.
    """
    match value:
        case Formula():
            return f"={value.text}"
        case None | "":
            return None
        case str():
            text = value.replace("\r\n", "\n")
            is_marked = text.startswith(_TEXT_SIGN) or (not is_text_cell and may_become_another(text))
            return f"{_TEXT_SIGN}{text}" if is_marked else text
        case bool():
            return value
        case datetime():
            stored_number(value, is_1904=False)
            return value
        case date():
            stored_number(value, is_1904=False)
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no zone
    return float(stored_number(value, is_1904=False))


def may_become_another(text: str) -> bool:
    """Whether Excel may take a typed text for a formula, a number, a date or a truth value (rather too often)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if text.startswith(_FIRST_SIGNS) or plain.startswith(_FIRST_SIGNS) or plain.upper() in _TRUTHS:
        return True
    has_digit = any(letter.isdecimal() for letter in plain)
    return has_digit and (len(plain) <= _LONGEST_VALUE or _ONLY_SIGNS.fullmatch(plain) is not None)


def reads_back(value: EditValue) -> CellValue:
    """The grid's value that a written value must be read back as."""
    match value:
        case None:
            return ""
        case str():
            return value.replace("\r\n", "\n")
        case bool():
            return value
        case datetime():
            return _moment(value, is_1904=False)
        case date() | Formula():
            return value  # type: ignore[return-value]  # a formula's result is never compared
    return float(value)


def is_same(one: CellValue, other: CellValue) -> bool:
    """Whether two values of a grid are the same cell; a truth value is no number."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
