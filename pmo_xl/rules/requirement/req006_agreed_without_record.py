"""REQ006: an agreement without the person or the day."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule
from pmo_xl.rules.screens import where


@rule(
    "REQ006",
    judges=Requirement,
    screen=where("agreement", "合意済"),
    reads=("agreement",),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は合意済ですが、{problem}。",
    remedy="だれといつ合意したかを合意者・合意日に書いてください。合意していないなら合意状態を「未合意」に戻してください。",
)
def agreed_without_record(requirement: Requirement, project: Project) -> Judgement | tuple[Judgement, ...]:
    """合意済の要件に、合意者か合意日がない。

    ## 要旨
    合意状態が「合意済」の要件について、合意者か合意日が空欄のとき、空欄の欄ごとに指摘します。
    「未合意」「再合意要」の要件は見ません。先の日付の合意日は DAT011 が指摘します。

    ## なぜ問題か
    だれがいつ合意したかが言えない合意は、後で覆ります。合意日は、その後に文言が変わったかどうか
    (REQ007)を見分けるもとにもなります。

    ## 違反例
    要件一覧
    | 要件ID | 合意状態 | 合意者 | 合意日 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 合意済 | | 2026/10/1 | 合意者 |
    | REQ-002 | 合意済 | 佐藤 花子 | | 合意日 |
    | REQ-003 | 合意済 | | | 合意者、合意日 |

    ## 適合例
    要件一覧
    | 要件ID | 合意状態 | 合意者 | 合意日 |
    |---|---|---|---|
    | REQ-001 | 合意済 | 佐藤 花子 | 2026/10/1 |
    | REQ-002 | 未合意 | | |
    | REQ-003 | 再合意要 | | |
    """
    if requirement.agreement != "合意済":
        return OUT_OF_SCOPE
    return tuple(blanks(requirement, "agreed_by", "agreed_on")) or FITS
