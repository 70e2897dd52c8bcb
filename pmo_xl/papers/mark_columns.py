"""Columns that hold nothing but ○ and ×: a matrix, not places left to be filled in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

MARK_COLUMN: Final = "○×の列"
HEAD_ROW: Final = "見出し行"
WIDE: Final = "広い塗り"
_MARKS: Final = re.compile(r"[○〇◯×△◎●\-－ー―—‐\s]+")
Address = tuple[int, int]


def mark_columns(texts: Mapping[Address, str]) -> frozenset[Address]:
    """The cells (row, column) of columns whose texts below the first are two or more, and all of them marks."""
    columns: defaultdict[int, list[Address]] = defaultdict(list)
    for address, text in sorted(texts.items()):
        if text.strip():
            columns[address[1]].append(address)
    found: list[Address] = []
    for cells in columns.values():
        below = cells if _MARKS.fullmatch(texts[cells[0]]) else cells[1:]
        if len(below) > 1 and all(_MARKS.fullmatch(texts[each]) for each in below):
            found += below
    return frozenset(found)
