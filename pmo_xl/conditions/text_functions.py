"""The text functions of conditions, as Excel computes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from pmo_xl.conditions.values import (
    CONTEXT,
    Number,
    Unjudged,
    Value,
    checked_text,
    day_of,
    magnitude,
    number_in,
    number_of,
    text_of,
    truncated,
    value_error,
)
from pmo_xl.conditions.wildcards import place_of, signs_in

_HALF_KANA: Final = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}
_VOICED: Final = {
    unicodedata.normalize("NFKC", chr(code) + mark): chr(code) + mark
    for code in range(0xFF61, 0xFFA0)
    for mark in "\uff9e\uff9f"
    if len(unicodedata.normalize("NFKC", chr(code) + mark)) == 1
}
_TO_HALF: Final[dict[int, Any]] = str.maketrans(
    {**{0xFF01 + n: 0x21 + n for n in range(94)}, 0x3000: " ", 0xFFE5: "\\"} | {**_HALF_KANA, **_VOICED}
)
_TO_FULL: Final[dict[int, Any]] = str.maketrans(
    {**{0x21 + n: 0xFF01 + n for n in range(94)}, 0x20: "\u3000", 0xA5: "\uffe5"}
)
_WEEKDAYS: Final = "月火水木金土日"
_ENGLISH_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ERAS: Final = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 1), "明治", "M"),
)


def left(text: Value, count: Value = 1) -> str:
    """LEFT."""
    return text_of(text)[: _count(count)]


def right(text: Value, count: Value = 1) -> str:
    """RIGHT."""
    told, wanted = text_of(text), _count(count)
    return told[max(0, len(told) - wanted) :]


def mid(text: Value, start: Value, count: Value) -> str:
    """MID: counted from 1."""
    first, wanted = truncated(start), _count(count)
    if first < 1:
        raise value_error()
    return text_of(text)[first - 1 : first - 1 + wanted]


def _count(value: Value) -> int:
    count = truncated(value)
    if count < 0:
        raise value_error()
    return min(count, 32_767)


def find(wanted: Value, text: Value, start: Value = 1) -> int:
    """FIND: case counts, no wildcards."""
    return _found_from(text_of(text).find(text_of(wanted), _start(text, start)))


def search(wanted: Value, text: Value, start: Value = 1) -> int:
    """SEARCH: case apart, ? and * count."""
    told, pattern, first = text_of(text).casefold(), text_of(wanted).casefold(), _start(text, start)
    if not any(sign in pattern for sign in "*?~"):
        return _found_from(told.find(pattern, first))
    return _found_from(place_of(told, signs_in(pattern), first))


def _start(text: Value, start: Value) -> int:
    first = truncated(start)
    if not 1 <= first <= len(text_of(text)) + 1:
        raise value_error()
    return first - 1


def _found_from(place: int) -> int:
    if place < 0:
        raise value_error()
    return place + 1


def substitute(text: Value, old: Value, new: Value, which: Value = None) -> str:
    """SUBSTITUTE: every one, or the which-th alone."""
    told, before, after = text_of(text), text_of(old), text_of(new)
    if not before:
        return told
    if which is None:
        _fits(len(told) + told.count(before) * (len(after) - len(before)))
        return checked_text(told.replace(before, after))
    number = truncated(which)
    if number < 1:
        raise value_error()
    at = -len(before)
    for _ in range(number):
        at = told.find(before, at + len(before))
        if at < 0:
            return told
    return checked_text(told[:at] + after + told[at + len(before) :])


def replace(text: Value, start: Value, count: Value, new: Value) -> str:
    """REPLACE: by place."""
    told, first, wanted = text_of(text), truncated(start), _count(count)
    if first < 1:
        raise value_error()
    return checked_text(told[: first - 1] + text_of(new) + told[first - 1 + wanted :])


def rept(text: Value, times: Value) -> str:
    """REPT."""
    told, count = text_of(text), truncated(times)
    if count < 0:
        raise value_error()
    _fits(len(told) * count)
    return told * count if told else ""


def _fits(length: int) -> None:
    if length > 32_767:
        raise value_error()


def trim(text: Value) -> str:
    """TRIM: the plain blank alone; the full-width one stays, as in Excel."""
    return " ".join(piece for piece in text_of(text).split(" ") if piece)


def clean(text: Value) -> str:
    """CLEAN: without control characters."""
    return "".join(sign for sign in text_of(text) if ord(sign) >= 32)


def exact(one: Value, other: Value) -> bool:
    """EXACT: case and width count."""
    return text_of(one) == text_of(other)


def value(text: Value) -> Number:
    """VALUE."""
    return number_of(text)


def half_width(text: Value) -> str:
    """ASC."""
    return text_of(text).translate(_TO_HALF)


def full_width(text: Value) -> str:
    """JIS: half-width kana with their marks become one."""
    told = unicodedata.normalize("NFC", text_of(text))
    kana = re.sub(
        "[\uff61-\uff9f][\uff9e\uff9f]?", lambda found: unicodedata.normalize("NFKC", found[0]), told
    )
    return kana.translate(_TO_FULL)


def text(value: Value, form: Value) -> str:
    """TEXT: the number and date formats of a ledger. Unjudged for a format that is not understood."""
    pattern = text_of(form)
    if isinstance(value, str):
        number = number_in(value)
        if number is None:
            return value
    elif isinstance(value, bool):
        return text_of(value)
    else:
        number = number_of(value)
    if pattern.strip().lower() in ("", "general", "g/標準", "標準"):
        return text_of(number) if pattern else ""
    pattern = _LOCALE.sub(lambda found: f'"{found[1]}"' if found[1] else "", _COLOUR.sub("", pattern))
    if _is_beyond_us(pattern):
        raise Unjudged(f"TEXT の書式「{text_of(form)[:30]}」はここでは使えません")
    pieces = pattern.split(";")
    if _is_of_days(pieces[0]):
        return _day_text(number, pieces[0])
    if len(pieces) > 1 and number < 0:
        return _number_text(magnitude(number), pieces[1])
    if len(pieces) > 2 and number == 0:
        return _number_text(number, pieces[2])
    return _number_text(number, pieces[0])


_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_LOCALE = re.compile(r"\[\$([^\]\"-]*)(?:-[^\]]*)?\]")
_COLOUR = re.compile(
    r"\[(?:黒|青|水|緑|紫|赤|白|黄|色\d+|black|blue|cyan|green|magenta|red|white|yellow|color\d+)\]",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+")
_DAY_CODES = re.compile(
    r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|ggg|gg|g|ee|e|hh|h|ss|s|\[h\]|am/pm", re.IGNORECASE
)


def _is_beyond_us(pattern: str) -> bool:
    """Whether a format says what is not computed here: 000-0000, 0.0E+0, # ?/?, [>100], padding, a text's place."""
    for piece in pattern.split(";"):
        plain = _QUOTED.sub("", piece)
        if _is_of_days(piece):
            rest = _DAY_CODES.sub("", plain)
        else:
            rest = _DIGITS.sub("", plain, count=1)
            if re.search("[0#?]", rest):
                return True
        if re.search(r"[A-Za-z_*@\[\]?]", rest):
            return True
    return False


