"""MTG004: meetings that should have been held and that left no minutes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from pmo_xl.metrics.meetings import (
    MINUTES_WITHIN,
    WEEKDAYS,
    WEEKLY,
    minutes_of,
    occurrences,
    weekly_from,
    without_minutes,
)
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

DAYS_TO_WRITE = Threshold("議事録日数", 2, "会議の日から議事録を書くまでの稼働日数")
SHOWN = 8
REGULAR = "定例会議"


@rule(
    "MTG004",
    judges=Project,
    needs={MeetingItem: ("meeting", "held_on")},
    severity=Severity.WARNING,
    thresholds=(DAYS_TO_WRITE,),
    message="「{meeting}」の議事録が {count} 回分ありません({days})。",
    remedy="議事録に書いてください。開かなかった回は、その日の行を区分「情報」で足し、内容に「中止」と書いてください。",
)
def meeting_without_minutes(project: Project) -> Iterator[tuple[Record, Judgement]]:
    """決めた日に開いたはずの会議に、議事録がない。

    ## 要旨
    会議体の頻度が「毎週」「隔週」「毎月」の会議について、開催の日から2稼働日(設定の `閾値.議事録日数`)を過ぎても、その会議名の
    議事録の行が前後3日(毎週)、6日(隔週)、13日(毎月)以内にないときに、会議ごとに1件、日付を並べて指摘します(新しい8回まで)。
    休みの日に当たる回は数えません。開かなかった回は、区分「情報」の「中止」の行があればよいものとします。
    会議体に行がないときは、設定の「定例会議」(名称/曜日)を、議事録の最初の行の日から毎週として見ます。

    ## なぜ問題か
    議事録のない会議で決まったことは、出ていない人に伝わらず、出た人の記憶も食い違います。

    ## 違反例
    基準日: 2026-11-30

    会議体
    | 会議ID | 会議名 | 頻度 | 初回日時 | 指摘 |
    |---|---|---|---|---|
    | MET-001 | 進捗会議 | 毎週 | 2026/11/11 10:00 | 会議名 |
    | MET-002 | 運営会議 | 毎月 | 2026/10/8 10:00 | 会議名 |

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 |
    |---|---|---|---|---|
    | MTG-001 | 進捗会議 | 2026/11/11 | 情報 | 順調 |
    | MTG-002 | 進捗会議 | 2026/11/21 | 情報 | 順調 |
    | MTG-003 | 運営会議 | 2026/10/8 | 決定 | 承認する |

    ## 違反例(会議体がなく、設定の定例会議で見る)
    基準日: 2026-11-30

    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 定例会議 | 進捗会議/水 | 値 |

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 |
    |---|---|---|---|---|
    | MTG-001 | 進捗会議 | 2026/11/11 | 情報 | 順調 |
    | MTG-002 | 進捗会議 | 2026/11/25 | 情報 | 順調 |

    ## 適合例
    基準日: 2026-11-30

    会議体
    | 会議ID | 会議名 | 頻度 | 初回日時 |
    |---|---|---|---|
    | MET-001 | 進捗会議 | 毎週 | 2026/11/12 10:00 |
    | MET-002 | 品質会議 | 隔週 | 2026/11/26 10:00 |
    | MET-003 | 運営会議 | 随時 | |

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 |
    |---|---|---|---|---|
    | MTG-001 | 進捗会議 | 2026/11/13 | 情報 | 順調 |
    | MTG-002 | 進捗会議 | 2026/11/19 | 情報 | 中止 |
    """
    if project.meetings:
        yield from ((meeting, _of_meeting(meeting, project)) for meeting in project.meetings)
    else:
        for row in project.of(Setting).naming("key", REGULAR):
            yield from ((row, _of_setting(text, project)) for text in project.settings.words(REGULAR))


def _of_meeting(meeting: Meeting, project: Project) -> Judgement:
    if cannot := unfilled(meeting, "name", "frequency") or unknown(meeting, "first_at", "ends_on"):
        return cannot
    within = MINUTES_WITHIN.get(meeting.frequency or "")
    if within is None or meeting.first_at is None:
        return OUT_OF_SCOPE
    name = meeting.name or ""
    return _judged(name, "name", occurrences(meeting, project.as_of, project), within, project)


def _of_setting(text: str, project: Project) -> Judgement:
    name, _, weekday = (part.strip() for part in unicodedata.normalize("NFKC", text).partition("/"))
    if not name or weekday[:1] not in tuple(WEEKDAYS):
        return undeterminable("設定の「定例会議」を 名称/曜日 と読み取れません")
    held = [item.held_on for item in minutes_of(name, project) if item.held_on]
    if not held:
        return OUT_OF_SCOPE
    days = weekly_from(min(held), WEEKDAYS.index(weekday[0]), project.as_of, project)
    return _judged(name, "value", days, MINUTES_WITHIN[WEEKLY], project)


def _judged(name: str, field: str, days: Iterator[date], within: int, project: Project) -> Judgement:
    limit, minutes = project.settings.threshold(DAYS_TO_WRITE), minutes_of(name, project)
    due = (on for on in days if is_over(on, limit, project))
    lacking = without_minutes(due, within, minutes)
    if lacking and any(item.unread.get("held_on") for item in minutes):
        return undeterminable(f"「{name}」の議事録に、開催日を読み取れない行があります")
    if not lacking:
        return FITS
    return violation(field, key=name, meeting=name, count=len(lacking), days=_shown(lacking))


def _shown(days: Sequence[date]) -> str:
    more = f"、ほか {len(days) - SHOWN} 回" if len(days) > SHOWN else ""
    return "、".join(day(on) for on in days[-SHOWN:]) + more
