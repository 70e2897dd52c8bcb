"""MTG005: decisions of which nobody has said whether they change the specification."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

DAYS_TO_JUDGE = Threshold("仕様影響判断日数", 3, "決定が仕様に影響するかを書くまでの稼働日数")


@rule(
    "MTG005",
    judges=MeetingItem,
    reads=("kind", "affects_specification", "held_on"),
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_JUDGE,),
    message="{id}({held_on} {meeting})の決定は、仕様影響が空欄です: {statement}",
    remedy="仕様に影響するなら「有」、しないなら「無」を選んでください。「有」なら仕様変更管理表に起票します。",
)
def decision_effect_not_judged(item: MeetingItem, project: Project) -> Judgement:
    """会議の決定に、仕様に影響するかどうかが書かれていない。

    ## 要旨
    議事録の区分が「決定」の行について、仕様影響が空欄のまま開催日から3稼働日(設定の `閾値.仕様影響判断日数`)を過ぎたときに
    指摘します。3稼働日目の当日は指摘しません。

    ## なぜ問題か
    仕様影響が空欄の決定は、仕様変更の起票もれ(MTG001)に数えられません。気づかれないまま仕様が食い違います。

    ## 違反例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 仕様影響 | 指摘 |
    |---|---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/24 | 決定 | はがきの発送をやめる | | 仕様影響 |

    ## 適合例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 仕様影響 |
    |---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/25 | 決定 | はがきの発送をやめる | |
    | MTG-002 | 運営会議 | 2026/11/2 | 決定 | 開始を承認する | 無 |
    | MTG-003 | 運営会議 | 2026/11/2 | 決定 | 桁数を12桁にする | 有 |
    | MTG-004 | 運営会議 | 2026/11/2 | 情報 | 改定版を受け取った | |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    if item.kind != "決定":
        return OUT_OF_SCOPE
    if item.affects_specification:
        return FITS
    if cannot := unfilled(item, "held_on"):
        return cannot
    limit = project.settings.threshold(DAYS_TO_JUDGE)
    if item.held_on is None or not is_over(item.held_on, limit, project):
        return FITS
    return violation("affects_specification")