def _is_of_days(form: str) -> bool:
    plain = _QUOTED.sub("", form)
    return bool(re.search(r"[ymdhsaeg]", plain, re.IGNORECASE)) and not re.search(r"[#0]", plain)


def _number_text(number: Number, form: str) -> str:
    kept: list[str] = []

    def _keep(found: re.Match[str]) -> str:
        kept.append(found[1] if found[1] is not None else found[2])
        return f"\ue000{len(kept) - 1}\ue001"

    plain = _QUOTED.sub(_keep, form)
    found = _DIGITS.search(plain)
    percent = plain.count("%")
    if not found:
        return _back(plain if number >= 0 or ";" in form else f"-{plain}", kept)
    digits = found[0]
    scaled = Decimal(number) * (Decimal(100) ** percent)
    while digits.rstrip(".").endswith(","):
        digits = digits[: digits.rindex(",")] + digits[digits.rindex(",") + 1 :]
        scaled /= 1000
    before, _, after = digits.partition(".")
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP, CONTEXT)
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(before.count("0"), "0")
    if "," in before:
        whole = f"{int(whole or 0):,}" if whole else whole
    while part and after[len(part) - 1] == "#" and part[-1] == "0":
        part = part[:-1]
    shown = whole + (f".{part}" if "." in digits else "")
    sign = "-" if number < 0 and rounded else ""
    return _back(sign + plain[: found.start()] + shown + plain[found.end() :], kept)


