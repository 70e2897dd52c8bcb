"""The KPI as rows: target, what was measured, and whether it is met, the same wherever a paper shows them."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.documents.word.content import UNFILLED, Fields, fields_of
from pmo_xl.metrics.kpi import (
    MARKS,
    MISSED,
    UNDER_WAY,
    direction_of,
    improvement_percent,
    is_by_hand,
    kpi_actual,
    kpi_judgement,
    kpi_metric,
    unit_of,
)
from pmo_xl.metrics.kpi_trend import Measured, kpi_trend, moved
from pmo_xl.model.display import number
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project

CLOSED = "終結"
COLUMNS = "指標名:44 目標:17r 実績:24r 単位:13c 基準値:17r 改善:19r 判定:27c 推移:44 備考:28"
NO_RECORD = "記録がありません"


def kpi_row(
    kpi: Kpi, project: Project, *, is_customer: bool = False, earlier: Sequence[Measured] = ()
) -> Fields:
    """One measure. is_customer: what could not be judged is only －, without the reason. earlier: of recorded runs."""
    actual, measured = kpi_actual(kpi, project), kpi_metric(kpi, project)
    better = improvement_percent(kpi, project)
    shown = fields_of(kpi)
    reason = measured.reason or ""
    on = f"測定日 {shown['測定日']}" if is_by_hand(kpi) and shown["測定日"] else ""
    return shown | {
        "目標": shown["目標"] or UNFILLED,
        "実績": "計算できません"
        if actual is None and not is_customer
        else "－"
        if actual is None
        else number(actual),
        "単位": unit_of(kpi),
        "向き": direction_of(kpi) or UNFILLED,
        "基準値": shown["基準値"] or "－",
        "改善": "－" if better is None else f"{number(better)}%",
        "対象": f"{measured.rows} / {measured.total}",
        "判定": _judged(kpi_judgement(kpi, project), project, is_customer=is_customer),
        "推移": _moved(kpi, project, earlier),
        "備考": on or ("" if is_customer else reason),
    }


def _moved(kpi: Kpi, project: Project, earlier: Sequence[Measured]) -> str:
    """The value of the record before, its day, and whether today's is better."""
    points = kpi_trend(kpi, project, earlier)
    if len(points) < 2:
        return NO_RECORD if points else "－"
    before, now = points[-2], points[-1]
    word = moved(kpi, before.value, now.value)
    return f"前回 {number(before.value)}({before.on.month}/{before.on.day}){f'、{word}' if word else ''}"


def _judged(word: str | None, project: Project, *, is_customer: bool) -> str:
    """Mark and word; a target missed while the project goes on is 途中."""
    mark = MARKS.get(word or "", "－")
    if mark == "－":
        return mark if is_customer or not word else f"{mark} {word}"
    is_going_on = word == MISSED and project.settings.text("案件状態") != CLOSED
    return f"{mark} {word}{f'({UNDER_WAY})' if is_going_on else ''}"
