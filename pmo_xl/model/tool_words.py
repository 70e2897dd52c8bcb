"""Tool words: what other tools' exports (Redmine, Backlog, Jira, MS Project …) call our columns and our words.

The data stand in tool_words.tsv. They only speak where our own labels, aliases and spellings say nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pmo_xl.model.references import name_key

_FILE: Final = Path(__file__).with_suffix(".tsv")


def tool_headings(label: str) -> Sequence[tuple[str, str]]:
    """The headings that tools give to columns of this sheet (by its label), each with a field that it may be."""
    return tuple(_headings().get(label, {}))


def tool_word(name: str, text: str) -> str | None:
    """Our word of a list (課題管理表.状態) for a word of other tools; None where they mean different things by it."""
    found = _words().get((name, name_key(text)), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def tool_rows(tool: str) -> list[Mapping[str, str]]:
    """What is known of one tool: a row for each of its headings and words."""
    return [row for row in _lines() if row["tool"] == tool]


@lru_cache(maxsize=1)
def _headings() -> Mapping[str, Mapping[tuple[str, str], None]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in _rows("heading"):
        found.setdefault(row["sheet"], {})[row["theirs"], row["field"]] = None
    return found


@lru_cache(maxsize=1)
def _words() -> Mapping[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in _rows("word"):
        key = (row["field"], name_key(row["theirs"]))
        found[key] = found.get(key, frozenset()) | {row["word"]}
    return found


def _rows(kind: str) -> Iterator[Mapping[str, str]]:
    return (row for row in _lines() if row["kind"] == kind)


def _lines() -> Iterator[Mapping[str, str]]:
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return iter(csv.DictReader(lines, delimiter="\t"))
