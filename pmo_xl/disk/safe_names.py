"""File names that Windows can hold, made of names that people have."""

from __future__ import annotations

import re
import unicodedata

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)
_FORBIDDEN = str.maketrans(
    dict(zip('<>:"/\\|?*', "\uff1c\uff1e\uff1a\u201d\uff0f\uff3c\uff5c\uff1f\uff0a", strict=True))
)
_LONGEST = 60


def safe_name(text: str) -> str:
    """A part of a file name: characters that Windows forbids in their full-width form, no blank or dot at the end."""
    plain = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    name = re.sub(r"\s+", " ", plain.translate(_FORBIDDEN)).strip(" .")[:_LONGEST].strip(" .")
    return f"{name}_" if name.split(".")[0].casefold() in RESERVED else name or "名前なし"
