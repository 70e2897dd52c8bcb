"""Family names: 「鈴木」 where 体制表 has one 鈴木 次郎. A guess that a person confirms, never a match."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key


def member_of_family(name: str, project: Project) -> str | None:
    """The 氏名 of the only person of 体制表 with this family name; None where there is none, or several."""
    return project.cached("members by family name", lambda: _by_family(project)).get(person_key(name))


def _by_family(project: Project) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {}
    for member in project.members:
        parts = (member.name or "").split()
        if len(parts) > 1:
            full = "".join(parts)
            found.setdefault(person_key(parts[0]), {})[person_key(full)] = member.name or ""
    return {family: next(iter(people.values())) for family, people in found.items() if len(people) == 1}
