"""PRE018: a 変更履歴 whose versions or days run the wrong way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pmo_xl.model.passage import Delivery, Document
from pmo_xl.rules.precheck.tables import History, HistoryRow, history_of
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_NONE = out_of_scope("変更履歴の表がありません")


@rule(
    "PRE018",
    judges=Document,
    reads=("表セル", "セル"),
    severity=Severity.ERROR,
    message="変更履歴の{what}",
    remedy="{how}",
)
def history_order(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """変更履歴の版や日付が順に並んでいない。

    ## 要旨
    変更履歴の表で、版が番号の順(上から新しくなる、または古くなる)に並ばないもの、日付が版と逆に進むもの、実行日より後の日付をエラーとします。
    いちばん新しい版の行に日付・内容・変更者のどれかが無ければ警告です。1つの版が何行にも続くこと、用意した空の行、1.9 の次の 1.10 は正しいとみなします。

    ## なぜ問題か
    監査人がはじめに読むのが変更履歴です。順の乱れは、版の上書きを意味します。

    ## 違反例
    実行日: 2026-11-30
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.0 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2026/10/01 | | |
    | 変更履歴 ＞ 表1 2行3列 | 表セル | 初版 | | |
    | 変更履歴 ＞ 表1 3行1列 | 表セル | 1.2 | | |
    | 変更履歴 ＞ 表1 3行2列 | 表セル | 2026/09/01 | | エラー |
    | 変更履歴 ＞ 表1 3行3列 | 表セル | 項目を追加 | | |
    | 変更履歴 ＞ 表1 4行1列 | 表セル | 1.1 | | エラー |
    | 変更履歴 ＞ 表1 4行2列 | 表セル | 2026/12/24 | | エラー |
    | 変更履歴 ＞ 表1 4行3列 | 表セル | 誤記を修正 | | |

    ## 違反例(いちばん新しい行)
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.0 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2026/10/01 | | |
    | 変更履歴 ＞ 表1 2行3列 | 表セル | 初版 | | |
    | 変更履歴 ＞ 表1 3行1列 | 表セル | 1.1 | | 警告 |
    | 変更履歴 ＞ 表1 3行2列 | 表セル | 2026/11/01 | | |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.9 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2026/10/01 | | |
    | 変更履歴 ＞ 表1 2行3列 | 表セル | 項目を追加 | | |
    | 変更履歴 ＞ 表1 3行1列 | 表セル | 1.10 | | |
    | 変更履歴 ＞ 表1 3行2列 | 表セル | 2026/10/02 | | |
    | 変更履歴 ＞ 表1 3行3列 | 表セル | 誤記を修正 | | |
    | 変更履歴 ＞ 表1 4行3列 | 表セル | 索引を追加 | | |
    """
    history = history_of(document)
    if history is None or not history.rows:
        return _NONE
    return [
        *_order(document, history),
        *_after(document, history, delivery),
        *_blank(document, history),
    ] or FITS


def _order(document: Document, history: History) -> Iterator[Judgement]:
    rows = [each for each in history.rows if each.version]
    sign = -1 if history.is_falling else 1
    for before, row in pairwise(rows):
        older, newer = (before, row) if sign > 0 else (row, before)
        if older.version and newer.version and older.version > newer.version:
            at = history.table.passage(document.path, history.at(row, "版"))
            what = f"版が順に並んでいません({before.shown} の次が {row.shown})。"
            yield hit(row.shown, at=at, what=what, how="版の順に並べ直してください。")
    for before, row in pairwise(each for each in rows if each.on):
        older, newer = (before, row) if sign > 0 else (row, before)
        if older.on and newer.on and older.on > newer.on and _is_rising(older, newer):
            yield _at_date(
                document,
                history,
                row,
                f"日付が版と逆に進んでいます({before.told['日付']} の次が {row.told['日付']})。",
            )


def _is_rising(older: HistoryRow, newer: HistoryRow) -> bool:
    return older.version is not None and newer.version is not None and older.version <= newer.version


def _after(document: Document, history: History, delivery: Delivery) -> Iterator[Judgement]:
    for row in history.rows:
        if row.on and row.on > delivery.run_day:
            yield _at_date(document, history, row, f"日付 {row.told['日付']} は、まだ来ていません。")


def _at_date(document: Document, history: History, row: HistoryRow, what: str) -> Judgement:
    at = history.table.passage(document.path, history.at(row, "日付"))
    return hit(row.told["日付"], at=at, what=what, how="日付を確かめて直してください。")


def _blank(document: Document, history: History) -> Iterator[Judgement]:
    newest = history.newest
    lacking = [name for name, text in newest.told.items() if not text and name != "版"] if newest else []
    rows = [each for each in history.rows if newest and each.shown in (newest.shown, "")]
    lacking = [name for name in lacking if not any(each.told.get(name) for each in rows)]
    if newest and lacking and newest.shown:
        at = history.table.passage(document.path, history.at(newest, "版"))
        what = f"いちばん新しい版 {newest.shown} に、{'、'.join(lacking)}がありません。"
        yield hit(newest.shown, at=at, severity=Severity.WARNING, what=what, how="書き入れてください。")
