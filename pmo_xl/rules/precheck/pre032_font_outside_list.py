"""PRE032: fonts that were not agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, out_of_scope, rule

_NO_LIST: Final = out_of_scope("使う書体の一覧がありません(語ファイルの [fonts] に書いてください)")
_NOT_EMBEDDED: Final = "埋め込みなし"


@rule(
    "PRE032",
    judges=Document,
    reads=("書体",),
    severity=Severity.INFO,
    group=Group.STRICT,
    message="{what}",
    remedy="{how}",
)
def font_outside_list(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """決めた一覧にない書体が使われている。

    ## 要旨
    語ファイルの [fonts] allow に無い書体を情報とします。埋め込まれていないPDFの書体は警告です。一覧が無ければ書体の名前は見ません。

    ## なぜ問題か
    相手のパソコンに無い書体は置き換わり、行と頁がずれます。

    ## 違反例
    語: [fonts] allow = ["メイリオ"]
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 書体 | 書体 | 游明朝 | | 情報 |
    | 書体 2 | 書体 | HG創英角ｺﾞｼｯｸUB | 埋め込みなし | 警告 |

    ## 適合例
    語: [fonts] allow = ["メイリオ", "Arial"]
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 書体 | 書体 | メイリオ | | |
    | 書体 2 | 書体 | Arial | | |
    """
    allowed = frozenset(_key(each) for each in delivery.words.fonts)
    found = [*_hits(document, allowed)]
    return found or (FITS if allowed else _NO_LIST)


def _hits(document: Document, allowed: frozenset[str]) -> Iterator[Judgement]:
    for each in document.of("書体"):
        if _NOT_EMBEDDED in each.marks:
            what = f"書体「{each.text}」が埋め込まれていません。"
            yield hit(
                each.text,
                at=each,
                severity=Severity.WARNING,
                what=what,
                how="PDFを作るときに、書体を埋め込んでください。",
            )
        elif allowed and _key(each.text) not in allowed:
            what = f"一覧にない書体「{each.text}」が使われています。"
            yield hit(each.text, at=each, what=what, how="スタイルの書体から置き換えてください。")


def _key(name: str) -> str:
    return "".join(folded(name).casefold().split()).removeprefix("@")
