"""CHG011: a change of nothing in particular."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "CHG011",
    judges=SpecChange,
    reads=("requirements",),
    severity=Severity.WARNING,
    message="{id}({title})は、対象要件も対象IFも空欄です。",
    remedy="どの要件・IFが変わるのかを対象要件か対象IFに書いてください。新しい要件なら、先に要件一覧に足してください。",
)
def change_without_target(change: SpecChange, project: Project) -> Judgement:
    """仕様変更に、対象の要件もIFも書かれていない。

    ## 要旨
    対象要件と対象IFの両方が空欄の仕様変更を指摘します。状態が「起票」のうちは、何に影響するかを調べる前なので
    指摘しません。ほかの状態は問いません。

    ## なぜ問題か
    何が変わるのか分からない変更は、影響するシステムも、直すべき文書も、やり直す試験も割り出せません。

    ## 違反例
    仕様変更管理表
    | 変更ID | 件名 | 対象要件 | 対象IF | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | CHG-001 | 退会画面の追加 | | | 影響調査中 | 対象要件 |
    | CHG-002 | 退会画面の色 | | | | 対象要件 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 件名 | 対象要件 | 対象IF | 状態 |
    |---|---|---|---|---|
    | CHG-001 | 退会画面の追加 | REQ-001 | | 影響調査中 |
    | CHG-002 | 会員連携の項目追加 | | IF-003 | 影響調査中 |
    | CHG-003 | 生年月日の追加 | | | 起票 |
    """
    if change.requirements or change.interfaces:
        return FITS
    if project.state_of(change) is StateClass.NOT_STARTED:
        return OUT_OF_SCOPE
    return unknown(change, "interfaces") or violation("requirements", expected="要件一覧の要件ID")
