"""REQ011: requirements that are not agreed when they should be."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.milestones import DEFINITION, day_of, milestone_of
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

DAYS_TO_AGREE = Threshold("合意日数", 10, "直した要件に合意し直すまでの稼働日数")
GRAVE_AFTER = Threshold("合意遅れ日数", 5, "合意の遅れをエラーにする、合意の期限からの稼働日数")
WAITING = ("未合意", "再合意要")


@rule(
    "REQ011",
    judges=Requirement,
    reads=("status", "agreement", "agreement_due_on", "updated_on", "systems"),
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_AGREE, GRAVE_AFTER),
    message="{id} は{agreement}のまま、合意するはずの {due} を {days} 日過ぎています。",
    remedy="合意の場を設けてください。合意したら合意状態・合意者・合意日を書き、まだなら合意期限を決めて書いてください。",
)
def not_agreed_in_time(requirement: Requirement, project: Project) -> Judgement:
    """対象の要件が、期限までに合意されていない。

    ## 要旨
    状態が「対象」、合意状態が「未合意」「再合意要」の要件について、合意するはずの日が基準日より前のときに指摘します。当日は
    遅れではありません。合意するはずの日は合意期限、空欄なら、関連システムの要件定義のマイルストーン(遅い方。システムのものが
    なければ案件全体のもの)と更新日から10稼働日(設定の `閾値.合意日数`)の遅い方です。更新日が空欄ならマイルストーンの日です。
    ふつうは警告、合意するはずの日から5稼働日(設定の `閾値.合意遅れ日数`)を超えたらエラーです。合意期限もマイルストーンも
    なければ見ません。

    ## なぜ問題か
    合意されていない要件のまま設計に進むと、後で「頼んでいない」「足りない」が起こり、費用と日程の話に変わります。

    ## 違反例
    基準日: 2026-11-30

    要件一覧
    | 要件ID | 合意状態 | 合意期限 | 状態 | 更新日 | 指摘 |
    |---|---|---|---|---|---|
    | REQ-001 | 未合意 | 2026/11/29 | 対象 | | 合意状態 |
    | REQ-002 | 再合意要 | 2026/11/19 | 対象 | 2026/11/2 | 合意状態(エラー) |
    | REQ-003 | 再合意要 | | 対象 | 2026/11/12 | 合意状態 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | 要件定義完了 | 2026/10/30 |

    ## 適合例
    基準日: 2026-11-30

    要件一覧
    | 要件ID | 関連システム | 合意状態 | 合意期限 | 状態 | 更新日 |
    |---|---|---|---|---|---|
    | REQ-001 | 会員基盤 | 未合意 | 2026/11/30 | 対象 | |
    | REQ-002 | 会員基盤 | 再合意要 | | 対象 | 2026/11/16 |
    | REQ-003 | 決済連携 | 未合意 | | 対象 | |
    | REQ-004 | 会員基盤 | 未合意 | 2026/11/2 | 取下げ | |
    | REQ-005 | 会員基盤 | 合意済 | 2026/11/2 | 対象 | |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | | 要件定義完了 | 2026/10/30 |
    | WBS-002 | マイルストーン | 要件定義 | 決済連携 | 決済連携の要件定義完了 | 2026/11/30 |
    """
    if requirement.status != "対象" or requirement.agreement not in WAITING:
        return OUT_OF_SCOPE
    due = requirement.agreement_due_on
    if due is None:
        milestones = _milestones(requirement, project)
        if cannot := next(
            filter(None, (unknown(m, "planned_finish", "actual_finish") for m in milestones)), None
        ):
            return cannot
        due = _due_by_milestone(milestones, requirement, project)
    if due is None:
        return OUT_OF_SCOPE
    if due >= project.as_of:
        return FITS
    is_grave = is_over(due, project.settings.threshold(GRAVE_AFTER), project)
    days = (project.as_of - due).days
    return violation("agreement", severity=Severity.ERROR if is_grave else None, due=day(due), days=days)


def _milestones(requirement: Requirement, project: Project) -> tuple[Task, ...]:
    """The 要件定義 milestones of the systems of a requirement; without a system, that of the project."""
    found = (milestone_of(DEFINITION, system, project) for system in requirement.systems or (None,))
    return tuple(milestone for milestone in found if milestone)


def _due_by_milestone(
    milestones: tuple[Task, ...], requirement: Requirement, project: Project
) -> date | None:
    days = [on for on in map(day_of, milestones) if on]
    if days and requirement.updated_on:
        limit = project.settings.threshold(DAYS_TO_AGREE)
        days.append(project.calendar.add_business_days(requirement.updated_on, limit))
    return max(days, default=None)
