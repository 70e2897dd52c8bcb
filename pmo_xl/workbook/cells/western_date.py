"""Dates as English forms write them: 11/30/2026, 30/11/2026, 30-Nov-26, Nov 30, 2026.

Whether 11/10/2026 is in October or in November its cell cannot tell; a column often can: one 30/11/2026 in it does.
A moment that a program wrote with its time zone (2021-11-30T21:47:29Z) is the day it was in Japan.
Texts come in as `raw_cell.plain_value` leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Final

_NUMBERS: Final = re.compile(
    r"(?P<a>[0-9]{1,2}) ?(?P<sep>[/.-]) ?(?P<b>[0-9]{1,2}) ?(?P=sep) ?(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?P<rest>[ T(].*)?"
)
_SHORT: Final = re.compile(
    r"(?P<a>[0-9]{1,2}) ?[/.年-] ?(?P<b>[0-9]{1,2}) ?[/.月-] ?(?P<c>[0-9]{1,2}) ?日?(?P<rest>[ T(].*)?"
)
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NAME: Final = rf"(?P<month>{'|'.join(_MONTHS)})[A-Z]*\.?"
_WEEKDAY: Final = r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\.?,? )?"
_NAMED: Final = (
    re.compile(
        rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:ST|ND|RD|TH)?[-/ .]{{0,2}}{_NAME}[-/ .,]{{0,2}}(?P<year>[0-9]{{4}}|[0-9]{{2}})"
        r"(?P<rest>[ T(].*)?"
    ),
    re.compile(
        rf"{_WEEKDAY}{_NAME} ?(?P<day>[0-9]{{1,2}})(?:ST|ND|RD|TH)?,? (?P<year>[0-9]{{4}})(?P<rest>[ T(].*)?"
    ),
)
_HALF_DAY: Final = re.compile(
    r"(?<![0-9:])(?P<hour>0?[0-9]|1[0-2])(?P<rest>:[0-9]{2}(?::[0-9]{2})?) ?(?P<half>[AP]M)\b"
)
_JAPAN: Final = timezone(timedelta(hours=9))
_MOMENT: Final = re.compile(
    r"(?P<day>[0-9]{4}[-/][0-9]{2}[-/][0-9]{2})[T ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r" ?(?:Z|UTC|GMT|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})(?: UTC)?)"
)
_CENTURY: Final = 2000
_BEFORE_REIWA: Final = 2018
_LEAST_DATES: Final = 2
_LAST_SHORT_YEAR: Final = 79  # '99 is rather 1999


class Order(Enum):
    """In which order a date of three numbers is written.

    YEAR_FIRST with two digits may be an era's year too; SHORT_YEAR and ERA_YEAR say which.
    """

    MONTH_FIRST = "月/日/年"
    DAY_FIRST = "日/月/年"
    YEAR_FIRST = "年/月/日"
    SHORT_YEAR = "西暦の下2桁/月/日"
    ERA_YEAR = "令和の年/月/日"


_OF_SHORT: Final = (Order.MONTH_FIRST, Order.DAY_FIRST, Order.SHORT_YEAR, Order.ERA_YEAR)


def possible_orders(text: str) -> frozenset[Order]:
    """The orders in which the text is a day; empty where it is no date of three numbers that ends in its year."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return frozenset()
    first, second, last = int(found["a"]), int(found["b"]), int(found["year"])
    orders = {
        Order.MONTH_FIRST: _day(_year(found["year"]), first, second),
        Order.DAY_FIRST: _day(_year(found["year"]), second, first),
        Order.YEAR_FIRST: _day(_CENTURY + first, second, last) if last <= 31 else None,
    }
    return frozenset(order for order, day in orders.items() if day)


def order_of_column(texts: Iterable[str]) -> Order | None:
    """The one order in which every such date of a column is a day; None where several remain, none, or YEAR_FIRST."""
    each = [orders for text in texts if (orders := possible_orders(text))]
    shared = frozenset.intersection(*each) if each else frozenset()
    return next(iter(shared)) if len(shared) == 1 and Order.YEAR_FIRST not in shared else None


