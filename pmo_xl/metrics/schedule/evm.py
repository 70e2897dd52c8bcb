"""Earned value of the leaf tasks, in the unit of 予定工数 (人日), never in yen.

Formulas (PMBOK, law.md): SV = EV − PV, CV = EV − AC, SPI = EV ÷ PV, CPI = EV ÷ AC,
EAC = AC + (BAC − EV) ÷ CPI, VAC = BAC − EAC, TCPI = (BAC − EV) ÷ (BAC − AC).

BAC, PV, EV and AC add up every row that has the figure. Figures made of two of them compare like with like:
they use only the rows that have both, so a row without 進捗率 does not make a project look late. Each figure
says on how many of how many rows it stands; where every row is complete, all agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.metric import Metric
from pmo_xl.model.calendar import BusinessCalendar


@dataclass(frozen=True, slots=True)
class LeafTask:
    """What one leaf task says: effort in 人日, start and finish of the baseline (else planned), progress 0–1."""

    planned_effort: Decimal | None = None
    start_on: date | None = None
    finish_on: date | None = None
    progress: Decimal | None = None
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    actual_effort: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The figures of a project, by their PMBOK names."""

    bac: Metric
    pv: Metric
    ev: Metric
    ac: Metric
    sv: Metric
    cv: Metric
    spi: Metric
    cpi: Metric
    eac: Metric
    vac: Metric
    tcpi: Metric


def planned_value(
    effort: Decimal, start: date, finish: date, as_of: date, calendar: BusinessCalendar
) -> Decimal:
    """The effort that should be done by the end of the as-of date: its share of the period's business days.

    A period without any business day (a release on a Sunday) is done on its last day.
    """
    days = calendar.business_days_in(start, finish)
    if not days:
        return effort if as_of >= finish else Decimal(0)
    return effort * calendar.business_days_in(start, min(as_of, finish)) / days


def earned_share(task: LeafTask) -> Decimal | None:
    """How much of the task is done: 進捗率; blank, all of it once finished and nothing before it is begun.

    None for a begun task without 進捗率: that is not known.
    """
    if task.progress is not None:
        return task.progress
    if task.actual_finish_on:
        return Decimal(1)
    return None if task.actual_start_on else Decimal(0)


def earned_value(tasks: Iterable[LeafTask], as_of: date, calendar: BusinessCalendar) -> EarnedValue:
    """The figures of these leaf tasks as of a day."""
    return _figures([_Row.of(task, as_of, calendar) for task in tasks])


@dataclass(frozen=True, slots=True)
class _Row:
    """The four basic values of one task; None where the sheet does not say."""

    bac: Decimal | None
    pv: Decimal | None
    ev: Decimal | None
    ac: Decimal | None
    is_ac_kept: bool

    @staticmethod
    def of(task: LeafTask, as_of: date, calendar: BusinessCalendar) -> _Row:
        """The figures of one task; None where a field that they need is blank."""
        effort, share = task.planned_effort, earned_share(task)
        pv = None
        if effort is not None and task.start_on and task.finish_on:
            pv = planned_value(effort, task.start_on, task.finish_on, as_of, calendar)
        ev = None if effort is None or share is None else effort * share
        is_untouched = task.actual_start_on is None and not share
        ac = Decimal(0) if task.actual_effort is None and is_untouched else task.actual_effort
        return _Row(effort, pv, ev, ac, task.actual_effort is not None)


def _figures(rows: list[_Row]) -> EarnedValue:
    total, is_ac_kept = len(rows), any(row.is_ac_kept for row in rows)
    no_ac = "実績工数が記入されていません。"
    bac = _sum(rows, lambda row: row.bac, "予定工数が記入されていません。")
    pv = _sum(rows, lambda row: row.pv, "予定工数と期間(基準または予定)のそろった作業がありません。")
    ev = _sum(rows, lambda row: row.ev, "予定工数と進捗率のそろった作業がありません。")
    ac = _sum(rows, lambda row: row.ac, no_ac) if is_ac_kept else Metric(None, 0, total, no_ac)
    both = [row for row in rows if row.pv is not None and row.ev is not None]
    planned = _pair(both, total, lambda row: row.pv, "PVとEVのそろった作業がありません。")
    spent_rows = [row for row in rows if row.ac is not None and row.ev is not None] if is_ac_kept else []
    spent = _pair(
        spent_rows, total, lambda row: row.ac, "EVとACのそろった作業がありません。" if is_ac_kept else no_ac
    )
    cpi = spent.ratio("AC")
    eac = _eac(bac, spent, cpi)
    return EarnedValue(
        bac,
        pv,
        ev,
        ac,
        planned.difference(),
        spent.difference(),
        planned.ratio("PV"),
        cpi,
        eac,
        _vac(bac, eac),
        _tcpi(bac, spent),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """EV and what it is compared with (PV or AC), over the rows that have both."""

    ev: Decimal
    other: Decimal
    rows: int
    total: int
    reason: str | None

    def difference(self) -> Metric:
        """EV − the other figure."""
        return self.figure(None if self.reason else self.ev - self.other, self.reason)

    def ratio(self, name: str) -> Metric:
        """EV ÷ the other figure. name: what is said to be 0 where it is."""
        if self.reason is None and not self.other:
            return self.figure(None, f"{name}が0のため計算できません。")
        return self.figure(None if self.reason else self.ev / self.other, self.reason)

    def figure(self, value: Decimal | None, reason: str | None) -> Metric:
        """A value with the rows that it stands on."""
        return Metric(value, self.rows, self.total, reason)


def _sum(rows: list[_Row], of: Callable[[_Row], Decimal | None], nothing: str) -> Metric:
    values = [value for row in rows if (value := of(row)) is not None]
    if not values:
        return Metric(None, 0, len(rows), nothing)
    return Metric(sum(values, Decimal(0)), len(values), len(rows))


def _pair(rows: list[_Row], total: int, of: Callable[[_Row], Decimal | None], nothing: str) -> _Pair:
    ev = sum((row.ev or Decimal(0) for row in rows), Decimal(0))
    other = sum((of(row) or Decimal(0) for row in rows), Decimal(0))
    return _Pair(ev, other, len(rows), total, None if rows else nothing)


def _eac(bac: Metric, spent: _Pair, cpi: Metric) -> Metric:
    if bac.value is None or cpi.value is None:
        return spent.figure(None, bac.reason or cpi.reason)
    if not cpi.value:
        return spent.figure(None, "CPIが0のため計算できません。")
    return spent.figure(spent.other + (bac.value - spent.ev) / cpi.value, None)


def _vac(bac: Metric, eac: Metric) -> Metric:
    value = None if bac.value is None or eac.value is None else bac.value - eac.value
    return Metric(value, eac.rows, eac.total, eac.reason)


def _tcpi(bac: Metric, spent: _Pair) -> Metric:
    """Beyond BAC no index helps: what is left cannot be done with less than nothing."""
    if bac.value is None or spent.reason:
        return spent.figure(None, bac.reason or spent.reason)
    if bac.value <= spent.other:
        return spent.figure(None, "ACがBACに達しているため計算できません。")
    return spent.figure((bac.value - spent.ev) / (bac.value - spent.other), None)
