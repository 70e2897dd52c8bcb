"""カレンダー: milestones, due dates, meetings and the steps of the release, to be taken into a calendar as often as wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import TypeVar

from pmo_xl.documents.calendar_paper import CalendarPaper, Entries, Entry, Series
from pmo_xl.documents.deliverables.personal_handover import everybody
from pmo_xl.documents.paper import Subjects
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.unread_cells import cells_of
from pmo_xl.errors import BadOption
from pmo_xl.metrics.meetings import occurrences, planned_days
from pmo_xl.metrics.open_row import OPEN_BY_FIELD
from pmo_xl.metrics.overdue import (
    DUE_DATES,
    MILESTONE,
    DueDate,
    open_rows,
    overdue_report,
    responsible,
    title_of,
)
from pmo_xl.metrics.release import BACK
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key, name_key, people, person_key
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import STATES, StateClass, list_name

R = TypeVar("R", bound=Record)

_AROUND = timedelta(days=400)
_MOST = 5
_BY_TITLE = "\n"  # no ID holds one
_FREQUENCIES = {"毎週": 1, "隔週": 2}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_WEEK = 5
_MONTHLY = "毎月"


@dataclass
class _Made:
    """What is gathered. person: `person_key` of whom it is for; "" of everybody."""

    project: Project
    of: str
    person: str
    entries: list[Entry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    blank: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def ending(self) -> str:
        """The project's name behind each title, so that the entries of several projects are told apart."""
        name = self.project.settings.project_name
        return f"({name})" if name else ""

    def add(self, entry: Entry, record: Record, key: str) -> None:
        """One entry more; of a row that is known by its title only, the row is noted."""
        self.entries.append(entry)
        if _BY_TITLE in key:
            self.nameless.append(f"{record.sheet.label} {record.row_id or f'行{record.row}'}")


def build(source: Source, name: str | None) -> Entries:
    """The entries of the project, or of one person: what they answer for and attend, and all milestones. BadOption where there are none."""
    project = source.project
    code, title = project.settings.text("案件コード"), project.settings.project_name
    made = _Made(project, name_key(code or title or PurePath(source.workbook).stem), person_key(name or ""))
    for due_date in DUE_DATES:
        _add_due(due_date, made)
    for meeting, key in _keyed(project.meetings, made):
        if _is_for(made, meeting.attendees, meeting.organizer, meeting.decision_maker):
            _add_meeting(meeting, key, made)
    for step, key in _keyed(project.release_steps, made):
        if step.kind != BACK and _is_for(made, step.owner):
            _add_step(step, key, made)
    remarks = (*_about_identity(code, title), *_about_rows(made), *made.remarks)
    if not made.entries:
        raise BadOption(
            "".join((f"カレンダーに載せる日付が{f'{name} に' if name else ''}ありません。", *remarks))
        )
    return Entries(tuple(made.entries), remarks)


def _add_due(due_date: DueDate, made: _Made) -> None:
    project = made.project
    is_open = {id(record) for record in open_rows(due_date, project)}
    for record, key in _keyed(project.of(due_date.record_class), made):
        due_field = "planned_finish" if isinstance(record, Task) else due_date.due_field
        owner = responsible(due_date.owner(record, project), project)
        if not _is_for(made, owner) and getattr(record, "kind", None) != MILESTONE:
            continue
        due = _due(due_date, record, project)
        if id(record) in is_open:
            if due_field in record.unread:
                made.unread += cells_of(record, (due_field,))
            elif due is None:
                made.blank += 1
            else:
                made.add(_due_entry(record, key, due_field, due, owner, made), record, key)
        elif due and due >= project.as_of and due_field not in record.unread and _is_over(record, project):
            made.add(_due_entry(record, key, due_field, due, owner, made, is_over=True), record, key)


def _due(due_date: DueDate, record: Record, project: Project) -> date | None:
    """The due date; of work the day it is to end, begun or not."""
    return record.planned_finish if isinstance(record, Task) else due_date.due(record, project)


def _is_for(made: _Made, *names: str | None) -> bool:
    """Whether any of these cells names the person it is for."""
    return not made.person or any(
        made.person == person_key(each) for cell in names for each in people(cell or "")
    )