def order_by_years(texts: Iterable[str], years: Collection[int]) -> Order | None:
    """The one order that puts every date of three short numbers of a column within a year of the other years.

    years: of the dates of the tab that say theirs in full. Where they leave two orders, or there are fewer than two
    different dates, None.
    """
    found = [match for text in set(texts) if (match := _SHORT.fullmatch(text))]
    if len(found) < _LEAST_DATES or not years:
        return None
    near = range(min(years) - 1, max(years) + 2)
    fitting = [order for order in _OF_SHORT if all(_year_of(match, order) in near for match in found)]
    return fitting[0] if len(fitting) == 1 else None


def _year_of(found: re.Match[str], order: Order) -> int | None:
    """The year in which the three numbers are a day when they are read in this order."""
    first, second, last = int(found["a"]), int(found["b"]), int(found["c"])
    day = {
        Order.MONTH_FIRST: _day(_CENTURY + last, first, second),
        Order.DAY_FIRST: _day(_CENTURY + last, second, first),
        Order.SHORT_YEAR: _day(_CENTURY + first, second, last),
        Order.ERA_YEAR: _day(_BEFORE_REIWA + first, second, last),
    }[order]
    return day.year if day else None


def as_year_first(text: str, order: Order | None) -> str | None:
    """The text as 2026/11/30 with what stands behind the date; None where it is none of these, or not settled.

    order: what the column settled; a text with one reading needs none.
    """
    for pattern in _NAMED:
        if named := pattern.fullmatch(text):
            return _written(
                _year(named["year"]), _MONTHS.index(named["month"]) + 1, int(named["day"]), named["rest"]
            )
    if order in (Order.SHORT_YEAR, Order.ERA_YEAR) and (short := _SHORT.fullmatch(text)):
        century = _CENTURY if order is Order.SHORT_YEAR else _BEFORE_REIWA
        return _written(century + int(short["a"]), int(short["b"]), int(short["c"]), short["rest"])
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    orders = possible_orders(text)
    settled = next(iter(orders)) if len(orders) == 1 else order if order in orders else None
    if settled in (None, Order.YEAR_FIRST):
        return None
    first, second = int(found["a"]), int(found["b"])
    month, day = (first, second) if settled is Order.MONTH_FIRST else (second, first)
    return _written(_year(found["year"]), month, day, found["rest"])


def in_japan(text: str) -> str:
    """A moment with its time zone as the day and time that it was in Japan; every other text as it is.

    text: in upper case, as `raw_cell.plain_value` leaves it.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return text
    try:
        moment = datetime.fromisoformat(f"{found['day'].replace('/', '-')} {found['clock']}")
    except ValueError:
        return text
    ahead = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    zone = timezone(-ahead if found["sign"] == "-" else ahead) if ahead < timedelta(days=1) else _JAPAN
    return f"{moment.replace(tzinfo=zone).astimezone(_JAPAN):%Y-%m-%d %H:%M:%S}"


def on_a_japanese_clock(text: str) -> str:
    """12:00 AM and 9:30 PM as 午前0:00 and 午後9:30."""
    return _HALF_DAY.sub(_half_day, text)


def _half_day(found: re.Match[str]) -> str:
    half = "午前" if found["half"] == "AM" else "午後"
    hour = 0 if found["hour"] == "12" else int(found["hour"])
    return f"{half}{hour}{found['rest']}"


def _written(year: int, month: int, day: int, rest: str | None) -> str:
    return f"{year}/{month}/{day}{rest or ''}"


def _year(digits: str) -> int:
    """The year; 0, which no calendar has, for two digits that may as well be of the last century."""
    if len(digits) > 2:
        return int(digits)
    return _CENTURY + int(digits) if int(digits) <= _LAST_SHORT_YEAR else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
