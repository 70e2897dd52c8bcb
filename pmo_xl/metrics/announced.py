"""Whom a specification change concerns and who was told of it: 周知先 of the change, and 周知記録."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from pmo_xl.metrics.change_links import systems_of
from pmo_xl.metrics.overdue import responsible
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key, people, person_key
from pmo_xl.model.spec_change import SpecChange

_EVERYBODY: Final = ("全員", "全体", "全システム", "各システム", "主担当", "関係者", "各位")
"""Words of 周知先 that mean everybody concerned."""
_REQUIREMENTS: Final = "要件一覧"


def untold_owners(change: SpecChange, project: Project) -> tuple[str, ...]:
    """The 主担当 of the systems that the change touches whom nobody has told of it, each once."""
    text = name_key(change.announced_to or "")
    if any(name_key(word) in text for word in _EVERYBODY):
        return ()
    told = _recipients(change, project)
    missing = (
        name
        for name, system in _owners(change, project)
        if person_key(name) not in told and not _is_named(name, system, text, project)
    )
    return tuple(dict.fromkeys(missing))


def _owners(change: SpecChange, project: Project) -> Iterator[tuple[str, str]]:
    """The 主担当 and the name of each system that the change touches."""
    for system in filter(None, map(project.system, systems_of(change, project))):
        owner = responsible(system.owner, project)
        if owner:
            yield owner, system.name or ""


def has_owners(change: SpecChange, project: Project) -> bool:
    """Whether the change touches a system that has a 主担当."""
    return any(True for _ in _owners(change, project))


def _recipients(change: SpecChange, project: Project) -> frozenset[str]:
    rows = project.announcements.naming("subjects", change.id)
    return frozenset(person_key(name) for row in rows for name in people(row.recipient or ""))


def _is_named(name: str, system: str, text: str, project: Project) -> bool:
    family = name.split()[0]
    words = (name_key(name), name_key(system), name_key(family) if _is_one(family, project) else "")
    return any(word and word in text for word in words)


def _is_one(family: str, project: Project) -> bool:
    """Whether 体制表 has the family name once."""
    return project.cached("family names", lambda: _families(project))[family] == 1


def _families(project: Project) -> Counter[str]:
    names = {person_key(member.name): member.name for member in project.members if member.name}
    return Counter(name.split()[0] for name in names.values() if name.split())


def first_sent_on(project: Project) -> date | None:
    """The first 送付日 of 周知記録."""
    days = (row.sent_on for row in project.announcements if row.sent_on)
    return project.cached("周知 first sent", lambda: min(days, default=None))


def requirements_sent_on(project: Project) -> date | None:
    """The last day on which 要件一覧 was sent to somebody; None where it never was."""
    rows = project.announcements.naming("kind", _REQUIREMENTS)
    days = (row.sent_on for row in rows if row.sent_on)
    return project.cached("要件一覧 last sent", lambda: max(days, default=None))
