"""The leaf tasks of a 工程 and of a system, whatever way the system is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

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
    return leaves_among(phase, frozenset(("", system_key(system, project))), project)


def leaves_among(phase: str, keys: frozenset[str], project: Project) -> tuple[Task, ...]:
    """The leaf tasks of the 工程 whose system is one of these (as `system_key` has them; "" for none), in order."""
    return project.cached(("leaves", phase, keys), lambda: tuple(_among(phase, keys, project)))


def _among(phase: str, keys: frozenset[str], project: Project) -> Iterator[Task]:
    places = project.cached(("leaves by system", phase), lambda: _places(phase, project))
    leaves = leaves_of(phase, project)
    return (leaves[place] for place in sorted(chain.from_iterable(places.get(key, ()) for key in keys)))


def _places(phase: str, project: Project) -> Mapping[str, list[int]]:
    """Where the leaves of the 工程 of each system stand among all of it."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(leaves_of(phase, project)):
        found.setdefault(system_key(row.system, project), []).append(place)
    return found


def _leaves(project: Project) -> Mapping[str, tuple[Task, ...]]:
    def made() -> Mapping[str, tuple[Task, ...]]:
        """The leaves by 工程."""
        found: dict[str, list[Task]] = {}
        for row in project.tasks:
            if row.phase and row.kind != MILESTONE and is_leaf(row, project):
                found.setdefault(row.phase, []).append(row)
        return {phase: tuple(rows) for phase, rows in found.items()}

    return project.cached("leaves by 工程", made)
