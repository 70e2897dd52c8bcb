"""REQ003: a requirement that no system has to fulfil."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule, violation


@rule(
    "REQ003",
    judges=Requirement,
    reads=("systems",),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id}({title})の関連システムが空欄です。",
    remedy="どのシステムが実現するかを決め、システム一覧のシステム名を関連システムに書いてください(複数は 、 で区切る)。",
)
def requirement_without_system(requirement: Requirement, project: Project) -> Judgement:
    """要件に、実現するシステムが書かれていない。

    ## 要旨
    関連システムが空欄の要件を指摘します。状態は問いません。

    ## なぜ問題か
    どのシステムも引き受けていない要件は、だれも見積もらず、設計せず、試験もしません。
    受入試験で初めて「どこにもない」と分かります。

    ## 違反例
    要件一覧
    | 要件ID | 要件名 | 関連システム | 状態 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 会員の退会 | | 対象 | 関連システム |
    | REQ-002 | 会員の検索 | － | 検討中 | 関連システム |

    ## 適合例
    要件一覧
    | 要件ID | 要件名 | 関連システム | 状態 |
    |---|---|---|---|
    | REQ-001 | 会員の退会 | 会員基盤、決済連携 | 対象 |
    """
    return FITS if requirement.systems else violation("systems", expected="システム一覧のシステム名")
