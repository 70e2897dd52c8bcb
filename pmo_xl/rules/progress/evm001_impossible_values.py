"""EVM001: earned value that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.progress import (
    Progress,
    earned_of,
    is_effort_bearing,
    planned_of,
    project_progress,
)
from pmo_xl.model.display import number
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "EVM001",
    judges=Project,
    needs={Task: ("planned_effort", "actual_effort", "progress", "actual_start", "actual_finish")},
    severity=Severity.ERROR,
    message="{problem}。",
    remedy="進捗率、予定工数、実績工数、基準の期間のどれが違うかを担当に確かめて直してください。",
)
def impossible_values(project: Project) -> Iterator[tuple[Task | type[Task], Judgement]]:
    """出来高(EV)が、計画や実績とつじつまが合わない。

    ## 要旨
    下に作業のない行(マイルストーンを除く)について、出来高 EV = 予定工数 × 進捗率、計画 PV = 予定工数 × 基準の期間の
    うち過ぎた稼働日の割合(基準がなければ予定)を人日で計算し、次のときに指摘します。

    - 全体の EV が BAC(予定工数の合計)を超える。マスタスケジュール全体の指摘です。
    - 全体の PV が 0 なのに EV がある。マスタスケジュール全体の指摘です。
    - EV のある作業に実績工数がない。実績工数を1つも書いていない台帳では見ません。
    - 基準の期間がまだ始まっていない(PV が 0 の)作業に EV がある。早く始めただけかもしれないので「情報」とします。

    予定工数を書いていない台帳は対象外です。

    ## なぜ問題か
    ありえない数字が1つ混じると、SPI も CPI も着地見込みも狂います。実績工数の書き漏れは、CPI を実際より良く見せます。

    ## 違反例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 実績工数 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/11/2 | 2026/11/27 | 2026/11/2 | 50% | 20 | 10 | |
    | WBS-002 | 作業 | 製造 | 2026/11/2 | 2026/11/27 | 2026/11/2 | 50% | 20 | | 実績工数 |
    | WBS-003 | 作業 | 早い着手 | 2026/12/1 | 2026/12/11 | 2026/11/24 | 10% | 10 | 1 | 進捗率(情報) |

    ## 違反例(全体)
    基準日: 2026-11-30
    指摘: マスタスケジュール、マスタスケジュール

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/12/1 | 2026/12/11 | 2026/11/24 | 120% | 10 | 進捗率(情報) |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 親作業 | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 実績工数 |
    |---|---|---|---|---|---|---|---|---|---|
    | WBS-001 | | 工程 | 設計 | 2026/12/1 | 2026/12/11 | 2026/11/24 | 50% | 20 | |
    | WBS-002 | WBS-001 | 作業 | 画面の設計 | 2026/11/30 | 2026/12/11 | 2026/11/30 | 100% | 10 | 1 |
    | WBS-003 | WBS-001 | 作業 | 帳票の設計 | 2026/12/1 | 2026/12/11 | | 0% | 10 | |
    | WBS-004 | | 作業 | 工数を見ない作業 | 2026/11/2 | 2026/11/27 | 2026/11/2 | 50% | | |
    """
    progress = project_progress(project)
    if not progress.is_effort_kept:
        yield Task, OUT_OF_SCOPE
        return
    yield Task, _all_earned(progress)
    yield Task, _earned_unplanned(progress)
    for task in project.tasks:
        for judgement in _of_task(task, progress, project):
            yield task, judgement


def _all_earned(progress: Progress) -> Judgement:
    earned, whole = progress.earned.ev.value, progress.earned.bac.value
    if earned is None or whole is None:
        return OUT_OF_SCOPE
    if earned <= whole:
        return FITS
    problem = f"出来高 EV {number(earned)} 人日が、予定工数の合計 BAC {number(whole)} 人日を超えています"
    return violation(key="EV>BAC", problem=problem)


def _earned_unplanned(progress: Progress) -> Judgement:
    earned, planned = progress.earned.ev.value, progress.earned.pv.value
    if earned is None or planned is None:
        return OUT_OF_SCOPE
    if planned or not earned:
        return FITS
    problem = f"計画 PV が 0 なのに、出来高 EV が {number(earned)} 人日あります"
    return violation(key="PV=0", problem=problem)


def _of_task(task: Task, progress: Progress, project: Project) -> Iterator[Judgement]:
    if not is_effort_bearing(task, project):
        yield OUT_OF_SCOPE
        return
    if cannot := unknown(task, "planned_effort", "progress", "actual_start", "actual_finish"):
        yield cannot
        return
    earned = earned_of(task)
    if not earned:
        yield OUT_OF_SCOPE
        return
    name = task.row_id or "作業"
    if progress.is_actual_effort_kept and task.actual_effort is None:
        problem = f"{name} は出来高が {number(earned)} 人日ありますが、実績工数が空欄です"
        yield unknown(task, "actual_effort") or violation("actual_effort", problem=problem)
    if planned_of(task, project) == 0:
        problem = f"{name} は期間がまだ始まっていませんが、出来高が {number(earned)} 人日あります"
        yield violation("progress", severity=Severity.INFO, problem=problem)
    else:
        yield FITS
