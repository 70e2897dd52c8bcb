"""Metric: a figure, on how many of how many rows it stands, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Metric:
    """A value on `rows` of `total` rows; None and the reason in Japanese when it cannot be told."""

    value: Decimal | None
    rows: int
    total: int
    reason: str | None = None
