"""CHG004: a change said to be in a version that the document does not have yet."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.versions import split_versions, version_of
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "CHG004",
    judges=SpecChange,
    reads=("reflected_in", "reflected_version"),
    needs={Deliverable: ("id", "version")},
    severity=Severity.ERROR,
    message="{id} の反映版「{claimed}」は、{document} の最新版「{latest}」より新しく、まだない版です。",
    remedy="どの版に反映したかを確かめ、反映版か、成果物一覧の最新版を直してください。",
)
def reflected_version_impossible(change: SpecChange, project: Project) -> Judgement | tuple[Judgement, ...]:
    """反映版が、文書の最新版より新しい。

    ## 要旨
    仕様変更の反映版が、反映先文書の最新版(成果物一覧)より新しいときに指摘します。
    文書が複数のときは、反映版を反映先文書と同じ順に 、 で区切って書いたものとして、順に比べます。
    版は「第1.10版」「v1.2」「Ver.2.0」「Rev.3」「1.2a」などの書き方を読み、数ごとに比べます(1.10 は 1.9 より新しい)。
    それ以外の書き方の版、成果物一覧にない文書、数の合わない反映版は、判定不能とします。

    ## なぜ問題か
    まだない版に反映したと書いてあるなら、反映は終わっていません。最新版のほうが古いままなら、
    文書を受け取った人は古い仕様で作業します。

    ## 違反例
    仕様変更管理表
    | 変更ID | 反映先文書 | 反映版 | 指摘 |
    |---|---|---|---|
    | CHG-001 | DOC-001 | 第1.10版 | 反映版 |
    | CHG-002 | DOC-002、DOC-001 | 2.0、1.10 | 反映版 |
    | CHG-003 | DOC-003 | 1.2b | 反映版 |

    成果物一覧
    | 文書ID | 文書名 | 最新版 |
    |---|---|---|
    | DOC-001 | 基本設計書 | 1.9 |
    | DOC-002 | IF仕様書 | Ver.2.0 |
    | DOC-003 | 運用設計書 | 1.2a |

    ## 適合例
    仕様変更管理表
    | 変更ID | 反映先文書 | 反映版 |
    |---|---|---|
    | CHG-001 | DOC-001 | 第1.9版 |
    | CHG-002 | DOC-001、DOC-002 | 1.8、第2版 |
    | CHG-003 | DOC-001 | 次の版 |
    | CHG-004 | DOC-009 | 9.0 |
    | CHG-005 | DOC-001 | |
    | CHG-006 | | 9.0 |
    | CHG-007 | DOC-002 | 1.0、9.0 |

    成果物一覧
    | 文書ID | 文書名 | 最新版 |
    |---|---|---|
    | DOC-001 | 基本設計書 | 1.10 |
    | DOC-002 | IF仕様書 | v2.0 |
    """
    if not change.reflected_in or not change.reflected_version:
        return OUT_OF_SCOPE
    return tuple(_compared(change, change.reflected_version, project)) or FITS


def _compared(change: SpecChange, versions: str, project: Project) -> Iterator[Judgement]:
    claims = split_versions(versions)
    if len(claims) != len(change.reflected_in):
        yield undeterminable("反映版と反映先文書の数が合わない行があります")
    for name, claimed in zip(change.reflected_in, claims, strict=False):
        document = project.deliverables.get(name)
        if document is None:
            yield undeterminable("反映先文書が成果物一覧にない行があります")
        else:
            yield unknown(document, "version") or _judge(claimed, document)


def _judge(claimed: str, document: Deliverable) -> Judgement:
    reached, latest = version_of(claimed), version_of(document.version or "")
    if reached is None or latest is None:
        return undeterminable("比べられない書き方の版があります")
    if reached <= latest:
        return FITS
    return violation(
        "reflected_version",
        expected=f"{document.version} 以下",
        claimed=claimed,
        document=document.title or document.id,
        latest=document.version,
    )
