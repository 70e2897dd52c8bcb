"""REQ004: a system that is built or changed though no requirement asks for it."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "REQ004",
    judges=System,
    reads=("name", "change_kind"),
    needs={Requirement: ("systems", "status")},
    severity=Severity.WARNING,
    message="「{name}」は区分が「{change_kind}」ですが、状態が「対象」の要件が1件もありません。",
    remedy="このシステムが実現する要件の関連システムにシステム名を書くか、区分を「影響なし」に直してください。",
)
def system_without_requirement(system: System, project: Project) -> Judgement:
    """新規・改修のシステムに、対象の要件が1件もない。

    ## 要旨
    システム一覧の区分が「新規」か「改修」のシステムのうち、関連システムにその名前があり状態が「対象」の要件が
    1件もないものを指摘します。「検討中」の要件だけのシステムも指摘します。

    ## なぜ問題か
    要件のないシステムを改修するなら、求められていないものに費用をかけているか、要件一覧から何かが
    抜けているかのどちらかです。

    ## 違反例
    システム一覧
    | ID | システム名 | 区分 | 指摘 |
    |---|---|---|---|
    | SYS-001 | 会員基盤 | 新規 | システム名 |
    | SYS-002 | 決済連携 | 改修 | システム名 |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 検討中 |
    | REQ-002 | 会員基盤、帳票 | 取下げ |

    ## 適合例
    システム一覧
    | ID | システム名 | 区分 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 新規 |
    | SYS-002 | 決済連携 | 改修 |
    | SYS-003 | 帳票 | 影響なし |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 決済連携、会員基盤 | 対象 |
    | REQ-002 | 会員基盤 | 取下げ |
    """
    if system.change_kind not in ("新規", "改修"):
        return OUT_OF_SCOPE
    requirements = project.requirements.naming("systems", system.name)
    if any(requirement.status == "対象" for requirement in requirements):
        return FITS
    doubtful = (unknown(requirement, "status") for requirement in requirements)
    return next(filter(None, doubtful), violation("name"))
