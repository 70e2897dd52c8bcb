"""Wrapping Japanese for a terminal: at any character, but no 。 at the start of a line and no 「 at its end."""

from __future__ import annotations

_NOT_FIRST = frozenset("。、,.」』)）]】〉》・：；!?！？ー々%％")
_NOT_LAST = frozenset("「『(（[【〈《")


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    """The text in lines of at most `width` columns, the first one after `first`, the others after `rest`."""
    lines: list[str] = []
    start = first
    for paragraph in text.splitlines() or [""]:
        for line in _lines(paragraph, width - max(_width(first), _width(rest))):
            lines.append(start + line)
            start = rest
    return "\n".join(lines)


def _lines(text: str, width: int) -> list[str]:
    lines: list[str] = []
    while _width(text) > width > 2:
        cut = _cut(text, width)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def _cut(text: str, width: int) -> int:
    """Where to break: after as many characters as fit, moved back off forbidden places and out of words."""
    fits = 0
    used = 0
    for character in text:
        used += _width(character)
        if used > width:
            break
        fits += 1
    cut = fits
    while cut > fits // 2 and not _may_break(text, cut):
        cut -= 1
    return cut if cut > fits // 2 else fits


def _may_break(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    is_inside_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return after not in _NOT_FIRST and before not in _NOT_LAST and not is_inside_word


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