def _is_over(record: Record, project: Project) -> bool:
    """Whether the row says of itself that it is done: nobody takes an entry of it for open work any more."""
    if _has_state(record):
        return project.state_of(record) in (StateClass.DONE, StateClass.CANCELLED)
    if record.__class__ not in OPEN_BY_FIELD:
        return False
    name, is_open = OPEN_BY_FIELD[record.__class__]
    return name not in record.unread and not is_open(record, project)


def _has_state(record: Record) -> bool:
    return "status" in record.columns and list_name(record.__class__, "status") in STATES


def _due_entry(
    record: Record,
    key: str,
    due_field: str,
    due: date,
    owner: str | None,
    made: _Made,
    *,
    is_over: bool = False,
) -> Entry:
    project, column = made.project, record.columns[due_field]
    is_milestone = isinstance(record, Task) and record.kind == MILESTONE
    is_off = is_over and _has_state(record) and project.state_of(record) is StateClass.CANCELLED
    word = f"{column.label}の末日" if column.kind is Kind.MONTH else column.label
    word = "支払の期限" if due_field == "payment_due_on" and due != getattr(record, due_field) else word
    state = "【取消】" if is_off else "【済】" if is_over else ""
    title = title_of(record, project) or ""
    heading = " ".join(filter(None, (MILESTONE if is_milestone else word, record.row_id, title)))
    return Entry(
        (made.of, record.sheet.collection, key, due_field),
        MILESTONE if is_milestone else "期限",
        f"{state}{heading}{made.ending}",
        due,
        _about(made, record, title, ("担当", owner), ("優先度", getattr(record, "priority", None))),
        is_off=is_off,
    )


def _about(made: _Made, record: Record, title: str, *facts: tuple[str, str | None]) -> tuple[str, ...]:
    where = " ".join(filter(None, (record.sheet.label, record.row_id)))
    told = (f"{label}: {value}" for label, value in facts if value)
    return (*filter(None, (title, where)), *told, f"台帳の {day(made.project.as_of)} の内容です。")


def _keyed(records: Iterable[R], made: _Made) -> Iterator[tuple[R, str]]:
    """Each row with what it is known by: its ID; without one, or where two rows share it, its title and the how-manieth that has it."""
    rows = tuple(records)
    ids = Counter(id_key(row.row_id) for row in rows if row.row_id)
    seen: Counter[str] = Counter()
    for row in rows:
        if row.row_id and ids[id_key(row.row_id)] == 1:
            yield row, id_key(row.row_id)
            continue
        title = name_key(title_of(row, made.project) or getattr(row, "name", None) or "")
        seen[title] += 1
        yield row, f"{title}{_BY_TITLE}{seen[title]}"


def _add_meeting(meeting: Meeting, key: str, made: _Made) -> None:
    """One entry for the whole series, so that a new hour or weekday moves it instead of standing beside the old one."""
    if unread := [each for each in ("frequency", "first_at", "ends_on") if each in meeting.unread]:
        made.unread += cells_of(meeting, unread)
        return
    if meeting.first_at is None:
        made.remarks.append(f"会議体 {_named_meeting(meeting)} は初回日時が空欄のため載せていません。")
        return
    on, again = meeting.first_at.date(), None
    if meeting.frequency in (*_FREQUENCIES, _MONTHLY):
        days = _days(meeting, made)
        if not days:
            return
        on, again = days[0], _series(meeting, days, made.project)
    has_hour, minutes = meeting.first_at.time() != time.min, _positive(meeting.minutes)
    made.remarks += _about_meeting(meeting, made.project, has_hour=has_hour)
    told = (("主催", meeting.organizer), ("出席者", meeting.attendees), ("決定者", meeting.decision_maker))
    made.add(
        Entry(
            (made.of, meeting.sheet.collection, key),
            "会議",
            f"{meeting.name or '会議'}{made.ending}",
            datetime.combine(on, meeting.first_at.time()) if has_hour else on,
            _about(made, meeting, meeting.purpose or "", *told),
            minutes,
            meeting.location or "",
            again,
        ),
        meeting,
        key,
    )


def _named_meeting(meeting: Meeting) -> str:
    return " ".join(filter(None, (meeting.row_id, meeting.name)))


def _positive(minutes: int | None) -> int | None:
    return minutes if minutes and minutes > 0 else None


