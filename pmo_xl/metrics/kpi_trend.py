"""How a measure of KPI moved: what recorded runs computed of it, a point a week, or over half a year a month.

Source: definitions.md, KPI (Trend). Weeks without a record stay gaps; where 算式 was another one, the figures are of
something else and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pmo_xl.metrics.kpi import direction_of, kpi_actual
from pmo_xl.metrics.measures import MORE
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key

_MOST_WEEKS: Final = 26
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """What the KPI were on a day. figures: by the ID of a row as IDs compare, its 算式 as names compare and its value."""

    on: date
    figures: Mapping[str, tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """The value on a day. is_gap: whether a week (or month) without a record lies before it."""

    on: date
    value: Decimal
    is_gap: bool = False


def measured(project: Project) -> Measured:
    """The KPI of a project as it stands."""
    rows = (kpi for kpi in project.kpis if kpi.id)
    return Measured(
        project.as_of,
        {id_key(kpi.id or ""): (name_key(kpi.formula or ""), kpi_actual(kpi, project)) for kpi in rows},
    )


def kpi_trend(kpi: Kpi, project: Project, earlier: Iterable[Measured]) -> tuple[KpiPoint, ...]:
    """The values of earlier records and the one of today, the oldest first; empty where today's cannot be computed."""
    now = kpi_actual(kpi, project)
    if now is None or not kpi.id:
        return ()
    runs = sorted((each for each in earlier if each.on < project.as_of), key=lambda each: each.on)
    found = [(each.on, *each.figures.get(id_key(kpi.id), ("", None))) for each in runs]
    changed = [n for n, (_, formula, _) in enumerate(found) if formula != name_key(kpi.formula or "")]
    same = found[changed[-1] + 1 :] if changed else found
    known = [(on, value) for on, _, value in same if value is not None]
    return _with_gaps([*known, (project.as_of, now)])


def _with_gaps(known: Sequence[tuple[date, Decimal]]) -> tuple[KpiPoint, ...]:
    """The last of each week, or of each month where they reach over more than half a year."""
    by_month = (known[-1][0] - known[0][0]).days > _MOST_WEEKS * _WEEK
    last = {_period(on, by_month=by_month): (on, value) for on, value in known}
    periods = sorted(last)
    return tuple(
        KpiPoint(*last[period], is_gap=n > 0 and period - periods[n - 1] > 1)
        for n, period in enumerate(periods)
    )


def _period(on: date, *, by_month: bool) -> int:
    """The number of a month or of an ISO week, counted on without a break."""
    return on.year * 12 + on.month if by_month else (on.toordinal() - 1) // _WEEK


def moved(kpi: Kpi, before: Decimal, now: Decimal) -> str:
    """良くなった, 悪くなった or 変わらない in the 向き of the row; "" where it has none."""
    direction = direction_of(kpi)
    if before == now:
        return "変わらない"
    if direction is None:
        return ""
    return "良くなった" if (now > before) == (direction == MORE) else "悪くなった"