def _back(plain: str, kept: list[str]) -> str:
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], plain)


def _day_text(number: Number, form: str) -> str:
    day = day_of(number)
    seconds = int(((Decimal(number) % 1) * 86_400).quantize(Decimal(1), ROUND_HALF_UP))
    if seconds >= 86_400:
        day, seconds = day + timedelta(days=1), 0
    shown, at, last = "", 0, ""
    is_half = "am/pm" in form.lower()
    while at < len(form):
        quoted = _QUOTED.match(form, at)
        if quoted:
            shown += quoted[1] if quoted[1] is not None else quoted[2]
            at = quoted.end()
            continue
        code = _DAY_CODES.match(form, at)
        if not code:
            shown += form[at]
            at += 1
            continue
        word = code[0].lower()
        is_minute = word in ("m", "mm") and (
            last in ("h", "hh", "[h]") or _is_before_seconds(form, code.end())
        )
        shown += _day_piece("minute" * is_minute or word, len(word), day, seconds, is_half, number)
        last, at = word, code.end()
    return shown


def _is_before_seconds(form: str, at: int) -> bool:
    return bool(re.match(r"[:.]?s", form[at:], re.IGNORECASE))


def _day_piece(word: str, width: int, day: date, seconds: int, is_half: bool, number: Number) -> str:
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = hour % 12 or 12 if is_half else hour
    era = next((found for found in _ERAS if day >= found[0]), _ERAS[-1])
    year_of_era = day.year - era[0].year + 1
    year, month, monthday = (
        (day.year, day.month, day.day) if number >= 1 else (1900, 1, 0)
    )  # Excel's 1900/1/0
    made: Mapping[str, Callable[[], str]] = {
        "yyyy": lambda: f"{year:04}",
        "yy": lambda: f"{year % 100:02}",
        "mmmm": lambda: _MONTHS[month - 1],
        "mmm": lambda: _MONTHS[month - 1][:3],
        "mm": lambda: f"{month:02}",
        "m": lambda: str(month),
        "dddd": lambda: _ENGLISH_DAYS[day.weekday()],
        "ddd": lambda: _ENGLISH_DAYS[day.weekday()][:3],
        "dd": lambda: f"{monthday:02}",
        "d": lambda: str(monthday),
        "aaaa": lambda: f"{_WEEKDAYS[day.weekday()]}曜日",
        "aaa": lambda: _WEEKDAYS[day.weekday()],
        "ggg": lambda: era[1],
        "gg": lambda: era[1][0],
        "g": lambda: era[2],
        "ee": lambda: f"{year_of_era:02}",
        "e": lambda: str(year_of_era),
        "hh": lambda: f"{half:02}",
        "h": lambda: str(half),
        "[h]": lambda: str(int(Decimal(number) * 24)),
        "minute": lambda: f"{minute:0{width}}",
        "ss": lambda: f"{second:02}",
        "s": lambda: str(second),
        "am/pm": lambda: "AM" if hour < 12 else "PM",
    }
    return made[word]()


def upper(text: Value) -> str:
    """UPPER."""
    return text_of(text).upper()


def lower(text: Value) -> str:
    """LOWER."""
    return text_of(text).lower()


def length(text: Value) -> int:
    """LEN."""
    return len(text_of(text))


TEXT_FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Any]]]] = {
    "LEFT": (1, 2, left),
    "RIGHT": (1, 2, right),
    "MID": (3, 3, mid),
    "LEN": (1, 1, length),
    "FIND": (2, 3, find),
    "SEARCH": (2, 3, search),
    "SUBSTITUTE": (3, 4, substitute),
    "REPLACE": (4, 4, replace),
    "REPT": (2, 2, rept),
    "TRIM": (1, 1, trim),
    "CLEAN": (1, 1, clean),
    "TEXT": (2, 2, text),
    "VALUE": (1, 1, value),
    "EXACT": (2, 2, exact),
    "ASC": (1, 1, half_width),
    "JIS": (1, 1, full_width),
    "DBCS": (1, 1, full_width),
    "UPPER": (1, 1, upper),
    "LOWER": (1, 1, lower),
}
"""By name: fewest and most arguments, and what computes it."""
