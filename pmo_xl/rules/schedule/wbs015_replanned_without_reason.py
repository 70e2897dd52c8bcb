"""WBS015: plans that moved although nothing says why."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.change_links import systems_of
from pmo_xl.metrics.followed import moves
from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.past import Step
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

MOVED_DAYS = Threshold("計画変更日数", 5, "理由が要るとみなす、予定終了が動いた稼働日数")


@rule(
    "WBS015",
    judges=Task,
    reads=("id", "planned_finish"),
    needs={Issue: ("tasks",), SpecChange: ("schedule_impact", "status")},
    needs_past=True,
    severity=Severity.WARNING,
    thresholds=(MOVED_DAYS,),
    message="{id} の予定終了が {old} から {new} に動きましたが、理由になる課題も仕様変更もありません。",
    remedy="動いた理由の課題を起票して関連作業に {id} を書いてください。仕様変更によるなら、その影響システムと影響工期を書いてください。",
)
def replanned_without_reason(task: Task, project: Project) -> Judgement:
    """理由のないまま、予定終了が大きく動いている。

    ## 要旨
    pmo-xl record で残した記録と比べて予定終了が5稼働日を超えて動いた(延びた、または早まった)作業について、
    理由になる課題も仕様変更もないときに指摘します。理由とみなすのは、前の予定だった間に未完了だった課題で
    関連作業にその作業を書いたもの、または前の予定だった間かその後に承認された、影響工期のある仕様変更で、
    影響システムにその作業のシステムを含むものです。日数は設定の`閾値.計画変更日数`で変えられます。

    ## なぜ問題か
    予定を書き換えると遅れは見えなくなります。理由が残っていないと、なぜ遅れたか、次に何が起きるかを誰も説明できません。

    ## 違反例
    マスタスケジュール(2026-11-02 の記録)
    | 作業ID | システム | 予定終了 |
    |---|---|---|
    | WBS-001 | 会員基盤 | 2026/11/20 |
    | WBS-002 | 会員基盤 | 2026/11/20 |

    マスタスケジュール
    | 作業ID | システム | 予定終了 | 指摘 |
    |---|---|---|---|
    | WBS-001 | 会員基盤 | 2026/12/1 | 予定終了 |
    | WBS-002 | 会員基盤 | 2026/11/11 | 予定終了 |

    課題管理表
    | 課題ID | 関連作業 | 状態 | 完了日 |
    |---|---|---|---|
    | ISS-001 | WBS-001 | 完了 | 2026/11/1 |

    仕様変更管理表
    | 変更ID | 影響システム | 影響工期 | 状態 | 承認日 |
    |---|---|---|---|---|
    | CHG-001 | 会員基盤 | 5 | 承認待ち | |
    | CHG-002 | 会員基盤 | 0 | 承認済 | 2026/11/10 |
    | CHG-003 | 決済連携 | 5 | 承認済 | 2026/11/10 |
    | CHG-004 | 会員基盤 | 5 | 承認済 | 2026/11/1 |

    ## 適合例
    マスタスケジュール(2026-11-02 の記録)
    | 作業ID | システム | 予定終了 |
    |---|---|---|
    | WBS-001 | 会員基盤 | 2026/11/20 |
    | WBS-002 | 会員基盤 | 2026/11/20 |
    | WBS-003 | 決済連携 | 2026/11/20 |
    | WBS-004 | 会員基盤 | |

    マスタスケジュール
    | 作業ID | システム | 予定終了 |
    |---|---|---|
    | WBS-001 | 会員基盤 | 2026/11/30 |
    | WBS-002 | 会員基盤 | 2026/12/25 |
    | WBS-003 | 決済連携 | 2026/12/25 |
    | WBS-004 | 会員基盤 | 2026/12/25 |
    | WBS-005 | 会員基盤 | 2026/12/25 |

    課題管理表
    | 課題ID | 関連作業 | 状態 | 完了日 |
    |---|---|---|---|
    | ISS-001 | WBS-002 | 完了 | 2026/11/2 |

    仕様変更管理表
    | 変更ID | 影響システム | 影響工期 | 状態 | 承認日 |
    |---|---|---|---|---|
    | CHG-001 | 決済連携 | 10 | 承認済 | 2026/11/2 |
    """
    if task.planned_finish is None or not project.past.steps_of(task, "planned_finish"):
        return OUT_OF_SCOPE
    for old, new in reversed(list(moves(task, "planned_finish", project))):
        if _is_far(old, new, project) and not _is_explained(task, old.seen_on, project):
            return violation("planned_finish", old=_shown(old), new=_shown(new))
    return FITS


def _is_far(old: Step, new: Step, project: Project) -> bool:
    if not old.value or not new.value:
        return False
    first, last = sorted((date.fromisoformat(old.value), date.fromisoformat(new.value)))
    return last > project.calendar.add_business_days(first, project.settings.threshold(MOVED_DAYS))


def _is_explained(task: Task, since: date, project: Project) -> bool:
    """Whether an issue of the task was open, or a delaying change of its system approved, since that day."""
    issues = project.issues.naming("tasks", task.id)
    if any(issue.closed_on is None or issue.closed_on >= since for issue in issues):
        return True
    return any(_delays(change, task, since, project) for change in project.spec_changes)


def _delays(change: SpecChange, task: Task, since: date, project: Project) -> bool:
    if not change.schedule_impact or not change.is_approved or task.system is None:
        return False
    is_recent = change.approved_on is None or change.approved_on >= since
    return is_recent and name_key(task.system) in map(name_key, systems_of(change, project))


def _shown(step: Step) -> str:
    return day(date.fromisoformat(step.value))
