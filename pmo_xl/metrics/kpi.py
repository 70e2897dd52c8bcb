"""A row of KPI as it stands: its value, its 向き, whether 目標 is reached, and how it moved from 基準値.

Source: definitions.md, KPI.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pmo_xl.metrics.measures import BY_HAND, LESS, MORE, find_measure, measure
from pmo_xl.metrics.metric import Metric
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key

MET, MISSED, UNJUDGED = "達成", "未達", "判定不能"
MARKS: Final = {MET: "○", MISSED: "×", UNJUDGED: "－"}
"""The mark that says a 判定 without colour; its word stands beside it."""
UNDER_WAY: Final = "途中"
"""What stands behind 未達 while the project is not closed."""
_TENTH = Decimal("0.1")


def is_by_hand(kpi: Kpi) -> bool:
    """Whether the figure is typed into 手入力実績."""
    return name_key(kpi.formula or "") == BY_HAND


def kpi_metric(kpi: Kpi, project: Project) -> Metric:
    """The figure of a row with how many of how many rows it stands on; of 手入力 the typed one."""
    if not is_by_hand(kpi):
        return project.cached(("measure", kpi.formula), lambda: measure(kpi.formula, project))
    reason = None if kpi.manual_actual is not None else "手入力実績が空欄です。"
    return Metric(kpi.manual_actual, int(reason is None), 1, reason)


def kpi_actual(kpi: Kpi, project: Project) -> Decimal | None:
    """実績: the measure that 算式 names, or 手入力実績; None when there is none or it cannot be computed."""
    return kpi_metric(kpi, project).value if kpi.formula else None


def unit_of(kpi: Kpi) -> str:
    """単位 of the row, else the measure's own; "" where neither says one."""
    found = find_measure(kpi.formula)
    return kpi.unit or (found.unit if found else "")


def direction_of(kpi: Kpi) -> str | None:
    """向き of the row, else the measure's own; None where neither says which way is better."""
    found = find_measure(kpi.formula)
    word = kpi.direction or (found.direction if found else None)
    return word if word in (MORE, LESS) else None


def kpi_judgement(kpi: Kpi, project: Project) -> str | None:
    """判定: 達成 (実績 reaches 目標 in its 向き), 未達, 判定不能; None without 算式."""
    if not kpi.formula:
        return None
    actual, direction = kpi_actual(kpi, project), direction_of(kpi)
    if actual is None or kpi.target is None or direction is None:
        return UNJUDGED
    is_met = actual >= kpi.target if direction == MORE else actual <= kpi.target
    return MET if is_met else MISSED


def is_worse_than_base(kpi: Kpi, project: Project) -> bool | None:
    """Whether 実績 is worse than 基準値 in its 向き; None where one of the three lacks."""
    difference = improvement(kpi, project)
    return None if difference is None else difference < 0


def improvement(kpi: Kpi, project: Project) -> Decimal | None:
    """How far 実績 is better than 基準値 in its 向き (negative: worse), in the row's unit; None where one lacks."""
    actual, direction = kpi_actual(kpi, project), direction_of(kpi)
    if actual is None or kpi.base is None or direction is None:
        return None
    return actual - kpi.base if direction == MORE else kpi.base - actual


def improvement_percent(kpi: Kpi, project: Project) -> Decimal | None:
    """The same in percent of 基準値, to one decimal; None where that is 0 or one lacks."""
    difference = improvement(kpi, project)
    if difference is None or not kpi.base:
        return None
    return (difference * 100 / abs(kpi.base)).quantize(_TENTH, ROUND_HALF_UP)
