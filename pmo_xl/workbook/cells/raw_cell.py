"""A cell before it means anything: blank or not, the text a person sees, and what surrounds it.

Raw values are what python-calamine gives (str, float, bool, date, datetime, time, timedelta, '' or
None) and what the library itself writes (int, Decimal).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.western_date import Order


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a cell needs to know of its surroundings to be read as meant.

    is_1904: the book counts days from 1904. unit: what 1 in the cell is worth: yen in a money column (見出しが千円なら
    1000), in a column of efforts person-days or person-months. own_days: the person-days of 1 as the record holds an
    effort; 0 for what is none.
    near: a date that settles the year of 12/15 (another date of the row, or the as-of date).
    is_percent_format: the cell's number format shows a percent sign.
    order: how the column writes dates of three numbers (11/10/2026), where its values settle that.
    """

    is_1904: bool = False
    unit: int | Decimal = 1
    own_days: int = 0
    near: date | None = None
    is_percent_format: bool = False
    order: Order | None = None


PLAIN: Final = CellContext()

# Beyond this a text is a remark, not a date, an amount or a flag; no pattern is tried on it.
LONGEST_VALUE: Final = 64

# Characters that nobody sees. Bidirectional overrides are not among them: they change what is seen.
INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u2060\ufeff"
_DASHES: Final = "-－ー―‐‑‒–—−─━ｰ"
_ERRORS: Final = frozenset(
    (
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"),
        *("#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#EXTERNAL!"),
    )
)
_ERROR_REASON: Final = "Excelのエラーです。数式か値を直してください"
_TOO_LONG: Final = "文章が入っています。値だけを書き、説明は備考に移してください"

_WITHOUT_INVISIBLE: Final = dict.fromkeys(map(ord, INVISIBLE))
_PLAIN_CHARACTERS: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    | {ord(blank): " " for blank in "\u3000\u00a0\t\r\n"}
    | _WITHOUT_INVISIBLE
    | {ord(yen): "¥" for yen in "\\＼￥"}  # Japanese fonts draw the backslash as ¥
    | {ord(minus): "-" for minus in "−‐‑–"}
    | {ord("〜"): "~", ord("⽉"): "月", ord("⽇"): "日"}  # Kangxi radicals, as text is pasted from PDF
    | {ord("㋿"): "令和", ord("㍻"): "平成", ord("㍼"): "昭和"}
)


def is_blank(raw: object) -> bool:
    """Whether a person sees an empty cell: nothing, blanks, or invisible characters alone."""
    return raw is None or (isinstance(raw, str) and not without_invisible(raw).strip())


def is_dash(text: str) -> bool:
    """Whether the text is a dash or several, the usual mark for 該当なし."""
    return not text.strip(_DASHES)


def says_nothing(raw: object) -> bool:
    """Whether a cell is blank or holds a dash alone: 小項目 - leaves the name to 中項目."""
    return is_blank(raw) or (isinstance(raw, str) and is_dash(raw.strip()))


def is_error(text: str) -> bool:
    """Whether the text is one of Excel's error values (#REF!, #N/A …)."""
    return text.startswith("#") and text.upper() in _ERRORS


def without_invisible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text.translate(_WITHOUT_INVISIBLE)


def plain_value(raw: str) -> str | Unread | None:
    """The text of a value for matching: half-width, upper case, blanks plain and single, nothing invisible.

    None when blank; Unread when it is an Excel error or far too long for a value. Narrower than NFKC
    on purpose: NFKC makes 10² into 102 and ① into 1.
    """
    text = raw.strip()
    if not text:
        return None
    if len(text) > LONGEST_VALUE:
        return None if is_blank(text) else Unread(raw, _TOO_LONG)
    if is_error(text):
        return error_unread(raw)
    if not text.isascii() or "\\" in text:
        text = text.translate(_PLAIN_CHARACTERS)
    return " ".join(text.upper().split()) or None


def error_unread(raw: str) -> Unread:
    """That a cell holds one of Excel's error values."""
    return Unread(raw, _ERROR_REASON)


def unread(raw: object, reason: str) -> Unread:
    """What could not be read, with the text as seen and one plain phrase why."""
    return Unread(text_of(raw), reason)


def text_of(raw: object) -> str:
    """The raw value as a person sees it in a cell of format 標準 or a date format."""
    match raw:
        case None:
            return ""
        case bool():
            return "TRUE" if raw else "FALSE"
        case float():
            return f"{raw:.15g}".upper()
        case datetime():
            return _moment_text(raw)
        case date():
            return f"{raw:%Y/%m/%d}"
        case time():
            return f"{raw.hour}:{raw:%M}"
        case timedelta():
            return _duration_text(raw)
        case _:
            return str(raw)


def _moment_text(moment: datetime) -> str:
    if moment.time() == time():
        return f"{moment:%Y/%m/%d}"
    return f"{moment:%Y/%m/%d %H:%M:%S}" if moment.second else f"{moment:%Y/%m/%d %H:%M}"


def _duration_text(length: timedelta) -> str:
    minutes = round(abs(length) / timedelta(minutes=1))
    return f"{'-' if length < timedelta() else ''}{minutes // 60}:{minutes % 60:02}"
