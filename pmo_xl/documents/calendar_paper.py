"""CalendarPaper: a deliverable that calendars take in (.ics, RFC 5545): the same entry has the same UID whenever it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pmo_xl.documents.paper import Paper
from pmo_xl.model.calendar import minutes_later
from pmo_xl.version import __version__
from pmo_xl.visible import visible, visible_line

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

    from pmo_xl.documents.word.content import Source

_ZONE: Final = "Asia/Tokyo"
_AHEAD_OF_UTC: Final = timedelta(hours=9)
_FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
_LONGEST_LINE, _LONGEST_TEXT = 250, 2000


@dataclass(frozen=True)
class Series:
    """How an entry comes again: a rule of RFC 5545 (FREQ, INTERVAL, BYDAY), its last day, and the days of the rule on which it does not."""

    rule: tuple[tuple[str, str | int], ...]
    last: date
    but_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry. key: what it is, whatever it says: one key is one UID. on: a day, or an hour in Japan.

    minutes: how long it takes; None: nobody says so. is_off: whether it was called off.
    """

    key: tuple[str, ...]
    kind: str
    title: str
    on: date | datetime
    about: tuple[str, ...] = ()
    minutes: int | None = None
    place: str = ""
    series: Series | None = None
    is_off: bool = False


@dataclass(frozen=True)
class Entries:
    """What one such paper comes to. remarks: what is not in it and why, a Japanese sentence each."""

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarPaper(Paper):
    """One deliverable for calendars."""

    endings: ClassVar[tuple[str, ...]] = (".ics",)

    build: Callable[..., Entries]

    def content(self, source: Source, record: Any = None) -> Entries:  # noqa: ANN401 - whom it is for
        """Its entries; for one person where it is made of many."""
        return self.build(source, record)


def calendar_file(entries: Entries, moment: datetime) -> bytes:
    """The file: UTF-8, CRLF, lines folded at 75 bytes. moment: when it is made, of which SEQUENCE comes: a later file wins.

    Nobody is invited by it: people stand in the text, not as ATTENDEE.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//pmo_xl//pmo_xl {__version__}//JA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for entry in entries.entries:
        calendar.add_component(_event(entry, moment))
    return _bytes_of(calendar)


def _bytes_of(calendar: Calendar) -> bytes:
    data: bytes = calendar.to_ical()
    return data


def _zone() -> Timezone:
    """Japan, written out: Windows has no time-zone database, and there is no summer time."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 wants it without an offset
    standard.add("tzoffsetfrom", _AHEAD_OF_UTC)
    standard.add("tzoffsetto", _AHEAD_OF_UTC)
    standard.add("tzname", "JST")
    zone = Timezone()
    zone.add("tzid", _ZONE)
    zone.add_component(standard)
    return zone


def _event(entry: Entry, moment: datetime) -> Event:
    from icalendar import Event

    stamp = moment.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{sha256(chr(0).join(entry.key).encode()).hexdigest()[:32]}@pmo-xl")
    event.add("sequence", max(0, int((stamp - _FIRST).total_seconds())))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("summary", _cut(visible_line(entry.title), _LONGEST_LINE))
    event.add("categories", [entry.kind])
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    if entry.about:
        event.add("description", _cut(visible("\n".join(entry.about)), _LONGEST_TEXT))
    if entry.place:
        event.add("location", _cut(visible_line(entry.place), _LONGEST_LINE))
    _add_times(event, entry)
    return event


def _add_times(event: Event, entry: Entry) -> None:
    _add_time(event, "dtstart", entry.on)
    if isinstance(entry.on, datetime):
        if entry.minutes:
            _add_time(event, "dtend", minutes_later(entry.on, entry.minutes))
    elif entry.on < date.max:
        _add_time(event, "dtend", entry.on + timedelta(1))  # the day behind the last one
    event.add("transp", "OPAQUE" if isinstance(entry.on, datetime) else "TRANSPARENT")
    if entry.series:
        until = _at(entry.on, entry.series.last)
        if isinstance(until, datetime):
            until = (until - _AHEAD_OF_UTC).replace(tzinfo=UTC)
        event.add("rrule", {**dict(entry.series.rule), "until": until})
        for day in entry.series.but_on:
            _add_time(event, "exdate", _at(entry.on, day))


def _at(on: date | datetime, day: date) -> date | datetime:
    """Another day, at the same hour where there is one."""
    return datetime.combine(day, on.time()) if isinstance(on, datetime) else day


def _add_time(event: Event, name: str, on: date | datetime) -> None:
    event.add(name, on, parameters={"TZID": _ZONE} if isinstance(on, datetime) else {"VALUE": "DATE"})


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
