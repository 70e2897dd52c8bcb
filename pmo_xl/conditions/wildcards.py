"""Wildcards as Excel has them: * any characters, ? one, ~ takes the meaning of the next. Bounded, whatever the pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from pmo_xl.conditions.values import folded, value_error

LONGEST_PATTERN: Final = 255
"""As many characters as Excel takes in a pattern."""
Signs: TypeAlias = tuple[tuple[str, bool], ...]
"""The characters of a pattern; true beside a * or ? that counts as such."""
_ANY: Final = ("*", True)
_ONE: Final = ("?", True)
_WIDE: Final = str.maketrans({"\uff5e": "~~", "\uff0a": "~*", "\uff1f": "~?"})


def is_pattern(text: str) -> bool:
    """Whether a text holds a wildcard (* ? ~)."""
    return "*" in text or "?" in text or "~" in text


def signs_of(pattern: str) -> Signs:
    """A pattern for texts that are `folded`; the full-width signs ＊ ？ ～ are no wildcards. ExcelError for a long one."""
    if len(pattern) > LONGEST_PATTERN:
        raise value_error()
    return _signs(folded(pattern.translate(_WIDE)))


def signs_in(pattern: str) -> Signs:
    """A pattern as it stands. ExcelError for a long one."""
    if len(pattern) > LONGEST_PATTERN:
        raise value_error()
    return _signs(pattern)


@lru_cache(maxsize=1024)
def _signs(pattern: str) -> Signs:
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "~" and pattern[at + 1 : at + 2] in ("*", "?", "~"):
            found.append((pattern[at + 1], False))
            at += 2
            continue
        found.append((sign, sign in "*?"))
        at += 1
    return tuple(found)


def work_of(signs: Signs, characters: int) -> int:
    """How many steps it may cost to hold a pattern against texts of so many characters together."""
    is_searching = _ANY in signs[:-1]
    return characters * len(signs) // 16 if is_searching else 0


def like(text: str, signs: Signs) -> bool:
    """Whether the whole text is what the pattern says.

    The last * alone is gone back to, so that no pattern takes longer than text times pattern.
    """
    at = place = 0
    star, mark = -1, 0
    while at < len(text):
        if place < len(signs) and signs[place] == _ANY:
            star, mark = place, at
            place += 1
        elif place < len(signs) and (signs[place] == _ONE or signs[place] == (text[at], False)):
            at += 1
            place += 1
        elif star >= 0:
            place, mark = star + 1, mark + 1
            at = mark
        else:
            return False
    return all(sign == _ANY for sign in signs[place:])


def place_of(text: str, signs: Signs, first: int) -> int:
    """Where from `first` on the pattern fits for the first time, whatever comes behind; -1 for nowhere.

    One bit a place, all places at once: a long text costs little more than its length.
    """
    fits = (1 << len(text) + 1) - 1
    masks = _masks(text, {sign for sign, is_wild in signs if not is_wild})
    for sign in reversed(signs):
        if sign == _ANY:
            fits = (1 << fits.bit_length()) - 1
        elif sign == _ONE:
            fits >>= 1
        else:
            fits = fits >> 1 & masks[sign[0]]
    fits = fits >> first << first
    return (fits & -fits).bit_length() - 1


def _masks(text: str, wanted: set[str]) -> dict[str, int]:
    """By character, its places in the text as bits."""
    found = {sign: bytearray(len(text) // 8 + 1) for sign in wanted}
    for at, sign in enumerate(text):
        if sign in wanted:
            found[sign][at >> 3] |= 1 << (at & 7)
    return {sign: int.from_bytes(bits, "little") for sign, bits in found.items()}
