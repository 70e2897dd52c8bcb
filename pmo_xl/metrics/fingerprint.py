"""Fingerprints: how an agreed or reviewed text is recognised again (合意時指紋, 発行時指紋).

Source: definitions.md, Cells. The hash is the first 16 hex digits of SHA-256 over 種別, 要件内容, 関連システム
(sorted) and 受入条件, each after NFKC and trimmed, joined by U+001F; it is stored with the day of agreement or of
issue as YYYYMMDD:hash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from pmo_xl.model.requirement import Requirement

FINGERPRINT_FIELDS = ("kind", "statement", "systems", "acceptance_criteria")
"""The fields of a requirement that the hash is made of."""
_STORED = re.compile(r"(\d{4})(\d\d)(\d\d):([0-9a-f]{16})")


def fingerprint(requirement: Requirement) -> str:
    """The hash of the requirement's text as it stands: 16 hex digits."""
    systems = "、".join(sorted(map(plain, requirement.systems)))
    parts = (requirement.kind, requirement.statement, systems, requirement.acceptance_criteria)
    return hash_of(parts)


def hash_of(parts: Iterable[str | None]) -> str:
    """The hash of some fields, each after NFKC and trimmed (blank: empty text): 16 hex digits."""
    return hash_of_text("\x1f".join(plain(part) for part in parts))


def hash_of_text(text: str) -> str:
    """The first 16 hex digits of SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def stored_fingerprint(requirement: Requirement, day: date) -> str:
    """What 合意時指紋 holds for an agreement of this day, 発行時指紋 for an issue: YYYYMMDD:hash."""
    return f"{day:%Y%m%d}:{fingerprint(requirement)}"


def is_due(stored: str | None, day: date) -> bool:
    """Whether `fix` writes a fingerprint: the cell is empty, or holds an earlier day; never over another text."""
    inside = read_fingerprint(stored)
    return not stored or (inside is not None and day > inside[0])


def read_fingerprint(text: str | None) -> tuple[date, str] | None:
    """The day and the hash of a stored fingerprint; None when the cell holds neither."""
    found = _STORED.fullmatch(plain(text).lower())
    try:
        return (date(*map(int, found.group(1, 2, 3))), found[4]) if found else None
    except ValueError:
        return None


def plain(text: str | None) -> str:
    """A field as fingerprints take it."""
    return unicodedata.normalize("NFKC", text or "").strip()
