"""Near misses: the known words nearest to one that nobody knows (髙/高, one character off, QA-12 for QA-012)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmo_xl.model.references import company_key

_VARIANTS = str.maketrans(
    "髙﨑邊邉齋齊濵濱澤廣國嶋嶌惠曾槇眞靜德瀨彌壽𠮷榮龍桒冨栁圓櫻條縣絲藪薮萬與",
    "高崎辺辺斎斉浜浜沢広国島島恵曽槙真静徳瀬弥寿吉栄竜桑富柳円桜条県糸薮薮万与",
)
_ID = re.compile(r"([A-Z]+)[-_]?0*(\d+)", re.IGNORECASE)


def plain_characters(text: str) -> str:
    """The text with the common form of each character of which names have several (髙 is 高)."""
    return text.translate(_VARIANTS)


class NearMisses:
    """Known words by what they nearly are: built once over 10,000 words, then a look-up each."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index the words."""
        self._near: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            for form in _forms(word):
                self._near.setdefault(form, []).append(word)

    def of(self, text: str, most: int = 3) -> tuple[str, ...]:
        """The known words within one character of the text, the best first; nothing for a bad guess."""
        scores: dict[str, int] = {}
        for form in _forms(text):
            for word in self._near.get(form, ()):
                scores[word] = scores.get(word, 0) + 1
        return tuple(sorted(scores, key=lambda word: (-scores[word], word))[:most])


def _forms(text: str) -> set[str]:
    """The text as names compare, with each single character left out; IDs by prefix and number."""
    found = _ID.fullmatch(text.strip())
    if found:
        return {f"{found[1].upper()}#{int(found[2])}"}
    key = plain_characters(company_key(text))
    if len(key) < 2:
        return {key}
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))} if len(key) <= 40 else {key}
