"""CHG009: a decision on a change whose cost and time nobody has worked out."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "CHG009",
    judges=SpecChange,
    reads=("status",),
    severity=Severity.WARNING,
    message="{id} は状態が「{status}」ですが、{problem}。",
    remedy="担当と発注先に影響を見積もってもらい、影響費用(円・税抜)と影響工期(稼働日)を書いてください。影響がなければ 0 と書いてください。",
)
def impact_not_assessed(change: SpecChange, project: Project) -> Judgement | tuple[Judgement, ...]:
    """影響費用か影響工期が分からないまま、承認にかけられている。

    ## 要旨
    状態が「承認待ち」「承認済」「反映済」「周知済」の仕様変更について、影響費用か影響工期が空欄のとき、
    空欄の欄ごとに指摘します。0 は「影響なし」と決めたものとみなし、指摘しません。

    ## なぜ問題か
    費用と日程が分からないまま承認すると、承認した人は何を引き受けたのか分かりません。後で残予算が足りなくなります。

    ## 違反例
    仕様変更管理表
    | 変更ID | 影響費用 | 影響工期 | 状態 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | | 5 | 承認待ち | 影響費用 |
    | CHG-002 | 500,000 | | 承認済 | 影響工期 |
    | CHG-003 | | | 周知済 | 影響費用、影響工期 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 影響費用 | 影響工期 | 状態 |
    |---|---|---|---|
    | CHG-001 | 500,000 | 5 | 承認待ち |
    | CHG-002 | 0 | 0 | 承認済 |
    | CHG-003 | | | 影響調査中 |
    | CHG-004 | | | 却下 |
    | CHG-005 | | | 保留 |
    """
    if not change.is_submitted:
        return OUT_OF_SCOPE
    return tuple(blanks(change, "cost_impact", "schedule_impact")) or FITS
