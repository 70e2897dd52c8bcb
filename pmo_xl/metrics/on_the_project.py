"""Whether a person is on the project: from the earliest 着任日 of their rows in 体制表 to the latest 離任日."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_xl.metrics.overdue import responsible
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project


def leaves_on(rows: Sequence[Member]) -> date | None:
    """The day a person of these roles leaves: the latest; None while one role has no end."""
    days = [row.left_on for row in rows if row.left_on is not None]
    return max(days) if rows and len(days) == len(rows) else None


def has_left(name: str, project: Project) -> bool | None:
    """Whether the first person named has left before D; None where a 離任日 cannot be read; somebody unknown has not."""
    rows = project.roles_of(responsible(name, project))
    if not all(row.is_known("left_on") for row in rows):
        return None
    day = leaves_on(rows)
    return day is not None and day < project.as_of


def is_present(rows: Sequence[Member], project: Project) -> bool:
    """Whether a person of these roles is on the project on D."""
    day, begins = leaves_on(rows), [row.joined_on for row in rows]
    has_joined = not all(begins) or min(filter(None, begins)) <= project.as_of
    return bool(rows) and has_joined and (day is None or day >= project.as_of)


def holds_role(role: str, project: Project) -> bool:
    """Whether somebody in 体制表 who has not left before D has this 役割."""
    holders = project.members.naming("role", role)
    return any(member.left_on is None or member.left_on >= project.as_of for member in holders)
