"""How references compare: IDs, names of people, systems and vendors as people really type them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[‐‑‒–—―−ー－]")
_PEOPLE = re.compile(r"[、,・/／;；\n，､]+")
_COMPANY = re.compile(r"株式会社|有限会社|合同会社|\(株\)|㈱|\(有\)|㈲|\(同\)")
_TITLES = re.compile(
    r"(様|さん|氏|殿|代表取締役|取締役|執行役員|本部長|事業部長|部長|次長|課長|係長|主任|主査|主幹|室長|リーダー?|マネージャー?|GM|PM|PL)$"
)


def id_key(text: str) -> str:
    """An ID as IDs compare: NFKC, trimmed, upper case, every dash the plain one. QA-12 is not QA-012."""
    if text.isascii():
        return _BLANKS.sub("", text).upper()
    return _folded(_DASHES.sub("-", _folded(text))).upper()


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """A system's or other name as names compare: NFKC, white space removed, one case."""
    return _folded(_folded(text).casefold()).casefold()


def _folded(text: str) -> str:
    """NFKC without blanks; folded again, because what stood apart may have come together."""
    once = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", once)


@lru_cache(maxsize=65_536)
def company_key(text: str) -> str:
    """A company's name as names compare: as `name_key`, without ㈱ (株) 株式会社 and the like."""
    return _COMPANY.sub("", name_key(text))


@lru_cache(maxsize=65_536)
def person_key(text: str) -> str:
    """One person's name as names compare: as `name_key`, without 様, さん and titles such as 課長."""
    key = name_key(text).upper()
    shorter = _TITLES.sub("", key)
    while shorter and shorter != key:
        key, shorter = shorter, _TITLES.sub("", shorter)
    return key


@lru_cache(maxsize=65_536)
def people(text: str) -> tuple[str, ...]:
    """The names in a person cell, split at 、 , ・ / and line breaks; the first is responsible."""
    return tuple(name.strip() for name in _PEOPLE.split(text) if name.strip())
