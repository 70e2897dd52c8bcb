"""MTG001: decisions that change the specification and that no change request carries on."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

DAYS_TO_RAISE = Threshold("決定起票日数", 3, "仕様に影響する決定を仕様変更管理表に起票するまでの稼働日数")


@rule(
    "MTG001",
    judges=MeetingItem,
    reads=("kind", "affects_specification", "links", "held_on"),
    needs={SpecChange: ("origin",)},
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_RAISE,),
    message="{id}({held_on} {meeting})の決定は仕様に影響しますが、仕様変更管理表に行がありません: {statement}",
    remedy="仕様変更管理表に起票し、起票元にこの議事のIDを書いてください。すでにある変更なら、そのIDを紐づけに書いてください。",
)
def decision_without_change(item: MeetingItem, project: Project) -> Judgement:
    """仕様に影響する決定には、仕様変更管理表の行がなければならない。

    ## 要旨
    議事録の区分が「決定」、仕様影響が「有」の行について、起票元にその議事のIDを書いた仕様変更がなく、紐づけにも
    仕様変更のIDがないときに指摘します。ふつうは警告、開催日から3稼働日(設定の `閾値.決定起票日数`)を過ぎたらエラーです。

    ## なぜ問題か
    会議で決まっただけの仕様は、文書にも見積にも日程にも反映されません。後で「聞いていない」が起こります。

    ## 違反例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 仕様影響 | 紐づけ | 指摘 |
    |---|---|---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/25 | 決定 | はがきの発送をやめる | 有 | | 紐づけ |
    | MTG-002 | 運営会議 | 2026/11/24 | 決定 | 桁数を12桁にする | 有 | QA-012 | 紐づけ(エラー) |

    ## 適合例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 仕様影響 | 紐づけ |
    |---|---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/2 | 決定 | はがきの発送をやめる | 有 | |
    | MTG-002 | 運営会議 | 2026/11/2 | 決定 | 桁数を12桁にする | 有 | CHG-002 |
    | MTG-003 | 運営会議 | 2026/11/2 | 決定 | 開始を承認する | 無 | |
    | MTG-004 | 運営会議 | 2026/11/2 | 情報 | 改定版を受け取った | 有 | |

    仕様変更管理表
    | 変更ID | 起票元 | 状態 |
    |---|---|---|
    | CHG-001 | MTG-001 | 起票 |
    | CHG-002 | | 起票 |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    if item.kind != "決定" or item.affects_specification != "有":
        return OUT_OF_SCOPE
    if project.spec_changes.naming("origin", item.id) or any(
        link in project.spec_changes for link in item.links
    ):
        return FITS
    if cannot := unfilled(item, "held_on"):
        return cannot
    limit = project.settings.threshold(DAYS_TO_RAISE)
    is_grave = item.held_on is not None and is_over(item.held_on, limit, project)
    return violation("links", severity=Severity.ERROR if is_grave else None)
