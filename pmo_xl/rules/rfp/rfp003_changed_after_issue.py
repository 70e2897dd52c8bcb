"""RFP003: a requirement that is another than the one the RFP went out with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.fingerprint import FINGERPRINT_FIELDS, fingerprint, read_fingerprint
from pmo_xl.model.display import day
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "RFP003",
    judges=RfpItem,
    reads=("requirement", "issued_on", "issued_fingerprint"),
    needs={Requirement: ("id", *FINGERPRINT_FIELDS)},
    severity=Severity.ERROR,
    message="{id} の要件 {requirement} は、RFPを出した {issued} の後で内容が変わっています。変わった内容の見積がありません。",
    remedy="提案者に変わった内容を知らせ、見積を取り直して、見積一覧の起票元に仕様変更のIDを書いてください。RFPを出し直したなら発行日を新しくしてください。",
)
def changed_after_issue(item: RfpItem, project: Project) -> Judgement:
    """RFPを出した後で変わった要件は、見積を取り直さなければならない。

    ## 要旨
    発行日のあるRFP照合表の行について、要件の種別・要件内容・関連システム・受入条件が、RFPを出したときと違うときに
    指摘します。出したときの内容は、隠し列「発行時指紋」に「発行日:16桁の符号」の形で残っています。
    その要件を対象要件に書いた仕様変更を起票元とする見積を、発行日以後に受け取っていれば指摘しません。

    却下した仕様変更の見積は数えません。

    指紋が空欄・形の違うもの、指紋の日より発行日が新しいもの(出し直した後で、まだ指紋が付いていないもの)は判定不能です。
    指紋は `pmo-xl fix` が付けます。

    ## なぜ問題か
    提案者は、出したときのRFPで見積もっています。変わった分は、契約の後の追加費用になります。

    ## 違反例
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 |
    |---|---|---|---|---|
    | REQ-001 | 機能 | 退会した会員番号は再利用しない。 | 会員基盤 | 一覧で確かめる |
    | REQ-002 | 機能 | 退会した会員番号は再利用しない。 | 会員基盤 | 一覧で確かめる |

    RFP照合表
    | RFP-ID | 要件 | 発行日 | 発行時指紋 | 指摘 |
    |---|---|---|---|---|
    | RFP-001 | REQ-001 | 2026/5/10 | 20260510:988fcf56093630a0 | 要件 |
    | RFP-002 | REQ-002 | 2026/5/10 | 20260510:988fcf56093630a0 | 要件 |

    仕様変更管理表
    | 変更ID | 対象要件 | 状態 |
    |---|---|---|
    | CHG-001 | REQ-001 | 反映済 |
    | CHG-002 | REQ-002 | 却下 |

    見積一覧
    | 見積ID | 起票元 | 取得日 |
    |---|---|---|
    | EST-001 | CHG-001 | 2026/5/9 |
    | EST-002 | CHG-002 | 2026/5/10 |

    ## 適合例
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 |
    |---|---|---|---|---|
    | REQ-001 | 機能 | 退会した会員番号は再利用しない。 | 会員基盤 | 一覧で確かめる |
    | REQ-002 | 機能 | 退会した会員番号は1年後に再利用する。 | 会員基盤 | 一覧で確かめる |

    RFP照合表
    | RFP-ID | 要件 | 発行日 | 発行時指紋 |
    |---|---|---|---|
    | RFP-001 | REQ-001 | 2026/5/10 | 20260510:988fcf56093630a0 |
    | RFP-002 | REQ-002 | 2026/5/10 | 20260510:988fcf56093630a0 |
    | RFP-003 | REQ-001 | 2026/5/10 | |
    | RFP-004 | REQ-001 | 2026/5/11 | 20260510:988fcf56093630a0 |
    | RFP-005 | REQ-001 | | 20260510:988fcf56093630a0 |
    | RFP-006 | | 2026/5/10 | 20260510:988fcf56093630a0 |

    仕様変更管理表
    | 変更ID | 対象要件 | 状態 |
    |---|---|---|
    | CHG-001 | REQ-001 | 反映済 |

    見積一覧
    | 見積ID | 起票元 | 取得日 |
    |---|---|---|
    | EST-001 | CHG-001 | 2026/5/10 |
    """
    requirement = project.requirements.get(item.requirement)
    if requirement is None or item.issued_on is None:
        return OUT_OF_SCOPE
    issued = read_fingerprint(item.issued_fingerprint)
    if issued is None:
        return undeterminable("発行時指紋が空欄か、形の違う行があります")
    if lacking := unknown(requirement, *FINGERPRINT_FIELDS):
        return lacking
    if issued[1] == fingerprint(requirement):
        return FITS
    if item.issued_on > issued[0]:
        return undeterminable("発行日が指紋より新しく、指紋がまだ付いていない行があります")
    return _changed(requirement, item.issued_on, project)


def _changed(requirement: Requirement, issued_on: date, project: Project) -> Judgement:
    estimates = list(_estimates_of(requirement, project))
    if any(each.received_on and each.received_on >= issued_on for each in estimates):
        return FITS
    if any(not each.is_known("received_on") for each in estimates):
        return undeterminable("仕様変更を起票元とする見積の取得日を読み取れません")
    return violation("requirement", issued=day(issued_on))


def _estimates_of(requirement: Requirement, project: Project) -> Iterator[Estimate]:
    """The estimates that name a change of the requirement, not 却下, in 起票元."""
    for change in project.spec_changes.naming("requirements", requirement.id):
        if project.state_of(change) is not StateClass.CANCELLED:
            yield from project.estimates.naming("origin", change.id)
