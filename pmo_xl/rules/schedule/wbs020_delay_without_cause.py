"""WBS020: work that is later than its baseline, and nobody said why."""

from __future__ import annotations

from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.metrics.schedule.schedule import WORK
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation

DELAY_DAYS = Threshold("遅延原因日数", 5, "基準終了から何稼働日遅れたら原因を書くか")


@rule(
    "WBS020",
    judges=Task,
    reads=("kind", "baseline_finish", "actual_finish", "delay_cause"),
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(DELAY_DAYS,),
    message="{id} {title} は基準終了 {due} より {days} 稼働日遅れて{state}、遅延原因が空欄です。",
    remedy="いちばんの原因を遅延原因から1つ選んでください。何が遅れを生んでいるかの集計に使います。",
)
def delay_without_cause(task: Task, project: Project) -> Judgement:
    """基準より遅れた作業に、遅延原因が書かれていない。

    ## 要旨
    下に作業のない「作業」の行で、実績終了(まだなら基準日)が基準終了から 5 稼働日(設定の `閾値.遅延原因日数`)を超えて遅く、
    遅延原因が空欄のときに指摘します。ちょうど 5 稼働日の遅れは指摘しません。基準終了が空欄の行は見ません。

    ## なぜ問題か
    原因を書き残さない遅れは、次の工程でも次の案件でも同じように起こります。

    ## 違反例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 基準終了 | 実績終了 | 遅延原因 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/10/2 | 2026/10/13 | | 遅延原因 |
    | WBS-002 | 作業 | 製造 | 2026/11/19 | | | 遅延原因 |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 親作業 | 種別 | 作業名 | 基準終了 | 実績終了 | 遅延原因 |
    |---|---|---|---|---|---|---|
    | WBS-001 | | 作業 | 設計 | 2026/10/2 | 2026/10/9 | |
    | WBS-002 | | 作業 | 製造 | 2026/11/20 | | |
    | WBS-003 | | 作業 | 帳票の製造 | 2026/10/2 | 2026/11/2 | 仕様変更 |
    | WBS-004 | | マイルストーン | 製造完了 | 2026/10/2 | | |
    | WBS-005 | | 作業 | 試験 | 2026/10/2 | | |
    | WBS-006 | WBS-005 | 作業 | 試験の実施 | | | |
    """
    if cannot := unfilled(task, "kind"):
        return cannot
    if task.kind != WORK or task.baseline_finish is None or not is_leaf(task, project):
        return OUT_OF_SCOPE
    until, limit = task.actual_finish or project.as_of, project.settings.threshold(DELAY_DAYS)
    if until <= project.calendar.add_business_days(task.baseline_finish, limit) or task.delay_cause:
        return FITS
    return violation(
        "delay_cause",
        due=day(task.baseline_finish),
        days=project.calendar.business_days_between(task.baseline_finish, until),
        state="終わりましたが" if task.actual_finish else "まだ終わっておらず",
    )
