"""PRE022: a table of contents that is not that of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.tables import head_row, key
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_NO_CONTENTS: Final = out_of_scope("目次がありません")
_LEVELS: Final = re.compile(r'^\s*TOC\b.*?\\o\s*"(\d)-(\d)"', re.IGNORECASE)
_OTHER: Final = re.compile(r"^\s*TOC\b.*?\\[ctau]", re.IGNORECASE)
_PAGE: Final = re.compile(r"[\t\s.・…‥]*[0-9ivxlc]{1,5}\s*$", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"^\s*(?:第\s?\d+\s?[章節編部]|\(?\d+(?:[.-]\d+)*[.)]?|[a-z][.)]|[①-⑳]|付録\s?[a-z\d]*|別紙\s?\d*)[\t\s.:]*",
    re.IGNORECASE,
)
_TITLE: Final = ("目次", "もくじ", "contents")
_MOST: Final = 5
_NEEDED: Final = 2


@rule(
    "PRE022",
    judges=Document,
    reads=("目次", "セル"),
    severity=Severity.WARNING,
    message="目次が中身と合いません: {what}",
    remedy="目次を右クリックし、フィールド更新 ＞ 目次をすべて更新する で作り直してください。",
)
def contents_outdated(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    r"""目次が古く、見出しと合っていない。

    ## 要旨
    Wordの目次の行(頁の数は見ません)と、目次に載せる深さの見出しを比べ、片方にしか無いものをはじめの5つまで示して警告します。
    番号は比べません。\c \t \u \a の付いた目次は対象外です。Excelでは、「目次」シートのシート名の列に、無いシートの名前があれば警告します。

    ## なぜ問題か
    開いた頁に、探しているものがありません。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 目次 ＞ 段落1 | フィールド | TOC \o "1-2" \h | | |
    | 目次 ＞ 段落1 | 目次 | 1 概要 1 | | 警告 |
    | 目次 ＞ 段落2 | 目次 | 2 画面 3 | | |
    | 1 概要 | 見出し | 1 概要 | | |
    | 2 画面の一覧 | 見出し | 2 画面の一覧 | | |

    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「目次」 | シート名 | 目次 | | |
    | シート「会員」 | シート名 | 会員 | | |
    | 目次!A1 | セル | シート名 | | |
    | 目次!B1 | セル | 内容 | | |
    | 目次!A2 | セル | 会員 | | |
    | 目次!B2 | セル | 会員の項目 | | |
    | 目次!A3 | セル | 注文 | | 警告 |
    | 目次!B3 | セル | 注文の項目 | | |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 目次 ＞ 段落1 | フィールド | TOC \o "1-1" \h | | |
    | 目次 ＞ 段落1 | 目次 | 1.　概要	2 | | |
    | 目次 ＞ 段落2 | 目次 | 2.　画面	3 | | |
    | 概要 | 見出し | 概要 | | |
    | 概要 ＞ 目的 | 見出し | 目的 | | |
    | 画面 | 見出し | 画面 | | |
    """
    if document.kind in ("xlsx", "xlsm"):
        return [*_sheets(document)] or FITS
    entries = [each for each in document.of("目次") if _plain(_PAGE.sub("", each.text)) not in ("", *_TITLE)]
    if len(entries) < _NEEDED or any(_OTHER.match(each.text) for each in document.of("フィールド")):
        return _NO_CONTENTS
    return [*_differences(document, entries)] or FITS


def _differences(document: Document, entries: Sequence[Passage]) -> Iterator[Judgement]:
    first, last = _levels(document)
    headings = [
        each
        for each in document.of("見出し")
        if first <= _level(each) <= last and _plain(each.text) not in _TITLE
    ]
    listed, there = (
        [_plain(_PAGE.sub("", each.text)) for each in entries],
        [_plain(each.text) for each in headings],
    )
    every = {_plain(each.text) for each in document.of("見出し", "本文")}
    gone = [entry.text for entry, key_ in zip(entries, listed, strict=True) if key_ not in every]
    known = "\n".join(listed)
    new = [each.text for each, key_ in zip(headings, there, strict=True) if key_ and key_ not in known]
    told = [f"目次だけにある「{_short(_PAGE.sub('', each))}」" for each in gone]
    told += [f"見出しだけにある「{_short(each)}」" for each in new]
    if told:
        more = f" ほか {len(told) - _MOST} 件" if len(told) > _MOST else ""
        yield hit(entries[0].text[:24], at=entries[0], what="、".join(told[:_MOST]) + more)


def _levels(document: Document) -> tuple[int, int]:
    for each in document.of("フィールド"):
        if found := _LEVELS.match(each.text):
            return int(found[1]), int(found[2])
    return 1, 1


def _level(heading: Passage) -> int:
    marked = next((mark for mark in heading.marks if mark.startswith("深さ")), "")
    return int(marked.removeprefix("深さ")) if marked else max(len(heading.heading), 1)


def _plain(text: str) -> str:
    """A heading without its number and blanks."""
    return key(_NUMBER.sub("", folded(text))).casefold()


def _short(text: str) -> str:
    return " ".join(text.split())[:30]


def _sheets(document: Document) -> Iterator[Judgement]:
    titles = {key(each.text) for each in document.of("シート名")}
    for table in document.tables:
        if key(table.place) not in _TITLE:
            continue
        head, heads = head_row(table)
        columns = {column for column, text in heads.items() if key(text) in ("シート", "シート名")}
        for (row, column), text in table.cells.items():
            if row > head and column in columns and key(text) and key(text) not in titles:
                at = table.passage(document.path, (row, column))
                yield hit(text, at=at, what=f"「{_short(text)}」というシートはありません")
