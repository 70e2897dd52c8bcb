"""PRE014: dates that no calendar has, and years that contradict themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.rules.precheck.dates import ERAS, Written, full_dates
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_SEEN: Final = re.compile(r"[0-9０-９元]\s?[年/.\-－‐−／．]")
_ERA: Final = "(?P<era>令和|平成|昭和)(?P<ey>[0-9]{1,2}|元)年"
_PAIRS: Final = (
    re.compile(rf"(?P<y>[12][0-9]{{3}})年(?P<fiscal>度?)\s?\(\s?{_ERA}(?P<fiscal2>度?)\s?\)"),
    re.compile(rf"{_ERA}(?P<fiscal>度?)\s?\(\s?(?P<y>[12][0-9]{{3}})年(?P<fiscal2>度?)\s?\)"),
)
_LATE: Final = re.compile("平成(?P<ey>[0-9]{2})年")
_REIWA: Final = date(2019, 5, 1)
_LAST_SHOWA, _LAST_HEISEI = 64, 31


@rule(
    "PRE014",
    judges=Passage,
    reads=(*BODY, "コメント", "メモ", "ノート"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{match}」は{why}: 「{excerpt}」",
    remedy="正しい日付に直してください。",
)
def impossible_date(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """暦にない日付、西暦と元号が合わない年が書かれている。

    ## 要旨
    2026/2/30 のような暦にない日付、5月1日より前の令和元年、昭和65年より後、2026年(令和7年) のように合わない年をエラーとして指摘します。
    平成32年より後は警告です。版の番号(v2026.2.30)、年のない日付、記入例・試験データの中は見ません。

    ## なぜ問題か
    はじめから間違っている日は、予定にも契約にも使えません。

    ## 違反例
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 2026/2/30 に始める。 | | エラー |
    | 1 予定 ＞ 段落2 | 本文 | 2026年4月31日まで | | エラー |
    | 1 予定 ＞ 段落3 | 本文 | 令和元年4月30日の契約 | | エラー |
    | 1 予定 ＞ 段落4 | 本文 | 2026年度(令和7年度)の予算 | | エラー |
    | 1 予定 ＞ 段落5 | 本文 | 平成33年に更改する。 | | 警告 |

    ## 適合例
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 2/30 の版 | | |
    | 1 予定 ＞ 段落2 | 本文 | v2026.2.30 を使う。 | | |
    | 1 予定 ＞ 段落3 | 本文 | 試験データ 2026/2/30 | | |
    | 1 予定 ＞ 段落4 | 本文 | 2026年(令和8年)と 2019年(平成31年)と 2019年(令和元年) | | |
    | 1 予定 ＞ 段落5 | 本文 | アドレスは 2001.2.30.4 です。 | | |
    """
    if not _SEEN.search(passage.text):
        return FITS
    text = folded(passage.text)
    found = [*_days(text), *_years(text)]
    if not found or is_sample(passage, delivery.document(passage.document).title):
        return FITS
    return found


def _days(text: str) -> Iterator[Judgement]:
    for written in full_dates(text):
        if why := _why(written):
            yield hit(written.text, why=why)


def _why(written: Written) -> str:
    """Why there is no such day; "" where there is."""
    if not 1 <= written.month <= 12:
        return f"暦にありません({written.month}月はありません)"
    if written.on is None:
        return f"暦にありません({written.year}年{written.month}月に{written.day}日はありません)"
    if written.era in ("令和", "R") and written.on < _REIWA:
        return "令和ではありません(令和は2019年5月1日から)"
    if written.era in ("昭和", "S") and written.era_year > _LAST_SHOWA:
        return f"ありません(昭和は{_LAST_SHOWA}年まで)"
    return ""


def _years(text: str) -> Iterator[Judgement]:
    for pattern in _PAIRS:
        for found in pattern.finditer(text):
            year = ERAS[found["era"]] + (1 if found["ey"] == "元" else int(found["ey"]))
            if bool(found["fiscal"]) == bool(found["fiscal2"]) and year != int(found["y"]):
                yield hit(found[0], why=f"合いません({found['era']}{found['ey']}年は{year}年)")
    for found in _LATE.finditer(text):
        if int(found["ey"]) > _LAST_HEISEI:
            year = ERAS["平成"] + int(found["ey"])
            why = f"もうない元号の年です({year}年 = 令和{year - ERAS['令和']}年)"
            yield hit(found[0], severity=Severity.WARNING, why=why)
