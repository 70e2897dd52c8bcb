"""WBS006: tasks and milestones that are past their planned finish."""

from __future__ import annotations

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.schedule import is_critical
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "WBS006",
    judges=Task,
    reads=("planned_finish", "actual_finish"),
    instead={"actual_finish": "progress"},
    severity=Severity.WARNING,
    group=Group.BASIC,
    message="{id}「{title}」は予定終了 {planned_finish} を {days} 日過ぎて終わっていません(担当 {owner}){why}。",
    remedy="終わっていれば実績終了を書き、まだなら残りの仕事と終わる日を担当に確かめ、後の作業への影響を見て予定を引き直してください。",
)
def late_finish(task: Task, project: Project) -> Judgement:
    """作業やマイルストーンが、予定終了を過ぎても終わっていない。

    ## 要旨
    実績終了が空欄で、予定終了が基準日より前のときに指摘します。予定終了の当日は遅れではありません。
    見るのは下に作業のない行とマイルストーンだけで、まとめの行(工程など)は見ません。
    実績終了の列がない表では、進捗率が100%でない作業を終わっていないものとみなします。
    ふつうは警告、マイルストーンとクリティカルパス上の作業(最終マイルストーンまでの余裕がない作業)はエラーです。

    ## なぜ問題か
    1つの遅れは後の作業に次々と移ります。クリティカルパス上の遅れは、そのままリリースの遅れになります。

    ## 違反例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 予定開始 | 予定終了 | 実績開始 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 帳票の試験 | | 2026/11/2 | 2026/11/27 | 2026/11/2 | 予定終了 |
    | WBS-002 | 作業 | 結合試験 | | 2026/11/2 | 2026/11/27 | 2026/11/2 | 予定終了(エラー) |
    | WBS-003 | マイルストーン | 試験の完了 | WBS-002 | 2026/11/30 | 2026/11/30 | | |
    | WBS-004 | マイルストーン | 設計の完了 | | 2026/11/29 | 2026/11/29 | | 予定終了(エラー) |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 親作業 | 種別 | 作業名 | 予定開始 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | | 工程 | 結合試験 | 2026/11/2 | 2026/11/27 | |
    | WBS-002 | WBS-001 | 作業 | 帳票の試験 | 2026/11/2 | 2026/11/30 | |
    | WBS-003 | WBS-001 | 作業 | 画面の試験 | 2026/11/2 | 2026/11/20 | 2026/11/27 |
    | WBS-004 | | マイルストーン | 試験の完了 | 2026/11/30 | 2026/11/30 | |
    """
    if is_finished(task) or task.planned_finish is None or not is_leaf(task, project):
        return OUT_OF_SCOPE
    if task.planned_finish >= project.as_of:
        return FITS
    why = _weight(task, project)
    severity = Severity.ERROR if why else None
    days = (project.as_of - task.planned_finish).days
    return violation("planned_finish", severity=severity, days=days, why=f"。{why}" if why else "")


def _weight(task: Task, project: Project) -> str:
    """Why the delay weighs more than others; empty when it does not."""
    if task.kind == MILESTONE:
        return "マイルストーンの遅れです"
    return "クリティカルパス上の作業です" if is_critical(task, project) else ""