def _about_meeting(meeting: Meeting, project: Project, *, has_hour: bool) -> Iterator[str]:
    shown = _named_meeting(meeting)
    lacks = [
        word
        for word, is_there in (("開始時刻", has_hour), ("所要分", _positive(meeting.minutes)))
        if not is_there
    ]
    if lacks:
        yield f"会議体 {shown} は{'と'.join(lacks)}がありません。カレンダーでも空のままです。"
    if meeting.frequency not in (*_FREQUENCIES, _MONTHLY, "随時"):
        yield f"会議体 {shown} は頻度が分からないため、初回だけを載せました。"
    elif meeting.frequency != "随時" and meeting.ends_on is None and project.settings.day("終了日") is None:
        yield f"会議体 {shown} は終了日がないため、{day(project.as_of + _AROUND)} まで載せました。"


def _days(meeting: Meeting, made: _Made) -> list[date]:
    """The days around D on which it is held."""
    first, last = made.project.as_of - _AROUND, made.project.as_of + _AROUND
    return [on for on in occurrences(meeting, last, made.project) if on >= first]


def _series(meeting: Meeting, days: list[date], project: Project) -> Series:
    """The rule by which it is held on these days: 毎月 is the same n-th weekday, and the fifth the last."""
    planned = list(planned_days(meeting, days[-1], project))
    off = tuple(on for on in planned if on > days[0] and on not in set(days))
    if meeting.frequency in _FREQUENCIES:
        return Series((("freq", "WEEKLY"), ("interval", _FREQUENCIES[meeting.frequency])), days[-1], off)
    week = (planned[0].day - 1) // 7 + 1
    byday = f"{-1 if week == _LAST_WEEK else week}{_WEEKDAYS[planned[0].weekday()]}"
    return Series((("freq", "MONTHLY"), ("byday", byday)), days[-1], off)


def _add_step(step: ReleaseStep, key: str, made: _Made) -> None:
    if "starts_at" in step.unread:
        made.unread += cells_of(step, ("starts_at",))
        return
    is_over = step.actual_finish is not None or step.is_met is True
    if step.starts_at is None or (is_over and step.starts_at.date() < made.project.as_of):
        made.blank += step.starts_at is None and not is_over
        return
    heading = " ".join(filter(None, ("リリース", step.kind, step.row_id, step.title)))
    facts = (
        ("システム", step.system),
        ("担当", step.owner),
        ("連絡先", step.contact),
        ("判断基準", step.criteria),
    )
    made.add(
        Entry(
            (made.of, step.sheet.collection, key),
            "リリース",
            f"{'【済】' if is_over else ''}{heading}{made.ending}",
            step.starts_at,
            _about(made, step, step.title or "", *facts),
            _positive(step.minutes),
        ),
        step,
        key,
    )


def _about_identity(code: str, title: str) -> Iterator[str]:
    """What a later file would not know this one's entries by."""
    if not code:
        known = "案件名" if title else "ファイル名"
        yield (
            f"設定の案件コードが空欄のため、予定を{known}で見分けます。案件コードを入れるか{known}を変えた後に取り込むと、"
            "予定が二重になります。先に案件コードを入れてください。"
        )


def _about_rows(made: _Made) -> Iterator[str]:
    if made.unread:
        yield f"日付を読み取れない {len(made.unread)} か所の予定は載せていません({_named(made.unread)})。セルを直して作り直してください。"
    if made.blank:
        yield f"期限や開始予定が空欄の {made.blank} 行は載せていません。"
    if made.nameless:
        yield (
            f"番号がないか、同じ番号の行がある {len(made.nameless)} 行は件名で見分けます({_named(made.nameless)})。"
            "件名を変えてから取り込み直すと、前の予定も残ります。"
        )
    for each in overdue_report(made.project).unjudged:
        yield f"{each.sentence}。その期限は載せていません。"


def _named(things: Iterable[str]) -> str:
    every = list(dict.fromkeys(things))
    return "、".join(every[:_MOST]) + (f" ほか {len(every) - _MOST}" if len(every) > _MOST else "")


DOCUMENT = CalendarPaper(
    "カレンダー",
    "マイルストーン・期限・会議・リリースの手順を、予定表に取り込むファイル(.ics)にします。取り込み直すと予定が新しくなります。",
    build,
    per=Subjects("人", everybody, lambda project: (), is_one=True),
)
