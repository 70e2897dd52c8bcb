"""What a condition computes with: Excel's values, how one becomes another, how two compare.

A value is None (a blank cell), a bool, a number (int or Decimal, dates as Excel's serial numbers) or a str. Errors
(#N/A) are raised, not held: ExcelError. A cell that could not be read raises Unjudged, which no IFERROR catches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import lru_cache
from typing import Final, TypeAlias

Value: TypeAlias = bool | int | Decimal | str | None
Number: TypeAlias = int | Decimal

LONGEST_TEXT: Final = 32_767
"""As many characters as Excel puts into a cell."""
LONGEST_REMEMBERED: Final = 256
"""As many characters of a text that a formula made as may be kept; tens of thousands of rows give one each."""
CONTEXT: Final = Context(prec=28, Emax=400, Emin=-400, traps=[DivisionByZero, InvalidOperation, Overflow])
_SHOWN: Final = Context(prec=15, Emax=400, Emin=-400)
_LARGEST: Final = Decimal(10) ** 308
_DAY_ZERO: Final = date(1899, 12, 30)
_LEAP_YEAR_THAT_WAS_NONE: Final = 60  # Excel counts a 29 February 1900
_LAST_SERIAL: Final = 2_958_465
_BEGINNINGS: Final = frozenset("+-.\\\u00a5\uffe5\uff0b\uff0d\uff0e\u2212明大昭平令MTSHRmtshrＭＴＳＨＲ")
_NUMBER = re.compile(r"([+-]?)([¥￥\\]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?)(%?)")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?|年(\d{1,2})月(?:(\d{1,2})日)?)")
_DAY_OF_AN_ERA = re.compile(
    r"(?:(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,2}))(?:[./-](\d{1,2})[./-](\d{1,2})|年(\d{1,2})月(\d{1,2})日)",
    re.IGNORECASE,
)
_DAY_OF_A_YEAR = re.compile(r"(\d{1,2})(?:[/-](\d{1,2})|月(\d{1,2})日)")
_YEAR_ZERO: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_YEAR_ZERO_BY_SIGN: Final = dict(zip("MTSHR", _YEAR_ZERO.values(), strict=True))
_TIME = re.compile(r"(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?")


class ExcelError(Exception):
    """A result that Excel shows as #VALUE! or the like. why: what of others made it, in Japanese."""

    def __init__(self, code: str, why: str = "") -> None:
        """Keep what Excel shows."""
        super().__init__(code)
        self.code, self.why = code, why


class Unjudged(Exception):
    """Something of a row could not be read, or is too much to compute; the text is the Japanese reason."""


def value_error() -> ExcelError:
    """#VALUE!: a text where a number must stand."""
    return ExcelError("#VALUE!")


def number_error() -> ExcelError:
    """#NUM!: a number that is out of bounds."""
    return ExcelError("#NUM!")


def bounded(number: Number) -> Number:
    """The number, a whole Decimal as an int. ExcelError beyond what Excel holds."""
    if isinstance(number, int):
        if -_LARGEST < number < _LARGEST:
            return number
        raise number_error()
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise number_error()
    if number == number.to_integral_value() and abs(number) < _LARGEST_WHOLE:
        return int(number)
    return number


_LARGEST_WHOLE: Final = Decimal(10) ** 28


def number_of(value: Value) -> Number:
    """A value as arithmetic takes it: blank is 0, TRUE is 1, a text what it reads as. ExcelError otherwise."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        found = number_in(value)
        if found is None:
            raise value_error()
        return found
    return value


def magnitude(number: Number) -> Number:
    """The number without its sign."""
    return -number if number < 0 else number


def whole(value: Value) -> int:
    """A value as a count or a day: cut towards minus infinity as Excel cuts 2.9 days."""
    number = number_of(value)
    return number if isinstance(number, int) else int(number.to_integral_value("ROUND_FLOOR"))


def truncated(value: Value) -> int:
    """A value as a number of characters or places: cut towards 0."""
    return int(number_of(value))


def number_in(text: str, year: int = 0) -> Number | None:
    """The number, percentage, amount, day or time that a text reads as; None for another text.

    year: of a day without one (10/9, 10月9日); 0: such a text is none.
    """
    first = text.lstrip()[:1]
    if not first.isdigit() and first not in _BEGINNINGS:  # most texts
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.fullmatch(plain)
    if found and any(map(str.isdigit, found[3])):
        number = Decimal(found[3].replace(",", "")) * (-1 if found[1] == "-" else 1)
        return bounded(number / 100 if found[4] else number)
    day, _, rest = plain.partition(" ")
    at = _time_in(rest or plain)
    if at is not None and not rest:
        return at
    found_day = _day_in(day, year)
    if found_day is None or (rest and at is None):
        return None
    try:
        on = serial(date(*found_day))
    except ValueError:
        return None
    if on < 0:  # before 1900 there is no day
        return None
    return bounded(on + (at or Decimal(0)))


def _day_in(text: str, year: int) -> tuple[int, int, int] | None:
    """Year, month and day that a text names, whether there is such a day or not."""
    if found := _DATE.fullmatch(text):
        return int(found[1]), int(found[2] or found[4]), int(found[3] or found[5] or 1)
    if found := _DAY_OF_AN_ERA.fullmatch(text):
        zero = _YEAR_ZERO.get(found[1]) or _YEAR_ZERO_BY_SIGN[found[1].upper()]
        count = 1 if found[2] == "元" else int(found[2])
        return zero + count, int(found[3] or found[5]), int(found[4] or found[6])
    if year and (found := _DAY_OF_A_YEAR.fullmatch(text)):
        return year, int(found[1]), int(found[2] or found[3])
    return None


def _time_in(text: str) -> Decimal | None:
    found = _TIME.fullmatch(text)
    if not found or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return CONTEXT.divide(Decimal(seconds), Decimal(86_400))


def text_of(value: Value) -> str:
    """A value as `&` and the text functions take it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return f"{_SHOWN.plus(value).normalize():f}"


