"""REQ001: a requirement that nobody can trace to the specification."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation


@rule(
    "REQ001",
    judges=Requirement,
    reads=("source",),
    severity=Severity.WARNING,
    message="{id}({title})の出典が空欄です。",
    remedy="サービス仕様書の章・頁を出典に書いてください。仕様書にない要件なら、決まった会議やQAの番号を書いてください。",
)
def requirement_without_source(requirement: Requirement, project: Project) -> Judgement:
    """要件に、もとになった仕様書の章・頁が書かれていない。

    ## 要旨
    出典が空欄の要件を指摘します。状態は問いません。

    ## なぜ問題か
    出典のない要件は、だれが何のために求めたのかを確かめられません。費用を削る相談や、文言の解釈が分かれた
    ときに、よりどころがなくなります。

    ## 違反例
    要件一覧
    | 要件ID | 要件名 | 出典 | 状態 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 会員の退会 | | 対象 | 出典 |
    | REQ-002 | 会員の検索 | | 取下げ | 出典 |

    ## 適合例
    要件一覧
    | 要件ID | 要件名 | 出典 | 状態 |
    |---|---|---|---|
    | REQ-001 | 会員の退会 | サービス仕様書 3.2章 12頁 | 対象 |
    """
    return FITS if requirement.source else violation("source", expected="仕様書の章・頁")
