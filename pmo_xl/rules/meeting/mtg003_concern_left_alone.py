"""MTG003: concerns and open questions of a meeting that nothing has taken up."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

DAYS_TO_TAKE_UP = Threshold("懸念起票日数", 3, "会議の懸念・不明点を課題・QA・リスクに起票するまでの稼働日数")


@rule(
    "MTG003",
    judges=MeetingItem,
    reads=("kind", "status", "links", "held_on"),
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_TAKE_UP,),
    message="{id}({held_on} {meeting})の{kind}は、どこにも起票されないまま {days} 日たっています: {statement}",
    remedy="課題・QA・リスク・仕様変更のどれかに起票し、そのIDを紐づけに書いてください。片付いていれば状態を「完了」にしてください。",
)
def concern_left_alone(item: MeetingItem, project: Project) -> Judgement:
    """会議で出た懸念や不明点が、どこにも起票されていない。

    ## 要旨
    議事録の区分が「懸念」「不明点」で完了していない行(状態が空欄なら未完了)について、紐づけが空欄のまま開催日から3稼働日
    (設定の `閾値.懸念起票日数`)を過ぎたときに指摘します。3稼働日目の当日は指摘しません。

    ## なぜ問題か
    会議で口にされた心配は、番号が付かなければ忘れられ、起きてから「前に言った」となります。

    ## 違反例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 紐づけ | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | MTG-001 | 品質会議 | 2026/11/24 | 懸念 | 再試験が後ろに寄る | | | 紐づけ |
    | MTG-002 | 品質会議 | 2026/11/24 | 不明点 | 抽出の時点 | | 未完了 | 紐づけ |

    ## 適合例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 紐づけ | 状態 |
    |---|---|---|---|---|---|---|
    | MTG-001 | 品質会議 | 2026/11/25 | 懸念 | 再試験が後ろに寄る | | |
    | MTG-002 | 品質会議 | 2026/11/2 | 不明点 | 抽出の時点 | QA-012 | |
    | MTG-003 | 品質会議 | 2026/11/2 | 懸念 | 読み上げの範囲 | | 完了 |
    | MTG-004 | 品質会議 | 2026/11/2 | 情報 | 改定版を受け取った | | |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    if item.kind not in ("懸念", "不明点") or not project.is_open(item):
        return OUT_OF_SCOPE
    if item.links:
        return FITS
    if cannot := unfilled(item, "held_on"):
        return cannot
    if item.held_on is None or not is_over(
        item.held_on, project.settings.threshold(DAYS_TO_TAKE_UP), project
    ):
        return FITS
    return violation("links", days=(project.as_of - item.held_on).days)
