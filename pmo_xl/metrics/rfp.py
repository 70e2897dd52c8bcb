"""What the RFP asks for, and when it went out.

Source: rules.tsv, RFP001: a system is asked for when it is 外注 ○ and a requirement that RFP照合表 names is of it, or a
task of 工程 RFP・調達 is of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from pmo_xl.model.project import Project
from pmo_xl.model.system import System

PROCUREMENT: Final = "RFP・調達"


def asked_systems(project: Project) -> tuple[System, ...]:
    """The outsourced systems that the RFP asks for, in the order of システム一覧; none without a row of RFP照合表."""
    return project.cached("systems of the RFP", lambda: _asked_systems(project))


def _asked_systems(project: Project) -> tuple[System, ...]:
    if not project.rfp_items:
        return ()
    named = [project.requirements.get(item.requirement) for item in project.rfp_items]
    names = {name for requirement in named if requirement for name in requirement.systems}
    names |= {task.system for task in project.tasks.naming("phase", PROCUREMENT) if task.system}
    found = {id(project.system(name)) for name in names}
    return tuple(system for system in project.systems if system.is_outsourced and id(system) in found)


def issue_days(project: Project) -> tuple[date, ...]:
    """The days on which the RFP went out, the first first; none while it has not."""
    return project.cached(
        "issue days", lambda: tuple(sorted({item.issued_on for item in project.rfp_items if item.issued_on}))
    )
