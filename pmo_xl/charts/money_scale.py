"""In which unit a chart shows money: 円, 万円 or 百万円, so that labels stay short."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pmo_xl.model.display import yen


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """A unit and how many yen it is."""

    unit: str
    yen: int

    def shown(self, amount: float) -> str:
        """An amount of yen in this unit, rounded, a negative one with ▲."""
        return yen(int((Decimal(amount) / self.yen).quantize(Decimal(1), ROUND_HALF_UP)))


def money_scale(largest: int) -> MoneyScale:
    """The unit in which the largest amount has at most five digits."""
    scales = (MoneyScale("円", 1), MoneyScale("万円", 10_000), MoneyScale("百万円", 1_000_000))
    return next((scale for scale in scales if abs(largest) < 100_000 * scale.yen), scales[-1])
