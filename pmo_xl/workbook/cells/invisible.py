"""Characters that nobody sees or that look like others: why look-ups miss by eye-identical text (DAT009)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = (
    ("ゼロ幅文字", "\u00ad\u200b-\u200f\u2060\ufeff"),
    ("書字方向の制御文字", "\u202a-\u202e\u2066-\u2069"),
    ("制御文字", "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"),
    ("分解された濁点・半濁点", "\u3099\u309a"),
    ("半角カナ", "\uff61-\uff9f"),
)
_ANY = re.compile("[" + "".join(characters for _, characters in _KINDS) + "]")
_EACH = tuple((name, re.compile(f"[{characters}]")) for name, characters in _KINDS)


def may_occur(texts: Sequence[str]) -> bool:
    """Whether any of the texts holds such a character, or blanks alone: one look at all of them."""
    return _ANY.search("\n".join(texts)) is not None or any(map(str.isspace, texts))


def invisible_kinds(text: str) -> str:
    """Which kinds a text holds, in Japanese (ゼロ幅文字、半角カナ); "" when none."""
    if not _ANY.search(text):
        return "空白だけ" if text and not text.strip() else ""
    return "、".join(name for name, pattern in _EACH if pattern.search(text))
