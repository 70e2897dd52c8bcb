"""Cells of dates, date-times and months: true dates, serial numbers and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.date_text import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_DAY,
    NO_YEAR,
    NOT_A_DATE,
    NOTHING_AFTER_ARROW,
    OUT_OF_RANGE,
    PERIOD,
    ROUGH,
    WrittenDate,
    parse_date,
)
from pmo_xl.workbook.cells.raw_cell import CellContext, is_dash, plain_value, unread
from pmo_xl.workbook.cells.western_date import Order

NO_DATE: Final = frozenset(
    ("→", "未定", "空白", "TBD", "別途", "別途調整", "別途相談", "調整中", "なし", "無し", "N/A")
)
ARROW: Final = re.compile("[→⇒⇨➡⟶]\ufe0f?|[-=]+>")
"""What stands between an old date and the one that counts now: 11/10→12/4."""

# Day 0 of the 1900 system; right from serial 61 (1900-03-01) on, and no earlier one is in range.
_DAY_ZERO: Final = date(1899, 12, 30)
_DAYS_FROM_1900_TO_1904: Final = 1462
_FIRST_SERIAL: Final = (date(FIRST_YEAR, 1, 1) - _DAY_ZERO).days
_LAST_SERIAL: Final = (date(LAST_YEAR, 12, 31) - _DAY_ZERO).days
_SECONDS_A_DAY: Final = 86_400

_NOT_A_MONTH: Final = "年月として読めません。2026/11 のように年から書いてください"
_ONLY_A_TIME: Final = (
    "時刻だけで日付がありません(0 は空のセルを参照した数式かもしれません)。日付を書いてください"
)


def read_date(raw: object, context: CellContext) -> date | Unread | None:
    """A day; a time beside it is dropped. 未定 and － are no date."""
    if type(raw) is datetime:
        raw = raw.date()
    if type(raw) is date and FIRST_YEAR <= raw.year <= LAST_YEAR:
        return raw
    written = _written(raw, context, context.near)
    return _day(raw, written) if isinstance(written, WrittenDate) else written


def read_datetime(raw: object, context: CellContext) -> datetime | Unread | None:
    """A day and time, to the second; a day alone is its midnight."""
    written = _written(raw, context, context.near)
    if not isinstance(written, WrittenDate):
        return written
    if written.is_period:
        return unread(raw, PERIOD)
    day = _day(raw, written)
    if isinstance(day, Unread):
        return day
    midnight = datetime.combine(day, time())
    return (
        midnight + timedelta(days=1)
        if written.is_its_end
        else datetime.combine(day, written.starts_at or time())
    )


def read_month(raw: object, context: CellContext) -> date | Unread | None:
    """The first day of a month, from 2026年11月, 2026/11, 202611, R8.11 or any full date of it."""
    if type(raw) is date and raw.day == 1 and FIRST_YEAR <= raw.year <= LAST_YEAR:
        return raw
    written = _written(raw, context, None)
    if isinstance(written, WrittenDate):
        return written.month
    is_vague = written is not None and written.reason in (NOT_A_DATE, NO_YEAR, ROUGH, PERIOD)
    return unread(raw, _NOT_A_MONTH) if is_vague else written


def _day(raw: object, written: WrittenDate) -> date | Unread:
    return written.day or unread(raw, ROUGH if written.about else NO_DAY)


def _written(raw: object, context: CellContext, near: date | None) -> WrittenDate | Unread | None:
    if isinstance(raw, str):
        return _from_text(raw, near, context.order)
    if isinstance(raw, datetime):
        return _from_moment(raw, _to_second(raw))
    if isinstance(raw, date):
        return _from_moment(raw, datetime.combine(raw, time()))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_number(raw, context)
    if raw is None:
        return None
    return unread(raw, _ONLY_A_TIME if isinstance(raw, time | timedelta) else NOT_A_DATE)


def _from_text(raw: str, near: date | None, order: Order | None) -> WrittenDate | Unread | None:
    text = plain_value(raw)
    if not isinstance(text, str):
        return text
    if is_dash(text) or text in NO_DATE:
        return None
    parts = [part.strip() for part in ARROW.split(text)]
    if len(parts) > 1:
        return _last_of(raw, parts, near, order)
    written = parse_date(text, near, order)
    return written if isinstance(written, WrittenDate) else unread(raw, written)


def _last_of(
    raw: str, parts: Sequence[str], near: date | None, order: Order | None
) -> WrittenDate | Unread | None:
    """Of dates with arrows between them the last; a year that it lacks is settled by those before it."""
    last, before = parts[-1], [parse_date(part, near, order) for part in parts[:-1] if part]
    if not last:
        return unread(raw, NOTHING_AFTER_ARROW)
    if is_dash(last) or last in NO_DATE:
        return None
    days = [each.day for each in before if isinstance(each, WrittenDate) and each.day]
    written = parse_date(last, days[-1] if days else near, order)
    return written if isinstance(written, WrittenDate) else unread(raw, written)


def _from_number(raw: float, context: CellContext) -> WrittenDate | Unread:
    """A serial number under 標準, or the digits 20261130 and 202611 typed as a number."""
    serial = raw + (_DAYS_FROM_1900_TO_1904 if context.is_1904 else 0)
    if _FIRST_SERIAL <= serial < _LAST_SERIAL + 1:
        seconds = round((serial % 1) * _SECONDS_A_DAY)
        midnight = datetime.combine(_DAY_ZERO + timedelta(days=int(serial)), time())
        return _from_moment(raw, midnight + timedelta(seconds=seconds))
    if 0 <= raw < 1:
        return unread(raw, _ONLY_A_TIME)
    digits = f"{raw:.0f}"
    if len(digits) not in (len("202611"), len("20261130")) or raw != int(digits):
        return unread(raw, NOT_A_DATE)
    written = parse_date(digits, None)
    return written if isinstance(written, WrittenDate) else unread(raw, written)


def _from_moment(raw: object, moment: datetime) -> WrittenDate | Unread:
    day = moment.date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return unread(raw, OUT_OF_RANGE)
    return WrittenDate(day.replace(day=1), day, moment.time())


def _to_second(moment: datetime) -> datetime:
    """Excel's fractions of a day are floats: 12:59:59.999 is 13:00."""
    if not moment.microsecond or moment.year > LAST_YEAR:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
