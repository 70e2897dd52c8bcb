"""DAT014: rows of 社内規則 that are switched on and cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.project import Project
from pmo_xl.rules.own_rules import is_asked, read_rule
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "DAT014",
    judges=OwnRule,
    severity=Severity.ERROR,
    message="{id}の{label}を読めないため、この規則は1行も点検していません({why})。",
    remedy="{label}を直してください。どの行が当たるかは pmo-xl rules --try で試せます。使わない規則なら、有効を空欄にしてください。",
)
def own_rule_unreadable(own: OwnRule, project: Project) -> Judgement | Iterator[Judgement]:
    """有効にした社内規則の式や文が読めない。

    ## 要旨
    社内規則シートで有効に ○ がある行の、条件・対象とする行を式として読めないとき、対象シートが分からないとき、
    内容・直し方が対象シートにない列を [列の名前] で呼んでいるとき、有効が ○ か空欄かを読めないときに、その欄に指摘します。
    どこが読めないか(何文字目か)と、いちばん近い列や関数の名前を添えます。その規則は1行も点検しません。

    ## なぜ問題か
    動いていない点検は、指摘が0件に見えます。問題がないのか、点検していないのかが区別できません。

    ## 違反例
    社内規則
    | 規則ID | 対象シート | 条件 | 重さ | 内容 | 有効 | 指摘 |
    |---|---|---|---|---|---|---|
    | OWN001 | 課題管理表 | AND([@状態]="完了",[@完了日="") | エラー | 完了日がありません。 | ○ | 条件 |
    | OWN002 | 課題管理表 | [@期日の日]<TODAY() | 警告 | 期限を過ぎました。 | ○ | 条件 |
    | OWN003 | 課題メモ | [@期限]<TODAY() | 警告 | 期限を過ぎました。 | ○ | 対象シート |
    | OWN004 | 課題管理表 | [@期限]<TODAY() | 警告 | [しめきり日] を過ぎました。 | ○ | 内容 |
    | OWN005 | 課題管理表 | SUMPRODUCT([@期限]) | 警告 | 式の例。 | ○ | 条件 |

    ## 適合例
    社内規則
    | 規則ID | 対象シート | 条件 | 重さ | 内容 | 有効 |
    |---|---|---|---|---|---|
    | OWN001 | 課題管理表 | AND([@状態]="完了",[@完了日]="") | エラー | 完了日がありません。 | ○ |
    | OWN002 | 課題管理表 | =[@期限]<TODAY() | 警告 | 期限 [期限] を過ぎました。 | ○ |
    | OWN003 | 課題管理表 | まだ書きかけの式 | 警告 | 使わない規則。 | |
    """
    if not is_asked(own):
        return OUT_OF_SCOPE
    faults = read_rule(own, project).faults
    if not faults:
        return FITS
    return (
        violation(fault.field, label=own.columns[fault.field].label, why=fault.why)
        for fault in {each.field: each for each in reversed(faults)}.values()
    )
