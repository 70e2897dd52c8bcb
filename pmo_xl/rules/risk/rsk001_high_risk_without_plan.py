"""RSK001: high risks that nobody is prepared for."""

from __future__ import annotations

from pmo_xl.metrics.risk_score import HIGH_RISK, is_high_risk
from pmo_xl.model.project import Project
from pmo_xl.model.risk import Risk
from pmo_xl.rules.blanks import blanks, unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "RSK001",
    judges=Risk,
    reads=("status", "probability", "impact"),
    severity=Severity.ERROR,
    thresholds=(HIGH_RISK,),
    message="{id} は高いリスク(確率 {probability} × 影響 {impact})ですが、{problem}。",
    remedy="起こらないようにすることを対策に、何が起きたら動くかを発動条件に書いてください。",
)
def high_risk_without_plan(risk: Risk, project: Project) -> Judgement | tuple[Judgement, ...]:
    """高いリスクに、対策か発動条件がない。

    ## 要旨
    終わっていないリスクで、確率 × 影響が15(設定の `閾値.高リスク点`)以上のものについて、対策か発動条件が空欄のとき、
    空欄の欄ごとに指摘します。状態が「終了」のリスクは見ません。

    ## なぜ問題か
    起きてから考えるのでは間に合わないものを先に決めておくのが、リスク管理表です。動き出す条件がなければ、対策は始まりません。

    ## 違反例
    リスク管理表
    | リスクID | リスク | 確率 | 影響 | 対策 | 発動条件 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | RSK-001 | 移行が停止時間内に終わらない | 3 | 5 | | 28時間を超える | 監視中 | 対策 |
    | RSK-002 | 性能が足りない | 5 | 5 | 負荷試験 | | 対応中 | 発動条件 |

    ## 適合例
    リスク管理表
    | リスクID | リスク | 確率 | 影響 | 対策 | 発動条件 | 状態 |
    |---|---|---|---|---|---|---|
    | RSK-001 | 移行が停止時間内に終わらない | 3 | 5 | リハーサル | 28時間を超える | 監視中 |
    | RSK-002 | 案内が届かない | 2 | 5 | | | 監視中 |
    | RSK-003 | 主担当の異動 | 5 | 5 | | | 終了 |
    """
    if cannot := unfilled(risk, "status"):
        return cannot
    if not project.is_open(risk):
        return OUT_OF_SCOPE
    if cannot := unfilled(risk, "probability", "impact"):
        return cannot
    if not is_high_risk(risk, project):
        return FITS
    return tuple(blanks(risk, "mitigation", "trigger")) or FITS
