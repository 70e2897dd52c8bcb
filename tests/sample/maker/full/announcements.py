"""周知記録 of the sample: who was told of which change and of the newest requirements, and who has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.model.announcement import Announcement
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story


def announcements(story: Story, organisation: Organisation, links: Links) -> tuple[Announcement, ...]:
    """A row per person told, in the order of the days; each has confirmed it two business days later."""
    told = [*_of_changes(story, organisation, links), *_of_requirements(story, organisation, links)]
    told.sort(key=lambda each: (each.sent_on or date.max, each.subjects, each.recipient or ""))
    return tuple(each.model_copy(update={"id": f"ANN-{n:03}"}) for n, each in enumerate(told, 1))


def _of_changes(story: Story, organisation: Organisation, links: Links) -> Iterator[Announcement]:
    owners = {system.name: system.owner for system in organisation.systems}
    for change in links.changes:
        if change.announced_on and change.id and "主担当" in (change.announced_to or ""):
            names = dict.fromkeys(owners[system] for system in change.systems if owners.get(system))
            for name in names:
                yield _told(story, "仕様変更", (change.id,), name, change.announced_on)


def _of_requirements(story: Story, organisation: Organisation, links: Links) -> Iterator[Announcement]:
    days = [
        day for each in links.requirements for day in (each.agreed_on, each.updated_on) if story.happened(day)
    ]
    for name in dict.fromkeys(system.owner for system in organisation.systems):
        if days and name:
            yield _told(story, "要件一覧", (), name, max(filter(None, days)))


def _told(story: Story, kind: str, subjects: tuple[str, ...], name: str | None, on: date) -> Announcement:
    return Announcement(
        kind=kind,
        subjects=subjects,
        recipient=name,
        sent_on=on,
        due_on=story.day(on, 5),
        confirmed_on=story.happened(story.day(on, 2)),
    )
