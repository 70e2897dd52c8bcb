"""What the rules about 品質 share: from which 消化率 on they look, and rows that do not say what they measure."""

from __future__ import annotations

from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import Judgement, undeterminable

CONVERGENCE = Threshold("収束を見る消化率", 80, "不具合密度と収束を見始める消化率(%)")


def untold(row: QualityRecord) -> Judgement | None:
    """判定不能 where 測定日 or 工程 is blank, so that nobody knows whether the row is the newest."""
    if row.measured_on is None or row.phase is None:
        return undeterminable("測定日か工程が空欄の行があります")
    return None
