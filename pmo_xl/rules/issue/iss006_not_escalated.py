"""ISS006: urgent issues that are long late and were never escalated."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

ESCALATION_DAYS = Threshold("エスカレーション日数", 5, "優先度「高」の遅れを上げるべきとみなす稼働日数")


@rule(
    "ISS006",
    judges=Issue,
    reads=("status", "due_on", "priority", "escalated_on"),
    severity=Severity.ERROR,
    thresholds=(ESCALATION_DAYS,),
    message="{id} は優先度「高」で期限 {due_on} を {days} 日過ぎていますが、エスカレーションされていません。",
    remedy="PM・事業責任者に状況と必要な判断を上げ、その日をエスカレーション日に書いてください。",
)
def not_escalated(issue: Issue, project: Project) -> Judgement:
    """優先度「高」の課題が長く遅れているのに、エスカレーションされていない。

    ## 要旨
    状態が完了・取下げでなく優先度が「高」の課題が、期限から5稼働日(設定の `閾値.エスカレーション日数`)を
    超えて遅れ、エスカレーション日が空欄のときに指摘します。5稼働日目の当日は指摘しません。
    稼働日は土日・祝日・会社休日を除いた日です。

    ## なぜ問題か
    担当の力だけで解けない課題は、上げなければ解けません。上げるのが遅れるほど、予算や日程で打てる手が減り、
    事業責任者は「なぜ早く言わなかったのか」と問うことになります。

    ## 違反例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 優先度 | 期限 | 状態 | エスカレーション日 | 指摘 |
    |---|---|---|---|---|---|
    | ISS-001 | 高 | 2026/11/19 | 対応中 | | エスカレーション日 |

    ## 適合例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 優先度 | 期限 | 状態 | エスカレーション日 |
    |---|---|---|---|---|
    | ISS-001 | 高 | 2026/11/20 | 対応中 | |
    | ISS-002 | 高 | 2026/11/19 | 対応中 | 2026/11/27 |
    | ISS-003 | 中 | 2026/11/2 | 対応中 | |
    | ISS-004 | 高 | 2026/11/2 | 完了 | |
    | ISS-005 | 高 | | 対応中 | |
    """
    if issue.priority != "高" or issue.due_on is None or not project.is_open(issue):
        return OUT_OF_SCOPE
    limit = project.settings.threshold(ESCALATION_DAYS)
    if issue.escalated_on or not is_over(issue.due_on, limit, project):
        return FITS
    return violation("escalated_on", days=(project.as_of - issue.due_on).days)
