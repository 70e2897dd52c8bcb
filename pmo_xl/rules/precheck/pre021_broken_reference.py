"""PRE021: references that lead nowhere, cells with errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_ERROR: Final = re.compile(
    r"エラー\s?!\s?(?:参照元|ブックマーク|スタイル|リンク|索引|目次|指定された)|Error!\s?(?:Reference|Bookmark|No|Hyperlink|Style|Switch|Not)"
)
_FIELD: Final = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF)\s", re.IGNORECASE)
_GONE: Final = "行き先なし"
_ERROR_NAME: Final = "#REF!"


@rule(
    "PRE021",
    judges=Document,
    reads=(*BODY, "フィールド", "エラー値", "名前定義"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="{how}",
)
def broken_reference(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    r"""参照の先が無く、「エラー! 参照元が見つかりません」や #REF! が出ている。

    ## 要旨
    「エラー! 参照元が見つかりません。」などの文、ブックマークの無くなった参照(今は古い文字が出ていても)、セルの #REF! #N/A #DIV/0! などを
    エラーとします。同じシートの同じ値は1件にまとめます。#REF! になった名前定義(Excelが自分で作るものを除く)と、隠れたシート・行・列のエラー値は警告です。
    「#N/A を表示」のように文として打たれたものは見ません。

    ## なぜ問題か
    相手が印刷するときに、フィールドが更新されてエラーが現れます。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | エラー! 参照元が見つかりません。を見る。 | | エラー |
    | 1 概要 ＞ 段落2 | フィールド | REF _Ref123 \h | 行き先なし | エラー |

    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 明細!C3 | エラー値 | #DIV/0! | | エラー |
    | 明細!C4 | エラー値 | #DIV/0! | | |
    | 裏!C3 | エラー値 | #REF! | 隠:非表示シート | 警告 |
    | 名前定義 単価 | 名前定義 | #REF! | | 警告 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | 見つからないときは #N/A を表示する。 | | |
    | 1 概要 ＞ 段落2 | フィールド | REF _Ref123 \h | | |
    """
    return [*_texts(document), *_fields(document), *_cells(document), *_names(document)] or FITS


def _texts(document: Document) -> Iterator[Judgement]:
    for each in document.of(*BODY):
        if ("!" in each.text or "！" in each.text) and (found := _ERROR.search(folded(each.text))):
            yield hit(
                found[0],
                at=each,
                what=f"「{found[0]}…」が出ています。",
                how="フィールドを更新し(全選択して F9)、参照を付け直してください。",
            )


def _fields(document: Document) -> Iterator[Judgement]:
    for each in document.of("フィールド"):
        if _GONE in each.marks and _FIELD.match(each.text):
            name = each.text.split()[1]
            yield hit(
                name,
                at=each,
                what=f"{each.place}の参照先(ブックマーク {name})がありません。",
                how="参照を付け直し、フィールドを更新してください。",
            )


def _cells(document: Document) -> Iterator[Judgement]:
    groups: defaultdict[tuple[str, str, bool], list[Passage]] = defaultdict(list)
    for each in document.of("エラー値"):
        groups[each.place_key.rpartition("!")[0], each.text, bool(each.hidden)].append(each)
    for (_, value, is_hidden), found in groups.items():
        more = f" ほか {len(found) - 1} か所" if len(found) > 1 else ""
        weight = Severity.WARNING if is_hidden else None
        yield hit(
            value,
            at=found[0],
            severity=weight,
            what=f"{found[0].place}{more}が {value} です。",
            how="数式を直してください。",
        )


def _names(document: Document) -> Iterator[Judgement]:
    broken = [
        each for each in document.of("名前定義") if _ERROR_NAME in each.text and "_xlnm." not in each.place
    ]
    if broken:
        more = f" ほか {len(broken) - 1} 件" if len(broken) > 1 else ""
        what = f"{broken[0].place}{more}が #REF! です。"
        yield hit(
            _ERROR_NAME,
            at=broken[0],
            severity=Severity.WARNING,
            what=what,
            how="数式 ＞ 名前の管理 で消してください。",
        )
