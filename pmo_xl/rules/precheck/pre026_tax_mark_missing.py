"""PRE026: amounts that do not say whether the tax is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Document, PaperTable
from pmo_xl.rules.precheck.tables import head_row, key, number_of
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_TAX: Final = re.compile("税抜|税込|税別|税引|消費税|非課税|不課税|免税|課税")
_YEN: Final = re.compile(r"^[-▲△]?\s?(?:[¥\\]\s?\d[\d,]*|\d[\d,]*\s?(?:円|千円|万円|百万円))$")
_MONEY_HEAD: Final = re.compile(r"金額|価格|費用|見積額|請求額|契約額|料金|\((?:円|千円|万円)\)")
_NEEDED: Final = 2


@rule(
    "PRE026",
    judges=Document,
    reads=("表セル", "セル"),
    severity=Severity.WARNING,
    message="{place}の金額に、税抜か税込かの別がありません。",
    remedy="金額の欄に税抜か税込と書くか、文書のはじめに「金額はすべて税抜」のように書いてください。",
)
def tax_mark_missing(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """金額の表に、税抜か税込かが書かれていない。

    ## 要旨
    円の金額が2つ以上ある表で、税抜・税込・税別・消費税・非課税などの言葉が、表の中にも、同じシートや章にも、文書のどこにも無いものを警告します。
    千円・百万円だけでは税の別になりません。件数や工数の表は見ません。

    ## なぜ問題か
    10%の差が、検収と請求の争いになります。

    ## 違反例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 表1 1行1列 | 表セル | 品目 | | 警告 |
    | 1 金額 ＞ 表1 1行2列 | 表セル | 金額 | | |
    | 1 金額 ＞ 表1 2行1列 | 表セル | 設計 | | |
    | 1 金額 ＞ 表1 2行2列 | 表セル | 1,200,000円 | | |
    | 1 金額 ＞ 表1 3行1列 | 表セル | 製造 | | |
    | 1 金額 ＞ 表1 3行2列 | 表セル | 2,000,000円 | | |

    ## 適合例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 段落1 | 本文 | 金額はすべて税抜です。 | | |
    | 1 金額 ＞ 表1 1行1列 | 表セル | 品目 | | |
    | 1 金額 ＞ 表1 1行2列 | 表セル | 金額 | | |
    | 1 金額 ＞ 表1 2行2列 | 表セル | 1,200,000円 | | |
    | 1 金額 ＞ 表1 3行2列 | 表セル | 2,000,000円 | | |

    ## 適合例(金額でない)
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 一覧!A1 | セル | 機能 | | |
    | 一覧!B1 | セル | 件数 | | |
    | 一覧!A2 | セル | 登録 | | |
    | 一覧!B2 | セル | 1200 | | |
    | 一覧!B3 | セル | 800 | | |
    """
    if any(_TAX.search(each.text) for each in document.of(*BODY)):
        return FITS
    return [*_hits(document)] or FITS


def _hits(document: Document) -> Iterator[Judgement]:
    for table in document.tables:
        at = min(table.cells, default=None)
        if at is None or _amounts(table) < _NEEDED:
            continue
        stands = table.passage(document.path, at)
        if not is_sample(stands, document.title):
            yield hit(stands.text, at=stands, place=table.place)


def _amounts(table: PaperTable) -> int:
    """How many cells of a table hold an amount of yen."""
    row, heads = head_row(table)
    money = {column for column, text in heads.items() if _MONEY_HEAD.search(key(text))}
    return sum(
        1
        for (at, column), text in table.cells.items()
        if at > row
        and (_YEN.match(folded(text).strip()) or (column in money and (number_of(text) or 0) >= 100))
    )
