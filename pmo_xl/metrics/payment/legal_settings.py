"""Rates and dates of the law, each valid from one day until another; they stand in legal_settings.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class LegalValue:
    """A value of the law with the days on which it holds.

    value: a number, a share (0.8 = 80 %) or whole yen. is_confirmed: False for what is only planned or must
    be confirmed. source: where it comes from, in Japanese.
    """

    value: Decimal
    is_confirmed: bool
    source: str
    valid_from: date = date.min
    valid_until: date = date.max

    def holds_on(self, day: date) -> bool:
        """Whether the value is the one of this day; both its first and its last day belong to it."""
        return self.valid_from <= day <= self.valid_until


@cache
def legal_values() -> Mapping[str, tuple[LegalValue, ...]]:
    """Every value of the table by its name, in the order of the file."""
    text = resources.files(__package__).joinpath("legal_settings.toml").read_text("utf-8")
    table = tomllib.loads(text, parse_float=Decimal)
    return {name: tuple(_value(entry) for entry in entries) for name, entries in table.items()}


@lru_cache(maxsize=4096)
def legal_value(name: str, on: date) -> LegalValue | None:
    """The value `name` (payment_days, late_charge_rate …) of this day; None when there was none."""
    return next((value for value in legal_values()[name] if value.holds_on(on)), None)


def whole(name: str, on: date) -> int:
    """The value `name` of this day as a whole number; 0 when there was none."""
    found = legal_value(name, on)
    return int(found.value) if found else 0


def is_toritekihou_in_force(on: date) -> bool:
    """Whether an order placed on this day can fall under 取適法 at all."""
    return legal_value("toritekihou", on) is not None


def deductible_share(on: date) -> LegalValue:
    """How much of the input tax paid on this day to a vendor without 登録番号 may be deducted (0.8 = 80 %).

    The steps after 2026-09-30 are planned: their `is_confirmed` is False.
    """
    return next(value for value in legal_values()["deductible_share"] if value.holds_on(on))


def _value(entry: dict[str, object]) -> LegalValue:
    return LegalValue(**{**entry, "value": Decimal(str(entry["value"]))})  # type: ignore[arg-type] # fields of the file
