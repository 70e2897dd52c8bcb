"""The date functions of conditions, as Excel computes them: days are serial numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from pmo_xl.conditions.values import (
    Number,
    Value,
    day_of,
    number_error,
    number_of,
    serial,
    text_of,
    truncated,
    value_error,
    whole,
)
from pmo_xl.model.calendar import add_months, month_end

_LAST_YEAR: Final = 9999
_FARTHEST: Final = 120_000
"""As many months as lie between Excel's first and last day."""


def _within(day: date) -> int:
    count = whole(serial(day))
    if count < 0 or day.year > _LAST_YEAR:
        raise number_error()
    return count


def date_of(year: Value, month: Value, day: Value) -> int:
    """DATE: months and days beyond their bounds run on; a year below 1900 counts from 1900."""
    years, months, days = truncated(year), truncated(month), truncated(day)
    if years < 0 or years > _LAST_YEAR or abs(months) > _FARTHEST or abs(days) > 4_000_000:
        raise number_error()
    if years < 1900:
        years += 1900
    total = years * 12 + months - 1
    if not 12 <= total < 12 * (_LAST_YEAR + 1):
        raise number_error()
    try:
        return _within(date(total // 12, total % 12 + 1, 1) + timedelta(days=days - 1))
    except OverflowError:
        raise number_error() from None


def year(day: Value) -> int:
    """YEAR; of a blank 1900, as Excel says."""
    return day_of(day).year if whole(day) else 1900


def month(day: Value) -> int:
    """MONTH; of a blank 1."""
    return day_of(day).month if whole(day) else 1


def day(value: Value) -> int:
    """DAY; of a blank 0."""
    return day_of(value).day if whole(value) else 0


def _seconds(value: Value) -> int:
    number = Decimal(number_of(value))
    if number < 0:
        raise number_error()
    return int(((number % 1) * 86_400).quantize(Decimal(1))) % 86_400


def hour(value: Value) -> int:
    """HOUR."""
    return _seconds(value) // 3600


def minute(value: Value) -> int:
    """MINUTE."""
    return _seconds(value) // 60 % 60


def weekday(value: Value, kind: Value = 1) -> int:
    """WEEKDAY: 1 = Sunday is 1; 2 = Monday is 1; 3 = Monday is 0; 11–17 = from Monday … Sunday."""
    day_of(value)  # within the calendar
    number, form = (whole(value) - 2) % 7, truncated(kind)  # by the count, which takes 1900 for a leap year
    if form == 1:
        return (number + 1) % 7 + 1
    if form == 2:
        return number + 1
    if form == 3:
        return number
    if 11 <= form <= 17:
        return (number - (form - 11)) % 7 + 1
    raise number_error()


def edate(day: Value, months: Value) -> int:
    """EDATE."""
    return _within(_months_later(day, months))


def eomonth(day: Value, months: Value) -> int:
    """EOMONTH."""
    return _within(month_end(_months_later(max(whole(day), 1), months)))


def _months_later(day: Value, months: Value) -> date:
    count = truncated(months)
    if abs(count) > _FARTHEST:
        raise number_error()
    return add_months(day_of(day), count)


def datedif(start: Value, end: Value, unit: Value) -> int:
    """DATEDIF: Y M D MD YM YD."""
    first, last = day_of(start), day_of(end)
    if first > last:
        raise number_error()
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    match text_of(unit).upper():
        case "Y":
            return months // 12
        case "M":
            return months
        case "D":
            return (last - first).days
        case "YM":
            return months % 12
        case "MD":
            return (last - add_months(first, months)).days
        case "YD":
            return (last - add_months(first, months // 12 * 12)).days
    raise number_error()


def days_between(end: Value, start: Value) -> int:
    """DAYS."""
    return whole(end) - whole(start)


_WEEKENDS: Final[Mapping[int, frozenset[int]]] = {
    **{number: frozenset({(number + 4) % 7, (number + 5) % 7}) for number in range(1, 8)},
    **{number: frozenset({(number - 12) % 7}) for number in range(11, 18)},
}
"""By Excel's number, which weekdays (0 = Monday) are off: 1 = Saturday and Sunday, 11 = Sunday alone."""


def weekend_of(value: Value) -> frozenset[int]:
    """The weekdays that are off: a number of Excel's, or seven signs from Monday on, 1 for off."""
    if isinstance(value, str) and len(value) == 7 and set(value) <= {"0", "1"}:
        return frozenset(number for number, sign in enumerate(value) if sign == "1")
    if isinstance(value, str):
        raise value_error()
    found = _WEEKENDS.get(1 if value is None else truncated(value))
    if found is None:
        raise number_error()
    return found


def networkdays(start: Value, end: Value, holidays: Iterable[Value] = (), weekend: Value = 1) -> int:
    """NETWORKDAYS, NETWORKDAYS.INTL: working days from one to another, both counted."""
    first, last = day_of(start), day_of(end)
    off = weekend_of(weekend)
    sign = 1 if first <= last else -1
    first, last = min(first, last), max(first, last)
    count = _workdays(first, last, off)
    days = {day_of(each) for each in holidays}
    return sign * (count - sum(first <= each <= last and each.weekday() not in off for each in days))


def _workdays(first: date, last: date, off: frozenset[int]) -> int:
    weeks, rest = divmod((last - first).days + 1, 7)
    count = weeks * (7 - len(off))
    return count + sum((first.weekday() + number) % 7 not in off for number in range(rest))


def workday(start: Value, days: Value, holidays: Iterable[Value] = (), weekend: Value = 1) -> int:
    """WORKDAY, WORKDAY.INTL: the n-th working day after (before, n < 0)."""
    at, count, off = day_of(start), truncated(days), weekend_of(weekend)
    if len(off) == 7:
        raise value_error()
    if abs(count) > 3_000_000:
        raise number_error()
    free = {each for each in map(day_of, holidays) if each.weekday() not in off}
    step = 1 if count > 0 else -1
    left = abs(count)
    try:
        while left:
            weeks = max((left - 1) // (7 - len(off)) - 1, 0)
            if weeks:  # whole weeks at once, less the holidays in them
                there = at + timedelta(days=7 * weeks * step)
                low, high = sorted((at + timedelta(days=step), there))
                left -= weeks * (7 - len(off)) - sum(low <= each <= high for each in free)
                at = there
                continue
            at += timedelta(days=step)
            left -= at.weekday() not in off and at not in free
    except OverflowError:
        raise number_error() from None
    return _within(at)


def time_of(hours: Value, minutes: Value, seconds: Value) -> Number:
    """TIME."""
    total = truncated(hours) * 3600 + truncated(minutes) * 60 + truncated(seconds)
    if total < 0:
        raise number_error()
    return Decimal(total % 86_400) / 86_400


DATE_FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Any]]]] = {
    "DATE": (3, 3, date_of),
    "YEAR": (1, 1, year),
    "MONTH": (1, 1, month),
    "DAY": (1, 1, day),
    "HOUR": (1, 1, hour),
    "MINUTE": (1, 1, minute),
    "TIME": (3, 3, time_of),
    "WEEKDAY": (1, 2, weekday),
    "EDATE": (2, 2, edate),
    "EOMONTH": (2, 2, eomonth),
    "DATEDIF": (3, 3, datedif),
    "DAYS": (2, 2, days_between),
}
"""By name: fewest and most arguments, and what computes it. Working days take holidays: see range_functions."""
