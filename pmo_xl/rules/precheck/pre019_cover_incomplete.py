"""PRE019: a cover that lacks what was agreed to stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pmo_xl.model.passage import Address, Delivery, Document, PaperTable, Passage
from pmo_xl.rules.precheck.covers import COVER, cover_of
from pmo_xl.rules.precheck.dates import full_dates
from pmo_xl.rules.precheck.tables import history_of, key
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_NO_COVER: Final = out_of_scope("表紙がありません")
_VERSION: Final = re.compile(r"\d+(?:\.\d+)*\s?版|(?:版数?|ver|rev)\D{0,4}\d", re.IGNORECASE)
_AUTHOR: Final = re.compile("作成|著者|担当|会社|株式会社")
_APPROVAL: Final = re.compile("^承認(?:者|欄|印)?$")
_ELECTRONIC: Final = re.compile("電子承認|ワークフロー|電子署名")
_APPROVED_ON, _MADE_ON = "承認日", "作成日"


@rule(
    "PRE019",
    judges=Document,
    reads=("本文", "表セル", "セル", "スライド文"),
    severity=Severity.WARNING,
    message="表紙{what}",
    remedy="{how}",
)
def cover_incomplete(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """表紙に、決めた項目が足りない。

    ## 要旨
    表紙(Wordの最初の見出しより前、Excelの「表紙」シート、最初のスライド)に、語ファイルの [cover] items の項目(文書名・版・日付・作成者など)が
    無いもの、表紙の日付が変更履歴のいちばん新しい日と違うものを警告します。承認欄に名前も日付も無いものは要判断、承認日が作成日より前の
    ものはエラーです。表紙の無い文書は対象外です。電子承認・ワークフローと書いてあれば承認欄は見ません。

    ## なぜ問題か
    決めた形になっていない文書は、受け取ってもらえません。

    ## 違反例
    語: [cover] items = ["文書名", "版", "日付", "作成者"]
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 基本設計書 | 表紙 | 警告 |
    | 表紙 ＞ 段落2 | 本文 | 作成 サンプル株式会社 | 表紙 | |
    | 表紙 ＞ 段落3 | 本文 | 2026年10月1日 | 表紙 | |

    ## 違反例(承認)
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 本文 ＞ 表1 1行1列 | 表セル | 承認 | 表紙 | 要判断 |
    | 本文 ＞ 表1 1行2列 | 表セル | 作成 | 表紙 | |
    | 本文 ＞ 表1 2行2列 | 表セル | 山田 | 表紙 | |
    | 本文 ＞ 表2 1行1列 | 表セル | 承認日 | 表紙 | エラー |
    | 本文 ＞ 表2 1行2列 | 表セル | 2026/9/30 | 表紙 | |
    | 本文 ＞ 表2 2行1列 | 表セル | 作成日 | 表紙 | |
    | 本文 ＞ 表2 2行2列 | 表セル | 2026/10/1 | 表紙 | |

    ## 適合例
    語: [cover] items = ["文書名", "版", "日付", "作成者"]
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 表紙 ＞ 段落1 | 本文 | 基本設計書 第1.0版 | 表紙 | |
    | 表紙 ＞ 段落2 | 本文 | 作成 サンプル株式会社 | 表紙 | |
    | 表紙 ＞ 段落3 | 本文 | 2026年10月1日 | 表紙 | |
    """
    cover = cover_of(document)
    if not cover:
        return _NO_COVER
    return [*_items(cover, delivery), *_day(document, cover), *_approval(document, cover)] or FITS


def _items(cover: Sequence[Passage], delivery: Delivery) -> Iterator[Judgement]:
    text = "\n".join(folded(each.text) for each in cover)
    lacking = [each for each in delivery.words.cover if not _is_there(each, text)]
    if lacking:
        yield hit(
            "、".join(lacking),
            at=cover[0],
            what=f"に{'、'.join(lacking)}がありません。",
            how="項目を書き入れてください。",
        )


def _is_there(item: str, text: str) -> bool:
    if item in ("文書名", "題名", "タイトル"):
        return True
    if item in ("版", "版数"):
        return bool(_VERSION.search(text))
    if item in ("日付", "発行日", "作成日"):
        return any(True for _ in full_dates(text))
    if item in ("作成者", "作成", "会社名"):
        return bool(_AUTHOR.search(text))
    return item in text


def _day(document: Document, cover: Sequence[Passage]) -> Iterator[Judgement]:
    history = history_of(document)
    newest = max((row.on for row in history.rows if row.on), default=None) if history else None
    days = [(each, written.on) for each in cover for written in full_dates(folded(each.text)) if written.on]
    if history and history.table.is_sheet and COVER in history.table.place:
        return
    if newest and days and all(day != newest for _, day in days):
        passage, day = days[0]
        what = f"の日付 {_shown(day)} が、変更履歴のいちばん新しい日 {_shown(newest)} と違います。"
        yield hit(_shown(day), at=passage, expected=_shown(newest), what=what, how="日付をそろえてください。")


def _shown(day: date) -> str:
    return f"{day.year}/{day.month:02}/{day.day:02}"


def _approval(document: Document, cover: Sequence[Passage]) -> Iterator[Judgement]:
    if any(_ELECTRONIC.search(each.text) for each in document.passages):
        return
    places = {each.place for each in cover}
    for table in document.tables:
        for at, text in table.cells.items():
            if table.passage(document.path, at).place not in places:
                continue
            if _APPROVAL.match(key(text)) and not _beside(table, at):
                where = table.passage(document.path, at)
                yield hit(
                    text,
                    at=where,
                    severity=Severity.QUESTION,
                    what="の承認欄が空いています。",
                    how="承認を受けてから出してください。",
                )
            elif key(text) == _APPROVED_ON:
                yield from _order(document, table, at)


def _beside(table: PaperTable, at: Address) -> str:
    row, column = at
    below = "".join(table.cells.get((row + step, column), "") for step in (1, 2))
    right = table.cells.get((row, column + 1), "")
    return (
        below or ("" if key(right) in ("作成", "確認", "審査", "作成者", "確認者", "検印", "照査") else right)
    ).strip()


def _order(document: Document, table: PaperTable, at: Address) -> Iterator[Judgement]:
    approved = _date_beside(table, at)
    made = next(
        (_date_beside(table, each) for each, text in table.cells.items() if key(text) == _MADE_ON), None
    )
    if approved and made and approved < made:
        what = f"の承認日 {_shown(approved)} が、作成日 {_shown(made)} より前です。"
        yield hit(
            _APPROVED_ON,
            at=table.passage(document.path, at),
            severity=Severity.ERROR,
            what=what,
            how="日付を確かめて直してください。",
        )


def _date_beside(table: PaperTable, at: Address) -> date | None:
    row, column = at
    texts = (table.cells.get((row, column + 1), ""), table.cells.get((row + 1, column), ""))
    return next((written.on for text in texts for written in full_dates(folded(text)) if written.on), None)
