"""TST003: a result without a day, or a pass without evidence."""

from __future__ import annotations

from pmo_xl.metrics.testing import FAILED, ON_HOLD, PASSED
from pmo_xl.model.project import Project
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "TST003",
    judges=Verification,
    reads=("result",),
    severity=Severity.ERROR,
    message="{id} は結果が「{result}」ですが、{problem}。",
    remedy="試験を行った日と、証跡(成績書・画面の控えなど)の場所を書いてください。まだ行っていないなら結果を空欄に戻してください。",
)
def passed_without_evidence(test: Verification, project: Project) -> Judgement | tuple[Judgement, ...]:
    """試験の結果があるのに、実施日か証跡がない。

    ## 要旨
    試験管理の行について、次の欄が空欄のときに指摘します。

    - 結果が「合格」: 実施日、証跡
    - 結果が「不合格」「保留」: 実施日

    ## なぜ問題か
    証跡のない合格は、後から聞かれたときに示せません。いつの版で確かめたのかも分からなくなります。

    ## 違反例
    試験管理
    | 試験ID | 実施日 | 結果 | 証跡 | 指摘 |
    |---|---|---|---|---|
    | TST-001 | 2026/11/9 | 合格 | | 証跡 |
    | TST-002 | | 合格 | | 実施日、証跡 |
    | TST-003 | | 不合格 | | 実施日 |
    | TST-004 | | 保留 | | 実施日 |

    ## 適合例
    試験管理
    | 試験ID | 実施日 | 結果 | 証跡 |
    |---|---|---|---|
    | TST-001 | 2026/11/9 | 合格 | 40_試験/TST-001 |
    | TST-002 | 2026/11/9 | 不合格 | |
    | TST-003 | | | |
    """
    if test.result == PASSED:
        return tuple(blanks(test, "executed_on", "evidence")) or FITS
    if test.result in (FAILED, ON_HOLD):
        return tuple(blanks(test, "executed_on")) or FITS
    return OUT_OF_SCOPE
