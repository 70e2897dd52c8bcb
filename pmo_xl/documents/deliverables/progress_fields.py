"""How far the project is, as fields: earned value, its indices, and one sentence that says it."""

from __future__ import annotations

from decimal import Decimal

from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.model.display import number, ratio
from pmo_xl.model.project import Project

_FIGURES = (
    ("BAC", "計画の総工数", "bac"),
    ("PV", "基準日までの計画", "pv"),
    ("EV", "できあがった分", "ev"),
    ("AC", "かかった工数", "ac"),
    ("SV", "進みの差(EV − PV)", "sv"),
    ("CV", "工数の差(EV − AC)", "cv"),
    ("SPI", "進みの比(EV ÷ PV)", "spi"),
    ("CPI", "工数の比(EV ÷ AC)", "cpi"),
    ("EAC", "完了までの見込み工数", "eac"),
    ("VAC", "見込みの差(BAC − EAC)", "vac"),
)
_INDICES = ("spi", "cpi")
COLUMNS = "指標:20 意味:60 値:30r 対象:30c 備考:60"


def progress_fields(project: Project) -> Fields:
    """The table 出来高 and the sentence 進捗の文."""
    progress = project_progress(project)
    rows = [_row(label, meaning, name, getattr(progress.earned, name)) for label, meaning, name in _FIGURES]
    return {"出来高": rows if progress.is_effort_kept else [], "進捗の文": _sentence(project)}


def _row(label: str, meaning: str, name: str, figure: Metric) -> Fields:
    value = "－" if figure.value is None else _shown(name, figure.value)
    return {
        "指標": label,
        "意味": meaning,
        "値": value,
        "対象": f"{figure.rows} / {figure.total} 件",
        "備考": figure.reason or "",
    }


def _shown(name: str, value: Decimal) -> str:
    if name in _INDICES:
        return f"{value:.2f}"
    shown = number(abs(value.quantize(Decimal("0.1"))))
    return f"▲{shown}" if value < 0 and shown != "0" else shown


def _sentence(project: Project) -> str:
    earned = project_progress(project).earned
    if not earned.bac.value or earned.ev.value is None or earned.pv.value is None:
        return "予定工数と進捗率がそろわないため、出来高による進捗は計算できません。"
    done, planned = earned.ev.value / earned.bac.value, earned.pv.value / earned.bac.value
    spi = f"、SPI は {earned.spi.value:.2f}" if earned.spi.value is not None else ""
    return (
        f"計画の {ratio(planned)} に対し、できあがりは {ratio(done)} です(工数による。対象 {earned.ev.rows} / "
        f"{earned.ev.total} 件{spi})。"
    )
