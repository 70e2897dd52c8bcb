"""One cell's XML ⇄ the value it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.part_xml import drop_attribute, main, whole_number
from pmo_xl.workbook.closed_book.strings import SharedStrings, put_inline, shown_text, stored_text, text_of
from pmo_xl.workbook.closed_book.styles import Styles
from pmo_xl.workbook.edits.edit import Scalar

_MOST_DIGITS = 15
_MOST_PLACES = 308  # beyond this it is no number of Excel
_OWN_ATTRIBUTES = ("t", "cm", "vm", "ph")
_CONTENT = (main("f"), main("v"), main("is"))


@dataclass(frozen=True)
class BookContext:
    """What is needed to understand a cell: the book's strings, styles and date system."""

    strings: SharedStrings
    styles: Styles
    is_1904: bool


def style_of(cell: etree._Element) -> int:
    """The style a cell names."""
    return whole_number(cell, "s")


def value_of(cell: etree._Element, context: BookContext) -> Scalar:
    """The stored value of a cell; an error such as #N/A is its own text."""
    kind, raw = cell.get("t", "n"), cell.findtext(main("v"), "")
    if kind == "inlineStr":
        item = cell.find(main("is"))
        return (text_of(item) if item is not None else "") or None
    if not raw:
        return None
    if kind == "s":
        return (context.strings.text(int(raw)) if raw.isdecimal() and len(raw) < 10 else "") or None
    if kind == "b":
        return raw in ("1", "true")
    if kind in ("str", "e", "d"):
        return shown_text(raw)
    return _number_of(raw, style_of(cell), context)


def _number_of(raw: str, style: int, context: BookContext) -> Scalar:
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not number.is_finite() or number.adjusted() > _MOST_PLACES:
        return raw
    if context.styles.shows_dates(style):
        day = date_of(number, context.is_1904)
        if day is not None:
            return day
    return int(number) if number == number.to_integral_value() else number


def clear(cell: etree._Element) -> None:
    """Take a cell's content away, with its own furigana and metadata; its style and extensions stay."""
    for name in _OWN_ATTRIBUTES:
        drop_attribute(cell, name)
    for child in list(cell):
        if child.tag in _CONTENT:
            cell.remove(child)


def put_scalar(cell: etree._Element, value: Scalar, context: BookContext) -> None:
    """Give an emptied cell a value."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        _put_text(cell, value, context)
    else:
        _put_value(cell, value, context)


def _put_text(cell: etree._Element, text: str, context: BookContext) -> None:
    stored = stored_text(text)
    index = context.strings.index_of(shown_text(stored))
    if index is None:
        put_inline(cell, stored)
        return
    cell.set("t", "s")
    _put_v(cell, str(index))


def _put_value(cell: etree._Element, value: bool | int | Decimal | date, context: BookContext) -> None:
    if isinstance(value, bool):
        cell.set("t", "b")
    _put_v(cell, stored_number(value, context.is_1904))


def put_formula(cell: etree._Element, text: str, result: Scalar, context: BookContext) -> None:
    """Give an emptied cell a formula and, where there is one, its result."""
    etree.SubElement(cell, main("f")).text = stored_text(text)
    put_result(cell, result, context)


def put_result(cell: etree._Element, result: Scalar, context: BookContext) -> None:
    """Store another result beside the formula that a cell has."""
    for child in cell.findall(main("v")) + cell.findall(main("is")):
        cell.remove(child)
    drop_attribute(cell, "t")
    if isinstance(result, str):
        cell.set("t", "str")
        _put_v(cell, stored_text(result))
    elif result is not None:
        _put_value(cell, result, context)


def _put_v(cell: etree._Element, text: str) -> None:
    formula = cell.find(main("f"))
    value = cell.makeelement(main("v"))
    value.text = text
    if formula is not None:
        formula.addnext(value)
    else:
        cell.insert(0, value)


def stored_number(value: bool | int | Decimal | date, is_1904: bool) -> str:
    """A number as the file writes it; RefusedEdit for a whole number that Excel would round."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return format(serial_of(value, is_1904).normalize(), "f")
    if isinstance(value, Decimal):
        return _stored_decimal(value)
    if len(str(abs(value)).rstrip("0")) > _MOST_DIGITS:
        raise RefusedEdit(
            f"数値 {value} は{_MOST_DIGITS}桁を超え、Excelでは丸められます。文字列として渡してください。"
        )
    return str(value)


def _stored_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise RefusedEdit(f"数値ではない値（{value}）は書き込めません。")
    exact = value.normalize()
    return format(exact, "f") if len(exact.as_tuple().digits) <= _MOST_DIGITS else repr(float(value))


_EPOCH_1904 = date(1904, 1, 1)
_EPOCH_1900 = date(1899, 12, 30)
_FALSE_LEAP_DAY = 60  # Excel's 1900-02-29, which never was; serials below it lie one day later
_DAY = Decimal(86_400)


def serial_of(day: date, is_1904: bool) -> Decimal:
    """The serial number of a date or of a local date-time; RefusedEdit for what Excel cannot hold."""
    midnight = day.date() if isinstance(day, datetime) else day
    number = (midnight - (_EPOCH_1904 if is_1904 else _EPOCH_1900)).days
    if not is_1904 and number <= _FALSE_LEAP_DAY:
        number -= 1
    if number < (0 if is_1904 else 1):
        raise RefusedEdit(f"日付 {day} はExcelの日付の範囲より前のため書き込めません。")
    return Decimal(number) + _time_of_day(day)


def _time_of_day(day: date) -> Decimal:
    """The part of a day that has passed, to the microsecond."""
    if not isinstance(day, datetime):
        return Decimal(0)
    if day.tzinfo is not None:
        raise RefusedEdit(f"日時 {day} に時差が付いているため書き込めません。日本の時刻に直してください。")
    seconds = Decimal(day.hour * 3600 + day.minute * 60 + day.second) + Decimal(day.microsecond) / 1_000_000
    return (seconds / _DAY).quantize(Decimal("1e-11"))


def date_of(serial: Decimal, is_1904: bool) -> date | None:
    """The date, or the date-time where it has a time; None for serials that are no day (a time, 1900-02-29)."""
    days = int(serial)
    if serial < (0 if is_1904 else 1) or (not is_1904 and days == _FALSE_LEAP_DAY) or days > 2_958_465:
        return None
    if not is_1904 and days < _FALSE_LEAP_DAY:
        days += 1
    midnight = (_EPOCH_1904 if is_1904 else _EPOCH_1900) + timedelta(days=days)
    seconds = round((serial - int(serial)) * _DAY)
    if not seconds:
        return midnight
    return datetime(midnight.year, midnight.month, midnight.day) + timedelta(seconds=seconds)  # noqa: DTZ001  a cell has no zone
