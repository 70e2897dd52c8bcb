"""後任: who takes over the work of somebody who leaves, and whether they can (ORG002, ORG005)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_xl.metrics.on_the_project import leaves_on
from pmo_xl.metrics.overdue import responsible
from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key


def successor_of(rows: Sequence[Member]) -> str | None:
    """The 後任 of a person, from the first of their rows that names one."""
    return next((row.successor for row in rows if row.successor), None)


def successor_problem(rows: Sequence[Member], last_day: date, project: Project) -> str | None:
    """Why nobody takes over from somebody who leaves on that day, as a clause in Japanese; None where 後任 is good.

    Somebody who is not in 体制表 counts as nobody.
    """
    name = responsible(successor_of(rows), project)
    if name is None:
        return "後任が空欄です"
    others = project.roles_of(name)
    if not others:
        return f"後任「{name}」が体制表にありません"
    if person_key(name) == person_key(rows[0].name or ""):
        return "後任が本人になっています"
    end = leaves_on(others)
    if end is not None and end <= last_day:
        return f"後任「{name}」も {day(end)} に離任します"
    return None
