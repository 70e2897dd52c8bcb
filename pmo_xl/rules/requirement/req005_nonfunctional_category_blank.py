"""REQ005: a kind of non-functional requirement that nobody has thought of."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.requirement import NONFUNCTIONAL_CATEGORIES, Requirement
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "REQ005",
    judges=Project,
    needs={Requirement: ("kind", "category", "status")},
    severity=Severity.WARNING,
    message="非機能要件「{category}」が1件もありません。",
    remedy="「{category}」の要件を書いてください。この案件で対象にしないなら、設定の「非機能対象外.{category}」に理由を書いてください。",
)
def nonfunctional_category_blank(project: Project) -> Iterator[tuple[type[Requirement], Judgement]]:
    """非機能要件の6つの大項目のうち、1件も要件がないものがある。

    ## 要旨
    非機能要件の大項目「可用性」「性能・拡張性」「運用・保守性」「移行性」「セキュリティ」「システム環境・エコロジー」
    (IPA の非機能要求グレードの大項目)のそれぞれについて、種別が「非機能」の要件が1件もないときに、
    要件一覧全体について大項目ごとに指摘します。取下げ・対象外の要件は数えません。
    どの要件もまだ「未合意」で、マスタスケジュールの要件定義の作業が終わっていない(予定終了が基準日以後の)うちは、
    要件を集めている途中なので指摘しません。
    対象にしない大項目は、設定に「非機能対象外.移行性」のような項目を足し、値に理由を書けば指摘しません。

    ## なぜ問題か
    非機能要件は、だれも言い出さないまま設計が終わり、リリース前に「遅い」「止められない」「移せない」と分かります。
    「対象にしない」と決めたことも、理由とともに残しておくべき決定です。

    ## 違反例
    指摘: 要件一覧

    要件一覧
    | 要件ID | 種別 | 大項目 | 状態 |
    |---|---|---|---|
    | REQ-001 | 非機能 | 可用性 | 対象 |
    | REQ-002 | 非機能 | 性能･拡張性 | 対象 |
    | REQ-003 | 非機能 | 運用・保守性 | 検討中 |
    | REQ-004 | 非機能 | 移行性 | 取下げ |
    | REQ-005 | 機能 | 移行性 | 対象 |
    | REQ-006 | 非機能 | セキュリティ | 対象 |
    | REQ-007 | 非機能 | システム環境・エコロジー | 対象 |

    ## 適合例
    要件一覧
    | 要件ID | 種別 | 大項目 | 状態 |
    |---|---|---|---|
    | REQ-001 | 非機能 | 可用性 | 対象 |
    | REQ-002 | 非機能 | 性能・拡張性 | 対象 |
    | REQ-003 | 非機能 | 運用・保守性 | 対象 |
    | REQ-006 | 非機能 | セキュリティ | 対象 |
    | REQ-007 | 非機能 | システム環境・エコロジー | 対象 |

    設定
    | 項目 | 値 |
    |---|---|
    | 非機能対象外.移行性 | 移すデータがないため |

    ## 適合例(要件を集めている途中)
    基準日: 2026-11-30

    要件一覧
    | 要件ID | 種別 | 大項目 | 合意状態 | 状態 |
    |---|---|---|---|---|
    | REQ-001 | 非機能 | 可用性 | 未合意 | 対象 |

    マスタスケジュール
    | 作業ID | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | 要件定義 | 要件の整理 | 2026/11/30 |
    """
    if not project.requirements:
        return  # nothing is written yet; a blank sheet is no finding
    if _is_gathering(project):
        yield from ((Requirement, OUT_OF_SCOPE) for _ in NONFUNCTIONAL_CATEGORIES)
        return
    exempt = {name_key(category) for category in project.settings.family("非機能対象外.")}
    held = {name_key(requirement.category or "") for requirement in _nonfunctional(project)}
    doubt = next(filter(None, (unknown(r, "kind", "category", "status") for r in project.requirements)), None)
    for category in NONFUNCTIONAL_CATEGORIES:
        key = name_key(category)
        if key in exempt:
            yield Requirement, OUT_OF_SCOPE
        elif key in held:
            yield Requirement, FITS
        else:
            yield Requirement, doubt or violation(key=category, category=category)


def _is_gathering(project: Project) -> bool:
    """Whether nothing is agreed yet and the phase in which requirements are gathered is not over."""
    if not all(requirement.agreement == "未合意" for requirement in project.requirements):
        return False
    return any(_is_ahead(task, project) for task in project.tasks.naming("phase", "要件定義"))


def _is_ahead(task: Task, project: Project) -> bool:
    finish = task.planned_finish
    return task.actual_finish is None and finish is not None and finish >= project.as_of


def _nonfunctional(project: Project) -> Iterator[Requirement]:
    for requirement in project.requirements:
        if requirement.kind == "非機能" and project.state_of(requirement) is not StateClass.CANCELLED:
            yield requirement
