"""PRE013: a date beside a weekday that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pmo_xl.model.cell_address import column_number
from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.rules.precheck.dates import Written, day_in, days_without_year, full_dates, near_day, weekday_of
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_SEEN: Final = re.compile("[月火水木金土日](?:[)）曜]|.?祝)")
_ALONE: Final = re.compile(r"[(]?([月火水木金土日])(?:曜日?)?[)]?")
_IN_SHEET: Final = re.compile(r"(.*)!([A-Z]{1,3})(\d{1,7})")
_IN_TABLE: Final = re.compile(r"(.*) (\d{1,7})行(\d{1,5})列")
_WEEKDAY: Final = "曜"


@rule(
    "PRE013",
    judges=Passage,
    reads=(*BODY, "コメント", "メモ", "ノート"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{match}」の曜日が合いません。{why}",
    remedy="日付と曜日のどちらが正しいかを確かめ、直してください。",
)
def weekday_mismatch(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """日付とその曜日が食い違っている。

    ## 要旨
    年のある日付(西暦と元号)に、違う曜日が付いているものをエラーとして指摘し、正しい曜日と、その曜日の近い日を示します。
    年のない日付は、案件の期間(語ファイルの [project])が分かるときだけ見て、期間の前後1年のどの年でも合わなければ警告です。
    「曜日」の列に打った曜日は、その左の列の日付と比べます(数式で出した曜日は見ません)。記入例・試験データの中は見ません。

    ## なぜ問題か
    相手が違う日に来てしまいます。

    ## 違反例
    語: [project] from = 2026-04-01; to = 2026-12-31
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 2026年12月5日(金)に切り替える。 | | エラー |
    | 1 予定 ＞ 段落2 | 本文 | 令和8年12月4日（土）に確認する。 | | エラー |
    | 1 予定 ＞ 段落3 | 本文 | 12/5(水)に集まる。 | | 警告 |

    文書: 日程.xlsx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 日程!A2 | セル | 2026/12/5 | | 日付 | |
    | 日程!B2 | セル | 金 | | 曜日 | エラー |

    ## 適合例
    語: [project] from = 2026-04-01; to = 2026-12-31
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 12/5(金)に集まる。 | | |
    | 2 結合試験 ＞ 段落1 | 本文 | 2026年11月30日(月)に始める。 | | |
    | 2 結合試験 ＞ 段落2 | 本文 | 入力値 2026/12/5(金) | | |
    | 2 結合試験 ＞ 段落3 | 本文 | 2026/12/05 土曜 | | |

    文書: 日程.xlsx
    | 場所 | 種類 | 文 | 書式 | 列 | 指摘 |
    |---|---|---|---|---|---|
    | 日程!A2 | セル | 2026/12/5 | | 日付 | |
    | 日程!B2 | セル | 土 | | 曜日 | |
    | 日程!A3 | セル | 2026/12/5 | | 日付 | |
    | 日程!B3 | セル | 日 | | 単位 | |
    | 日程!A4 | セル | 2026/12/5 | | 日付 | |
    | 日程!B4 | セル | 金 | 式:TEXT(A4,"aaa") | 曜日 | |
    """
    if _WEEKDAY in passage.column and (alone := _ALONE.fullmatch(folded(passage.text))):
        return [*_beside(passage, alone[1], delivery)] or FITS
    if not _SEEN.search(passage.text):
        return FITS
    text = folded(passage.text)
    found = [*_full(text), *_yearless(text, delivery)]
    if not found or is_sample(passage, delivery.document(passage.document).title):
        return FITS
    return found


def _beside(passage: Passage, weekday: str, delivery: Delivery) -> Iterator[Judgement]:
    """A weekday that stands alone in its cell, beside the date of the cell on its left."""
    document = delivery.document(passage.document)
    if is_sample(passage, document.title):
        return
    place, row, column = _cell(passage.place)
    table = next((each for each in document.tables if each.place == place), None)
    if table is None or (row, column) in table.formulas:
        return
    text = folded(table.cells.get((row, column - 1), ""))
    dates = [written for written in full_dates(text) if written.text.strip() == text.strip()]
    if dates and (day := dates[0].on) and weekday_of(day) != weekday:
        near = near_day(day, weekday)
        why = f"{text.strip()}は{weekday_of(day)}曜です。{weekday}曜は{near.month}月{near.day}日です。"
        yield hit(passage.text, expected=weekday_of(day), why=why)


def _cell(place: str) -> tuple[str, int, int]:
    """The table, row and column of a place; "" and noughts for what is no cell."""
    if found := _IN_SHEET.fullmatch(place):
        return found[1], int(found[3]), column_number(found[2])
    if found := _IN_TABLE.fullmatch(place):
        return found[1], int(found[2]), int(found[3])
    return "", 0, 0


def _full(text: str) -> Iterator[Judgement]:
    for written in full_dates(text):
        day = written.on
        if day and written.weekday and weekday_of(day) != written.weekday:
            right = f"{written.text.partition('(')[0].strip()}は{weekday_of(day)}曜です"
            near = near_day(day, written.weekday)
            why = f"{right}。{written.weekday}曜は{near.month}月{near.day}日です。"
            yield hit(written.text, expected=weekday_of(day), why=why)


def _yearless(text: str, delivery: Delivery) -> Iterator[Judgement]:
    since, until = delivery.period
    if since is None or until is None:
        return
    years = range(since.year - 1, until.year + 2)
    for written in days_without_year(text):
        days = [day for day in (day_in(year, written) for year in years) if day]
        if days and all(weekday_of(day) != written.weekday for day in days):
            yield hit(written.text, severity=Severity.WARNING, why=_in_each_year(days, written))


def _in_each_year(days: Sequence[date], written: Written) -> str:
    told = "、".join(f"{day.year}年は{weekday_of(day)}曜" for day in days)
    return f"{written.month}月{written.day}日は、{told}です。"
