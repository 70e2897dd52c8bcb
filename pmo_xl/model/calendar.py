"""Business days and bank days, months and fiscal years: plain arithmetic over dates.

Definitions (definitions.md, Days): a business day is not Saturday, Sunday, public holiday or company
holiday, and a working day of the 休日 sheet is one on any weekday. A bank day is not Saturday, Sunday,
public holiday or 12-31 … 01-03; company days do not matter to a bank. Outside 1986–2050 only the weekend
is off. Dates that would leave the calendar stop at date.min and date.max instead of failing, because a
workbook may well hold 9999-12-31.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from pmo_xl.model.public_holidays import FIRST_YEAR, LAST_YEAR, public_holiday_days

_FIRST = date(FIRST_YEAR, 1, 1).toordinal()
_LAST = date(LAST_YEAR, 12, 31).toordinal()
_SATURDAY = 5


@dataclass(frozen=True)
class BusinessCalendar:
    """The days on which a project works, and those on which banks pay.

    company_holidays: 会社休日 of the 休日 sheet. working_days: its 稼働日, stronger than any holiday.
    added_public_holidays: its 祝日, for a holiday that the table of public holidays does not know yet.
    """

    company_holidays: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    added_public_holidays: frozenset[date] = frozenset()

    @cached_property
    def _is_open(self) -> bytearray:
        """One byte for each day from _FIRST to _LAST: 1 for a business day."""
        days = bytearray(_weekdays())
        off = public_holiday_days() | self.added_public_holidays | self.company_holidays
        for day, is_open in [*((d, 0) for d in off), *((d, 1) for d in self.working_days)]:
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                days[day.toordinal() - _FIRST] = is_open
        return days

    @cached_property
    def _counted(self) -> list[int]:
        """For each day from _FIRST to _LAST, the number of that day (see `number`)."""
        start = _weekdays_until(_FIRST - 1)
        return [start + count for count in accumulate(self._is_open)]

    @cached_property
    def _open_days(self) -> list[date]:
        """The business days from _FIRST to _LAST, in order."""
        return [date.fromordinal(_FIRST + i) for i, is_open in enumerate(self._is_open) if is_open]

    def is_business_day(self, day: date) -> bool:
        """Whether the project works on this day."""
        ordinal = day.toordinal()
        if _FIRST <= ordinal <= _LAST:
            return self._is_open[ordinal - _FIRST] == 1
        return _is_weekday(ordinal)

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday (祝日, substitute holidays included)."""
        return day in public_holiday_days() or day in self.added_public_holidays

    def is_bank_day(self, day: date) -> bool:
        """Whether banks transfer money on this day; the company's own days do not matter."""
        is_new_year = (day.month, day.day) in ((12, 31), (1, 1), (1, 2), (1, 3))
        return day.weekday() < _SATURDAY and not is_new_year and not self.is_public_holiday(day)

    def number(self, day: date) -> int:
        """How many business days lie between the beginning of the Christian era and `day`, inclusive.

        Differences of two numbers count business days; the number of a day off is that of the business
        day before it.
        """
        ordinal = day.toordinal()
        if ordinal < _FIRST:
            return _weekdays_until(ordinal)
        if ordinal <= _LAST:
            return self._counted[ordinal - _FIRST]
        return self._counted[-1] + _weekdays_until(ordinal) - _weekdays_until(_LAST)

    def number_before(self, day: date) -> int:
        """How many business days lie before `day`: its `number` without the day itself."""
        ordinal = day.toordinal()
        if _FIRST <= ordinal <= _LAST:
            return self._counted[ordinal - _FIRST] - self._is_open[ordinal - _FIRST]
        return self.number(day) - self.is_business_day(day)

    def business_day(self, number: int) -> date:
        """The business day of this number, the inverse of `number`."""
        position = number - _weekdays_until(_FIRST - 1) - 1
        if position < 0:
            return _weekday_of(number)
        if position < len(self._open_days):
            return self._open_days[position]
        return _weekday_of(number - self._counted[-1] + _weekdays_until(_LAST))

    def add_business_days(self, day: date, n: int) -> date:
        """X + BDn: the n-th business day after `day`, not counting it; before it when n < 0."""
        if n > 0:
            return self.business_day(self.number(day) + n)
        if n < 0:
            return self.business_day(self.number(day) + (not self.is_business_day(day)) + n)
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """The number of business days in (start, end]: `start` is not counted, `end` is; 0 if end ≤ start."""
        return max(0, self.number(end) - self.number(start))

    def business_days_in(self, first: date, last: date) -> int:
        """The number of business days from `first` to `last`, both counted; 0 if last < first."""
        if last < first:
            return 0
        return self.number(last) - self.number(first) + self.is_business_day(first)

    def bank_day_on_or_after(self, day: date) -> date:
        """The day itself when banks work on it, else the next one: where a payment due on `day` may move."""
        while not self.is_bank_day(day) and day < date.max:
            day += timedelta(days=1)
        return day

    def next_bank_day(self, day: date) -> date:
        """The first bank day later than `day`, whether or not `day` is one."""
        return self.bank_day_on_or_after(day + timedelta(days=1)) if day < date.max else day


def minutes_later(moment: datetime, minutes: int) -> datetime:
    """The moment so many minutes later (negative: earlier); the last or first one there is where it lies beyond."""
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.max if minutes > 0 else datetime.min  # noqa: DTZ901 - as the clock there shows


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, n: int) -> date:
    """The same day n months later (earlier when n < 0), or that month's last day when it is shorter."""
    month = day.year * 12 + day.month - 1 + n
    if not 12 <= month < 12 * 10000:
        return date.max if n > 0 else date.min
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def fiscal_year_of(day: date, start_month: int = 4) -> int:
    """The fiscal year of `day`, named by the calendar year in which it begins."""
    return day.year if day.month >= start_month else day.year - 1


def fiscal_year_months(fiscal_year: int, start_month: int = 4) -> list[date]:
    """The twelve months of a fiscal year, each as its first day."""
    return [add_months(date(fiscal_year, start_month, 1), n) for n in range(12)]


@lru_cache(maxsize=32)
def business_calendar(
    company_holidays: frozenset[date], working_days: frozenset[date], added_public_holidays: frozenset[date]
) -> BusinessCalendar:
    """A calendar of these days; the same one for the workbooks of one office, which share their holidays."""
    return BusinessCalendar(company_holidays, working_days, added_public_holidays)


@cache
def _weekdays() -> bytes:
    """One byte for each day from _FIRST to _LAST: 1 from Monday to Friday."""
    return bytes(_is_weekday(ordinal) for ordinal in range(_FIRST, _LAST + 1))


def _is_weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < _SATURDAY


def _weekdays_until(ordinal: int) -> int:
    """The number of Mondays to Fridays up to this day; ordinal 1 was a Monday."""
    return ordinal // 7 * 5 + min(ordinal % 7, 5)


def _weekday_of(count: int) -> date:
    """The day that is the count-th Monday to Friday; the calendar's ends when it lies outside."""
    ordinal = (count - 1) // 5 * 7 + (count - 1) % 5 + 1
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
