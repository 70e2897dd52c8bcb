"""How a value is shown to a Japanese reader: 2026/11/30, 1,234,567, ▲1,000, 2026年11月, 50%."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final
from unicodedata import east_asian_width
from unicodedata import name as unicode_name

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread


def yen(amount: int | Decimal) -> str:
    """An amount with thousands separators; a negative one as ▲1,000 (the unit is left to the label)."""
    return f"▲{-amount:,}" if amount < 0 else f"{amount:,}"


def day(value: date) -> str:
    """A date as 2026/11/30."""
    return f"{value.year:04}/{value.month:02}/{value.day:02}"  # a fifth of the time that %Y/%m/%d takes


def kanji_day(value: date) -> str:
    """A date as letters write it: 2026年11月30日."""
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: date) -> str:
    """A month as 2026年11月."""
    return f"{value.year}年{value.month}月"


def ratio(value: Decimal) -> str:
    """A ratio as a percentage with at most two decimals: 0.5 → 50%, 1/3 → 33.33%."""
    percent = (value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{percent.normalize():f}%"


def number(value: Decimal | int) -> str:
    """A number with thousands separators and no idle zeros."""
    return f"{Decimal(value).normalize():,f}"


def shortened(text: str, longest: int) -> str:
    """The text; of a longer one so many characters, and … behind them."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def within(text: str, longest: int) -> str:
    """The text in at most so many characters, the … of one that is cut among them."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def within_words(text: str, longest: int) -> str:
    """The text in at most so many characters; one that is cut ends with a whole word or figure, and … behind it.

    Words are told apart by the change of script, kana after kanji belong to them. Where that would leave less than half of
    the room, it is cut as `within` does.
    """
    if len(text) <= longest:
        return text
    for end in range(longest - 1, longest // 2, -1):
        if _is_between_words(text[end - 1], text[end]):
            return f"{text[:end].rstrip(_OPENING)}…"
    return within(text, longest)


_OPENING: Final = " 　:：、,/／(（「『【・"
"""What does not stand last before the …: something was to follow."""


def _is_between_words(before: str, after: str) -> bool:
    kinds = (_script(before), _script(after))
    return kinds[0] != kinds[1] and kinds != ("CJK", "HIRAGANA")


def _script(char: str) -> str:
    """The first word of its name in Unicode; one for all that latin words and figures are made of."""
    if char == "▲" or (char.isascii() and (char.isalnum() or char in ".,-_#%/")):
        return "FIGURE"
    if char in "ー々":
        return "KATAKANA" if char == "ー" else "CJK"
    return unicode_name(char, "").split(" ")[0]


def hundredths(value: Fraction) -> Decimal:
    """An exact figure as it is shown: two places, a half rounded up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _instant(value: datetime) -> str:
    return f"{value:%Y/%m/%d %H:%M}"


_SHOWN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.DATE: day,
    Kind.DATETIME: _instant,
    Kind.MONTH: month,
    Kind.MONEY: yen,
    Kind.NUMBER: number,
    Kind.PERCENT: ratio,
    Kind.REFS: "、".join,
    Kind.FLAG: lambda value: "○" if value else "×",
}


def display(kind: Kind, value: object) -> str:
    """The value of a column of this kind as text; nothing is "", what could not be read its own text."""
    if value is None:
        return ""
    if isinstance(value, Unread):
        return value.text
    return _SHOWN.get(kind, str)(value)


class _Widths(dict[str, int]):
    """1 or 2 for each character, looked up once."""

    def __missing__(self, character: str) -> int:
        self[character] = found = 2 if east_asian_width(character) in "WFA" else 1
        return found


_WIDTHS: Final = _Widths()


@lru_cache(maxsize=20_000)
def half_widths(text: str) -> int:
    """How many half-width characters a line takes in a cell; lists say the same words again and again."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))
