"""Text cells: words as typed, words of a list, names, IDs and lists of IDs."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Final

from pmo_xl.model.record import Unread
from pmo_xl.model.references import id_key
from pmo_xl.workbook.cells.raw_cell import (
    INVISIBLE,
    CellContext,
    error_unread,
    is_blank,
    is_dash,
    is_error,
    text_of,
    unread,
    without_invisible,
)

_SUSPECT_START: Final = frozenset("#" + INVISIBLE)
_PLAIN_ID: Final = re.compile("[A-Z]+-[0-9]+")
_PLAIN_IDS: Final = re.compile("[A-Z]{2,4}-[0-9]{1,9}(?:、[A-Z]{2,4}-[0-9]{1,9})*")
_BLANKS: Final = re.compile("[ \t]+")
_LETTER_BLANK_NUMBER: Final = re.compile("(?<=[A-Za-z]) (?=[0-9])")
_DASH_INSIDE: Final = re.compile("(?<=[0-9A-Za-z])[‐‑‒–—―−ー](?=[0-9A-Za-z])")
_SIGN_BEFORE_NUMBER: Final = re.compile("(?<=[A-Za-z]) ?([-‐‑‒–—―−ー+]) ?(?=[0-9])")
# A slash between digits belongs to a date in free text (起票元: 2026/11/30 定例会議).
_SEPARATORS: Final = re.compile(r"[、,;\n]|(?<![0-9])/|/(?![0-9])|(?<=[0-9]) ?& ?(?=[0-9A-Za-z])")
_IS_A_DATE: Final = "Excelが日付や時刻に変えています。セルの書式を文字列にして番号を書き直してください"


def read_text(raw: object, context: CellContext) -> str | Unread | None:
    """The text as typed, without outer blanks; a number or date as the cell shows it."""
    if type(raw) is str:
        text = raw.strip()
        if not text or (text[0] in _SUSPECT_START and is_blank(text)):
            return None
        return error_unread(text) if text[0] == "#" and is_error(text) else text
    return text_of(raw) or None


def read_choice(raw: object, context: CellContext) -> str | Unread | None:
    """A word of a list: NFKC, trimmed, several blanks made one."""
    text = _folded(raw if type(raw) is str else text_of(raw))
    if not text:
        return None
    return error_unread(text) if text[0] == "#" and is_error(text) else text


def read_name(raw: object, context: CellContext) -> str | Unread | None:
    """A person, system or vendor: as a choice, and a dash alone means nobody."""
    name = read_choice(raw, context)
    return None if type(name) is str and is_dash(name) else name


def read_id(raw: object, context: CellContext) -> str | Unread | None:
    """An ID as IDs compare (`id_key`), with QA 012 made QA-012; never a date Excel made of 1-2."""
    if type(raw) is str and (not raw or _PLAIN_ID.fullmatch(raw)):
        return raw or None
    if isinstance(raw, date | time | timedelta):
        return unread(raw, _IS_A_DATE)
    text = read_choice(raw, context)
    return id_key(_LETTER_BLANK_NUMBER.sub("-", text)) if type(text) is str else text


def read_ref(raw: object, context: CellContext) -> str | Unread | None:
    """One ID of another sheet; a dash alone means none."""
    text = read_id(raw, context)
    return None if type(text) is str and is_dash(text) else text


def read_refs(raw: object, context: CellContext) -> tuple[str, ...] | Unread | None:
    """Several IDs or names, split at 、 , ; / and line breaks; a dash alone means none."""
    if type(raw) is str and _PLAIN_IDS.fullmatch(raw):
        return tuple(raw.split("、"))
    if isinstance(raw, date | time | timedelta):
        return unread(raw, _IS_A_DATE)
    text = read_choice(raw, context)
    return (_refs(text) or None) if isinstance(text, str) else text


@lru_cache(maxsize=4096)
def _refs(text: str) -> tuple[str, ...]:
    items = (item.strip() for item in _SEPARATORS.split(text))
    return tuple(_ref(item) for item in items if not is_dash(item))


def _ref(item: str) -> str:
    """One item of a list. What holds a digit may be an ID, so it is upper case; names keep theirs."""
    item = _DASH_INSIDE.sub("-", _SIGN_BEFORE_NUMBER.sub(_plain_sign, item))
    return item.upper() if any("0" <= character <= "9" for character in item) else item


def _plain_sign(sign: re.Match[str]) -> str:
    return "+" if sign[1] == "+" else "-"


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip()
    if not text.isprintable():
        text = without_invisible(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return _BLANKS.sub(" ", text) if "  " in text or "\t" in text else text
