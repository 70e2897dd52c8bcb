"""Versions of documents as people write them, so that 第1.10版 is newer than 1.9.

Source: definitions.md, References: [第 v Ver. Rev.] digits(.digits)* [版] [letter], number by number.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Version = tuple[tuple[int, ...], str]

_VERSION = re.compile(
    r"(?:第|v(?:er(?:sion)?)?\.?|rev(?:ision)?\.?)?\s*([0-9]{1,9}(?:\.[0-9]{1,9})*)\s*版?\s*([a-z]?)"
)
_SEPARATORS = re.compile("[、,;/\n]")


@lru_cache(maxsize=4_096)
def version_of(text: str) -> Version | None:
    """What a version compares by: its numbers (1.0 = 1), then its letter; None when it is no such version."""
    found = _VERSION.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        return None
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), found[2]


def split_versions(text: str) -> tuple[str, ...]:
    """The versions in a cell that names several, in their order."""
    parts = _SEPARATORS.split(unicodedata.normalize("NFKC", text))
    return tuple(part.strip() for part in parts if part.strip())
