"""HIS001: figures of months that were reported, changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.month_end.reported_months import month_figures
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import month, yen
from pmo_xl.model.issue import Issue
from pmo_xl.model.past import MonthFigures
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation


@rule(
    "HIS001",
    judges=Project,
    needs={Acceptance: ("accepted_on", "accepted"), Issue: ("closed_on", "status")},
    needs_past=True,
    severity=Severity.WARNING,
    message="{of}の{what}が、報告したときの {reported} から {now} に変わっています。",
    remedy="どの行を直したかを pmo-xl history で確かめ、報告先に訂正を伝えてください。正しい訂正なら、チェック結果で免除して理由を残してください。",
)
def history_rewritten(project: Project) -> Iterator[tuple[type[Record], Judgement]]:
    """報告した月の検収額や完了件数が、後から変わっている。

    ## 要旨
    その月の検収額(検収日がその月の検収支払の合計)と、課題の完了件数(完了日がその月で完了のもの)を、
    報告したときの値と比べて、違うときに月ごとに指摘します。報告したときの値とは、翌月11日以降に初めて
    pmo-xl record で残した値です。翌月10日までの変更は、まだ報告の途中とみなして問いません。

    ## なぜ問題か
    報告した数字が黙って変わると、先月の報告書と今月の台帳が食い違い、どちらが正しいか監査で説明できません。

    ## 違反例
    指摘: 検収支払、課題管理表

    検収支払(2026-11-11 の記録)
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1000000 |

    課題管理表(2026-11-11 の記録)
    | 課題ID | 完了日 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/10/5 | 完了 |

    検収支払(2026-11-20 の記録)
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1200000 |

    検収支払
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1200000 |

    課題管理表
    | 課題ID | 完了日 | 状態 |
    |---|---|---|
    | ISS-001 | 2026/10/5 | 対応中 |

    ## 適合例
    検収支払(2026-11-10 の記録)
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1000000 |

    検収支払(2026-11-11 の記録)
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1200000 |
    | ACC-002 | 2026/11/5 | 300000 |

    検収支払
    | 検収ID | 検収日 | 検収額 |
    |---|---|---|
    | ACC-001 | 2026/10/20 | 1200000 |
    | ACC-002 | 2026/11/5 | 500000 |
    """
    now = month_figures(project)
    for of, reported in sorted(project.past.months.items()):
        current = now.get(of, MonthFigures(0, 0))
        amounts = (yen(reported.accepted), yen(current.accepted))
        yield Acceptance, _compared(of, "検収額(円)", *amounts)
        counts = (f"{reported.closed_issues}件", f"{current.closed_issues}件")
        yield Issue, _compared(of, "課題の完了件数", *counts)


def _compared(of: date, what: str, reported: str, now: str) -> Judgement:
    if reported == now:
        return FITS
    return violation(key=month(of), of=month(of), what=what, reported=reported, now=now)
