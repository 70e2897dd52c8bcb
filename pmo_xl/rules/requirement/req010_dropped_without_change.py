"""REQ010: a requirement that was withdrawn without a change request."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "REQ010",
    judges=Requirement,
    screen=where("status", "取下げ"),
    reads=("id", "status"),
    needs={SpecChange: ("requirements",)},
    severity=Severity.WARNING,
    message="{id}({title})は取下げですが、この要件の仕様変更がありません。",
    remedy="仕様変更管理表に変更区分「削除」の行を足し、対象要件に {id}、変更理由に取り下げた訳を書いてください。",
)
def dropped_without_change(requirement: Requirement, project: Project) -> Judgement:
    """要件を取り下げたのに、仕様変更の記録がない。

    ## 要旨
    状態が「取下げ」の要件のうち、対象要件にその要件を書いた仕様変更が1件もないものを指摘します。
    初めから対象にしなかった「対象外」の要件は見ません。

    ## なぜ問題か
    だれがなぜ取り下げたのかが残らないと、「頼んだはず」「聞いていない」になります。
    仕様変更の記録があれば、費用と日程への影響も、承認した人も分かります。

    ## 違反例
    要件一覧
    | 要件ID | 要件名 | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 会員の退会 | 取下げ | 状態 |

    仕様変更管理表
    | 変更ID | 対象要件 | 変更区分 |
    |---|---|---|
    | CHG-001 | REQ-002 | 削除 |

    ## 適合例
    要件一覧
    | 要件ID | 要件名 | 状態 |
    |---|---|---|
    | REQ-001 | 会員の退会 | 取下げ |
    | REQ-002 | 会員の検索 | 対象外 |
    | REQ-003 | 会員の一括登録 | 対象 |

    仕様変更管理表
    | 変更ID | 対象要件 | 変更区分 |
    |---|---|---|
    | CHG-001 | REQ-004、REQ-001 | 削除 |
    """
    if requirement.status != "取下げ":
        return OUT_OF_SCOPE
    if project.spec_changes.naming("requirements", requirement.id):
        return FITS
    return violation("status", expected=f"対象要件に {requirement.id} を持つ仕様変更")
