"""CHG003: an approved change that has not reached the document."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where

REFLECTION_DAYS = Threshold("反映日数", 5, "承認した変更を文書に反映するまでの稼働日数")
GRAVE_AFTER = Threshold("反映遅れ日数", 10, "反映の遅れをエラーにする、承認日からの稼働日数")


@rule(
    "CHG003",
    judges=SpecChange,
    screen=where("status", "承認済"),
    reads=("status", "approved_on", "reflected_on"),
    severity=Severity.WARNING,
    group=Group.BASIC,
    thresholds=(REFLECTION_DAYS, GRAVE_AFTER),
    message="{id} は {approved_on} に承認されてから {days} 日たっても、文書に反映されていません。",
    remedy="文書の担当に反映を頼み、終わったら反映先文書・反映版・反映日を書いて、状態を「反映済」にしてください。",
)
def approved_not_reflected(change: SpecChange, project: Project) -> Judgement:
    """承認された仕様変更が、文書に反映されないまま日がたっている。

    ## 要旨
    状態が「承認済」で反映日が空欄の仕様変更について、承認日から5稼働日(設定の `閾値.反映日数`)を過ぎたら警告、
    10稼働日(設定の `閾値.反映遅れ日数`)を過ぎたらエラーです。ちょうどその日までは指摘しません。
    承認日が空欄のものは CHG001 が指摘します。

    ## なぜ問題か
    最新の文書に載っていない決定は、知っている人しか守れません。設計も試験も、その文書を見て進んでいます。

    ## 違反例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 状態 | 承認日 | 反映日 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | 承認済 | 2026/11/19 | | 反映日 |
    | CHG-002 | 承認済 | 2026/11/13 | | 反映日 |
    | CHG-003 | 承認済 | 2026/11/12 | | 反映日(エラー) |

    ## 適合例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 状態 | 承認日 | 反映日 |
    |---|---|---|---|
    | CHG-001 | 承認済 | 2026/11/20 | |
    | CHG-002 | 承認済 | 2026/11/2 | 2026/11/27 |
    | CHG-003 | 承認待ち | 2026/11/2 | |
    | CHG-004 | 承認済 | | |
    """
    if change.status != "承認済" or change.approved_on is None:
        return OUT_OF_SCOPE
    setting = project.settings.threshold
    if change.reflected_on or not is_over(change.approved_on, setting(REFLECTION_DAYS), project):
        return FITS
    is_grave = is_over(change.approved_on, setting(GRAVE_AFTER), project)
    days = (project.as_of - change.approved_on).days
    return violation("reflected_on", severity=Severity.ERROR if is_grave else None, days=days)
