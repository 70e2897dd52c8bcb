"""WBS005: tasks that should have begun."""

from __future__ import annotations

from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "WBS005",
    judges=Task,
    reads=("planned_start", "actual_start", "actual_finish"),
    severity=Severity.WARNING,
    message="{id}「{title}」は予定開始 {planned_start} を {days} 日過ぎて始まっていません(担当 {owner})。",
    remedy="始まっていれば実績開始を書き、まだなら何を待っているかを担当に確かめ、予定を引き直すか手を打ってください。",
)
def late_start(task: Task, project: Project) -> Judgement:
    """作業が、予定開始を過ぎても始まっていない。

    ## 要旨
    実績開始が空欄で、予定開始が基準日より前のときに指摘します。予定開始の当日は遅れではありません。
    見るのは下に作業のない行とマイルストーンだけです。実績終了のある作業は終わったものとして見ません。
    予定終了も過ぎている作業は WBS006 が指摘するので、ここでは指摘しません。

    ## なぜ問題か
    始まりの遅れは、終わりの遅れのいちばん早い知らせです。終わる日が来るまで待つと、打てる手が減ります。

    ## 違反例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 指摘 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 帳票の試験 | 2026/11/29 | 2026/12/11 | 予定開始 |
    | WBS-002 | 作業 | 画面の試験 | 2026/11/29 | 2026/11/30 | 予定開始 |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 親作業 | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 実績終了 |
    |---|---|---|---|---|---|---|---|
    | WBS-001 | | 工程 | 結合試験 | 2026/11/2 | 2026/12/11 | | |
    | WBS-002 | WBS-001 | 作業 | 帳票の試験 | 2026/11/30 | 2026/12/11 | | |
    | WBS-003 | WBS-001 | 作業 | 画面の試験 | 2026/11/2 | 2026/12/11 | 2026/11/24 | |
    | WBS-004 | WBS-001 | 作業 | 遅れが終わりにも出た作業 | 2026/11/2 | 2026/11/29 | | |
    | WBS-005 | WBS-001 | 作業 | 実績開始を書き忘れた作業 | 2026/11/2 | 2026/11/29 | | 2026/11/27 |
    """
    is_open = task.actual_start is None and task.actual_finish is None
    if not is_open or task.planned_start is None or not is_leaf(task, project):
        return OUT_OF_SCOPE
    if task.planned_start >= project.as_of:
        return FITS
    if task.planned_finish is not None and task.planned_finish < project.as_of:
        return OUT_OF_SCOPE
    return violation("planned_start", days=(project.as_of - task.planned_start).days)
