"""PRE015: a planned day that lies a year too early."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Document, Passage
from pmo_xl.rules.precheck.dates import full_dates
from pmo_xl.rules.precheck.tables import history_of
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_PLANNED: Final = re.compile("予定|期限|納期|まで|以降|開始|終了|リリース|実施|提出")
_PAST: Final = re.compile("実績|過去|前回|前年|経緯|制定|施行|改訂|改定|改版|履歴|作成日|更新日|版数|契約日")
_BEFORE: Final = timedelta(days=31)
_YEAR_BEFORE: Final = (timedelta(days=300), timedelta(days=400))
_MOSTLY_LATER: Final = 0.8
_NO_PERIOD: Final = out_of_scope(
    "案件の期間が分からず、変更履歴の日付もありません(語ファイルの [project] に from と to を書くか、--book を付けてください)"
)


@rule(
    "PRE015",
    judges=Document,
    reads=BODY,
    severity=Severity.QUESTION,
    message="「{match}」は{than}より1年前です: 「{excerpt}」",
    remedy="年を確かめてください。1年後の日付の書き間違いなら直し、正しければ語ファイルの [[accept]] に書いてください。",
)
def year_slip(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """予定の日付の年が、1年古い。

    ## 要旨
    案件の期間の始まりより31日を超えて前の日付で、1年後なら期間に入り、予定・期限・まで・開始・提出などの言葉のそばにあるものを
    要判断とします。実績・過去・前回・改訂などの言葉のそばと、変更履歴の中は見ません。
    案件の期間が分からなければ、変更履歴のいちばん新しい日付の300〜400日前の日付を、文書のほかの日付の8割以上がそれより後の年のときだけ
    要判断とします。変更履歴の日付もなければ対象外です。

    ## なぜ問題か
    年明けと、前の年の文書を写したときに起きる間違いで、読む人は日付を信じられなくなります。

    ## 違反例
    語: [project] from = 2026-04-01; to = 2027-03-31
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 納期は2026年1月31日とする。 | | 要判断 |

    ## 違反例(期間が分からない)
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.0 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2027/01/08 | | |
    | 1 予定 ＞ 段落1 | 本文 | 納期は2026年1月31日とする。 | | 要判断 |
    | 1 予定 ＞ 段落2 | 本文 | 2027年2月1日に開始する。試験は2027年2月8日に、移行は2027年2月20日に、稼働は2027年3月1日に行う。 | | |

    ## 適合例(期間が分からない)
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 変更履歴 ＞ 表1 1行1列 | 表セル | 版 | | |
    | 変更履歴 ＞ 表1 1行2列 | 表セル | 日付 | | |
    | 変更履歴 ＞ 表1 1行3列 | 表セル | 変更内容 | | |
    | 変更履歴 ＞ 表1 2行1列 | 表セル | 1.0 | | |
    | 変更履歴 ＞ 表1 2行2列 | 表セル | 2027/01/08 | | |
    | 1 予定 ＞ 段落1 | 本文 | 2026年1月31日に開始し、2026年2月28日までに終える。 | | |
    | 1 予定 ＞ 段落2 | 本文 | 試験は2027年2月8日に実施する。2025年1月31日までの値を移す。 | | |

    ## 適合例
    語: [project] from = 2026-04-01; to = 2027-03-31
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 納期は2027年1月31日とする。 | | |
    | 1 予定 ＞ 段落2 | 本文 | 2026年3月15日から準備を開始する。 | | |
    | 2 経緯 ＞ 段落1 | 本文 | 前回は2026年1月31日に提出した。 | | |
    | 1 予定 ＞ 段落3 | 本文 | 2015年1月31日までのデータを移す。 | | |
    """
    since, until = delivery.period
    dated = [
        (each, written.text, day)
        for each in document.of(*BODY)
        if each.hidden is None
        for written in full_dates(folded(each.text))
        if (day := written.on) is not None
    ]
    if since is not None and until is not None:
        return [*_before_the_period(dated, document, since, until)] or FITS
    newest = _newest(document)
    return _NO_PERIOD if newest is None else [*_before_the_history(dated, document, newest)] or FITS


Dated = Sequence[tuple[Passage, str, date]]
"""A passage with a date: as written, and the day."""


def _before_the_period(dated: Dated, document: Document, since: date, until: date) -> Iterator[Judgement]:
    for passage, shown, day in dated:
        if day < since - _BEFORE and since <= day + timedelta(days=365) <= until:
            yield from _said(passage, shown, day, document, "案件の期間")


def _before_the_history(dated: Dated, document: Document, newest: date) -> Iterator[Judgement]:
    """Those about a year before the newest change, where nearly all the others are of a later year."""
    nearest, furthest = _YEAR_BEFORE
    years = Counter(day.year for _, _, day in dated)
    for passage, shown, day in dated:
        later = sum(count for year, count in years.items() if year > day.year)
        is_alone = later >= (len(dated) - 1) * _MOSTLY_LATER
        if is_alone and day.year < newest.year and nearest <= newest - day <= furthest:
            yield from _said(passage, shown, day, document, "変更履歴のいちばん新しい日付")


def _newest(document: Document) -> date | None:
    history = history_of(document)
    return max((each.on for each in history.rows if each.on), default=None) if history else None


def _said(passage: Passage, shown: str, day: date, document: Document, than: str) -> Iterator[Judgement]:
    around = "\n".join((passage.text, passage.column, *passage.heading))
    if not _PLANNED.search(around) or _PAST.search(around) or is_sample(passage, document.title):
        return
    yield hit(
        shown,
        at=passage,
        expected=f"{day.year + 1}年",
        severity=Severity.QUESTION,
        than=than,
    )
