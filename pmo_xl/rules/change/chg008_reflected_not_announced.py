"""CHG008: a changed document that nobody was told about."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

ANNOUNCEMENT_DAYS = Threshold("周知日数", 3, "反映した変更を周知するまでの稼働日数")


@rule(
    "CHG008",
    judges=SpecChange,
    reads=("status", "reflected_on", "announced_on"),
    severity=Severity.WARNING,
    thresholds=(ANNOUNCEMENT_DAYS,),
    message="{id} は {reflected_on} に文書へ反映されましたが、{days} 日たっても周知されていません。",
    remedy="関係者に変更点と文書の版を知らせ、周知先・周知日を書いて、状態を「周知済」にしてください。",
)
def reflected_not_announced(change: SpecChange, project: Project) -> Judgement:
    """文書に反映した仕様変更が、関係者に周知されていない。

    ## 要旨
    反映日があり周知日が空欄の仕様変更について、反映日から3稼働日(設定の `閾値.周知日数`)を過ぎたときに指摘します。
    3稼働日目の当日は指摘しません。状態が「周知済」なら、空欄の周知日は CHG012 が指摘します。

    ## なぜ問題か
    文書が新しくなっても、知らされなければ人は手元の古い版で作業します。

    ## 違反例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 状態 | 反映日 | 周知日 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | 反映済 | 2026/11/24 | | 周知日 |

    ## 適合例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 状態 | 反映日 | 周知日 |
    |---|---|---|---|
    | CHG-001 | 反映済 | 2026/11/25 | |
    | CHG-002 | 反映済 | 2026/11/2 | 2026/11/30 |
    | CHG-003 | 承認済 | | |
    | CHG-004 | 周知済 | 2026/11/2 | |
    | CHG-005 | 却下 | 2026/11/2 | |
    """
    if change.reflected_on is None or change.status in ("周知済", "却下"):
        return OUT_OF_SCOPE
    limit = project.settings.threshold(ANNOUNCEMENT_DAYS)
    if change.announced_on or not is_over(change.reflected_on, limit, project):
        return FITS
    return violation("announced_on", days=(project.as_of - change.reflected_on).days)
