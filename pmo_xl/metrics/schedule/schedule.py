"""The schedule of a project: the rows of マスタスケジュール as a network, and its dates and float as of D.

Both are made once per project. A row without an ID, or with one that another row above has, stands in the
network under a name of its own, so that no work is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pmo_xl.metrics.held_work import held_until
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.schedule.critical_path import Schedule, ScheduledActivity, compute_schedule
from pmo_xl.metrics.schedule.dependency import Link, parse_link
from pmo_xl.metrics.schedule.network import Activity, BrokenLink, Network, build_network
from pmo_xl.metrics.schedule.progress_basis import STEPS, progress_basis_of
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task
from pmo_xl.model.unchecked import unchecked_maker

PHASE = "工程"
WORK = "作業"
_DATES = ("planned_start", "planned_finish", "actual_start", "actual_finish")


def project_network(project: Project) -> Network:
    """The tasks and their dependencies."""
    return project.cached("network", lambda: build_network(_activities(project)))


def project_schedule(project: Project) -> Schedule:
    """Dates, float and the critical path as of D; its `reason` says why there is none."""
    return project.cached(
        "schedule", lambda: compute_schedule(project_network(project), project.calendar, project.as_of)
    )


def key_of(task: Task, project: Project) -> str:
    """What a row is called in the network."""
    return _keys(project)[id(task)]


def _keys(project: Project) -> Mapping[int, str]:
    """What each row is called in the network."""
    return project.cached("task keys", lambda: {row: id_key(name) for row, name in _names(project).items()})


def task_at(key: str, project: Project) -> Task:
    """The row that is called so in the network. KeyError when there is none."""
    return tasks_by_key(project)[key]


def tasks_by_key(project: Project) -> Mapping[str, Task]:
    """The rows by what they are called in the network."""
    return project.cached("tasks by key", lambda: {key_of(task, project): task for task in project.tasks})


def links_of(task: Task, project: Project) -> tuple[Link, ...]:
    """The sound dependencies of a row on its predecessors."""
    return project.cached("links by row", lambda: _links_by_row(project))[id(task)]


def _links_by_row(project: Project) -> Mapping[int, tuple[Link, ...]]:
    links = project_network(project).links
    return {row: links.get(key, ()) for row, key in _keys(project).items()}


def broken_links(task: Task, project: Project) -> tuple[BrokenLink, ...]:
    """The entries of 先行作業 of a row that mean nothing, and why."""
    broken = project.cached("broken links", lambda: _by_activity(project_network(project).broken))
    return broken.get(_names(project)[id(task)], ())


def scheduled(task: Task, project: Project) -> ScheduledActivity | None:
    """Dates and float of a row; None for a summary, without dates, or when there is no schedule."""
    return project_schedule(project).activities.get(key_of(task, project))


def is_critical(task: Task, project: Project) -> bool:
    """Whether the row lies on the critical path; what no dependency joins to anything lies on none."""
    network, key = project_network(project), key_of(task, project)
    found = scheduled(task, project)
    return found is not None and found.is_critical and (key in network.incoming or key in network.outgoing)


def _names(project: Project) -> Mapping[int, str]:
    return project.cached("task names", lambda: _name_all(project.tasks))


def _name_all(tasks: Iterable[Task]) -> dict[int, str]:
    names: dict[int, str] = {}
    seen: set[str] = set()
    for number, task in enumerate(tasks, 1):
        row = f"{task.row or number}行目"
        name = row if task.id is None else f"{task.id}({row})" if task.id in seen else task.id
        seen.add(name)
        names[id(task)] = name
    return names


def _activities(project: Project) -> Iterator[Activity]:
    names = _names(project)
    for task in project.tasks:
        made = activity_of(task, names[id(task)])
        if progress_basis_of(task, project) in STEPS:
            made = replace(made, is_in_steps=True)
        yield replace(made, not_before=held_until(task, project)) if task.waits_for else made


def activity_of(task: Task, name: str) -> Activity:
    """A row as the network knows it, under this name; without dates when one that decides cannot be read."""
    is_told = task.actual_finish is not None or task.unread.keys().isdisjoint(_DATES)
    made: Activity = unchecked_maker(Activity)(  # in the order of its fields
        name,
        task.planned_start if is_told else None,
        task.planned_finish if is_told else None,
        task.actual_start,
        task.actual_finish,
        None,
        task.kind == MILESTONE,
        tuple([link for text in task.predecessors if (link := parse_link(text))]),
        task.parent,
        task.baseline_finish,
        task.kind == PHASE,
        task.progress,
        False,
        None,
    )
    return made


def _by_activity(broken: Iterable[BrokenLink]) -> dict[str, tuple[BrokenLink, ...]]:
    found: dict[str, list[BrokenLink]] = {}
    for each in broken:
        found.setdefault(each.activity, []).append(each)
    return {name: tuple(links) for name, links in found.items()}
