"""ACC005: an acceptance needs its 検収書."""

from __future__ import annotations

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "ACC005",
    judges=Acceptance,
    reads=("accepted_on", "acceptance_document"),
    severity=Severity.ERROR,
    message="{id} は {accepted_on} に検収していますが、検収書が空欄です。",
    remedy="検収書を成果物一覧に載せ、その文書IDを検収書に書いてください。検収していないなら検収日を消してください。",
)
def accepted_without_proof(row: Acceptance, project: Project) -> Judgement:
    """検収したのに検収書がない。

    ## 要旨
    検収日が書かれていて、検収書(成果物一覧の文書ID)が空欄のときに指摘します。

    ## なぜ問題か
    検収書は、何をいつ合格と認めたかの証拠です。これがないと支払の根拠を示せず、不具合が見つかったときに
    契約不適合の責任を問う起点の日も争いになります。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 件名 | 検収日 | 検収書 | 指摘 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 基本設計 | 2026/9/30 | | 検収書 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 件名 | 検収日 | 検収書 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 基本設計 | 2026/9/30 | DOC-012 |
    | ACC-002 | ORD-001 | 詳細設計 | | |
    """
    if row.accepted_on is None:
        return OUT_OF_SCOPE
    return FITS if row.acceptance_document else violation("acceptance_document", expected="検収書の文書ID")
