"""Approver: a person one of whose rows in 体制表 has a 役割 of 承認者役割 (definitions.md, Words of the rules)."""

from __future__ import annotations

from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import people
from pmo_xl.model.vocabulary import list_name


def entitled_roles(project: Project) -> frozenset[str]:
    """The roles that may approve, as 体制表 is read: a word that staff added stands for the library's."""
    roles, words = project.settings.approver_roles, list_name(Member, "role")
    return frozenset(project.vocabulary.canonical(words, role) or role for role in roles)


def rows_of_people(names: str, project: Project) -> tuple[Member, ...]:
    """The rows of 体制表 of everybody whom a person cell names."""
    return tuple(row for name in people(names) for row in project.roles_of(name))


def is_approver(names: str, project: Project) -> bool | None:
    """Whether one of the people named may approve; None where 体制表 is absent or a 役割 cannot be read."""
    return project.cached(("may approve", names), lambda: _is_approver(names, project))


def _is_approver(names: str, project: Project) -> bool | None:
    rows, entitled = rows_of_people(names, project), entitled_roles(project)
    if any(row.role in entitled for row in rows):
        return True
    is_known = (project.has(Member) or not project.tables) and all(row.is_known("role") for row in rows)
    return False if is_known else None
