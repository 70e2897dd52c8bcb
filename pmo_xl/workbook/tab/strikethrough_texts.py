"""Shared texts of which a part is in strikethrough (取り消し線): what is gone is left away, what is left counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_MARK: Final = b"strike"
_TEXT: Final = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_RUN: Final = re.compile(rb"<(?:\w+:)?r>.*?</(?:\w+:)?r>", re.DOTALL)
_STRUCK: Final = re.compile(rb"""<(?:\w+:)?strike(?:\s+val\s*=\s*["'](?:1|true|on)["'])?\s*/>""")
_FILLED: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>[^<]*[^\s<][^<]*</")


def without_strikethrough_parts(texts: bytes) -> tuple[bytes, frozenset[int]]:
    """The shared texts without their parts in strikethrough, and the numbers of those that had some.

    A text that is in strikethrough from end to end stays: nothing stands in its place.
    """
    if _MARK not in texts:
        return texts, frozenset()
    pieces: list[bytes] = []
    at, changed = 0, []
    for number, item in enumerate(_TEXT.finditer(texts)):
        gone = list(_strikethrough_runs(item[1] or b"", item.start(1)))
        changed += [number] if gone else []
        for start, end in gone:
            pieces.append(texts[at:start])
            at = end
    return b"".join([*pieces, texts[at:]]), frozenset(changed)


def _strikethrough_runs(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where the runs in strikethrough stand, of a text of which something else is left."""
    if _MARK not in text:
        return
    runs = [(run, _STRUCK.search(run[0]) is not None) for run in _RUN.finditer(text)]
    if any(not is_strikethrough and _FILLED.search(run[0]) for run, is_strikethrough in runs):
        yield from (
            (start + run.start(), start + run.end()) for run, is_strikethrough in runs if is_strikethrough
        )
