"""IFC004: the day by which the IF was to be designed has passed, and there is no specification."""

from __future__ import annotations

from pmo_xl.metrics.interfaces import is_done
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

GRAVE_AFTER = 10


@rule(
    "IFC004",
    judges=Interface,
    reads=("design_due_on", "specification_version", "status"),
    severity=Severity.WARNING,
    message="{id} {title} は基本設計提出期限 {design_due_on} を {days} 日過ぎましたが、IF仕様版が空欄です。",
    remedy="接続元の主担当にIF仕様書の状況を確かめ、出ていれば版を書き、出ていなければいつ出るかを決めてください。",
)
def design_overdue(interface: Interface, project: Project) -> Judgement:
    """IFの基本設計の期限を過ぎても、IF仕様書が出ていない。

    ## 要旨
    状態が「完了」でなくIF仕様版が空欄のIFで、基本設計提出期限を過ぎたら警告、10稼働日を過ぎたらエラーです。
    ちょうどその日は指摘しません。

    ## なぜ問題か
    IFの仕様が決まらなければ、両端の設計が止まります。1つの遅れが2つのシステムの遅れになります。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 基本設計提出期限 | IF仕様版 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | 2026/11/29 | | 設計中 | IF仕様版 |
    | IF-002 | 残高照会 | 2026/11/13 | | 設計中 | IF仕様版 |
    | IF-003 | 売上明細 | 2026/11/12 | | 未着手 | IF仕様版(エラー) |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 基本設計提出期限 | IF仕様版 | 状態 |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | 2026/11/30 | | 設計中 |
    | IF-002 | 残高照会 | 2026/11/2 | 1.0 | 設計中 |
    | IF-003 | 売上明細 | 2026/11/2 | | 完了 |
    """
    if cannot := unfilled(interface, "status"):
        return cannot
    if is_done(interface, project):
        return OUT_OF_SCOPE
    if interface.specification_version:
        return FITS
    if interface.design_due_on is None:
        return unfilled(interface, "design_due_on") or OUT_OF_SCOPE
    if interface.design_due_on >= project.as_of:
        return FITS
    is_grave = is_over(interface.design_due_on, GRAVE_AFTER, project)
    days = (project.as_of - interface.design_due_on).days
    return violation("specification_version", severity=Severity.ERROR if is_grave else None, days=days)
