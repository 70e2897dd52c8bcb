"""CHG012: changes called reflected or announced without saying where, in which version, or when."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule

ANNOUNCED = "周知済"
_RECORD = ("reflected_in", "reflected_version", "reflected_on")


@rule(
    "CHG012",
    judges=SpecChange,
    reads=("status",),
    severity=Severity.ERROR,
    message="{id} は{status}ですが、{problem}。",
    remedy="どの文書のどの版に、いつ反映し、いつ知らせたかを書いてください。まだなら状態を戻してください。",
)
def reflected_without_record(change: SpecChange, project: Project) -> Judgement | tuple[Judgement, ...]:
    """反映済・周知済の仕様変更に、反映先文書・反映版・反映日・周知日のどれかがない。

    ## 要旨
    状態が「反映済」「周知済」の仕様変更について、反映先文書、反映版、反映日が空欄のとき、「周知済」ではさらに周知日が空欄の
    とき、空欄の欄ごとに指摘します。

    ## なぜ問題か
    どの版に入ったかが言えない変更は、最新の文書に入っているかを確かめられません。変更がすべて最新の文書に入っていることが、
    この台帳の約束です。

    ## 違反例
    仕様変更管理表
    | 変更ID | 状態 | 反映先文書 | 反映版 | 反映日 | 周知日 | 指摘 |
    |---|---|---|---|---|---|---|
    | CHG-001 | 反映済 | | 1.1 | 2026/11/2 | | 反映先文書 |
    | CHG-002 | 周知済 | DOC-001 | | | 2026/11/5 | 反映版、反映日 |
    | CHG-003 | 周知済 | DOC-001 | 1.1 | 2026/11/2 | | 周知日 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 状態 | 反映先文書 | 反映版 | 反映日 | 周知日 |
    |---|---|---|---|---|---|
    | CHG-001 | 反映済 | DOC-001 | 1.1 | 2026/11/2 | |
    | CHG-002 | 周知済 | DOC-001 | 1.1 | 2026/11/2 | 2026/11/5 |
    | CHG-003 | 承認済 | | | | |
    """
    if change.status not in ("反映済", ANNOUNCED):
        return OUT_OF_SCOPE
    fields = (*_RECORD, "announced_on") if change.status == ANNOUNCED else _RECORD
    return tuple(blanks(change, *fields)) or FITS
