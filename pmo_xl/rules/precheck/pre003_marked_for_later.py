"""PRE003: yellow and red that an inner review left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule

_LEGEND: Final = re.compile("凡例|黄色|赤字|着色|必須|変更箇所|改訂箇所")
_CELL: Final = re.compile(r"(.*)!([A-Z]+)(\d+)")
_RED: Final = "赤字"
_PASSED_OVER: Final = ("見出し行", "広い塗り")


@rule(
    "PRE003",
    judges=Document,
    reads=("着色",),
    severity=Severity.WARNING,
    message="{mark}の印が付いています: 「{excerpt}」",
    remedy="社内の見直しの印なら外し、意味があるなら凡例に書いてください。",
)
def marked_for_later(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """社内の見直しで付けた黄色や赤の印が残っている。

    ## 要旨
    黄色の蛍光ペン・塗りつぶしの文と、黄色(FFFF00)で塗ったセルを警告します。赤字は情報です。隣り合うものは1件にまとめます。
    色の意味を書いた文(凡例、黄色、赤字、着色、必須、変更箇所、改訂箇所)のある文書は対象外です。見出しの行と、シートの値の20%を
    超えて塗った黄色は見ません。

    ## なぜ問題か
    お客様には、まだ直す所が残っているように見えます。

    ## 違反例
    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 着色 | 10桁 | 蛍光ペン(黄) | 警告 |
    | 2.1 会員登録 ＞ 段落5 | 着色 | 数字だけ | 赤字 | 情報 |

    ## 適合例(見出しの行、広い塗り)
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 明細!A1 | 着色 | 品目 | 塗りつぶし(黄)、見出し行 | |
    | 明細!B5 | 着色 | (数値) | 塗りつぶし(黄)、広い塗り | |

    ## 適合例(凡例がある)
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 明細!A1 | セル | 黄色のセルに入力してください | | |
    | 明細!B5 | 着色 | (数値) | 塗りつぶし(黄) | |
    """
    marked = [each for each in document.of("着色") if not each.hidden and each.marks.isdisjoint(_PASSED_OVER)]
    if not marked:
        return FITS
    if any(_LEGEND.search(folded(each.text)) for each in document.passages if each.kind != "着色"):
        return OUT_OF_SCOPE
    return [*_hits(marked)]


def _hits(marked: Sequence[Passage]) -> Iterator[Judgement]:
    told: dict[str, set[object]] = {}
    for each in marked:
        for mark in sorted(each.marks):
            seen = told.setdefault(mark, set())
            if seen.isdisjoint(_beside(each)):
                yield hit(each.text, at=each, mark=mark, severity=Severity.INFO if mark == _RED else None)
            seen.add(_spot(each))


def _spot(each: Passage) -> object:
    """Where it stands, so that neighbours can be told: a cell as numbers, anything else by its place."""
    found = _CELL.fullmatch(each.place_key)
    return (found[1], _number(found[2]), int(found[3])) if found else each.place_key


def _beside(each: Passage) -> set[object]:
    spot = _spot(each)
    if not isinstance(spot, tuple):
        return {spot}
    sheet, column, row = spot
    return {(sheet, column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
