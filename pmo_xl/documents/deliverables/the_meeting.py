"""Which meeting a paper is made for: the series of 会議体 that is held next, and the meetings of 議事録 by their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pmo_xl.documents.paper import Subject
from pmo_xl.metrics.meetings import WEEKDAYS, occurrences
from pmo_xl.metrics.overdue import is_chased_todo
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.display import day
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key

_AHEAD = timedelta(days=400)
NAMELESS = "(会議名なし)"
UNDATED = "開催日の記入なし"


@dataclass(frozen=True)
class Held:
    """One meeting that was held. shown: its day as it is typed where it cannot be read."""

    name: str
    on: date | None
    shown: str
    items: tuple[MeetingItem, ...]


def next_on(meeting: Meeting, project: Project) -> date | None:
    """The day it is held next, D counted; None where 頻度 or 初回日時 does not say."""
    days = occurrences(meeting, project.as_of + _AHEAD, project)
    return next((on for on in days if on >= project.as_of), None)


def next_time(meeting: Meeting, project: Project) -> str:
    """When it is held next, in words; 未定 where nothing says so."""
    on = next_on(meeting, project)
    return when(meeting, on) if on else "未定"


def when(meeting: Meeting, on: date) -> str:
    """The day with its weekday, and the hours of the meeting."""
    told = f"{day(on)}({WEEKDAYS[on.weekday()]})"
    if meeting.first_at is None:
        return told
    start = datetime.combine(on, meeting.first_at.time())
    ends = f" ～ {minutes_later(start, meeting.minutes):%H:%M}" if meeting.minutes else ""
    return f"{told} {start:%H:%M}{ends}"


def series(project: Project) -> list[Subject]:
    """Every 会議体 by its ID; its name means it too."""
    return [Subject(m.row_id or m.name or "", m, tuple(filter(None, (m.name,)))) for m in project.meetings]


def next_series(project: Project) -> list[Subject]:
    """The 会議体 that is held next; of several on one day the earlier hour, then the upper row."""
    found = [(next_on(each.value, project), each) for each in series(project)]
    coming = [(on, each.value.first_at.time(), n, each) for n, (on, each) in enumerate(found) if on]
    return [min(coming, key=lambda each: each[:3])[3]] if coming else []


def homework(meeting: Meeting | None, project: Project) -> list[MeetingItem]:
    """The open ToDo of the meeting's minutes that are followed there; None: of every meeting."""
    return [
        item
        for item in project.meeting_items
        if (meeting is None or name_key(item.meeting or "") == name_key(meeting.name or ""))
        and is_chased_todo(item, project)
    ]


def held_meetings(project: Project) -> list[Held]:
    """The meetings of 議事録, the newest first; one whose day cannot be read keeps it as typed, and comes last."""
    found: dict[tuple[date | None, str, str], list[MeetingItem]] = {}
    names: dict[str, str] = {}
    for item in project.meeting_items:
        shown = item.unread["held_on"].text if "held_on" in item.unread else ""
        shown = day(item.held_on) if item.held_on else shown or UNDATED
        name = names.setdefault(name_key(item.meeting or NAMELESS), item.meeting or NAMELESS)
        found.setdefault((item.held_on, shown, name), []).append(item)
    ordered = sorted(found.items(), key=lambda pair: pair[0][0] or date.min, reverse=True)
    return [Held(name, on, shown, tuple(items)) for (on, shown, name), items in ordered]


def held_subjects(project: Project) -> list[Subject]:
    """Each meeting by its name and day; the day alone means all of it, a 会議ID the last of its meeting."""
    ids = {name_key(m.name or ""): m.row_id or "" for m in project.meetings}
    seen: set[str] = set()
    found = []
    for held in held_meetings(project):
        also = [held.shown, held.shown.replace("/", "-")]
        key = f"{held.name} {held.shown}"
        also.append(key)
        if name_key(held.name) not in seen:
            seen.add(name_key(held.name))
            also += [held.name, ids.get(name_key(held.name), "")]
        found.append(Subject(f"{held.name} {held.shown.replace('/', '-')}", held, tuple(filter(None, also))))
    return found


def last_held(project: Project) -> Sequence[Subject]:
    """The last meeting of all whose day lies not after D; none dated: the first there is."""
    every = held_subjects(project)
    past = [each for each in every if each.value.on and each.value.on <= project.as_of]
    return (past or every)[:1]


def meeting_of(name: str, project: Project) -> Meeting | None:
    """The row of 会議体 of this name."""
    return next((m for m in project.meetings if name_key(m.name or "") == name_key(name)), None)
