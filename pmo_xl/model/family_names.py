"""Nearly a name of 体制表: 「鈴木」 for the one 鈴木 次郎, 髙橋 for 高橋. A guess that a person confirms, never a match."""

from __future__ import annotations

from pmo_xl.model.near import plain_characters
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key


def member_nearly_named(name: str, project: Project) -> str | None:
    """The 氏名 of the only person of 体制表 whom a family name or another form of a character means; else None."""
    return project.cached("members by near name", lambda: _by_near_name(project)).get(_key(name))


def is_family_name(name: str, known: str) -> bool:
    """Whether a name is only the family name of a person of 体制表."""
    return _key(name) == _key(known.split()[0])


def _by_near_name(project: Project) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {}
    for member in project.members:
        parts = (member.name or "").split()
        full = "".join(parts)
        for near in {parts[0], full} if parts else ():
            found.setdefault(_key(near), {})[person_key(full)] = member.name or ""
    return {near: next(iter(people.values())) for near, people in found.items() if len(people) == 1}


def _key(name: str) -> str:
    return plain_characters(person_key(name))
