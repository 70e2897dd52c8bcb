"""IFC007: an IF was changed, and the partner has not agreed since."""

from __future__ import annotations

from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import CORRECTION, SpecChange
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "IFC007",
    judges=Interface,
    reads=("id", "agreed_on"),
    needs={SpecChange: ("status", "kind", "interfaces", "raised_on")},
    severity=Severity.ERROR,
    message="{id} {title} は {changes} で変わりますが、先方合意日が{agreed}。",
    remedy="接続先に変更を伝えて合意を取り、先方合意日をその日に書き直してください。",
)
def changed_without_partner(interface: Interface, project: Project) -> Judgement:
    """IFの変わる仕様変更が承認されたのに、接続先と合意していない。

    ## 要旨
    承認済・反映済・周知済の仕様変更(変更区分が「誤記訂正」のものを除く)の対象IFに書かれたIFで、先方合意日が空欄か、
    いちばん新しい変更の起票日より前のときに指摘します。起票日と同じ日の合意は指摘しません。

    ## なぜ問題か
    IFは両端で同時に変えなければつながりません。決めてから相手に言うと、相手の日程に入りません。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 先方合意日 | 指摘 |
    |---|---|---|---|
    | IF-001 | 会員照会 | | 先方合意日 |
    | IF-002 | 残高照会 | 2026/11/9 | 先方合意日 |

    仕様変更管理表
    | 変更ID | 変更区分 | 起票日 | 対象IF | 状態 |
    |---|---|---|---|---|
    | CHG-001 | 変更 | 2026/10/1 | IF-001、IF-002 | 承認済 |
    | CHG-002 | 追加 | 2026/11/10 | IF-002 | 周知済 |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 先方合意日 |
    |---|---|---|
    | IF-001 | 会員照会 | 2026/11/10 |
    | IF-002 | 残高照会 | |
    | IF-003 | 売上明細 | |

    仕様変更管理表
    | 変更ID | 変更区分 | 起票日 | 対象IF | 状態 |
    |---|---|---|---|---|
    | CHG-001 | 変更 | 2026/11/10 | IF-001 | 承認済 |
    | CHG-002 | 誤記訂正 | 2026/11/10 | IF-002 | 承認済 |
    | CHG-003 | 変更 | 2026/11/10 | IF-002 | 承認待ち |
    """
    changes = project.spec_changes.naming("interfaces", interface.row_id)
    found = [change for change in changes if change.is_approved and change.kind != CORRECTION]
    if not found:
        return project.cached("changes of no known IF", lambda: _doubt(project)) or OUT_OF_SCOPE
    names = "、".join(change.row_id or "" for change in found)
    if interface.agreed_on is None:
        return violation("agreed_on", changes=names, agreed="空欄です")
    raised = [change.raised_on for change in found if change.raised_on]
    if raised and interface.agreed_on < max(raised):
        before = f"起票日 {day(max(raised))} より前の {day(interface.agreed_on)} です"
        return violation("agreed_on", expected=f"{day(max(raised))} 以降", changes=names, agreed=before)
    return FITS if len(raised) == len(found) else undeterminable("起票日の分からない仕様変更があります")


def _doubt(project: Project) -> Judgement | None:
    """判定不能 where a change does not say whether it is approved, or of which IF it is."""
    doubts = (unknown(change, "status", "interfaces") for change in project.spec_changes)
    return next(filter(None, doubts), None)
