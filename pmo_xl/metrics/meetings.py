"""On which days a meeting of 会議体 is held, and of which of them there are no minutes.

Source: definitions.md, Words of the rules (Occurrences).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key

WEEKLY: Final = "毎週"
MINUTES_WITHIN: Final[Mapping[str, int]] = {WEEKLY: 3, "隔週": 6, "毎月": 13}
"""By 頻度, how many days from the day of a meeting its minutes may be dated."""
WEEKDAYS: Final = "月火水木金土日"
_STEPS: Final = {WEEKLY: 7, "隔週": 14}
_WEEK = 7


def occurrences(meeting: Meeting, until: date, project: Project) -> Iterator[date]:
    """The days of a meeting up to `until`, from 初回日時 to 終了日 (blank: that of the project), days off left out."""
    yield from (on for on in planned_days(meeting, until, project) if project.calendar.is_business_day(on))


def planned_days(meeting: Meeting, until: date, project: Project) -> Iterator[date]:
    """The same by 頻度 alone, with the days off on which the meeting is not held."""
    if meeting.first_at:
        ends_on = meeting.ends_on or project.settings.day("終了日") or until
        yield from _days(meeting.frequency, meeting.first_at.date(), min(until, ends_on))


def _days(frequency: str | None, first: date, until: date) -> Iterator[date]:
    if step := _STEPS.get(frequency or ""):
        for number in range((until - first).days // step + 1):
            yield first + timedelta(number * step)
    elif frequency == "毎月":
        months = (until.year - first.year) * 12 + until.month - first.month
        days = (_same_weekday(first, add_months(first.replace(day=1), n)) for n in range(months + 1))
        yield from (on for on in days if first <= on <= until)


def _same_weekday(first: date, month: date) -> date:
    """The n-th weekday of the month, as `first` is of its own; the fifth means the last."""
    on = month + timedelta((first.weekday() - month.weekday()) % _WEEK)
    on += timedelta(_WEEK * ((first.day - 1) // _WEEK))
    while on > month_end(month):
        on -= timedelta(_WEEK)
    return on


def weekly_from(first: date, weekday: int, until: date, project: Project) -> Iterator[date]:
    """The business days on this weekday from `first` to `until`."""
    start = first + timedelta((weekday - first.weekday()) % _WEEK)
    yield from (on for on in _days(WEEKLY, start, until) if project.calendar.is_business_day(on))


def minutes_of(name: str, project: Project) -> Sequence[MeetingItem]:
    """The rows of 議事録 of the meeting of this name."""
    return [item for item in project.meeting_items if name_key(item.meeting or "") == name_key(name)]


def without_minutes(days: Iterator[date], within: int, minutes: Sequence[MeetingItem]) -> tuple[date, ...]:
    """The days of which no minutes are dated within so many days."""
    held = [item.held_on for item in minutes if item.held_on]
    return tuple(on for on in days if all(abs((each - on).days) > within for each in held))
