"""RFP001: a requirement of an outsourced system that the RFP does not ask for."""

from __future__ import annotations

from pmo_xl.metrics.rfp import asked_systems, issue_days
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "RFP001",
    judges=Requirement,
    reads=("id", "status", "systems"),
    needs={RfpItem: ("requirement",), System: ("name", "is_outsourced")},
    severity=Severity.ERROR,
    message="{id}「{title}」は{asked}の要件ですが、RFP照合表のどの行の要件にもありません。",
    remedy="RFP照合表に行を足し、要件にこの要件IDを書いてください。頼まない要件なら、関連システムか状態を確かめてください。",
)
def requirement_not_in_rfp(requirement: Requirement, project: Project) -> Judgement:
    """RFPで頼むシステムの要件は、すべてRFPに入っていなければならない。

    ## 要旨
    RFP照合表に行がある台帳で、状態が「対象」の要件の関連システムに、RFPで頼むシステムがあるのに、その要件がRFP照合表の
    どの行の「要件」にもないときに指摘します。RFPで頼むシステムとは、外注が ○ で、次のどちらかのものです。

    - RFP照合表に書いた要件の関連システムである
    - マスタスケジュールに、そのシステムの、工程「RFP・調達」の作業がある

    RFPの最後の発行日より後に起票され、承認された仕様変更の対象要件は、対象外です(RFPの後で増えた要件です。RFP003が見ます)。

    ## なぜ問題か
    RFPにない要件は、提案にも見積にも入りません。契約の後で「それは別料金です」と言われます。

    ## 違反例
    システム一覧
    | システム名 | 区分 | 外注 |
    |---|---|---|
    | 会員基盤 | 新規 | ○ |
    | 帳票 | 改修 | ○ |
    | 会計 | 改修 | |

    要件一覧
    | 要件ID | 要件名 | 関連システム | 状態 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 会員登録 | 会員基盤 | 対象 | |
    | REQ-002 | 退会 | 会計、会員基盤 | 対象 | 要件ID |
    | REQ-003 | 月次帳票 | 帳票 | 対象 | 要件ID |
    | REQ-004 | 休会 | 会員基盤 | 対象 | 要件ID |

    RFP照合表
    | RFP-ID | 要件 | 発行日 |
    |---|---|---|
    | RFP-001 | REQ-001 | 2026/2/2 |

    マスタスケジュール
    | 作業ID | 作業名 | 種別 | 工程 | システム |
    |---|---|---|---|---|
    | WBS-001 | 帳票のRFP | 作業 | RFP・調達 | 帳票 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-004 | 2026/2/2 | 承認済 |
    | CHG-002 | REQ-004 | 2026/2/3 | 承認待ち |

    ## 適合例
    システム一覧
    | システム名 | 区分 | 外注 |
    |---|---|---|
    | 会員基盤 | 新規 | ○ |
    | 帳票 | 改修 | ○ |
    | 会計 | 改修 | |

    要件一覧
    | 要件ID | 要件名 | 関連システム | 状態 |
    |---|---|---|---|
    | REQ-001 | 会員登録 | 会員基盤、会計 | 対象 |
    | REQ-002 | 会計連携 | 会計 | 対象 |
    | REQ-003 | 月次帳票 | 帳票 | 対象 |
    | REQ-004 | 休会 | 会員基盤 | 対象 |
    | REQ-005 | 家族会員 | 会員基盤 | 対象外 |

    RFP照合表
    | RFP-ID | 要件 | 発行日 |
    |---|---|---|
    | RFP-001 | REQ-001 | 2026/2/2 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-004 | 2026/2/3 | 反映済 |
    """
    if requirement.status != "対象":
        return OUT_OF_SCOPE
    if project.rfp_items.naming("requirement", requirement.id):
        return FITS
    own = [system for system in map(project.system, requirement.systems) if system]
    asked = [system for system in own if system in asked_systems(project)]
    if not asked:
        unread = any(not system.is_known("is_outsourced") for system in own)
        return undeterminable("関連システムの外注を読み取れません") if unread else OUT_OF_SCOPE
    if _came_later(requirement, project):
        return OUT_OF_SCOPE
    names = "、".join(system.name or "" for system in asked)
    return violation("id", asked=f"RFPで頼む「{names}」", expected="RFP照合表の行")


def _came_later(requirement: Requirement, project: Project) -> bool:
    """Whether an approved change that was raised after the RFP last went out names it."""
    days = issue_days(project)
    changes = project.spec_changes.naming("requirements", requirement.id)
    return any(
        change.is_approved and change.raised_on and change.raised_on > days[-1] for change in changes if days
    )
