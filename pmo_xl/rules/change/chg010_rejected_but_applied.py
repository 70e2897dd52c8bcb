"""CHG010: changes that were rejected or put off, and yet found their way into the requirement."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.metrics.followed import moves
from pmo_xl.model.display import day
from pmo_xl.model.past import Step
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

_NOT_WANTED = ("却下", "保留")


@rule(
    "CHG010",
    judges=SpecChange,
    reads=("id", "status", "requirements", "raised_on"),
    needs={Requirement: ("id", "statement")},
    needs_past=True,
    severity=Severity.ERROR,
    message="{id} は「{status}」ですが、対象要件 {requirement} の要件内容が起票の後に変わっています({seen} の記録)。",
    remedy="要件内容を元に戻してください。別の決定で変えたのなら、その仕様変更を起票して対象要件に {requirement} を書いてください。",
)
def rejected_but_applied(change: SpecChange, project: Project) -> Judgement | Sequence[Judgement]:
    """却下・保留にした仕様変更の対象要件が、書き換わっている。

    ## 要旨
    状態が「却下」「保留」の仕様変更について、pmo-xl record で残した記録をたどり、対象要件の要件内容が
    起票日より後に変わっているときに指摘します。同じ要件を対象にした、却下・保留でない別の仕様変更が
    あるときは、そちらによる変更とみなして指摘しません。

    ## なぜ問題か
    断ったはずの変更が設計や開発に入ると、費用の裏付けがないまま作られ、試験でも見つかりません。

    ## 違反例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |

    要件一覧(2026-11-17 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 状態 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | REQ-001 | 2026/11/16 | 却下 | 状態 |
    | CHG-002 | REQ-001 | 2026/11/16 | 保留 | 状態 |

    ## 適合例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |
    | REQ-003 | 一覧は100件まで。 | 対象 |

    要件一覧(2026-11-17 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |
    | REQ-003 | 一覧は200件まで。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |
    | REQ-003 | 一覧は200件まで。 | 対象 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 2026/11/17 | 却下 |
    | CHG-002 | REQ-002 | 2026/11/10 | 却下 |
    | CHG-003 | REQ-003 | 2026/11/10 | 却下 |
    | CHG-004 | REQ-003 | 2026/11/12 | 承認済 |
    """
    if change.status not in _NOT_WANTED or not change.requirements:
        return OUT_OF_SCOPE
    if change.raised_on is None:
        return undeterminable("起票日が空欄の仕様変更があります")
    hits = [
        violation("status", key=requirement.id, requirement=requirement.id, seen=day(applied.seen_on))
        for each in change.requirements
        if (requirement := project.requirements.get(each))
        and (applied := _applied(change, requirement, project))
    ]
    return hits or FITS


def _applied(change: SpecChange, requirement: Requirement, project: Project) -> Step | None:
    """The first text that the requirement took after the change was raised, unless another change explains it."""
    if any(
        each.status not in _NOT_WANTED for each in project.spec_changes.naming("requirements", requirement.id)
    ):
        return None
    texts = (new for _, new in moves(requirement, "statement", project))
    return next((text for text in texts if change.raised_on and text.seen_on > change.raised_on), None)
