"""Long texts by lines: what both sides added to one text is kept, and no line twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pmo_xl.exchange.normal import normal_line, normal_lines

NEWEST_FIRST: Final = frozenset({"progress_notes"})
"""The fields whose newest line stands at the top (対応経過)."""

LONGEST: Final = 32_767
"""The most characters that a cell holds."""

_DATED: Final = re.compile(r"\D{0,3}(?:([0-9]{4})[/年.-])?([0-9]{1,2})[/月.-]([0-9]{1,2})")

Gaps = list[list[str]]
"""What stands before the first line of the old text, between each two of its lines, and behind the last."""


def merged(base: str | None, book: str | None, other: str | None, *, is_newest_first: bool) -> str | None:
    """Both sides' text with what each added to the base; None where one of them changed or dropped a line of it."""
    old = [line for line in normal_lines(base or "") if line]
    ours, theirs = _gaps(old, book), _gaps(old, other)
    if ours is None or theirs is None:
        return None
    kept = _lines(book)
    known = {normal_line(line) for line in kept}
    lines: list[str] = []
    originals = iter(_originals(old, kept))
    for number, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
        added = _new_lines(yours, known)
        lines += _in_order(mine, added, is_newest_first=is_newest_first)
        if number < len(old):
            lines.append(next(originals))
    return "\n".join(lines)


def longer(book: str | None, other: str | None) -> str | None:
    """Of two texts the one that holds all lines of the other, in order; None where neither does."""
    ours, theirs = _filled(book), _filled(other)
    if _gaps(theirs, book) is not None:
        return book
    return other if _gaps(ours, other) is not None else None


def joined(book: str | None, other: str | None, *, is_newest_first: bool) -> str:
    """Every line of both, each once: for a person who decides for both."""
    lines = _lines(book)
    added = _new_lines(_lines(other), {normal_line(line) for line in lines})
    return "\n".join(_in_order(lines, added, is_newest_first=is_newest_first))


def _gaps(old: Sequence[str], text: str | None) -> Gaps | None:
    """The lines that a text has beside those of the old one; None where it does not hold all of them in order."""
    gaps: Gaps = [[]]
    for line in _lines(text):
        if len(gaps) <= len(old) and normal_line(line) == old[len(gaps) - 1]:
            gaps.append([])
        else:
            gaps[-1].append(line)
    return gaps if len(gaps) == len(old) + 1 else None


def _originals(old: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The old lines as the text writes them."""
    found: list[str] = []
    for line in lines:
        if len(found) < len(old) and normal_line(line) == old[len(found)]:
            found.append(line)
    return found


def _new_lines(lines: Sequence[str], known: set[str]) -> list[str]:
    found = [line for line in lines if normal_line(line) not in known]
    known.update(map(normal_line, found))
    return list(dict.fromkeys(found))


def _in_order(mine: list[str], added: list[str], *, is_newest_first: bool) -> list[str]:
    if not is_newest_first or not (mine and added):
        return [*mine, *added]
    return [*added, *mine] if _is_as_new(added[0], mine[0]) else [*mine, *added]


def _is_as_new(line: str, than: str) -> bool:
    """Whether the date that a line begins with is not before the other's; without dates the arriving one counts as new."""
    one, other = _DATED.match(normal_line(line)), _DATED.match(normal_line(than))
    if one is None or other is None:
        return one is not None or other is None
    first, second = [(int(found[2]), int(found[3])) for found in (one, other)]
    if one[1] and other[1] and one[1] != other[1]:
        return int(one[1]) > int(other[1])
    return first >= second


def _lines(text: str | None) -> list[str]:
    plain = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in plain.split("\n") if normal_line(line)]


def _filled(text: str | None) -> list[str]:
    return [normal_line(line) for line in _lines(text)]
