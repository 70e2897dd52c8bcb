"""議事録 of the sample: the weekly progress meeting, and what was decided, feared and left open elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import STARTS_ON, Story

_WEEKLY = "進捗会議"
_TUESDAY = 1


def meeting_items(
    story: Story, organisation: Organisation, links: Links, found: Sequence[Risk]
) -> tuple[MeetingItem, ...]:
    """What was said, meeting by meeting, until the as-of date."""
    told = [_told(row, story, organisation, links, found) for row in bank("meetings")]
    rows = [
        *(each for each in told if _has_happened(each, story)),
        *_weekly(story, organisation, links.tasks),
    ]
    rows.sort(key=lambda each: (each.held_on, each.meeting))
    return tuple(each.model_copy(update={"id": f"MTG-{n:03}"}) for n, each in enumerate(rows, 1))


def with_decisions(changes: Sequence[SpecChange], items: Sequence[MeetingItem]) -> tuple[SpecChange, ...]:
    """The changes that a meeting decided, naming the row of 議事録 as their origin."""
    decided = {link: item.id for item in items if item.affects_specification == "有" for link in item.links}
    return tuple(
        change.model_copy(update={"origin": (decided[change.id],)}) if change.id in decided else change
        for change in changes
    )


def _has_happened(item: MeetingItem, story: Story) -> bool:
    is_linked = bool(item.links) or (
        item.kind not in ("懸念", "不明点") and item.affects_specification != "有"
    )
    return item.held_on is not None and item.held_on <= story.as_of and is_linked


def _told(
    row: Row, story: Story, organisation: Organisation, links: Links, found: Sequence[Risk]
) -> MeetingItem:
    kind, is_open = row["kind"], row["link"] == "NEXT"
    has_owner = kind in ("ToDo", "不明点", "懸念")
    held_on = date.fromisoformat(row["day"])
    due_on = story.day(held_on, 8)
    return MeetingItem(
        meeting=row["meeting"],
        held_on=held_on,
        attendees=_attendees(row["meeting"], organisation),
        kind=kind,
        statement=row["statement"],
        affects_specification=row["affects"] or None,
        owner=organisation.at(row["owner"], row["system"]) if has_owner else None,
        due_on=due_on if kind == "ToDo" and not is_open else _next(story, due_on) if kind == "ToDo" else None,
        links=() if is_open else _links(row["link"], links, found),
        status=None
        if kind in ("決定", "情報")
        else "未完了"
        if is_open and due_on >= story.as_of
        else "完了",
    )


def _next(story: Story, due_on: date) -> date:
    return due_on if due_on < story.as_of else max(due_on, story.day(story.as_of, 3))


def _links(named: str, links: Links, found: Sequence[Risk]) -> tuple[str, ...]:
    kind, _, title = named.partition(":")
    if kind == "リスク":
        return tuple(risk.id for risk in found if risk.title == title and risk.id)
    return links.ids(named)


def _attendees(meeting: str, organisation: Organisation) -> str:
    posts = {"運営会議": ("責任者", "PM", "PMO"), "ベンダ連絡会": ("PM", "PMO", "委会員", "委決済", "委通知")}
    names = (
        organisation.posts[post] for post in posts.get(meeting, ("PM", "PMO", "主会員", "主サイト", "主決済"))
    )
    return "、".join(names)


def _weekly(story: Story, organisation: Organisation, tasks: Sequence[Task]) -> Iterator[MeetingItem]:
    """One row for every week: how many tasks were running, as the schedule had them."""
    tuesday = STARTS_ON + timedelta((_TUESDAY - STARTS_ON.weekday()) % 7)
    leaves = [task for task in tasks if task.kind == "作業"]
    while (held_on := _meeting_day(story, tuesday)) <= story.as_of:
        yield MeetingItem(
            meeting=_WEEKLY,
            held_on=held_on,
            attendees=_attendees(_WEEKLY, organisation),
            kind="情報",
            statement=_progress(leaves, held_on),
        )
        tuesday += timedelta(7)


def _meeting_day(story: Story, tuesday: date) -> date:
    return tuesday if story.calendar.is_business_day(tuesday) else story.day(tuesday, 1)


def _progress(leaves: Sequence[Task], on: date) -> str:
    running = [task for task in leaves if task.planned_start and task.planned_start <= on <= _end(task)]
    done = sum(1 for task in leaves if _end(task) < on)
    phases = "・".join(dict.fromkeys(task.phase or "" for task in running)) or "次の工程の準備"
    return f"{phases}を進めている。着手中の作業 {len(running)}件、完了 {done}件 / 全{len(leaves)}件。"


def _end(task: Task) -> date:
    return task.planned_finish or date.max
