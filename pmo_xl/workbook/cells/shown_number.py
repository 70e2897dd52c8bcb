"""Shown numbers: what a number looks like under a format made of text and digits, as IDs have it: "ISS-"000."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_TOKENS: Final = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#]+)|([-+/() :A-Za-z年月日])|(.)', re.DOTALL
)
_DECIMALS: Final = re.compile(r"0\.(0{1,3})(?:_\s*)?")


def shown_id(value: object, code: str) -> str | None:
    """The text a person sees of a number under a format with text of its own, leading zeros or decimals; else None.

    1.1 under 0.00 is 1.10, the tenth of its chapter.
    """
    if isinstance(value, float) and (decimals := _DECIMALS.fullmatch(code)):
        return f"{value:.{len(decimals[1])}f}" if value >= 0 else None
    parts = _parts(code)
    if parts is None or isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    before, digits, after = parts
    return f"{before}{int(value):0{digits}d}{after}" if value >= 0 else None


@lru_cache(maxsize=256)
def _parts(code: str) -> tuple[str, int, str] | None:
    """What stands before and after the one run of digits, and how many digits it has at least."""
    before = after = ""
    digits = 0
    is_past = False
    for quoted, escaped, run, plain, other in _TOKENS.findall(code.partition(";")[0]):
        if other or (plain and plain not in "-/() "):
            return None
        if run:
            if is_past:
                return None
            digits, is_past = max(1, run.count("0")), True
        elif is_past:
            after += quoted or escaped or plain
        else:
            before += quoted or escaped or plain
    return (before, digits, after.rstrip()) if is_past and (before or after.strip() or digits > 1) else None
