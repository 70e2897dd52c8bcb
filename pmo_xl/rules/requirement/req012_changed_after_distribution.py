"""REQ012: requirements that have changed since the list was last sent round."""

from __future__ import annotations

from pmo_xl.metrics.announced import requirements_sent_on
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

DAYS_TO_SEND = Threshold("要件一覧再配布日数", 5, "変わった要件の入った要件一覧を配り直すまでの稼働日数")


@rule(
    "REQ012",
    judges=Requirement,
    reads=("status", "agreed_on", "updated_on"),
    needs={Announcement: ("kind", "sent_on")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(DAYS_TO_SEND,),
    message="{id} は {on} に変わりましたが、その後の要件一覧が配られていません(最後の送付 {sent})。",
    remedy="最新の要件一覧を関係者に配り、周知記録に種別「要件一覧」の行を足してください。",
)
def changed_after_distribution(requirement: Requirement, project: Project) -> Judgement:
    """要件一覧を配った後で要件が変わったのに、配り直していない。

    ## 要旨
    周知記録に種別「要件一覧」の行があるとき、状態が「対象」の要件の合意日と更新日の遅い方から5稼働日
    (設定の `閾値.要件一覧再配布日数`)を過ぎても、その日以後に送った「要件一覧」の行がなければ指摘します。5稼働日目の当日は
    指摘しません。厳格の規則群だけの規則です。

    ## なぜ問題か
    配られた要件一覧で作業している人は、変わったことを知りません。最新の一覧を配り直すまでが変更です。

    ## 違反例
    基準日: 2026-11-30

    要件一覧
    | 要件ID | 状態 | 合意日 | 更新日 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 対象 | 2026/10/1 | 2026/11/19 | 更新日 |
    | REQ-002 | 対象 | 2026/11/19 | 2026/10/1 | 合意日 |

    周知記録
    | 周知ID | 種別 | 宛先 | 送付日 |
    |---|---|---|---|
    | ANN-001 | 要件一覧 | 佐藤 花子 | 2026/11/18 |
    | ANN-002 | 仕様変更 | 佐藤 花子 | 2026/11/27 |

    ## 適合例
    基準日: 2026-11-30

    要件一覧
    | 要件ID | 状態 | 合意日 | 更新日 |
    |---|---|---|---|
    | REQ-001 | 対象 | 2026/10/1 | 2026/11/18 |
    | REQ-002 | 対象 | 2026/11/20 | |
    | REQ-003 | 取下げ | 2026/11/19 | |
    | REQ-004 | 対象 | | |

    周知記録
    | 周知ID | 種別 | 宛先 | 送付日 |
    |---|---|---|---|
    | ANN-001 | 要件一覧 | 佐藤 花子 | 2026/11/18 |
    """
    days = [on for on in (requirement.updated_on, requirement.agreed_on) if on]
    rows = project.announcements.naming("kind", "要件一覧")
    if requirement.status != "対象" or not days or not rows:
        return OUT_OF_SCOPE
    changed_on, sent_on = max(days), requirements_sent_on(project)
    limit = project.settings.threshold(DAYS_TO_SEND)
    if (sent_on and sent_on >= changed_on) or not is_over(changed_on, limit, project):
        return FITS
    if any("sent_on" in row.unread for row in rows):
        return undeterminable("周知記録の送付日を読み取れない行があります")
    field = "updated_on" if requirement.updated_on == changed_on else "agreed_on"
    return violation(field, on=day(changed_on), sent=day(sent_on) if sent_on else "なし")
