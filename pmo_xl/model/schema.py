"""The schema of a master workbook: which sheets, columns and words a version's books have, and the mark that says so.

A column, a sheet and a setting say themselves `since` when they are there; the few words that came into lists of
earlier books are named here. What stands in `renames.tsv` was called otherwise before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pmo_xl.version import __version__

SCHEMA: Final = 2
"""The schema of the books that this version makes."""
SCHEMA_PROPERTY, VERSION_PROPERTY, PROFILE_PROPERTY = "pmo_xl.schema", "pmo_xl.version", "pmo_xl.profile"
"""The properties of the file (docProps/custom.xml) that bear the mark."""

_RENAMES: Final = Path(__file__).with_name("renames.tsv")

WORDS_SINCE: Final[Mapping[tuple[str, str], int]] = {
    ("工程", "RFP・調達"): 2,
    ("課題管理表.種別", "クレーム"): 2,
    ("予算枠.区分", "却下"): 2,
}
"""By list and word: the schema with which the word came into a list that earlier books have."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A label that was called otherwise before a schema."""

    schema: int
    sheet: str
    old: str
    new: str


@cache
def renames() -> tuple[Rename, ...]:
    """Every label that was renamed, from `renames.tsv`, in the order of the schemas."""
    lines = _RENAMES.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Rename(int(schema), sheet, old, new) for schema, sheet, old, new in rows)


def mark_of(profile: str, schema: int = SCHEMA) -> Mapping[str, str]:
    """The mark of a book, by property. schema: whose columns and words it has all of, as one made by this version."""
    return {SCHEMA_PROPERTY: str(schema), VERSION_PROPERTY: __version__, PROFILE_PROPERTY: profile}


def schema_number(text: str | None) -> int | None:
    """The schema that a mark names: 2, and 2.0 as LibreOffice writes it; None for anything else."""
    head, _, rest = (text or "").strip().partition(".")
    return int(head) if head.isdecimal() and len(head) < 4 and not rest.strip("0") else None
