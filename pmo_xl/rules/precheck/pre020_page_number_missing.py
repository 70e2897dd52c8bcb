"""PRE020: pages without a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document
from pmo_xl.rules.precheck.deliverables import title_key
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

NUMBERED: Final = "番号あり"
_ONE: Final = out_of_scope("1頁の文書です")
_FEW_SLIDES: Final = 3


@rule(
    "PRE020",
    judges=Document,
    reads=("ページ",),
    severity=Severity.WARNING,
    message="ページ番号がありません({what})。",
    remedy="Wordは 挿入 ＞ ページ番号、Excelは ページ設定 ＞ ヘッダー/フッター、PowerPointは 挿入 ＞ スライド番号 で入れてください。",
)
def page_number_missing(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """何頁もあるのに、ページ番号がない。

    ## 要旨
    2頁以上のWord、2頁以上に印刷されるシート、4枚以上のスライドに、ページ番号が無いものを文書ごとに1件の警告とします。
    1頁のものと、同じ題名のPDFに番号のあるものは対象外です。

    ## なぜ問題か
    打合せで「何頁の」と言えません。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ページ | ページ | 12 | | 警告 |

    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「一覧」 | ページ | 3 | | 警告 |
    | シート「明細」 | ページ | 3 | | |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ページ | ページ | 12 | 番号あり | |

    文書: 送付状.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ページ | ページ | 1 | | |
    """
    pages = [
        each
        for each in document.of("ページ")
        if "表紙" not in each.place
        and int(each.text) > (_FEW_SLIDES if document.kind.startswith("ppt") else 1)
    ]
    if not pages:
        return _ONE
    lacking = [each for each in pages if NUMBERED not in each.marks]
    if not lacking or _is_numbered_elsewhere(document, delivery):
        return FITS
    more = f" ほか {len(lacking) - 1} シート" if len(lacking) > 1 else ""
    told = (
        f"{lacking[0].text}頁"
        if lacking[0].place == "ページ"
        else f"{lacking[0].place} {lacking[0].text}頁{more}"
    )
    return [hit(lacking[0].text, at=lacking[0], what=told)]


def _is_numbered_elsewhere(document: Document, delivery: Delivery) -> bool:
    """Whether a PDF of the same title shows the numbers."""
    key = title_key(document.title)
    return any(
        _has_numbers(each)
        for each in delivery.documents
        if each.kind == "pdf" and title_key(each.title) == key
    )


def _has_numbers(document: Document) -> bool:
    return any(True for each in _pages(document) if NUMBERED in each)


def _pages(document: Document) -> Iterator[frozenset[str]]:
    return (each.marks for each in document.of("ページ"))
