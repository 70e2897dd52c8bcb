"""The KPI as rows: target, what was measured, and whether it is met, the same wherever a paper shows them."""

from __future__ import annotations

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
from pmo_xl.model.display import number
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project

CLOSED = "終結"
COLUMNS = "指標名:52 目標:18r 実績:26r 単位:13c 基準値:18r 改善:20r 判定:28c 備考:34"


def kpi_row(kpi: Kpi, project: Project, *, is_customer: bool = False) -> Fields:
    """One measure. is_customer: what could not be judged is only －, without the reason."""
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
        "備考": on or ("" if is_customer else reason),
    }


def _judged(word: str | None, project: Project, *, is_customer: bool) -> str:
    """Mark and word; a target missed while the project goes on is 途中."""
    mark = MARKS.get(word or "", "－")
    if mark == "－":
        return mark if is_customer or not word else f"{mark} {word}"
    is_going_on = word == MISSED and project.settings.text("案件状態") != CLOSED
    return f"{mark} {word}{f'({UNDER_WAY})' if is_going_on else ''}"