def checked_text(text: str) -> str:
    """The text. ExcelError where Excel's cell would not hold it."""
    if len(text) > LONGEST_TEXT:
        raise value_error()
    return text


def truth_of(value: Value) -> bool:
    """A value as IF takes it. ExcelError for a text other than TRUE and FALSE."""
    if isinstance(value, bool):
        return value
    if value is None:
        return False
    if isinstance(value, str):
        word = value.strip().upper()
        if word in ("TRUE", "FALSE"):
            return word == "TRUE"
        raise value_error()
    return value != 0


def folded(text: str) -> str:
    """A text as two texts compare: NFKC, trimmed, case apart. Long ones are not remembered: a formula makes many."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


_remembered = lru_cache(maxsize=65_536)(_folded)


def texts_compared(left: str, right: str) -> int:
    """-1, 0 or 1: as two texts stand in a Japanese Excel's order."""
    mine, theirs = folded(left), folded(right)
    if mine == theirs:
        return 0
    if not (mine.isascii() and theirs.isascii() and mine.isalnum() and theirs.isalnum()):
        one, other = "".join(map(_in_order, mine)), "".join(map(_in_order, theirs))
        if one != other:
            return 1 if one > other else -1
    return 1 if mine > theirs else -1


@lru_cache(maxsize=16_384)
def _in_order(sign: str) -> str:
    """A character by its place: signs, figures, letters, kana (of either kind), kanji as JIS has them, other kanji."""
    code = ord(sign)
    if code < 0x80:
        return sign if sign.isalnum() else chr(code & 0x1F)
    if 0x3041 <= code <= 0x3096:
        return chr(code + 0x60)
    if not 0x4E00 <= code <= 0x9FFF:
        return sign
    try:
        return chr(0x10000 + int.from_bytes(sign.encode("euc_jp")[-2:], "big"))
    except UnicodeEncodeError:
        return chr(0x20000 + code)


def shown_number(number: Number) -> Number:
    """A number to the fifteen digits to which Excel compares (0.1+0.2 is 0.3)."""
    return number if isinstance(number, int) else bounded(_SHOWN.plus(number))


def _rank(value: Value) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def compared(left: Value, right: Value) -> int:
    """-1, 0 or 1: numbers come before texts, texts before FALSE and TRUE; a blank is what the other one wants."""
    if left.__class__ is int and right.__class__ is int:
        return (left > right) - (left < right)
    if left is None:
        left = _blank_for(right)
    if right is None:
        right = _blank_for(left)
    one, other = _rank(left), _rank(right)
    if one != other:
        return -1 if one < other else 1
    if isinstance(left, str) and isinstance(right, str):
        return texts_compared(left, right)
    first, second = shown_number(number_of(left)), shown_number(number_of(right))
    return (first > second) - (first < second)


def _blank_for(other: Value) -> Value:
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0


def serial(day: date) -> Number:
    """A day, or a moment, as Excel's serial number."""
    count = (date(day.year, day.month, day.day) - _DAY_ZERO).days
    if count <= _LEAP_YEAR_THAT_WAS_NONE:
        count -= 1
    if isinstance(day, datetime):
        seconds = day.hour * 3600 + day.minute * 60 + day.second
        return bounded(CONTEXT.add(Decimal(count), CONTEXT.divide(Decimal(seconds), Decimal(86_400))))
    return count


def day_of(value: Value) -> date:
    """The day that a serial number stands for. ExcelError for one before 1900 or after 9999."""
    count = whole(value)
    if not 0 <= count <= _LAST_SERIAL:
        raise number_error()
    if count < _LEAP_YEAR_THAT_WAS_NONE:
        count += 1
    return _DAY_ZERO + timedelta(days=count)


def arithmetic(operate: Callable[[], Decimal]) -> Number:
    """What a computation on Decimals gives, within Excel's bounds."""
    try:
        return bounded(operate())
    except (DivisionByZero, InvalidOperation, Overflow):
        raise number_error() from None
