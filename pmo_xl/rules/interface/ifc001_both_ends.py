"""IFC001: an IF with an end missing, or from a system to itself."""

from __future__ import annotations

from pmo_xl.metrics.interfaces import end_keys
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation


@rule(
    "IFC001",
    judges=Interface,
    reads=("source", "target"),
    severity=Severity.ERROR,
    message="{id} {title}: {problem}。",
    remedy="接続元と接続先に、システム一覧のシステム名を1つずつ書いてください。",
)
def both_ends(interface: Interface, project: Project) -> tuple[Judgement, ...] | Judgement:
    """IFの接続元か接続先が空欄、または両端が同じシステムになっている。

    ## 要旨
    IF一覧の接続元・接続先のどちらかが空欄、または同じシステムのときに指摘します。状態にかかわらず見ます。
    システム一覧にない名前は DAT005 が指摘します。

    ## なぜ問題か
    片方の端が決まっていないIFは、だれも作らず、だれも試験しません。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 指摘 |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | | 接続先 |
    | IF-002 | 残高照会 | | | 接続元、接続先 |
    | IF-003 | 売上明細 | サイト | ｻｲﾄ | 接続先 |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 |
    |---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 |
    """
    found = tuple(blanks(interface, "source", "target"))
    if found:
        return found
    if len(end_keys(interface, project)) < 2:
        return violation("target", problem=f"接続元と接続先がどちらも「{interface.target}」です")
    return FITS
