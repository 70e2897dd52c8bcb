"""The leaf tasks of a 工程 and of a system, whatever way the system is typed."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.task import Task


def system_key(name: str | None, project: Project) -> str:
    """A system as systems compare, however its name or ID is typed; "" for a blank cell."""
    found = project.system(name)
    return name_key((found and found.name) or name or "")


def leaves_of(phase: str, project: Project) -> tuple[Task, ...]:
    """The leaf tasks of the 工程 that are no milestones."""
    return _leaves(project).get(phase, ())


def leaves_for(phase: str, system: str | None, project: Project) -> tuple[Task, ...]:
    """The leaf tasks of the 工程 of a system, and those that name none."""
    keys = ("", system_key(system, project))
    return tuple(row for row in leaves_of(phase, project) if system_key(row.system, project) in keys)


def _leaves(project: Project) -> Mapping[str, tuple[Task, ...]]:
    def made() -> Mapping[str, tuple[Task, ...]]:
        """The leaves by 工程."""
        found: dict[str, list[Task]] = {}
        for row in project.tasks:
            if row.phase and row.kind != MILESTONE and is_leaf(row, project):
                found.setdefault(row.phase, []).append(row)
        return {phase: tuple(rows) for phase, rows in found.items()}

    return project.cached("leaves by 工程", made)
