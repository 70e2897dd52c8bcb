"""PRE009: parts that run, and files inside the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.model.passage import Delivery, Document
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule


@rule(
    "PRE009",
    judges=Document,
    reads=("プログラム",),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{match}が入っています({place})。",
    remedy="マクロのない形式で保存し、グラフは図として貼ってください。約束したマクロなら、語ファイルの [documents] で PRE009 を切にしてください。",
)
def active_content(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """マクロやDDE、埋め込まれたファイルが入っている。

    ## 要旨
    VBAマクロ、Excel 4.0 マクロ、DDE をエラーとして指摘します。OLEオブジェクト、ActiveX、埋め込まれたファイル、グラフの裏の
    ブック(シート名を示します)は要判断です。

    ## なぜ問題か
    メールの関門で止められます。貼ったグラフの裏には、元のブックが丸ごと入っています。

    ## 違反例
    文書: 集計.xlsm
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 部品 xl/vbaProject.bin | プログラム | VBAマクロ | 実行 | エラー |
    | 部品 xl/embeddings/a.xlsx | プログラム | 埋め込まれたブック(シート: 原価、単価) | | 要判断 |

    ## 適合例(約束したマクロ)
    語: [documents."集計*.xlsm"] PRE009 = "切"
    文書: 集計.xlsm
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 部品 xl/vbaProject.bin | プログラム | VBAマクロ | 実行 | |
    """
    return [*_hits(document)] or FITS


def _hits(document: Document) -> Iterator[Judgement]:
    for each in document.of("プログラム"):
        yield hit(each.text, at=each, severity=None if "実行" in each.marks else Severity.QUESTION)
