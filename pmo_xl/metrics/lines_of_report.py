"""Who reports to whom, as 体制表 says: one 報告先 for each person, whatever number of rows they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmo_xl.metrics.on_the_project import is_present
from pmo_xl.metrics.schedule.circles import circles_of
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import people, person_key


def superior_of(rows: Sequence[Member]) -> str | None:
    """The `person_key` of whom the first of a person's rows with a 報告先 names; None where none does."""
    text = next((row.reports_to for row in rows if row.reports_to), None)
    return person_key(people(text)[0]) if text and people(text) else None


def rows_by_person(project: Project) -> Mapping[str, tuple[Member, ...]]:
    """The rows of everybody in 体制表, by `person_key` in the order of the sheet."""
    return project.cached("体制表 by person", lambda: _by_person(project))


def _by_person(project: Project) -> Mapping[str, tuple[Member, ...]]:
    keys = dict.fromkeys(person_key(row.name) for row in project.members if row.name)
    return {key: project.roles_of(key) for key in keys}


def circles_of_report(project: Project) -> tuple[tuple[str, ...], ...]:
    """Circles of two or more people on the project on D, each of whom reports to another of it."""
    here = {key: rows for key, rows in rows_by_person(project).items() if is_present(rows, project)}
    above = {key: superior_of(rows) for key, rows in here.items()}
    graph = {key: [over] if over in here and over != key else [] for key, over in above.items()}
    return tuple(map(tuple, circles_of(graph)))


def has_subordinates(name: str, project: Project) -> bool:
    """Whether somebody who has not left names this person as 報告先."""
    key = person_key(name)
    return any(key == superior_of(rows) for rows in rows_by_person(project).values() if _stays(rows, project))


def _stays(rows: Sequence[Member], project: Project) -> bool:
    return any(row.left_on is None or row.left_on >= project.as_of for row in rows)
