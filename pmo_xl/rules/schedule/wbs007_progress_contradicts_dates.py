"""WBS007: 進捗率 that 実績開始 and 実績終了 contradict."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.display import day, ratio
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "WBS007",
    judges=Task,
    reads=("progress",),
    severity=Severity.ERROR,
    message="{id} の{problem}。",
    remedy="作業が終わったかどうかを担当に確かめ、進捗率と実績の日付のどちらかを直してください。",
)
def progress_contradicts_dates(task: Task, project: Project) -> Judgement | tuple[Judgement, ...]:
    """進捗率と実績の日付が食い違っている。

    ## 要旨
    進捗率に値のある行について、次のときに指摘します。

    - 進捗率が 100% 以上なのに、実績終了が空欄。
    - 実績終了があるのに、進捗率が 100% 未満。
    - 進捗率が 0% より大きいのに、実績開始が空欄。1日で終わるマイルストーンは、実績開始がなくてもかまいません。

    進捗率が空欄の行は見ません。

    ## なぜ問題か
    進捗率は出来高(EV)に、実績終了は遅れの判定に使われます。食い違うと、終わった作業が遅れとして残ったり、
    終わっていない作業が完了に数えられたりします。日程の見込みでは、実績開始のない進捗率は使われず、実績終了のない
    100% は残りがないものとして数えられます。

    ## 違反例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 進捗率 | 実績開始 | 実績終了 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 画面の設計 | 100% | 2026/11/2 | | 進捗率 |
    | WBS-002 | 作業 | 帳票の設計 | 99% | 2026/11/2 | 2026/11/20 | 進捗率 |
    | WBS-003 | 作業 | 移行の設計 | 1% | | | 実績開始 |
    | WBS-004 | マイルストーン | 設計の完了 | 100% | | | 進捗率 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 進捗率 | 実績開始 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 画面の設計 | 100% | 2026/11/2 | 2026/11/20 |
    | WBS-002 | 作業 | 帳票の設計 | 99% | 2026/11/2 | |
    | WBS-003 | 作業 | 移行の設計 | 0% | | |
    | WBS-004 | 作業 | 運用の設計 | | | 2026/11/20 |
    | WBS-005 | マイルストーン | 設計の完了 | 100% | | 2026/11/20 |
    """
    return OUT_OF_SCOPE if task.progress is None else tuple(_said(task))


def _said(task: Task) -> Iterator[Judgement]:
    progress = task.progress or Decimal(0)
    yield _at_the_end(task) or FITS
    if progress > 0 and task.actual_start is None and task.kind != MILESTONE:
        problem = f"進捗率が {ratio(progress)} ですが、実績開始が{blank_word(task, 'actual_start')}です"
        yield unknown(task, "actual_start") or violation("actual_start", problem=problem)


def _at_the_end(task: Task) -> Judgement | None:
    progress, finish = task.progress, task.actual_finish
    if progress is None or (progress < 1) == (finish is None):
        return unknown(task, "actual_finish") if finish is None else None
    if finish is None:
        problem = f"進捗率が {ratio(progress)} ですが、実績終了が{blank_word(task, 'actual_finish')}です"
        return unknown(task, "actual_finish") or violation("progress", problem=problem)
    problem = f"実績終了 {day(finish)} がありますが、進捗率が {ratio(progress)} です"
    return violation("progress", expected="100%", problem=problem)
