"""What a number format says of an amount beside its digits: a currency, a unit (千円), digits left away (#,##0,)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pmo_xl.workbook.cells.amounts import other_currency, unit_of_header

# "千円" is text, \\千 and _- and *- are characters, [$¥-411] is a currency with its locale.
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_FILLING: Final = re.compile(r"[_*].")
_CURRENCY: Final = re.compile(r"\[\$([^-\]]*)(?:-([0-9A-Fa-f]+))?\]")
_CONDITION: Final = re.compile(r"\[[^\]]*\]")
_LEFT_AWAY: Final = re.compile(r"(?<=[0#?])(,+)(?![0#?,])")
_JAPANESE: Final = "411"
_YEN: Final = frozenset("¥￥\\")


@dataclass(frozen=True, slots=True)
class MoneyFormat:
    """What one format says: digits left away, a unit, a currency.

    left_away: what the number is divided by before it is shown. unit: yen per 1 that is shown, where the format says
    so. currency: what is shown is no yen.
    """

    left_away: int = 1
    unit: int | None = None
    currency: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the number itself is the amount, whatever the heading's unit."""
        return self == _PLAIN

    def yen_per_one(self, of_heading: Decimal | int) -> Decimal | None:
        """Yen per 1 of the number in the cell; None where format and heading name two units.

        of_heading: yen per 1 of what a person sees, by the heading; 1 where it names no unit.
        """
        if self.unit and of_heading not in (1, self.unit):
            return None
        unit = self.unit or of_heading
        return Decimal(1) if unit == 1 else Decimal(unit) / self.left_away


_PLAIN: Final = MoneyFormat()


@lru_cache(maxsize=1024)
def money_format(code: str) -> MoneyFormat:
    """What a format code says of the amounts under it."""
    section = code.partition(";")[0]
    signs = [(sign, locale) for sign, locale in _CURRENCY.findall(section) if sign]
    literal = "".join(a or b for a, b in _QUOTED.findall(section))
    bare = _CONDITION.sub("", _CURRENCY.sub("", _FILLING.sub("", _QUOTED.sub("", section))))
    digits = _LEFT_AWAY.search(bare)
    unit = unit_of_header(literal) if literal else 1
    return MoneyFormat(
        1000 ** len(digits[1]) if digits else 1,
        unit if unit != 1 or "円" in literal else None,
        next(filter(None, (_foreign(*sign) for sign in signs)), None)
        or other_currency(literal)
        or other_currency(bare),
    )


def is_telling(code: str) -> bool:
    """Whether a format says more of an amount than its digits do."""
    return not money_format(code).is_plain


@lru_cache(maxsize=1024)
def hides_zero(code: str) -> bool:
    """Whether a cell of this format shows nothing for 0: yyyy/m/d;; and [=0]"";yyyy/m/d."""
    sections = code.split(";")
    first = sections[0].strip()
    if first.startswith("[=0]"):
        return not first.removeprefix("[=0]").strip('" ')
    return len(sections) > 2 and not sections[2].strip('" ')


def _foreign(sign: str, locale: str) -> str | None:
    """The currency of [$sign-locale]; None for yen, and ¥ of another locale than the Japanese is none."""
    if sign in ("JPY", "円"):
        return None
    if sign in _YEN:
        return None if not locale or locale.upper().endswith(_JAPANESE) else sign
    return sign
