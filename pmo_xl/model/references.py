"""How references compare: IDs, names of people, systems and vendors as people really type them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[‐‑‒–—―−ー－]")
_PEOPLE = re.compile(r"[、,・/／;；\n，､]+")
_EXTERNAL = re.compile(r"[、\n]")
_COMPANY = re.compile(r"株式会社|有限会社|合同会社|\(株\)|㈱|\(有\)|㈲|\(同\)")
_TITLES = re.compile(
    "(様|さん|サン|君|氏|殿|先生|代表取締役|代表|取締役|執行役員|社長|会長|専務|常務|本部長|事業部長|部長代理|副部長|部長|次長|課長代理|課長補佐|"
    "課長|係長|主任|主査|主幹|参事|理事|室長|所長|班長|リーダー?|マネージャー?|マネジャー|CIO|CTO|GM|PM|PL|SE)$"
)
# A mail address beside a name, the mark that addresses somebody, a share of the time (山田 0.7).
_BESIDE_NAME = re.compile(
    r"[<(\[][^<>()\[\]]*@[^<>()\[\]]*[>)\]]|^@|[(\[][0-9.]+%?[)\]]$|(?<=[^0-9.])[0-9.]+(?:%|割|人月|人日)?$"
)
_SHORTEST_CODE = 20
_CODE = re.compile("(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9_-]+")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@lru_cache(maxsize=65_536)
def id_key(text: str) -> str:
    """An ID as IDs compare: NFKC, trimmed, upper case, every dash the plain one. QA-12 is not QA-012.

    Case counts in the long codes that tools make (Planner's vZq8r97W…).
    """
    if text.isascii():
        if len(text) >= _SHORTEST_CODE and _CODE.fullmatch(text):
            return text
        return "".join(text.split()).upper()
    return _folded(_DASHES.sub("-", _folded(text))).upper()


def external_ids(text: str | None) -> tuple[str, ...]:
    """The 外部ID of a cell (redmine:1234), set apart by 、 or line breaks, exactly as they stand: case counts."""
    return tuple(filter(None, map(str.strip, _EXTERNAL.split(text)))) if text else ()


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """A system's or other name as names compare: NFKC, white space removed, one case."""
    return _folded(_folded(text).casefold()).casefold()


def _folded(text: str) -> str:
    """NFKC without blanks and variation selectors; folded again, because what stood apart may have come together."""
    once = _BLANKS.sub("", _VARIATION.sub("", unicodedata.normalize("NFKC", text)))
    return unicodedata.normalize("NFKC", once)


@lru_cache(maxsize=65_536)
def company_key(text: str) -> str:
    """A company's name as names compare: as `name_key`, without ㈱ (株) 株式会社 and the like."""
    return _COMPANY.sub("", name_key(text))


@lru_cache(maxsize=65_536)
def person_key(text: str) -> str:
    """One person's name as names compare: as `name_key`, without 様, titles such as 課長, and a mail address."""
    key = name_key(text).upper()
    key = _BESIDE_NAME.sub("", key) or key
    shorter = _TITLES.sub("", key)
    while shorter and shorter != key:
        key, shorter = shorter, _TITLES.sub("", shorter)
    return key


@lru_cache(maxsize=65_536)
def people(text: str) -> tuple[str, ...]:
    """The names in a person cell, split at 、 , ・ / and line breaks; the first is responsible."""
    return tuple(name.strip() for name in _PEOPLE.split(text) if name.strip())
