"""CHG007: an approved change that takes time the schedule does not give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.change_links import systems_of
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "CHG007",
    judges=SpecChange,
    reads=("status", "schedule_impact", "systems", "requirements", "approved_on"),
    needs={
        Task: ("system", "planned_finish", "baseline_finish", "actual_finish"),
        Requirement: ("id", "systems"),
    },
    severity=Severity.WARNING,
    message="{id} は工期が {days} 稼働日延びる変更として承認されていますが、{systems} の予定終了がどれも基準のままです。",
    remedy="担当と相談して、影響する作業の予定開始・予定終了を引き直してください。延びないと分かったなら影響工期を直してください。",
)
def delay_without_schedule(change: SpecChange, project: Project) -> Judgement:
    """工期の延びる仕様変更が承認されたのに、日程が引き直されていない。

    ## 要旨
    状態が「承認済」「反映済」「周知済」で影響工期が0より大きい仕様変更について、影響システムの終わっていない作業
    (実績終了が空欄)の予定終了が、どれも基準終了と同じときに指摘します。
    承認日には終わっていなかった作業が、引き直された予定(基準終了と違う予定終了)で終わったときも、日程に
    織り込まれたとみなして指摘しません。
    影響システムが空欄なら、対象要件の関連システムを見ます。終わっていない作業がなければ対象外です。
    基準終了のある作業が1つもなければ判定不能とします(基準がないことは WBS017 が指摘します)。

    ## なぜ問題か
    「5日延びる」と承認したのに日程が元のままなら、遅れは期限の日に突然現れます。
    後の工程や対向システムの人も、元の日程で動いています。

    ## 違反例
    仕様変更管理表
    | 変更ID | 影響システム | 対象要件 | 影響工期 | 状態 | 承認日 | 指摘 |
    |---|---|---|---|---|---|---|
    | CHG-001 | 会員基盤 | | 5 | 承認済 | 2026/11/7 | 影響工期 |
    | CHG-002 | | REQ-001 | 1 | 周知済 | 2026/11/7 | 影響工期 |

    要件一覧
    | 要件ID | 関連システム |
    |---|---|
    | REQ-001 | 会員基盤 |

    マスタスケジュール
    | 作業ID | 種別 | システム | 基準終了 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 会員基盤 | 2026/12/11 | 2026/12/11 | |
    | WBS-002 | 作業 | 会員基盤 | 2026/10/30 | 2026/11/6 | 2026/11/6 |
    | WBS-003 | 作業 | 決済連携 | 2026/12/11 | 2026/12/18 | |
    | WBS-004 | 作業 | 会員基盤 | | 2026/12/18 | |

    ## 適合例
    仕様変更管理表
    | 変更ID | 影響システム | 影響工期 | 状態 | 承認日 |
    |---|---|---|---|---|
    | CHG-001 | 会員基盤、帳票 | 5 | 承認済 | 2026/11/7 |
    | CHG-002 | 帳票 | 5 | 承認待ち | |
    | CHG-003 | 帳票 | 0 | 承認済 | 2026/11/7 |
    | CHG-004 | 帳票 | | 承認済 | 2026/11/7 |
    | CHG-005 | 決済連携 | 5 | 承認済 | 2026/11/7 |
    | CHG-006 | 認証 | 5 | 承認済 | 2026/11/7 |
    | CHG-007 | | 5 | 承認済 | 2026/11/7 |
    | CHG-008 | 照会画面 | 5 | 承認済 | 2026/11/6 |

    マスタスケジュール
    | 作業ID | 種別 | システム | 基準終了 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 会員基盤 | 2026/12/11 | 2026/12/18 | |
    | WBS-002 | 作業 | 帳票 | 2026/12/11 | 2026/12/11 | |
    | WBS-003 | 作業 | 決済連携 | 2026/10/30 | 2026/10/30 | 2026/10/30 |
    | WBS-004 | 作業 | 認証 | | 2026/12/18 | |
    | WBS-005 | 作業 | 照会画面 | 2026/10/30 | 2026/11/6 | 2026/11/6 |
    | WBS-006 | 作業 | 照会画面 | 2026/12/11 | 2026/12/11 | |
    """
    if not change.is_approved or change.schedule_impact is None or change.schedule_impact <= 0:
        return OUT_OF_SCOPE
    systems = systems_of(change, project)
    if not systems:
        return undeterminable("影響システムの分からない変更があります")
    plans = [plan for name in systems if (plan := _plan_of(name, project)).is_open]
    if not plans:
        return OUT_OF_SCOPE
    if any(plan.moved_until >= (change.approved_on or date.max) for plan in plans):
        return FITS
    if doubt := next((plan.doubt for plan in plans if plan.doubt), None):
        return doubt
    if not any(plan.has_baseline for plan in plans):
        return undeterminable("基準終了のある作業がありません")
    return violation("schedule_impact", days=change.schedule_impact, systems="、".join(systems))


@dataclass(frozen=True)
class _Plan:
    """What the tasks of one system say.

    is_open: whether one is not done. moved_until: the last day on which one off its baseline was open
    (date.max: still is; date.min: none ever was). has_baseline: whether an open one can be compared.
    """

    is_open: bool
    moved_until: date
    has_baseline: bool
    doubt: Judgement | None


def _plan_of(system: str, project: Project) -> _Plan:
    return project.cached(("tasks against baseline", system), lambda: _look(system, project))


def _look(system: str, project: Project) -> _Plan:
    tasks = project.tasks.naming("system", system)
    open_ones = [task for task in tasks if task.actual_finish is None]
    doubts = (unknown(task, "planned_finish", "baseline_finish", "actual_finish") for task in open_ones)
    return _Plan(
        is_open=bool(open_ones),
        moved_until=max((t.actual_finish or date.max for t in tasks if _has_moved(t)), default=date.min),
        has_baseline=any(task.baseline_finish for task in open_ones),
        doubt=next(filter(None, doubts), None),
    )


def _has_moved(task: Task) -> bool:
    planned, baseline = task.planned_finish, task.baseline_finish
    return planned is not None and baseline is not None and planned != baseline
