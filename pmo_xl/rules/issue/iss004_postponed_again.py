"""ISS004: due dates that move back again and again."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from pmo_xl.metrics.followed import walk
from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

POSTPONEMENTS = Threshold("延期回数", 3, "期限を延ばしすぎとみなす延期の回数")
POSTPONED_DAYS = Threshold("延期日数", 20, "期限を延ばしすぎとみなす、最初の期限からの稼働日数")


@rule(
    "ISS004",
    judges=Issue,
    reads=("id", "due_on", "status"),
    needs_past=True,
    severity=Severity.WARNING,
    thresholds=(POSTPONEMENTS, POSTPONED_DAYS),
    message="{id} の期限は {times} 回延び、{first} から {last} になっています。",
    remedy="延びる理由を対応経過に書き、できる期限を担当と決め直してください。人や方針が足りないならエスカレーションしてください。",
)
def postponed_again(issue: Issue, project: Project) -> Judgement:
    """課題の期限が、何度も、または大きく延びている。

    ## 要旨
    未完了の課題について、pmo-xl record で残したこれまでの記録をたどり、期限が3回以上後ろに延びたとき、
    または最初に記録した期限から20稼働日を超えて延びたときに指摘します。期限を前倒ししたことは数えません。
    回数と日数は設定の`閾値.延期回数`・`閾値.延期日数`で変えられます。

    ## なぜ問題か
    期限を書き換えれば期限超過の一覧からは消えます。いまの台帳だけを見ても、延び続けている課題は分かりません。

    ## 違反例(3回)
    課題管理表(2026-11-02 の記録)
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/4 | 対応中 |
    | ISS-002 | 2026/11/4 | 対応中 |

    課題管理表(2026-11-09 の記録)
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/11 | 対応中 |
    | ISS-002 | 2026/11/11 | 対応中 |

    課題管理表(2026-11-16 の記録)
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/18 | 対応中 |
    | ISS-002 | 2026/11/10 | 対応中 |

    課題管理表
    | 課題ID | 期限 | 状態 | 指摘 |
    |---|---|---|---|
    | ISS-001 | 2026/12/1 | 対応中 | 期限 |
    | ISS-002 | 2026/12/1 | 対応中 | |

    ## 違反例(20稼働日を超える)
    課題管理表(2026-11-02 の記録)
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/2 | 対応中 |
    | ISS-002 | 2026/11/2 | 対応中 |

    課題管理表
    | 課題ID | 期限 | 状態 | 指摘 |
    |---|---|---|---|
    | ISS-001 | 2026/12/3 | 対応中 | 期限 |
    | ISS-002 | 2026/12/2 | 対応中 | |

    ## 適合例
    課題管理表(2026-11-02 の記録)
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/2 | 対応中 |
    | ISS-002 | | 対応中 |
    | ISS-003 | 2026/11/2 | 対応中 |

    課題管理表
    | 課題ID | 期限 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/11/16 | 対応中 |
    | ISS-002 | 2026/12/25 | 対応中 |
    | ISS-003 | 2027/3/31 | 完了 |
    | ISS-004 | 2027/3/31 | 未着手 |
    """
    if not project.is_open(issue) or issue.due_on is None:
        return OUT_OF_SCOPE
    days = [date.fromisoformat(step.value) for step in walk(issue, "due_on", project) if step.value]
    if not days:
        return OUT_OF_SCOPE
    times = sum(later > earlier for earlier, later in pairwise(days))
    limit = project.settings.threshold(POSTPONED_DAYS)
    is_far = days[-1] > project.calendar.add_business_days(days[0], limit)
    if times < project.settings.threshold(POSTPONEMENTS) and not is_far:
        return FITS
    return violation("due_on", times=times, first=day(days[0]), last=day(days[-1]))
