"""確率 × 影響 of a risk, and from where on it is high."""

from __future__ import annotations

from typing import Final

from pmo_xl.model.project import Project
from pmo_xl.model.risk import Risk
from pmo_xl.model.settings import Threshold

HIGH_RISK: Final = Threshold("高リスク点", 15, "高いリスクとみなす、確率 × 影響の点")


def is_high_risk(risk: Risk, project: Project) -> bool:
    """Whether 確率 × 影響 reaches the score from which a risk is high."""
    score = (risk.probability or 0) * (risk.impact or 0)
    return score >= project.settings.threshold(HIGH_RISK)
