"""The order of 優先度: 高, 中, 低, then words that are none of these."""

from __future__ import annotations

from pmo_xl.model.vocabulary import SHARED_LISTS

_WORDS = SHARED_LISTS["優先度"]


def priority_rank(word: str | None) -> int:
    """0 for 高, 1 for 中, 2 for 低, 3 for anything else."""
    return _WORDS.index(word) if word in _WORDS else len(_WORDS)
