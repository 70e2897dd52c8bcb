"""CHG005: requirement texts that changed since an earlier run although no change says so."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.followed import last_seen, moves
from pmo_xl.model.display import day
from pmo_xl.model.past import Step
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_DRAFT = "検討中"


@rule(
    "CHG005",
    judges=Requirement,
    reads=("id", "statement", "status"),
    needs={SpecChange: ("requirements", "raised_on")},
    needs_past=True,
    severity=Severity.ERROR,
    message="{id} の要件内容は {since} の記録から変わりましたが、その後の仕様変更がありません。",
    remedy="仕様変更管理表に、対象要件を {id} とする行を起票してください。誤って書き換えたのなら元に戻してください。",
)
def text_changed_without_change(requirement: Requirement, project: Project) -> Judgement:
    """仕様変更の起票がないのに、要件内容が変わっている。

    ## 要旨
    pmo-xl record で残した記録と比べて要件内容が変わった要件について、対象要件にその要件を書いた仕様変更が、
    前の記録の日以降に起票・承認・反映・周知のどれもされていないときに指摘します。
    変わった後で記録を残しても、仕様変更が起票されるまで指摘は続きます。
    状態が「検討中」の間に変わったことは問いません。全角・半角と前後の空白の違いは、変わったとみなしません。

    ## なぜ問題か
    台帳の文言だけが書き換わると、費用・工期・試験への影響を誰も判断しないまま仕様が変わります。
    気づいた日に聞けば分かることも、受入試験のころには誰も覚えていません。

    ## 違反例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |

    要件一覧(2026-11-24 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は40文字まで。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 | 要件内容 |
    | REQ-002 | 氏名は40文字まで。 | 対象 | 要件内容 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 |
    |---|---|---|
    | CHG-001 | REQ-001 | 2026/11/23 |
    | CHG-002 | REQ-002 | 2026/11/15 |

    ## 適合例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |
    | REQ-003 | 一覧は100件まで。 | 検討中 |
    | REQ-004 | 帳票はＡ４。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |
    | REQ-002 | 氏名は40文字まで。 | 対象 |
    | REQ-003 | 一覧は200件まで。 | 対象 |
    | REQ-004 | 帳票はA4。 | 対象 |
    | REQ-005 | 新しく足した要件。 | 対象 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 反映日 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 2026/11/16 | |
    | CHG-002 | REQ-002 | 2026/10/1 | 2026/11/20 |
    """
    if not project.past.steps_of(requirement, "statement"):
        return OUT_OF_SCOPE
    for _, new in reversed(list(moves(requirement, "statement", project))):
        since = last_seen(project, new)
        if not _was_draft(requirement, new, project) and not _is_covered(requirement, since, project):
            return violation("statement", expected="この要件を対象要件に持つ仕様変更", since=day(since))
    return FITS


def _was_draft(requirement: Requirement, changed: Step, project: Project) -> bool:
    """Whether the requirement was still 検討中 when the text changed."""
    states = [s for s in project.past.steps_of(requirement, "status") if s.seen_on < changed.seen_on]
    return bool(states) and states[-1].value == _DRAFT


def _is_covered(requirement: Requirement, since: date, project: Project) -> bool:
    """Whether a change naming the requirement was raised or worked on since that day."""
    changes = project.spec_changes.naming("requirements", requirement.id)
    days = (
        on
        for change in changes
        for on in (change.raised_on, change.approved_on, change.reflected_on, change.announced_on)
    )
    return any(on is not None and on >= since for on in days)
