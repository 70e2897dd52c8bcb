"""Normal form: what two cells are compared by, so that the same thing written in two ways is no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, Final

from pmo_xl.metrics.versions import version_of
from pmo_xl.model.column import Kind
from pmo_xl.model.references import company_key, id_key, name_key, people, person_key
from pmo_xl.workbook.cells import read_value

JAPAN: Final = timezone(timedelta(hours=9))
_UNSEEN: Final = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_TEN_DIGITS: Final = Context(prec=10)
_FOUR_DECIMALS: Final = Decimal("0.0001")
_VERSIONS: Final = frozenset({"version", "specification_version", "reflected_version"})
EXTERNAL_IDS: Final = "external_ids"
OWN: Final = "own:"
"""What stands before the heading of a column of the office's own, where a field's name would stand."""

_LIKE_A_DAY: Final = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T][0-9:]+)?")
_PLAIN_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?")


def is_blank(value: object) -> bool:
    """Whether a value says nothing."""
    return value is None or value == () or (isinstance(value, str) and not normal_text(value))


def is_equal(kind: Kind, one: object, other: object, field: str = "") -> bool:
    """Whether two values of a column say the same."""
    return one == other or normal(kind, one, field) == normal(kind, other, field)


def normal(kind: Kind, value: object, field: str = "") -> Hashable:
    """What a value of a column of this kind compares by; None for a blank. field: its name, for versions and 外部ID."""
    if is_blank(value):
        return None
    if field == EXTERNAL_IDS:
        return frozenset(external_ids(str(value)))
    if field.startswith(OWN):
        return _own(value)
    if field in _VERSIONS:
        return version_of(str(value)) or normal_text(str(value))
    return _NORMAL.get(kind, _text)(value)


def normal_text(text: str) -> str:
    """NFKC without what nobody sees; blanks at line ends and blank lines are off, inner blanks and case count."""
    if text.isascii() and "\n" not in text and "\r" not in text:
        return text.strip()
    return _normal_text(text)


@lru_cache(maxsize=65_536)
def _normal_text(text: str) -> str:
    return "\n".join(line for line in normal_lines(text) if line)


def normal_lines(text: str) -> list[str]:
    """The lines of a text in normal form, blank ones too."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [normal_line(line) for line in plain.split("\n")]


def normal_line(line: str) -> str:
    """One line in normal form."""
    return unicodedata.normalize("NFKC", line.translate(_UNSEEN)).strip()


def external_ids(text: str) -> tuple[str, ...]:
    """The 外部ID of a cell, as they are: set apart by 、 or line breaks."""
    return tuple(part.strip() for part in text.replace("、", "\n").splitlines() if part.strip())


def _own(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """A value of an own column: a day, a figure or a text, whichever the cell says; 12 and 「12」 are one, 「0012」 is not."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        day = value if not isinstance(value, datetime) or any((value.hour, value.minute)) else value.date()
        return day.isoformat()
    if isinstance(value, str):
        text = normal_text(value)
        if _PLAIN_NUMBER.fullmatch(text):
            return _own(Decimal(text.replace(",", "")))
        read = read_value(Kind.DATETIME, text) if _LIKE_A_DAY.fullmatch(text) else None
        return _own(read) if isinstance(read, date) else text
    return f"{_number(value):f}"


def _text(value: object) -> str:
    return normal_text(str(value))


def _day(value: object) -> object:
    if isinstance(value, datetime):
        return (value.astimezone(JAPAN) if value.tzinfo else value).date()
    return value


def _month(value: object) -> object:
    found = _day(value)
    return found.replace(day=1) if isinstance(found, date) else found


def _minute(value: object) -> object:
    if isinstance(value, datetime):
        local = value.astimezone(JAPAN).replace(tzinfo=None) if value.tzinfo else value
        return local.replace(second=0, microsecond=0)
    return value


def _number(value: Any) -> Decimal:  # noqa: ANN401 - a number of any kind
    return _TEN_DIGITS.create_decimal(value).normalize()


def _ratio(value: Any) -> Decimal:  # noqa: ANN401 - as above
    return Decimal(value).quantize(_FOUR_DECIMALS, ROUND_HALF_UP).normalize()


def _money(value: Any) -> int:  # noqa: ANN401 - as above
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))


def _people(value: object) -> tuple[str, ...]:
    return tuple(map(person_key, people(str(value))))


def _refs(value: Any) -> frozenset[str]:  # noqa: ANN401 - a tuple of texts, or one
    each = (value,) if isinstance(value, str) else value
    return frozenset(id_key(text) for text in each)


_NORMAL: Final[Mapping[Kind, Callable[[Any], Hashable]]] = {
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.DATETIME: _minute,
    Kind.MONEY: _money,
    Kind.PERCENT: _ratio,
    Kind.NUMBER: _number,
    Kind.INT: _number,
    Kind.FLAG: bool,
    Kind.PERSON: _people,
    Kind.VENDOR: company_key,
    Kind.SYSTEM: name_key,
    Kind.CHOICE: name_key,
    Kind.REFS: _refs,
    Kind.REF: id_key,
    Kind.ID: id_key,
}
