"""Dates as people type them: 2026/11/30, 令和8年4月1日, R8.4.1, 6月6日(土), 2021/2/2時点.

What could be a second date as well (14年7月3日, 4月上旬, 2/25～3/3) is not read; the reason says why.
Texts come in as `raw_cell.plain_value` leaves them: half-width, upper case, short, single blanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date, time
from functools import lru_cache
from typing import Final, NamedTuple

from pmo_xl.workbook.cells.western_date import (
    Order,
    as_year_first,
    in_japan,
    on_a_japanese_clock,
    possible_orders,
)

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100
# A year is taken from a date near by only when the same day a year off is clearly farther away.
NEAR_DAYS: Final = 167

NOT_A_DATE: Final = "日付として読めません。2026/11/30 のように書いてください"
NO_YEAR: Final = "年がありません。2026/11/30 のように年から書いてください"
NO_DAY: Final = "日がありません。2026/11/30 のように日まで書いてください"
TWO_DAYS: Final = "日付が二つあります。今の日付だけを書いてください"
NOTHING_AFTER_ARROW: Final = "矢印の後に日付がありません。今の日付を書いてください"
PERIOD: Final = "期間や「まで」「以降」は一つの日付になりません。一日を書いてください"
ROUGH: Final = "上旬・月末・頃などの目安は日付になりません。2026/11/30 のように日まで書いてください"
OUT_OF_RANGE: Final = f"年が {FIRST_YEAR}～{LAST_YEAR} の外です。日付を確かめてください"
TWO_ORDERS: Final = "月と日のどちらが先か分かりません。2026/11/30 のように年から書いてください"
_TWO_DIGIT_YEAR: Final = "年が2桁で、西暦か元号か分かりません。2026/11/30 か R8.11.30 のように書いてください"
_NOT_IN_CALENDAR: Final = "暦にない日付です。日付を確かめてください"
_NOT_IN_ERA: Final = "その元号にない日付です。西暦で書いてください"
_OTHER_WEEKDAY: Final = "日付と曜日が合いません。どちらが正しいか確かめてください"
_NO_SUCH_TIME: Final = "時刻が正しくありません。13:00 のように書いてください"

_WEEKDAYS: Final = "月火水木金土日"
_ERAS: Final[Mapping[str, tuple[date, date]]] = {
    "令和": (date(2019, 5, 1), date(MAXYEAR, 12, 31)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
}
_ERA_NAMES: Final[Mapping[str, str]] = (
    {era: era for era in _ERAS} | {era[0]: era for era in _ERAS} | {"R": "令和", "H": "平成", "S": "昭和"}
)

_HEAD: Final = rf"(?:(?P<short>['’])(?=[0-9]{{2}}[/.-])|[*※]? ?)(?:(?P<era>{'|'.join(_ERA_NAMES)}) ?)?(?P<year>[0-9]{{4}}|[0-9]{{1,2}}|元)"
_MONTH: Final = "(?P<month>[0-9]{1,2})"
_DAY: Final = "(?P<day>[0-9]{1,2})"
_ENGLISH_DAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_CLOCK: Final = "(?:午前|午後)? ?[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2})?|時(?:[0-9]{1,2}分|半)?)"
_TAIL: Final = (
    rf"(?: ?[(\[](?P<weekday>[{_WEEKDAYS}]|{'|'.join(_ENGLISH_DAYS)})(?:曜日?)?(?:[・,/]?祝)?[)\]]"
    rf"| ?(?P<unbracketed>[{_WEEKDAYS}])曜日?)?"
    rf"(?:(?: |T|(?<=[曜日)\]]))(?P<starts>{_CLOCK})(?P<period> ?[~ー-] ?(?P<ends>{_CLOCK})?)?)?"
    r" ?(?:時点|現在|付け?)?"
)
_ABOUT: Final = "(?: ?(?P<about>分|度|初旬|上旬|中旬|下旬|末日?))?"
_YEARLESS: Final = re.compile(
    rf"[*※]? ?{_MONTH} ?(?:(?P<slash>/)|月) ?{_DAY}(?(slash)| ?日){_TAIL}",
)
_DATED: Final = (
    re.compile(rf"{_HEAD} ?年 ?{_MONTH} ?月(?: ?{_DAY} ?日?{_TAIL}|{_ABOUT})"),
    re.compile(rf"{_HEAD} ?(?P<sep>[/.-]) ?{_MONTH}(?: ?(?P=sep) ?{_DAY}{_TAIL}|{_ABOUT})"),
    re.compile(
        rf"[*※]? ?(?P<era>)(?P<year>[0-9]{{4}})(?P<month>[0-9]{{2}})(?:(?P<day>[0-9]{{2}}){_TAIL}|{_ABOUT})"
    ),
)
_CLOCK_PARTS: Final = re.compile(
    "(?P<half>午前|午後)? ?(?P<hour>[0-9]+)[:時](?:(?P<minute>[0-9]+)(?::(?P<second>[0-9]+))?分?|半)?"
)
_END_OF_DAY: Final = re.compile("24(?::00(?::00)?|時(?:0{1,2}分)?)")
_REASONS: Final = (
    (re.compile("~|から|より|まで|迄|以降|以前|以内"), PERIOD),
    (re.compile("[0-9][/月.-] ?[0-9].*[ 、,][0-9]{1,4}[/年月.-] ?[0-9]"), TWO_DAYS),
    (re.compile("旬|末|月初|初め|半ば|頃|ごろ|週|目途|目処"), ROUGH),
    (re.compile("^[0-9]{1,2} ?月"), NO_YEAR),
)


class WrittenDate(NamedTuple):
    """What a text says: a month (its first day), usually a day of it, sometimes a time.

    is_period: a range of times (13:00～14:00) of that day. about: 末, 上旬 … after a month. is_its_end: 24:00.
    """

    month: date
    day: date | None = None
    starts_at: time | None = None
    is_period: bool = False
    about: str = ""
    is_its_end: bool = False


@lru_cache(maxsize=8192)
def parse_date(text: str, near: date | None, order: Order | None = None) -> WrittenDate | str:
    """The date a text writes, or the reason (a Japanese phrase) why it is none.

    near: settles the year of a day without one. order: how the column writes dates of three numbers.
    """
    text = in_japan(text)
    text = on_a_japanese_clock(as_year_first(text, order) or text)
    if found := _YEARLESS.fullmatch(text):
        return _near(found, near)
    for pattern in _DATED:
        if found := pattern.fullmatch(text):
            return _dated(found)
    if possible_orders(text) >= {Order.MONTH_FIRST, Order.DAY_FIRST}:
        return TWO_ORDERS
    return next((reason for sign, reason in _REASONS if sign.search(text)), NOT_A_DATE)


def _near(found: re.Match[str], near: date | None) -> WrittenDate | str:
    """The yearless day in the year that brings it clearly nearest to `near`."""
    month, day = int(found["month"]), int(found["day"])
    if _calendar_day(2000, month, day) is None:
        return _NOT_IN_CALENDAR
    years = range(near.year - 1, near.year + 2) if near else ()
    for candidate in (_calendar_day(year, month, day) for year in years):
        if near and candidate and abs(candidate.toordinal() - near.toordinal()) <= NEAR_DAYS:
            return _on(candidate, found)
    return NO_YEAR


def _dated(found: re.Match[str]) -> WrittenDate | str:
    era, written_year = _ERA_NAMES.get(found["era"]), found["year"]
    is_four_digits = len(written_year) == len("2026")
    if found.groupdict().get("short"):
        written_year, is_four_digits = f"20{written_year}", True
    if era is None and not is_four_digits:
        return _TWO_DIGIT_YEAR
    if era and is_four_digits:
        return NOT_A_DATE
    year = _year_of_era(era, written_year) if era else int(written_year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return OUT_OF_RANGE
    first = _calendar_day(year, int(found["month"]), 1)
    day = _calendar_day(year, int(found["month"]), int(found["day"] or 1))
    if first is None or day is None:
        return _NOT_IN_CALENDAR
    if era and not _is_in_era(era, day, is_month=not found["day"]):
        return _NOT_IN_ERA
    return _on(day, found) if found["day"] else WrittenDate(first, about=found["about"] or "")


def _on(day: date, found: re.Match[str]) -> WrittenDate | str:
    """The day with its time, unless its weekday or the clock contradicts it."""
    said = found["weekday"] or found["unbracketed"]
    if said and said not in (_WEEKDAYS[day.weekday()], _ENGLISH_DAYS[day.weekday()]):
        return _OTHER_WEEKDAY
    if _END_OF_DAY.fullmatch(found["starts"] or ""):
        return WrittenDate(day.replace(day=1), day, is_its_end=True)
    starts_at, ends_at = (
        _clock(_before_midnight(found[end])) if found[end] else None for end in ("starts", "ends")
    )
    if (found["starts"] and starts_at is None) or (found["ends"] and ends_at is None):
        return _NO_SUCH_TIME
    if starts_at and ends_at and ends_at < starts_at:
        return PERIOD
    return WrittenDate(day.replace(day=1), day, starts_at, is_period=bool(found["period"]))


def _before_midnight(clock: str) -> str:
    """24:00, which ends a range of times, as the last minute of its day."""
    return "23:59" if _END_OF_DAY.fullmatch(clock) else clock


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_of_era(era: str, year: str) -> int:
    """The Gregorian year; 0, which no era has, becomes a year outside of the era."""
    return _ERAS[era][0].year - 1 + (1 if year == "元" else int(year))


def _is_in_era(era: str, day: date, *, is_month: bool) -> bool:
    first, last = _ERAS[era]
    return (first.replace(day=1) if is_month else first) <= day <= last


def _clock(text: str) -> time | None:
    parts = _CLOCK_PARTS.fullmatch(text)
    if parts is None:
        return None
    minute = 30 if text.endswith("半") else int(parts["minute"] or 0)
    hour = _hour(int(parts["hour"]), parts["half"])
    try:
        return time(hour, minute, int(parts["second"] or 0))
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day; 午後13時 is none (99, which no clock shows)."""
    if half and hour >= 12:
        return 99
    return hour + 12 if half == "午後" else hour
