"""WBS008: milestones, tests with others and acceptances on a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.overdue import MILESTONE, is_awaited, is_leaf
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    Subject,
    rule,
    undeterminable,
    violation,
)

_HOLIDAY_PHASES = ("リリース", "移行")
_WITH_OTHERS = "対向試験"
_WEEKDAYS = "月火水木金土日"


@rule(
    "WBS008",
    judges=Project,
    needs={Task: ("kind", "phase", "planned_start", "planned_finish", "actual_finish")},
    severity=Severity.INFO,
    message="{id} の{label} {value}({weekday})は休みの日です。",
    remedy="相手と関係者がその日に動けるかを確かめてください。休みの日に行うと決めているなら、休日シートに「稼働日」として書いてください。",
)
def milestone_on_holiday(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """マイルストーン・対向試験・検収予定日が、休みの日に当たっている。

    ## 要旨
    まだ終わっていない次の日付が、土日・祝日・会社休日(休日シート)に当たるときに情報として知らせます。
    休日シートの「稼働日」は休みではありません。

    - マイルストーンの予定終了
    - 工程が「対向試験」の作業の予定開始と予定終了
    - 検収支払の検収予定日(取消・減額の発注を除く)

    工程が「リリース」「移行」の行は見ません。休みの日に行うのがふつうだからです。

    ## なぜ問題か
    人の集まらない日に会議や検収を置くと、当日になって延期になります。相手のある対向試験ではとくに困ります。

    ## 違反例
    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定開始 | 予定終了 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 基本設計 | 設計の完了 | 2026/12/5 | 2026/12/5 | 予定終了 |
    | WBS-002 | 作業 | 対向試験 | 決済会社との試験 | 2026/12/5 | 2026/12/12 | 予定開始、予定終了 |
    | WBS-003 | マイルストーン | 総合試験 | 試験の完了 | 2027/1/11 | 2027/1/11 | 予定終了 |
    | WBS-004 | マイルストーン | 総合試験 | 報告会 | 2026/12/29 | 2026/12/29 | 予定終了 |

    検収支払
    | 検収ID | 検収予定日 | 検収日 | 指摘 |
    |---|---|---|---|
    | ACC-001 | 2026/12/6 | | 検収予定日 |

    休日
    | 日付 | 区分 |
    |---|---|
    | 2026/12/29 | 会社休日 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定開始 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | マイルストーン | リリース | サービスイン | 2026/12/5 | 2026/12/5 | |
    | WBS-002 | マイルストーン | 移行 | 移行の完了 | 2026/12/6 | 2026/12/6 | |
    | WBS-003 | マイルストーン | 基本設計 | 設計の完了 | 2026/12/4 | 2026/12/4 | |
    | WBS-004 | マイルストーン | 基本設計 | 出社する土曜 | 2026/12/12 | 2026/12/12 | |
    | WBS-005 | 作業 | 総合試験 | 総合試験 | 2026/12/5 | 2026/12/13 | |
    | WBS-006 | マイルストーン | 要件定義 | 過ぎた会議 | 2026/5/3 | 2026/5/3 | 2026/5/3 |

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 検収日 |
    |---|---|---|---|
    | ACC-001 | | 2026/12/7 | |
    | ACC-002 | | 2026/11/1 | 2026/11/2 |
    | ACC-003 | ORD-001 | 2026/12/6 | |

    予算管理表
    | 発注ID | 発注区分 |
    |---|---|
    | ORD-001 | 取消 |

    休日
    | 日付 | 区分 |
    |---|---|
    | 2026/12/12 | 稼働日 |
    """
    for task in project.tasks:
        for judgement in _of_task(task, project):
            yield task, judgement
    if not project.knows(Acceptance, "acceptance_due_on", "accepted_on"):
        yield None, undeterminable("検収支払に「検収予定日」か「検収日」の列がありません")
    for row in project.acceptances:
        yield row, _of_acceptance(row, project)


def _of_task(task: Task, project: Project) -> Iterator[Judgement]:
    if cannot := unknown(task, "kind", "phase", "actual_finish"):
        yield cannot
    elif task.actual_finish or task.phase in _HOLIDAY_PHASES:
        yield OUT_OF_SCOPE
    elif task.kind == MILESTONE:
        yield _judge(task, "planned_finish", task.planned_finish, project)
    elif task.phase == _WITH_OTHERS and is_leaf(task, project):
        yield _judge(task, "planned_start", task.planned_start, project)
        if task.planned_finish != task.planned_start:
            yield _judge(task, "planned_finish", task.planned_finish, project)
    else:
        yield OUT_OF_SCOPE


def _of_acceptance(row: Acceptance, project: Project) -> Judgement:
    if cannot := unknown(row, "accepted_on"):
        return cannot
    if row.accepted_on or not is_awaited(row, project):
        return OUT_OF_SCOPE
    return _judge(row, "acceptance_due_on", row.acceptance_due_on, project)


def _judge(record: Record, field: str, value: date | None, project: Project) -> Judgement:
    if value is None:
        return unknown(record, field) or OUT_OF_SCOPE
    if project.calendar.is_business_day(value):
        return FITS
    label = record.columns[field].label
    return violation(field, label=label, value=day(value), weekday=_WEEKDAYS[value.weekday()])
