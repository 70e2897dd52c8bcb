"""DOC002: a document that is older than a change said to be in it."""

from __future__ import annotations

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "DOC002",
    judges=Deliverable,
    reads=("id", "updated_on"),
    needs={SpecChange: ("reflected_in", "reflected_on")},
    severity=Severity.ERROR,
    message="{id}「{title}」の更新日 {updated_on} は、反映したはずの {change} の反映日 {reflected_on} より前です。",
    remedy="文書を開いて変更が入っているかを確かめ、入っていれば更新日と最新版を、入っていなければ仕様変更の反映日を直してください。",
)
def older_than_its_change(document: Deliverable, project: Project) -> Judgement:
    """文書の更新日が、反映したはずの仕様変更の反映日より古い。

    ## 要旨
    反映先文書にその文書を書いた仕様変更の反映日より、成果物一覧の更新日が前のときに指摘します。同じ日なら問題ありません。
    仕様変更がいくつもあれば、反映日のいちばん遅いものと比べます。反映日が空欄の仕様変更は見ません。

    ## なぜ問題か
    反映したと書いてある日より文書が古いなら、変更は文書に入っていないか、入った文書が一覧に載っていません。
    どちらでも、受け取る人は古い仕様で作業します。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 指摘 |
    |---|---|---|---|
    | DOC-001 | 基本設計書 | 2026/11/9 | 更新日 |

    仕様変更管理表
    | 変更ID | 反映先文書 | 反映日 |
    |---|---|---|
    | CHG-001 | DOC-001 | 2026/10/1 |
    | CHG-002 | DOC-002、DOC-001 | 2026/11/10 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 更新日 |
    |---|---|---|
    | DOC-001 | 基本設計書 | 2026/11/10 |
    | DOC-002 | IF仕様書 | |
    | DOC-003 | 運用設計書 | 2026/4/1 |

    仕様変更管理表
    | 変更ID | 反映先文書 | 反映日 |
    |---|---|---|
    | CHG-001 | DOC-001 | 2026/11/10 |
    | CHG-002 | DOC-002 | 2026/11/10 |
    | CHG-003 | DOC-003 | |
    """
    changes = project.spec_changes.naming("reflected_in", document.id)
    if document.updated_on is None or not changes:
        return OUT_OF_SCOPE
    doubt = next(filter(None, (unknown(change, "reflected_on") for change in changes)), None)
    dated = [(change.reflected_on, change) for change in changes if change.reflected_on]
    if not dated:
        return doubt or OUT_OF_SCOPE
    last, change = max(dated, key=lambda pair: pair[0])
    if document.updated_on >= last:
        return doubt or FITS
    return violation("updated_on", expected=f"{day(last)} 以降", change=change.row_id, reflected_on=day(last))
