"""RSK002: risks that have come true and that no issue follows."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.risk import Risk
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "RSK002",
    judges=Risk,
    reads=("is_occurred", "issues"),
    severity=Severity.ERROR,
    message="{id} は顕在化しましたが、対応課題が空欄です(リスク: {title})。",
    remedy="課題管理表に起票し、そのIDを対応課題に書いてください。",
)
def occurred_without_issue(risk: Risk, project: Project) -> Judgement:
    """起きてしまったリスクに、対応する課題がない。

    ## 要旨
    顕在化が○なのに対応課題が空欄のリスクを指摘します。状態が「終了」でも指摘します。

    ## なぜ問題か
    起きたことは、もうリスクではなく課題です。課題にしなければ、だれがいつまでに直すかが決まりません。

    ## 違反例
    リスク管理表
    | リスクID | リスク | 顕在化 | 対応課題 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | RSK-001 | 仕様の改定が遅れる | ○ | | 対応中 | 対応課題 |
    | RSK-002 | 案内が届かない | ○ | | 終了 | 対応課題 |

    ## 適合例
    リスク管理表
    | リスクID | リスク | 顕在化 | 対応課題 | 状態 |
    |---|---|---|---|---|
    | RSK-001 | 仕様の改定が遅れる | ○ | ISS-012 | 対応中 |
    | RSK-002 | 案内が届かない | | | 監視中 |
    | RSK-003 | 性能が足りない | × | | 監視中 |
    """
    if not risk.is_occurred:
        return OUT_OF_SCOPE
    return FITS if risk.issues else violation("issues")
