"""RSK003: risks whose day of review has passed, or that have none."""

from __future__ import annotations

from pmo_xl.metrics.risk_score import HIGH_RISK, is_high_risk
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.risk import Risk
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

GRAVE_AFTER = Threshold(
    "見直し遅れ日数", 5, "高いリスクの見直しの遅れをエラーにする、次回見直し日からの稼働日数"
)


@rule(
    "RSK003",
    judges=Risk,
    reads=("status", "probability", "impact", "review_on"),
    severity=Severity.WARNING,
    thresholds=(HIGH_RISK, GRAVE_AFTER),
    message="{id} は{problem}(確率 {probability} × 影響 {impact}、担当 {owner})。",
    remedy="確率・影響・対策を見直し、次に見直す日を次回見直し日に書いてください。もう起こらないなら状態を「終了」にしてください。",
)
def risk_not_reviewed(risk: Risk, project: Project) -> Judgement:
    """リスクが、決めた日に見直されていない。

    ## 要旨
    終わっていないリスクの次回見直し日が基準日より前のときに指摘します。当日は遅れではありません。ふつうは警告、
    確率 × 影響が15(設定の `閾値.高リスク点`)以上で次回見直し日から5稼働日(設定の `閾値.見直し遅れ日数`)を超えたらエラーです。
    15以上なのに次回見直し日が空欄のリスクは警告です。15より低ければ空欄でも指摘しません。

    ## なぜ問題か
    リスクの大きさは日々変わります。見直されない表は、書いた日の心配を残しているだけです。

    ## 違反例
    基準日: 2026-11-30

    リスク管理表
    | リスクID | リスク | 確率 | 影響 | 担当 | 状態 | 次回見直し日 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | RSK-001 | 案内が届かない | 2 | 5 | 佐藤 花子 | 監視中 | 2026/11/2 | 次回見直し日 |
    | RSK-002 | 移行が終わらない | 3 | 5 | 佐藤 花子 | 監視中 | 2026/11/20 | 次回見直し日 |
    | RSK-003 | 性能が足りない | 3 | 5 | 佐藤 花子 | 対応中 | 2026/11/19 | 次回見直し日(エラー) |
    | RSK-004 | 仕様の改定が遅れる | 4 | 4 | 佐藤 花子 | 監視中 | | 次回見直し日 |

    ## 適合例
    基準日: 2026-11-30

    リスク管理表
    | リスクID | リスク | 確率 | 影響 | 状態 | 次回見直し日 |
    |---|---|---|---|---|---|
    | RSK-001 | 移行が終わらない | 3 | 5 | 監視中 | 2026/11/30 |
    | RSK-002 | 案内が届かない | 2 | 5 | 監視中 | |
    | RSK-003 | 主担当の異動 | 5 | 5 | 終了 | 2026/11/2 |
    """
    if cannot := unfilled(risk, "status"):
        return cannot
    if not project.is_open(risk):
        return OUT_OF_SCOPE
    if cannot := unfilled(risk, "probability", "impact"):
        return cannot
    is_high = is_high_risk(risk, project)
    if risk.review_on is None:
        return (
            violation("review_on", problem="高いリスクですが、次に見直す日が決まっていません")
            if is_high
            else FITS
        )
    if risk.review_on >= project.as_of:
        return FITS
    is_grave = is_high and is_over(risk.review_on, project.settings.threshold(GRAVE_AFTER), project)
    days = (project.as_of - risk.review_on).days
    problem = f"次回見直し日を {days} 日過ぎています"
    return violation("review_on", severity=Severity.ERROR if is_grave else None, problem=problem)
