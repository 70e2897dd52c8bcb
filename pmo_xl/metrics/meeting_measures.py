"""会議回数, 会議時間 and 月平均会議回数: each figure beside its formula in the workbook.

A held meeting is a pair of 会議名 and 開催日 of 議事録. Rows of one meeting may name others in 出席者: their mean counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmo_xl.metrics.metric import Metric, rounded
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key, people

Held = Mapping[tuple[str, date], Sequence[MeetingItem]]

_IS_HELD = '({meeting_items.meeting}<>"")*ISNUMBER({meeting_items.held_on})'
_NOT_HELD = '({meeting_items.meeting}="")+(1-ISNUMBER({meeting_items.held_on}))'
_ROWS_OF_MEETING = """COUNTIFS({meeting_items.meeting},{meeting_items.meeting},
{meeting_items.held_on},{meeting_items.held_on}"""

MEETINGS = f"SUMPRODUCT({_IS_HELD}/({_ROWS_OF_MEETING})+{_NOT_HELD}))"

_NAMES = "{meeting_items.attendees}"
for _mark in ('","', '"・"', '"/"', "CHAR(10)"):
    _NAMES = f'SUBSTITUTE({_NAMES},{_mark},"、")'
_NAMED = f'(LEN({_NAMES})-LEN(SUBSTITUTE({_NAMES},"、",""))+1)*({{meeting_items.attendees}}<>"")'
_MINUTES = """SUMIFS({meetings.minutes},{meetings.name},{meeting_items.meeting})
/(COUNTIFS({meetings.name},{meeting_items.meeting},{meetings.minutes},">0")
+(COUNTIFS({meetings.name},{meeting_items.meeting},{meetings.minutes},">0")=0))"""

HOURS = f"""IFERROR(ROUND(SUMPRODUCT({_IS_HELD}*{_NAMED}*{_MINUTES}
/({_ROWS_OF_MEETING},{{meeting_items.attendees}},"?*")+(1-{_IS_HELD}*({{meeting_items.attendees}}<>""))))/60,1),"")"""

_DAY = r'VALUE(TEXT({meeting_items.held_on},"0;-0;0;\0"))'
_LAST = f"SUMPRODUCT(MAX({_IS_HELD}*{_DAY}))"
_FIRST = f"SUMPRODUCT(MIN({_IS_HELD}*{_DAY}+9999999*(1-{_IS_HELD})))"
_MONTHS = f"((YEAR({_LAST})-YEAR({_FIRST}))*12+MONTH({_LAST})-MONTH({_FIRST})+1)"

PER_MONTH = f'IFERROR(IF({_LAST}=0,"",ROUND({MEETINGS}/{_MONTHS},1)),"")'


def meetings(project: Project) -> Metric:
    """会議回数: the held meetings."""
    rows = sum(map(len, held_meetings(project).values()))
    return Metric(Decimal(len(held_meetings(project))), rows, len(project.meeting_items))


def meeting_hours(project: Project) -> Metric:
    """会議時間: person-hours of the held meetings whose 会議体 has 所要分 and whose minutes name 出席者."""
    minutes = _minutes(project)
    told = [
        taken
        for (key, _), items in held_meetings(project).items()
        if (taken := _person_minutes(minutes.get(key), items))
    ]
    total = len(held_meetings(project))
    if not told:
        return Metric(None, 0, total, "会議体に所要分があり、議事録に出席者のある会議がありません。")
    return Metric(rounded(sum(told, Fraction()) / 60), len(told), total)


def hours_of(held: tuple[str, date], project: Project) -> Decimal | None:
    """Person-hours of one held meeting (a key of `held_meetings`); None where 所要分 or 出席者 lack."""
    taken = _person_minutes(_minutes(project).get(held[0]), held_meetings(project)[held])
    return rounded(taken / 60) if taken else None


def _minutes(project: Project) -> Mapping[str, int]:
    """所要分 by the names of 会議体 as names compare."""
    return {name_key(each.name or ""): each.minutes for each in project.meetings if each.minutes}


def _person_minutes(minutes: int | None, items: Sequence[MeetingItem]) -> Fraction:
    return (minutes or 0) * _names(items)


def meetings_per_month(project: Project) -> Metric:
    """月平均会議回数: the held meetings ÷ months from the first to the last, both counted."""
    held = held_meetings(project)
    rows, total = sum(map(len, held.values())), len(project.meeting_items)
    if not held:
        return Metric(None, rows, total, "会議名と開催日のある議事録がありません。")
    days = [day for _, day in held]
    first, last = min(days), max(days)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Metric(rounded(Fraction(len(held), months)), rows, total)


def held_meetings(project: Project) -> Held:
    """The rows of 議事録 of each meeting that was held."""

    def made() -> Held:
        """By 会議名 (as names compare) and 開催日."""
        found: dict[tuple[str, date], list[MeetingItem]] = {}
        for item in project.meeting_items:
            if item.meeting and item.held_on:
                found.setdefault((name_key(item.meeting), item.held_on), []).append(item)
        return found

    return project.cached("held meetings", made)


def _names(items: Sequence[MeetingItem]) -> Fraction:
    """How many people were there: the mean over the rows that say so; 0 where none does."""
    counts = [len(people(item.attendees)) for item in items if item.attendees]
    return Fraction(sum(counts), len(counts)) if counts else Fraction()
