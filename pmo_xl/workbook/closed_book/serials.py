"""Dates as the serial numbers that Excel stores, in a book's own epoch."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from pmo_xl.errors import RefusedEdit

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
