"""Numbers, dates and date-times as Excel stores them: serials of either epoch, fifteen digits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from pmo_xl.errors import RefusedEdit

_MOST_DIGITS = 15
_EPOCH_1904 = date(1904, 1, 1)
_EPOCH_1900 = date(1899, 12, 30)
_FALSE_LEAP_DAY = 60  # Excel's 1900-02-29, which never was; serials below it lie one day later
_DAY = Decimal(86_400)


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
