"""PRE017: one document that tells two versions of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from pmo_xl.metrics.versions import Version, version_of
from pmo_xl.model.passage import Delivery, Document
from pmo_xl.rules.precheck.covers import cover_of
from pmo_xl.rules.precheck.deliverables import deliverable_of, title_key
from pmo_xl.rules.precheck.tables import history_of, key
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, out_of_scope, rule

_NAME: Final = re.compile(
    r"(?<![A-Za-z])(?:v|ver\.?|rev\.?|第)[ _]?(\d{1,4}(?:\.\d{1,4})*)(?:版|(?![\d.A-Za-z]))|(\d{1,4}(?:\.\d{1,4})+)版",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:^|[\s(【])(?:(?:版数?|版番号|バージョン|ver(?:sion)?\.?|rev(?:ision)?\.?)[ :]{0,3}v?(\d{1,4}(?:\.\d{1,4})*)(?![\d.A-Za-z年/])|第\s?(\d{1,4}(?:\.\d{1,4})*)\s?版)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?:文書)?(?:版|版数|版番号|バージョン|ver\.?|version|rev\.?)", re.IGNORECASE)
_TOO_FEW: Final = out_of_scope("版の書かれた所が2つありません")
_NEEDED: Final = 2
_ALIKE: Final = 0.6
_LONGEST_TITLE: Final = 60
_TITLE: Final = "タイトル"
_PAPER: Final = re.compile("(?:書|表|図|票|録|一覧|計画|手順|資料|マニュアル)$")
_SAME_END: Final = 3
_SIGNS: Final = re.compile(r"[\W_]")
_YEAR: Final = 1900


@rule(
    "PRE017",
    judges=Document,
    reads=("表セル", "セル", "本文", "ヘッダー", "行", "スライド文"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}が食い違っています: {told}",
    remedy="{what}を{right}にそろえてください。",
)
def version_contradiction(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """1つの文書の中で、版か文書名が食い違っている。

    ## 要旨
    ファイル名、表紙、ヘッダーとフッター、変更履歴のいちばん新しい行、台帳の最新版(--book)の版を比べ、違うものがあればすべて並べてエラーとします。
    版・版数・Ver・Rev と書かれたものだけを見ます。Excelのヘッダーとフッターは様式の版であることが多いので見ません。2か所に書かれていなければ対象外です。
    表紙・ヘッダー・プロパティの文書名が、台帳の文書名(なければファイル名)と終わりの3文字が同じで、6割以上似ていて違うときは、ほかの文書を写した残りではないかと要判断にします。
    一方がもう一方を含むもの(「基本設計書」と「会員登録 基本設計書」)は同じとみなします。

    ## なぜ問題か
    どれが新しいのかを、相手は決められません。

    ## 違反例
    文書: 設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 設計書 | 表紙 | |
    | 表紙 ＞ 段落2 | 本文 | 第1.2版 | 表紙 | |
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.9 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2026/10/01 | | |
    | 変更履歴 ＞ 表1 3行1列 | 表セル | 1.10 | | エラー |
    | 変更履歴 ＞ 表1 3行2列 | 表セル | 2026/10/02 | | |

    ## 違反例(文書名)
    文書: 会員登録_基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 会員登録 基本設計書 | 表紙 | | |
    | ヘッダー | ヘッダー | 会員照会 基本設計書 | | | 要判断 |
    | プロパティ「タイトル」 | プロパティ | 会員退会 基本設計書 | | タイトル | 要判断 |
    | プロパティ「件名」 | プロパティ | 会員退会 基本設計書 | | 件名 | |

    ## 適合例(文書名)
    文書: 会員登録_基本設計書_v1.2.docx(タイトル=基本設計書)
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 会員登録 基本設計書 | 表紙 | |
    | 表紙 ＞ 段落2 | 本文 | 会員登録の基本設計をまとめた文書 | 表紙 | |
    | ヘッダー | ヘッダー | 会員基盤刷新 会員登録 基本設計書 Ver1.2 | | |

    ## 適合例(ヘッダーは案件名)
    文書: 課題一覧_青空百貨_会員基盤刷新プロジェクト.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 課題一覧 | 表紙 | |
    | ヘッダー | ヘッダー | 青空百貨 会員基盤刷新プロジェクト | | |

    ## 適合例
    文書: 設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 設計書 | 表紙 | |
    | 表紙 ＞ 段落2 | 本文 | Ver.1.2.0 | 表紙 | |
    | 1 概要 ＞ 段落1 | 本文 | Java 17 と API v2 を使う。第3版まで使った。 | | |
    """
    found = [*_sources(document, delivery)]
    titles = [*_titles(document, delivery)]
    if len({version for _, version, _ in found}) < _NEEDED:
        return titles or (_TOO_FEW if len(found) < _NEEDED else FITS)
    history = history_of(document)
    newest = history.newest if history else None
    at = (
        history.table.passage(document.path, history.at(newest, "版"))
        if history and newest and newest.version
        else next(document.of("ファイル名"), None)
    )
    right = next(
        (shown for where, _, shown in found if where == "台帳"),
        newest.shown if newest and newest.version else found[0][2],
    )
    told = "、".join(f"{where} {shown}" for where, _, shown in found)
    return [hit(right, at=at, expected=right, what="版", told=told, right=right), *titles]


def _sources(document: Document, delivery: Delivery) -> Iterator[tuple[str, Version, str]]:
    """Where a version stands, how it compares, and as shown."""
    item = deliverable_of(document, delivery.project)
    if item is not None and item.version:
        yield from _as_source("台帳", item.version)
    if found := _NAME.search(folded(document.title)):
        yield from _as_source("ファイル名", found[1] or found[2])
    for where, text in _told(document):
        plain = folded(text)
        match = _LABELLED.search(plain)
        if match:
            yield from _as_source(where, match[1] or match[2])
            break
    heads = document.of("ヘッダー", "フッター") if document.kind in ("docx", "docm") else ()
    for each in heads:
        if match := _LABELLED.search(folded(each.text)):
            yield from _as_source(each.kind, match[1] or match[2])
            break
    history = history_of(document)
    if history and history.newest and history.newest.version:
        yield "変更履歴", history.newest.version, history.newest.shown


def _titles(document: Document, delivery: Delivery) -> Iterator[Judgement]:
    """The titles that are nearly the paper's: left from the paper that it was copied from."""
    item = deliverable_of(document, delivery.project)
    where, right = ("台帳", item.title) if item is not None and item.title else ("ファイル名", document.title)
    wanted = _plain(right)
    if not _PAPER.search(wanted):
        return
    for source, passages in (
        ("表紙", cover_of(document)),
        ("ヘッダー", tuple(document.of("ヘッダー"))),
        ("プロパティ", tuple(each for each in document.of("プロパティ") if each.column == _TITLE)),
    ):
        keys = [(each, _plain(each.text)) for each in passages if len(each.text) <= _LONGEST_TITLE]
        if any(key and (key in wanted or wanted in key) for _, key in keys):
            continue
        alike = [
            (SequenceMatcher(None, key, wanted).ratio(), each)
            for each, key in keys
            if key.endswith(wanted[-_SAME_END:])
        ]
        ratio, nearest = max(alike, key=lambda each: each[0], default=(0, None))
        if nearest is not None and ratio >= _ALIKE:
            told = f"{where}「{right}」、{source}「{nearest.text}」"
            yield hit(
                nearest.text,
                at=nearest,
                severity=Severity.QUESTION,
                expected=right,
                what="文書名",
                told=told,
                right=f"「{right}」",
            )


def _plain(title: str) -> str:
    return _SIGNS.sub("", title_key(title))


def _told(document: Document) -> Iterator[tuple[str, str]]:
    """The texts of the cover; a label and the cell right of it as one."""
    for table in document.tables:
        if not (table.is_sheet and "表紙" in table.place) and table.heading:
            continue
        if any(
            key(text) in ("変更履歴", "改訂履歴", "改版履歴", "更新履歴") for text in table.cells.values()
        ):
            continue
        for (row, column), text in table.cells.items():
            if _LABEL.fullmatch(key(text)) and (value := table.cells.get((row, column + 1))):
                yield "表紙", f"版 {value}"
    for passage in cover_of(document):
        yield "表紙", passage.text


def _as_source(where: str, shown: str) -> Iterator[tuple[str, Version, str]]:
    version = version_of(shown)
    if version is not None and not (len(version[0]) == 1 and version[0][0] > _YEAR):
        yield where, version, shown
