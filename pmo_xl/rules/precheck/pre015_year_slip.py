"""PRE015: a planned day that lies a year too early."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.rules.precheck.dates import full_dates
from pmo_xl.rules.precheck.texts import folded, hit, is_sample
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_PLANNED: Final = re.compile("予定|期限|納期|まで|以降|開始|終了|リリース|実施|提出")
_PAST: Final = re.compile("実績|過去|前回|前年|経緯|制定|施行|改訂|改定|改版|履歴|作成日|更新日|版数|契約日")
_BEFORE: Final = timedelta(days=31)
_NO_PERIOD: Final = out_of_scope(
    "案件の期間が分かりません(語ファイルの [project] に from と to を書くか、--book を付けてください)"
)


@rule(
    "PRE015",
    judges=Passage,
    reads=BODY,
    severity=Severity.QUESTION,
    message="「{match}」は案件の期間より1年前です: 「{excerpt}」",
    remedy="年を確かめてください。1年後の日付の書き間違いなら直し、正しければ語ファイルの [[accept]] に書いてください。",
)
def year_slip(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """予定の日付の年が、1年古い。

    ## 要旨
    案件の期間の始まりより31日を超えて前の日付で、1年後なら期間に入り、予定・期限・まで・開始・提出などの言葉のそばにあるものを
    要判断とします。実績・過去・前回・改訂などの言葉のそばと、変更履歴の中は見ません。期間が分からなければ対象外です。

    ## なぜ問題か
    年明けと、前の年の文書を写したときに起きる間違いで、読む人は日付を信じられなくなります。

    ## 違反例
    語: [project] from = 2026-04-01; to = 2027-03-31
    文書: 計画書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 予定 ＞ 段落1 | 本文 | 納期は2026年1月31日とする。 | | 要判断 |

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
    if since is None or until is None:
        return _NO_PERIOD
    around = "\n".join((passage.text, passage.column, *passage.heading))
    if not _PLANNED.search(around) or _PAST.search(around):
        return FITS
    found = []
    for written in full_dates(folded(passage.text)):
        day = written.on
        if day is None or day >= since - _BEFORE:
            continue
        later = day + timedelta(days=365)
        if since <= later <= until:
            found.append(hit(written.text, expected=f"{day.year + 1}年", severity=Severity.QUESTION))
    if not found or is_sample(passage, delivery.document(passage.document).title):
        return FITS
    return found
