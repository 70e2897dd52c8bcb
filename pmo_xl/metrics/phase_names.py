"""What a 呼称 means: the row of 工程定義 that holds for a system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key

NameKey = tuple[str, str]


def key_of_name(local_name: str | None, system: str | None, project: Project) -> NameKey:
    """A 呼称 and a system, as both compare; the system "" where it is blank."""
    return name_key(local_name or ""), system_key(system, project)


def definitions_by_name(project: Project) -> Mapping[NameKey, Sequence[PhaseDefinition]]:
    """The rows of 工程定義 by 呼称 and システム, in the order of the sheet."""

    def made() -> Mapping[NameKey, Sequence[PhaseDefinition]]:
        """The rows with a 呼称."""
        found: dict[NameKey, list[PhaseDefinition]] = {}
        for row in project.phase_definitions:
            if row.local_name:
                found.setdefault(key_of_name(row.local_name, row.system, project), []).append(row)
        return found

    return project.cached("工程定義 by 呼称", made)


def definition_of(local_name: str, system: str | None, project: Project) -> PhaseDefinition | None:
    """The row that holds for a 呼称 of a system: its own, else the one with a blank システム; None without one."""
    found, key = definitions_by_name(project), key_of_name(local_name, system, project)
    rows = found.get(key) or found.get((key[0], "")) or ()
    return next(iter(rows), None)
