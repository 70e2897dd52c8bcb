"""Consumption tax of an invoice: rounded once per invoice and rate, never line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from pmo_xl.metrics.payment.ruling import Ruling, fits, undeterminable
from pmo_xl.model.display import yen
from pmo_xl.model.verdict import Verdict


class Rounding(StrEnum):
    """端数処理 of 設定: how a fraction of a yen is rounded."""

    FLOOR = "切捨て"
    HALF_UP = "四捨五入"
    CEILING = "切上げ"


_MODES: Mapping[Rounding, str] = MappingProxyType(
    {Rounding.FLOOR: ROUND_FLOOR, Rounding.HALF_UP: ROUND_HALF_UP, Rounding.CEILING: ROUND_CEILING}
)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of an invoice: net whole yen (税抜), rate (0.1 = 10 %), tax whole yen; None where blank."""

    net: int | None
    rate: Decimal | None
    tax: int | None


def tax_of(net: int, rate: Decimal, rounding: Rounding = Rounding.FLOOR) -> int:
    """The tax on `net` yen; a negative sum (a credit) is rounded as its positive would be."""
    tax = (abs(net) * rate).quantize(Decimal(1), _MODES[rounding])
    return int(tax) if net >= 0 else -int(tax)


def tax_rounding(lines: Iterable[InvoiceLine]) -> dict[Decimal | None, Ruling]:
    """ACC016: per rate of one invoice, whether its tax is one rounding of the whole sum.

    The lines are those of one vendor and 請求書番号. A key None holds the lines without a rate. A line whose
    tax is blank is read as part of a tax written on another line of the same rate.
    """
    groups: dict[Decimal | None, list[InvoiceLine]] = {}
    for line in lines:
        groups.setdefault(line.rate, []).append(line)
    return {rate: _of_rate(rate, group) for rate, group in groups.items()}


def _of_rate(rate: Decimal | None, lines: list[InvoiceLine]) -> Ruling:
    nets = [line.net for line in lines if line.net is not None]
    taxes = [line.tax for line in lines if line.tax is not None]
    blank = "税率" if rate is None else "請求額" if len(nets) < len(lines) else "" if taxes else "消費税額"
    if rate is None or blank:
        return undeterminable(f"{blank}が空欄のため、消費税額を確かめられません。")
    named = _matching(sum(taxes), lambda rounding: tax_of(sum(nets), rate, rounding))
    if named:
        return fits(f"税抜 {yen(sum(nets))} 円の {_percent(rate)} を{named.value}した額です。")
    if len(taxes) < len(lines):
        return undeterminable(f"消費税額が空欄の明細があります(記入は {len(lines)} 行中 {len(taxes)} 行)。")
    return Ruling(Verdict.VIOLATION, _wrong(nets, sum(taxes), rate))


def _wrong(nets: list[int], tax: int, rate: Decimal) -> str:
    """Why a tax that no rounding of the whole gives is wrong; line-by-line rounding is named as such."""
    lowest, highest = (tax_of(sum(nets), rate, mode) for mode in (Rounding.FLOOR, Rounding.CEILING))
    wanted = f"{yen(lowest)} 円" if lowest == highest else f"{yen(lowest)} 円か {yen(highest)} 円"
    by_line = _matching(tax, lambda rounding: sum(tax_of(net, rate, rounding) for net in nets))
    cause = f"明細ごとに{by_line.value}して合計した額です。" if by_line else ""
    return f"消費税額 {yen(tax)} 円は、税抜 {yen(sum(nets))} 円の {_percent(rate)}({wanted})と合いません。{cause}"


def _matching(tax: int, expected: Callable[[Rounding], int]) -> Rounding | None:
    return next((rounding for rounding in Rounding if expected(rounding) == tax), None)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"
