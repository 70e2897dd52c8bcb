"""Metric: a figure, on how many of how many rows it stands, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_TENTH = Decimal("0.1")
FEWEST_ROWS = 90
"""Percent of its rows on which a figure must stand to be told as one."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A value on `rows` of `total` rows; None and the reason in Japanese when it cannot be told."""

    value: Decimal | None
    rows: int
    total: int
    reason: str | None = None

    @property
    def is_thin(self) -> bool:
        """Whether it stands on less than 90 % of its rows."""
        return self.rows * 100 < self.total * FEWEST_ROWS


def rounded(value: Fraction) -> Decimal:
    """A ratio rounded half up to one decimal, as ROUND does in a workbook."""
    return (Decimal(value.numerator) / value.denominator).quantize(_TENTH, ROUND_HALF_UP)
