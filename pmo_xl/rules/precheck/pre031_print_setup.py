"""PRE031: sheets that are cut off on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_MOST: Final = 5
_WIDEST: Final = 1.3
_SMALLEST: Final = 50
_SAID: Final = {
    "範囲の外": ("印刷範囲の外に値があります", Severity.WARNING, "印刷範囲を取り直してください。"),
    "幅": ("横に切れて印刷されます", Severity.WARNING, "ページ設定で、幅を1頁に合わせてください。"),
    "倍率": (f"{_SMALLEST}%より小さく印刷されます", Severity.WARNING, "用紙を大きくするか、列を分けてください。"),
    "レター": ("用紙がレターです", Severity.WARNING, "用紙をA4にしてください。"),
    "見出し行なし": ("2頁目からに見出しの行が出ません", Severity.INFO, "ページ設定で、タイトル行を決めてください。"),
}  # fmt: skip


@rule(
    "PRE031",
    judges=Document,
    reads=("印刷の設定",),
    severity=Severity.WARNING,
    message="{what}: {where}",
    remedy="{how}",
)
def print_setup(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """印刷すると切れるか、読めない大きさになる。

    ## 要旨
    印刷範囲の外に値があるシート、範囲も合わせ方も決めずに1.3頁より広いシート(幅は見積り)、50%より小さく縮めたシート、レターの用紙を警告します。
    何頁にもなるのに見出しの行を繰り返さないシートは情報です。同じことは1件にまとめます。

    ## なぜ問題か
    紙で配ると、右の列が落ちています。

    ## 違反例
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「会員」 | 印刷の設定 | 会員 | 範囲の外:H30 | 警告 |
    | シート「注文」 | 印刷の設定 | 注文 | 幅:1.6 | 警告 |
    | シート「商品」 | 印刷の設定 | 商品 | 倍率:40、見出し行なし | 警告、情報 |
    | シート「在庫」 | 印刷の設定 | 在庫 | レター | 警告 |

    ## 適合例
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「会員」 | 印刷の設定 | 会員 | 幅:1.2、倍率:60 | |
    """
    found: defaultdict[str, list[tuple[Passage, str]]] = defaultdict(list)
    for each in document.of("印刷の設定"):
        for mark in sorted(each.marks):
            word, _, value = mark.partition(":")
            if _is_bad(word, value):
                found[word].append((each, value))
    return [*_hits(found)] or FITS


def _is_bad(word: str, value: str) -> bool:
    if word == "幅":
        return float(value) > _WIDEST
    return int(value) < _SMALLEST if word == "倍率" else word in _SAID


def _hits(found: dict[str, list[tuple[Passage, str]]]) -> Iterator[Judgement]:
    for word, sheets in found.items():
        what, weight, how = _SAID[word]
        where = "、".join(f"{each.text}{f'({value})' if value else ''}" for each, value in sheets[:_MOST])
        more = f" ほか {len(sheets) - _MOST} 枚" if len(sheets) > _MOST else ""
        yield hit(word, at=sheets[0][0], severity=weight, what=what, where=where + more, how=how)
