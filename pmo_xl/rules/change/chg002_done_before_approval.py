"""CHG002: a document that was changed before the change was approved."""

from __future__ import annotations

from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "CHG002",
    judges=SpecChange,
    reads=("approved_on", "reflected_on"),
    severity=Severity.ERROR,
    message="{id} は承認日 {approved_on} より前の {reflected_on} に文書へ反映されています。",
    remedy="日付の書き違いなら直してください。承認前に反映したのなら、承認者に経緯を説明して承認を取り直してください。",
)
def done_before_approval(change: SpecChange, project: Project) -> Judgement:
    """仕様変更が、承認される前に文書に反映されている。

    ## 要旨
    反映日が承認日より前の仕様変更を指摘します。同じ日は問題ありません。
    承認日か反映日が空欄のものは見ません(承認日の空欄は CHG001、反映日の空欄は CHG003 が指摘します)。

    ## なぜ問題か
    承認の前に文書が変わると、却下されたときに元に戻し忘れ、だれも決めていない仕様が正式な文書に残ります。

    ## 違反例
    仕様変更管理表
    | 変更ID | 状態 | 承認日 | 反映日 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | 反映済 | 2026/11/10 | 2026/11/9 | 反映日 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 状態 | 承認日 | 反映日 |
    |---|---|---|---|
    | CHG-001 | 反映済 | 2026/11/10 | 2026/11/10 |
    | CHG-002 | 周知済 | 2026/11/10 | 2026/11/20 |
    | CHG-003 | 承認済 | 2026/11/10 | |
    | CHG-004 | 反映済 | | 2026/11/9 |
    """
    if change.approved_on is None or change.reflected_on is None:
        return OUT_OF_SCOPE
    if change.reflected_on >= change.approved_on:
        return FITS
    return violation("reflected_on", expected=f"{day(change.approved_on)} 以降")
