"""WBS014: tasks that are always nearly done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.followed import walk
from pmo_xl.model.display import day, ratio
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_ALMOST, _NOT_QUITE = Decimal("0.8"), Decimal("0.99")
_RUNS = 3

RUNS_APART = Threshold("足踏み間隔", 5, "進捗が止まったとみなす3回の記録の、間の稼働日数")


@rule(
    "WBS014",
    judges=Task,
    reads=("id", "progress"),
    needs_past=True,
    severity=Severity.WARNING,
    thresholds=(RUNS_APART,),
    message="{id} の進捗率は {since} の記録から {shown} のまま動いていません。",
    remedy="残っている作業を書き出し、終わる日を担当に確かめてください。待ちになっているなら課題にしてください。",
)
def stuck_at_ninety(task: Task, project: Project) -> Judgement:
    """進捗率が80〜99%のまま、動いていない。

    ## 要旨
    進捗率が80%から99%の作業について、pmo-xl record で残した記録のうち、互いに5稼働日以上離れた3回で
    進捗率が変わっていないときに指摘します。同じ日に何度記録しても1回と数えます。
    間の日数は設定の`閾値.足踏み間隔`で変えられます。

    ## なぜ問題か
    「90%」が何週間も続く作業は、残りの1割に本当の問題があります。遅れとして現れるのは予定終了を過ぎてからです。

    ## 違反例
    マスタスケジュール(2026-11-02 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |
    | WBS-002 | 99% |

    マスタスケジュール(2026-11-10 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |
    | WBS-002 | 99% |

    マスタスケジュール(2026-11-17 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |
    | WBS-002 | 99% |

    マスタスケジュール
    | 作業ID | 進捗率 | 指摘 |
    |---|---|---|
    | WBS-001 | 80% | 進捗率 |
    | WBS-002 | 99% | 進捗率 |

    ## 適合例
    マスタスケジュール(2026-11-02 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 79% |
    | WBS-002 | 90% |
    | WBS-003 | 85% |

    マスタスケジュール(2026-11-10 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 79% |
    | WBS-002 | 90% |
    | WBS-003 | 90% |

    マスタスケジュール(2026-11-17 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 79% |
    | WBS-002 | 90% |
    | WBS-003 | 90% |

    マスタスケジュール
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 79% |
    | WBS-002 | 95% |
    | WBS-003 | 90% |
    | WBS-004 | 90% |

    ## 適合例(間が5稼働日に足りない)
    マスタスケジュール(2026-11-02 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |

    マスタスケジュール(2026-11-10 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |

    マスタスケジュール(2026-11-16 の記録)
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |

    マスタスケジュール
    | 作業ID | 進捗率 |
    |---|---|
    | WBS-001 | 80% |
    """
    if task.progress is None or not _ALMOST <= task.progress <= _NOT_QUITE:
        return OUT_OF_SCOPE
    steps = walk(task, "progress", project)
    if not steps:
        return OUT_OF_SCOPE
    since = steps[-1].seen_on
    if len(list(_apart(since, project))) < _RUNS:
        return FITS
    return violation("progress", since=day(since), shown=ratio(task.progress))


def _apart(since: date, project: Project) -> Iterator[date]:
    """The days of recorded runs from `since` on, as many business days apart as the threshold says."""
    gap, earliest = project.settings.threshold(RUNS_APART), since
    for each in project.past.days:
        if each >= earliest:
            yield each
            earliest = project.calendar.add_business_days(each, gap)
